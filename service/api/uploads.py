"""The body of a request while it arrives."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import IO, Any

from flask import request
from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import NoMoreData, ParseException
from werkzeug.exceptions import BadRequest
from werkzeug.wsgi import get_input_stream

from service.api.problems import InvalidEncodingError

PIECE = 65536
"""Bytes asked for at a time."""


class Upload:
    """The body of the current request, piece by piece, each as soon as it is there, however long the whole is.

    A client may send a line only after it has read the answer to the one before, so reading must never wait for more
    than has arrived. A client that neither sends a line nor takes an answer for some time has left: the connection's
    own timeout tells, which gunicorn puts back for the next request.

    Attributes:
        broken: the body did not arrive whole.
    """

    def __init__(self, patience: float) -> None:
        """Take the body of the current request; `patience` is the time for a line or an answer in seconds."""
        self.broken = False
        self._stream = get_input_stream(request.environ)  # Flask's own has the limit of a single request
        self._socket = request.environ.get("gunicorn.socket")
        self._patience = patience

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces.

        Raises:
            InvalidEncodingError: the body broke off, its chunks are malformed, or a line took too long.
        """
        until = time.monotonic() + self._patience
        while piece := self._read(until):
            yield piece
            if b"\n" in piece:
                until = time.monotonic() + self._patience

    def leave(self) -> None:
        """Read no more of it: the connection ends with the answer, whatever is still on its way."""
        if isinstance(self._stream, Body):
            self._stream.failed = True

    def _read(self, until: float) -> bytes:
        try:
            self._set_timeout(max(0.001, until - time.monotonic()))
            return _arrived(self._stream)
        except (ParseException, OSError, BadRequest) as error:
            self.broken = True
            late = isinstance(error, TimeoutError)
            detail = f"No line came within {self._patience:g} s." if late else "The body broke off or is malformed."
            raise InvalidEncodingError(detail) from error
        finally:
            self._set_timeout(self._patience)

    def _set_timeout(self, seconds: float) -> None:
        if self._socket:
            self._socket.settimeout(seconds)


def _arrived(stream: IO[bytes]) -> bytes:
    """At least one byte of what is there, as soon as something is; none at the end."""
    if not isinstance(stream, Body):
        return stream.read(PIECE)
    arrived = _arrived_chunk if isinstance(stream.reader, ChunkedReader) else _arrived_part
    try:
        return arrived(stream.reader)
    except Exception:
        stream.failed = True  # nobody knows where a next request would begin
        raise


def _arrived_chunk(reader: Any) -> bytes:
    """The same of a gunicorn body in chunks; its own `read` waits for as many bytes as it was asked for."""
    return next((piece for piece in reader.parser if piece), b"")


def _arrived_part(reader: Any) -> bytes:
    """The same of a gunicorn body of known length."""
    if not reader.length:
        return b""
    piece: bytes = reader.unreader.read(None, read_ahead=min(reader.length, PIECE))
    if not piece:
        raise NoMoreData
    if surplus := piece[reader.length :]:  # of the next request
        reader.unreader.unread(surplus)
        piece = piece[: reader.length]
    reader.length -= len(piece)
    return piece
