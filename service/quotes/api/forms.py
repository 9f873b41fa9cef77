"""Articles as forms send them: `application/x-www-form-urlencoded`, or `multipart/form-data` with a file in it.

A form has the fields of the JSON body, `blocks` left out, as strings; options are spelt as query parameters are.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl

from marshmallow import ValidationError
from werkzeug.exceptions import RequestEntityTooLarge, UnsupportedMediaType
from werkzeug.http import parse_options_header
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData, Preamble

from quotes.api.bodies import codec_of, decode
from quotes.api.problems import InvalidEncodingError
from quotes.api.queries import QuotesRequestSchema

FILE = "file"
ARTICLE = ("text", "html", FILE)
FIELDS = tuple(name for name in (*ARTICLE, *QuotesRequestSchema().fields) if name != "blocks")
MOST_FIELDS = 64
"""Beyond any form, and few enough to be read in no time."""

HTML_NAMES = (".html", ".htm", ".xhtml")


def urlencoded(body: bytes) -> dict[str, Any]:
    """The JSON body that a urlencoded form stands for.

    Raises:
        InvalidEncodingError: it is not UTF-8.
        ValidationError: it has a field that is not known, or one of them twice.
    """
    try:
        fields = parse_qsl(decode(body, "utf-8"), keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS)
    except UnicodeDecodeError:
        raise InvalidEncodingError("A field is not UTF-8.") from None
    except ValueError:
        raise ValidationError("There are too many fields.") from None
    return _as_json(fields)


def multipart(body: bytes, boundary: str) -> dict[str, Any]:
    """The JSON body that a form with files stands for.

    Raises:
        InvalidEncodingError: it is malformed, or a part is not of its charset.
        UnsupportedMediaType: the file is neither plain text nor HTML.
        ValidationError: it has a field that is not known, or one of them twice, or several forms of an article.
    """
    return _as_json([_read(*part) for part in _parts(body, boundary)])


def _as_json(fields: list[tuple[str, str]]) -> dict[str, Any]:
    """The fields as those of the JSON body; one of an article that was left empty counts as not sent."""
    fields = [(name, value) for name, value in fields if value or name not in ARTICLE]
    names = [name for name, _ in fields]
    if not set(names) <= set(FIELDS):  # a name is not repeated: it may be an article that was sent as no form
        raise ValidationError(f"The fields of a form are {', '.join(FIELDS)}.")
    if twice := {name: ["Given more than once."] for name in names if names.count(name) > 1}:
        raise ValidationError(twice)
    found: dict[str, Any] = dict(fields)
    if "include" in found:
        found["include"] = found["include"].split(",")
    if "min_confidence" in found:
        found["min_confidence"] = _number(found["min_confidence"])
    return found


def _number(digits: str) -> float | str:
    """The number, or what was there in its place, of which the schema tells what it thinks."""
    try:
        return float(digits)
    except ValueError:
        return digits


def _parts(body: bytes, boundary: str) -> Iterator[tuple[Field | File, bytes]]:
    """The parts of a multipart body, each with its content."""
    decoder = MultipartDecoder(boundary.encode(), max_parts=MOST_FIELDS)
    decoder.receive_data(body)
    decoder.receive_data(None)
    part: Field | File | None = None
    content = bytearray()
    try:
        while not isinstance(event := decoder.next_event(), Epilogue | NeedData):
            match event:
                case Field() | File():
                    part, content = event, bytearray()
                case Data(data=data, more_data=more):
                    content += data
                    if not more and part is not None:
                        yield part, bytes(content)
                case Preamble():
                    pass
    except RequestEntityTooLarge:
        raise ValidationError("There are too many fields.") from None
    except ValueError:
        raise InvalidEncodingError("The form is malformed.") from None


def _read(part: Field | File, content: bytes) -> tuple[str, str]:
    """A field of the JSON body out of a part: a file is its text or its HTML."""
    media_type, parameters = parse_options_header(part.headers.get("Content-Type"))
    name = _kind(media_type, part) if isinstance(part, File) and part.name == FILE else part.name
    return name, decode(content, codec_of(parameters.get("charset", "utf-8")))


def _kind(media_type: str, file: File) -> str:
    """Whether a file is text or HTML, by its type, or by its name where the type says nothing."""
    named_html = (file.filename or "").lower().endswith(HTML_NAMES)
    match media_type:
        case "text/html" | "application/xhtml+xml":
            return "html"
        case "text/plain" if not named_html:
            return "text"
        case "" | "application/octet-stream" | "text/plain":
            return "html" if named_html else "text"
    raise UnsupportedMediaType("The file must be plain text or HTML.")
