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
        NotReadyError: the models are still loading.
    """
    rendering = negotiate(request.headers.get("Accept"), (JSON,))
    here = backend()
    name, version = here.engine.model
    known = {
        "name": name,
        "version": version,
        "service_version": __version__,
        "languages": LANGUAGES,
        "licences": here.engine.reader.parser.licences,
        "limits": {
            "body_bytes": here.max_body_bytes,
            "characters": here.max_characters,
            "json_depth": here.max_json_depth,
            "deadline_seconds": here.engine.budget.deadline,
        },
    }
    return rendering.respond(dump(ModelCardSchema, known))
