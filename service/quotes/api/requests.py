"""What the views read of the current request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import request
from marshmallow import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from quotes.api import forms
from quotes.api.backend import Backend
from quotes.api.bodies import read_bytes, read_json, read_text
from quotes.intake.extract import Extract
from quotes.intake.reading import markup, read


def read_body(here: Backend) -> Any:
    """The request as a JSON value, whatever form it was sent in.

    Raises:
        InvalidJsonError, InvalidEncodingError, LateBodyError, BrokenBodyError: it cannot be read.
        UnsupportedMediaType: it is neither JSON, plain text, HTML nor a form.
        RequestEntityTooLarge: it is too long.
        ValidationError: it is a form with fields that are not known, or too many.
    """
    match request.mimetype:
        case "application/json":
            return read_json(here.arrival, here.max_json_depth)
        case "text/plain":
            return {"text": read_text(here.arrival)}
        case "text/html":
            return {"html": read_text(here.arrival)}
        case "application/x-www-form-urlencoded":
            return forms.urlencoded(read_bytes(here.arrival))
        case "multipart/form-data":
            return forms.multipart(read_bytes(here.arrival), request.mimetype_params.get("boundary", ""))
        case _:
            raise UnsupportedMediaType("Send application/json, text/plain, text/html or a form.")


def read_parameters() -> dict[str, str]:
    """The query parameters.

    Raises:
        ValidationError: one is given twice.
    """
    lists = request.args.to_dict(flat=False)
    if twice := {name: ["Given more than once."] for name, values in lists.items() if len(values) > 1}:
        raise ValidationError(twice)
    return request.args.to_dict()


def read_in_turn(here: Backend, article: Mapping[str, Any], patient: bool = False) -> Extract:
    """The extract of an article; its HTML is read when its turn has come.

    Args:
        here: what the views stand on.
        article: as for `quotes.intake.reading.read`.
        patient: as for `HtmlQueue.turn`.

    Raises:
        TooLongError: the text is too long.
        OverloadedError: too many bodies of HTML wait to be read.
    """
    with here.html_queue.turn(markup(article), patient):
        return read(article, here.max_characters, here.max_tokens)
