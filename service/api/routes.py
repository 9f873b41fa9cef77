"""The API proper: load, call, dump."""

from __future__ import annotations

import hashlib
import hmac
from typing import Any

from flask import Blueprint, current_app, g, request
from werkzeug.exceptions import NotAcceptable, Unauthorized

from service.api.answers import answer
from service.api.context import context
from service.api.queries import LANGUAGES, load_query
from service.api.schemas import ModelCard, dump

blueprint = Blueprint("v1", __name__, url_prefix="/v1")

JSON = "application/json"


@blueprint.before_request
def check_key() -> None:
    """Ask for one of the API keys, if there are any; comparing takes the same time for any wrong key.

    The digest of the key is who the client is, to the cache; where no key is asked for, a gateway may check it.

    Raises:
        Unauthorized: no key, or a wrong one.
    """
    bearer = request.authorization
    given = request.headers.get("X-API-Key") or (bearer.token if bearer and bearer.type == "bearer" else "") or ""
    g.client = _digest(given)
    keys = context().api_keys
    if not keys or request.method == "OPTIONS":  # a browser's preflight cannot carry a key
        return
    if not sum(hmac.compare_digest(g.client, _digest(key)) for key in keys):  # compares with all of them
        raise Unauthorized("Send a key as Authorization: Bearer or X-API-Key.")


@blueprint.before_request
def check_accept() -> None:
    """Refuse a client that does not take JSON.

    Raises:
        NotAcceptable: the Accept header leaves no room for it.
    """
    if request.accept_mimetypes and not request.accept_mimetypes.best_match([JSON]):
        raise NotAcceptable(f"{JSON} is what can be had.")


@blueprint.post("/quotes")
def quotes() -> dict[str, Any]:
    """Every attributed quote of an article."""
    here = context()
    return answer(load_query(here.max_characters, here.max_json_depth))


@blueprint.get("/model")
def model() -> dict[str, Any]:
    """The models and the limits."""
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
    return dump(ModelCard, card)


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
