"""The API proper: what comes before and after each of its views."""

from __future__ import annotations

import hashlib
import hmac

from flask import Blueprint, Response, g, request
from werkzeug.exceptions import Unauthorized

from quotes.api.backend import backend
from quotes.api.views import batch, card, quotes

blueprint = Blueprint("v1", __name__, url_prefix="/v1")
for part in (quotes, batch, card):
    blueprint.register_blueprint(part.blueprint)


@blueprint.before_request
def check_key() -> None:
    """Ask for one of the API keys, if there are any; comparing takes the same time for any wrong key.

    Either header will do: where both are sent, one may be meant for a gateway on the way. Together they are who the
    client is, to the cache; a gateway may check them, and knows other schemes than Bearer.

    Raises:
        Unauthorized: no key, or a wrong one.
    """
    bearer = request.authorization
    token = bearer.token if bearer and bearer.type == "bearer" else None
    given = _digests(request.headers.get("X-API-Key"), token)
    g.client = b"".join(sorted(given | _digests(None if token else request.headers.get("Authorization"))))
    keys = backend().api_keys
    if not keys or request.method == "OPTIONS":  # a browser's preflight cannot carry a key
        return
    if not sum(hmac.compare_digest(one, _digest(key)) for one in given for key in keys):  # compares all with all
        raise Unauthorized("Send a key as Authorization: Bearer or X-API-Key.")


@blueprint.after_request
def vary(response: Response) -> Response:
    """Tell caches that the Accept header decides what comes back."""
    response.vary.add("Accept")
    return response


def _digests(*sent: str | None) -> set[bytes]:
    return {_digest(each) for each in sent if each}


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()
