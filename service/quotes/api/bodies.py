"""From the bytes of a request to a text or a JSON object."""

from __future__ import annotations

import json
import math
import re
from typing import Any, NoReturn

from flask import request
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.wsgi import get_input_stream

from quotes.api.codings import is_packed
from quotes.api.problems import InvalidEncodingError, InvalidJsonError
from quotes.runtime.incoming import BrokenBodyError, Incoming

CHARSETS = {
    name: codec
    for codec, names in {
        "utf-8": ("utf-8", "utf8"),
        "utf-16": ("utf-16",),
        "utf-16-le": ("utf-16le",),
        "utf-16-be": ("utf-16be",),
        "ascii": ("us-ascii", "ascii"),
        "iso8859-15": ("iso-8859-15",),
        "cp1252": ("windows-1252", "cp1252", "iso-8859-1", "latin1"),
    }.items()
    for name in names
}
"""The charsets of a text that are read, and Python's names of them. A list, because some codecs of Python
are no charsets and some take quadratic time. Who says iso-8859-1 means windows-1252, as in browsers
(https://encoding.spec.whatwg.org/#names-and-labels)."""

CONTROLS = {code: bytes([code]).decode("cp1252", "ignore") or chr(code) for code in range(0x80, 0xA0)}
"""What windows-1252 has in place of control characters; where it has nothing, these stay."""

BYTE_ORDER_MARK = "\ufeff"

_STRUCTURE = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[{]|[\]}]', re.DOTALL)
"""A string (closed or not: so a scan never starts over) or a bracket of a JSON text."""


def read_bytes(patience: float) -> bytes:
    """The body, unpacked, once all of it is there.

    Raises:
        RequestEntityTooLarge: it is longer than the application's limit, as it comes or unpacked.
        UnsupportedMediaType: it has a content coding other than gzip.
        LateBodyError: it did not arrive within so many seconds.
        BrokenBodyError: it did not arrive whole.
    """
    packed = is_packed()
    most = request.max_content_length or math.inf
    if (request.content_length or 0) > most:
        raise RequestEntityTooLarge
    body = bytearray()
    for piece in Incoming(get_input_stream(request.environ), patience, by_line=False, packed=packed):
        body += piece
        if len(body) > most:
            raise RequestEntityTooLarge
    if not packed and request.content_length not in (None, len(body)):
        raise BrokenBodyError("The body is shorter than its Content-Length.")
    return bytes(body)


def read_text(patience: float) -> str:
    """A plain text or HTML: UTF-8 unless a charset says otherwise, without its byte order mark.

    Raises:
        UnsupportedMediaType: the charset is not one of `CHARSETS`.
        InvalidEncodingError: some bytes are not of the charset.
        RequestEntityTooLarge, LateBodyError, BrokenBodyError: as `read_bytes`.
    """
    codec = codec_of(request.mimetype_params.get("charset", "utf-8"))
    return decode(read_bytes(patience), codec)


def codec_of(charset: str) -> str:
    """Python's name of a charset.

    Raises:
        UnsupportedMediaType: it is not one of `CHARSETS`.
    """
    if charset.lower() not in CHARSETS:
        raise UnsupportedMediaType(f"The charset must be one of {', '.join(sorted(CHARSETS))}.")
    return CHARSETS[charset.lower()]


def read_json(patience: float, max_depth: int) -> Any:
    """A JSON value (RFC 8259), in UTF-8, nested at most `max_depth` deep.

    Lone surrogates and NUL, written as escapes, are legal and kept. Two members of one name, NaN and
    numbers beyond a double are refused, since readers of JSON disagree on them.

    Raises:
        InvalidJsonError: it is not that.
        InvalidEncodingError: it is not UTF-8.
        UnsupportedMediaType, RequestEntityTooLarge, LateBodyError, BrokenBodyError: as `read_bytes`.
    """
    return parse_json(read_bytes(patience), max_depth)


def parse_json(body: bytes, max_depth: int) -> Any:
    """The same of bytes.

    Raises:
        InvalidJsonError, InvalidEncodingError: as `read_json`.
    """
    text = decode(body, "utf-8")
    if _deeper_than(text, max_depth):
        raise InvalidJsonError(f"The JSON is nested more than {max_depth} deep.")
    try:
        return json.loads(text, object_pairs_hook=_object, parse_float=_float, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise InvalidJsonError(f"{error.msg} at line {error.lineno}, column {error.colno}.") from None
    except ValueError:  # of an integer with more digits than Python converts
        raise InvalidJsonError("A number has too many digits.") from None


def decode(body: bytes, codec: str) -> str:
    """A text from its bytes, without its byte order mark.

    Raises:
        InvalidEncodingError: some bytes are not of the codec.
    """
    if codec == "cp1252":  # Python's refuses the bytes for which there is nothing
        return body.decode("latin-1").translate(CONTROLS)
    try:
        return body.decode(codec).removeprefix(BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise InvalidEncodingError(f"The byte at offset {error.start} is not {codec}.") from None


def _deeper_than(text: str, most: int) -> bool:
    """True if brackets outside strings nest more than `most` deep; linear in the text, and no recursion."""
    depth = 0
    for match in _STRUCTURE.finditer(text):
        mark = text[match.start()]
        if mark in "[{":
            depth += 1
            if depth > most:
                return True
        elif mark in "]}":
            depth -= 1
    return False


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) < len(members):
        raise InvalidJsonError("An object has two members of one name.")
    return value


def _float(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise InvalidJsonError("A number is too large.")
    return number


def _constant(name: str) -> NoReturn:
    raise InvalidJsonError(f"{name} is not JSON.")
