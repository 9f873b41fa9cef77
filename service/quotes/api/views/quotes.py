"""The quotes of an article."""

from __future__ import annotations

import time

from flask import Blueprint, Response, g, request

from quotes.api.answers import answer
from quotes.api.backend import backend
from quotes.api.caching import Asked
from quotes.api.formats import negotiate
from quotes.api.queries import make_query
from quotes.api.requests import read_body, read_in_turn, read_parameters

blueprint = Blueprint("quotes", __name__)


@blueprint.post("/quotes")
def quotes() -> Response:
    """Every attributed quote of an article, in the rendering that the client likes best.

    Raises:
        InvalidJsonError, InvalidEncodingError, BrokenBodyError: the body cannot be read.
        UnsupportedMediaType: it is neither JSON, plain text, HTML nor a form.
        RequestEntityTooLarge, TooLongError: the body or the text is too long.
        ValidationError, UnsupportedLanguageError: an option or the text is not valid.
        NotAcceptable: the Accept header leaves no room for any rendering.
        NotReadyError, OverloadedError, DeadlineExceededError: as `Engine.analyse`.
    """
    rendering = negotiate(request.headers.get("Accept"))
    here = backend()
    body = read_body(here)
    asked = Asked(g.client, time.monotonic(), request.headers.get("Cache-Control", ""))
    query = make_query(body, read_parameters(), lambda article: read_in_turn(here, article))
    found, cache_status = answer(here, query, asked, g.notes)
    response = rendering.respond(found, query.text)
    if cache_status:
        response.headers["Cache-Status"] = cache_status
    return response
