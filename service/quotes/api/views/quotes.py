"""The quotes of an article."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, g, request
from marshmallow import ValidationError
from werkzeug.exceptions import UnsupportedMediaType

from quotes.api.answers import answer
from quotes.api.application import Application, application
from quotes.api.bodies import read_json, read_text
from quotes.api.caching import Asked
from quotes.api.formats import negotiate
from quotes.api.queries import make_query
from quotes.intake.extract import Extract
from quotes.intake.reading import markup, read

blueprint = Blueprint("quotes", __name__)


@blueprint.post("/quotes")
def quotes() -> Response:
    """Every attributed quote of an article, in the rendering that the client likes best.

    Raises:
        InvalidJsonError, InvalidEncodingError, BrokenBodyError: the body cannot be read.
        UnsupportedMediaType: it is neither JSON, plain text nor HTML.
        RequestEntityTooLarge, TooLongError: the body or the text is too long.
        ValidationError, UnsupportedLanguageError: an option or the text is not valid.
        NotAcceptable: the Accept header leaves no room for any rendering.
        NotReadyError, OverloadedError, DeadlineExceededError: as `Engine.analyse`.
    """
    rendering = negotiate(request.headers.get("Accept"))
    here = application()
    body = _read_body(here)
    asked = Asked(g.client, time.monotonic(), request.headers.get("Cache-Control", ""))
    query = make_query(body, read_parameters(), lambda article: read_in_turn(here, article))
    found, cache_status = answer(here, query, asked, g.notes)
    response = rendering.respond(found)
    if cache_status:
        response.headers["Cache-Status"] = cache_status
    return response


def _read_body(here: Application) -> Any:
    """The request as a JSON value, whatever form it was sent in."""
    match request.mimetype:
        case "application/json":
            return read_json(here.max_json_depth)
        case "text/plain":
            return {"text": read_text()}
        case "text/html":
            return {"html": read_text()}
        case _:
            raise UnsupportedMediaType("Send application/json, text/plain or text/html.")


def read_in_turn(here: Application, article: Mapping[str, Any], patient: bool = False) -> Extract:
    """The extract of an article; its HTML is read when its turn has come.

    Args:
        here: the application.
        article: as for `quotes.intake.reading.read`.
        patient: as for `HtmlQueue.turn`.

    Raises:
        TooLongError: the text is too long.
        OverloadedError: too many bodies of HTML wait to be read.
    """
    with here.html_queue.turn(markup(article), patient):
        return read(article, here.max_characters)


def read_parameters() -> dict[str, str]:
    """The query parameters of the current request.

    Raises:
        ValidationError: one is given twice.
    """
    lists = request.args.to_dict(flat=False)
    if twice := {name: ["Given more than once."] for name, values in lists.items() if len(values) > 1}:
        raise ValidationError(twice)
    return request.args.to_dict()
