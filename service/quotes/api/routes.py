"""Quotes and the models: load, call, dump."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request

from quotes.api.answers import answer
from quotes.api.context import context
from quotes.api.formats import JSON, negotiate
from quotes.api.queries import LANGUAGES, load_query
from quotes.api.schemas import ModelCard, dump

blueprint = Blueprint("routes", __name__)


@blueprint.post("/quotes")
def quotes() -> Response:
    """Every attributed quote of an article, in the rendering that the client likes best."""
    rendering = negotiate(request.headers.get("Accept"))
    return rendering.respond(answer(load_query()))


@blueprint.get("/model")
def model() -> Response:
    """The models and the limits."""
    rendering = negotiate(request.headers.get("Accept"), (JSON,))
    here = context()
    parser = here.engine.parser
    card = {
        "name": parser.name,
        "version": parser.version,
        "languages": LANGUAGES,
        "licences": parser.licences,
        "limits": {
            "body_bytes": current_app.config["MAX_CONTENT_LENGTH"],
            "characters": here.max_characters,
            "json_depth": here.max_json_depth,
            "deadline_seconds": here.engine.limits.deadline,
        },
    }
    return rendering.respond(dump(ModelCard, card))
