"""The content coding gzip (RFC 9110, section 8.4.1.3): whether a body has it, and whether an answer shall."""

from __future__ import annotations

import gzip

from flask import Response, request
from werkzeug.exceptions import UnsupportedMediaType

SHORTEST = 1024
"""Bytes of an answer below which packing it gains nothing."""


def is_packed() -> bool:
    """Whether the body of the current request is gzip.

    Raises:
        UnsupportedMediaType: it has another coding, or more than one.
    """
    coding = (request.content_encoding or "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip"):
        raise UnsupportedMediaType("The only Content-Encoding that is read is gzip.")
    return coding != "identity"


def pack(response: Response) -> Response:
    """An answer as gzip, where that is worth it and the client takes it; one that is streamed goes as it comes."""
    if response.is_streamed or not response.content_length or response.content_length < SHORTEST:
        return response
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), compresslevel=6, mtime=0))
        response.content_encoding = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)  # what it names is the same, though not byte for byte
    return response
