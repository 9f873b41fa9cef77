"""Which version of what answers, and within which limits."""

from __future__ import annotations

from flask import Blueprint, Response, request

from quotes import __version__
from quotes.api.backend import backend
from quotes.api.formats import JSON, negotiate
from quotes.api.queries import LANGUAGES
from quotes.api.schemas import ModelCardSchema, dump

blueprint = Blueprint("card", __name__)


@blueprint.get("/model")
def card() -> Response:
    """The service's version, its models and the limits.

    Raises:
        NotAcceptable: the Accept header leaves no room for JSON.
        NotReadyError: no reader has ever been ready.
    """
    rendering = negotiate(request.headers.get("Accept"), (JSON,))
    here = backend()
    models = here.engine.card
    known = {
        "name": models.model.name,
        "version": models.model.version,
        "service_version": __version__,
        "languages": LANGUAGES,
        "licences": models.licences,
        "limits": {
            "body_bytes": here.max_body_bytes,
            "characters": here.max_characters,
            "tokens": here.max_tokens,
            "json_depth": here.max_json_depth,
            "deadline_seconds": here.engine.budget.deadline,
        },
    }
    return rendering.respond(dump(ModelCardSchema, known))
