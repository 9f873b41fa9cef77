"""The cache as HTTP sees it: what a request's Cache-Control asks for, and what Cache-Status tells (RFC 9211)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from flask import g, request
from werkzeug.http import parse_dict_header

from quotes.api import metrics
from quotes.api.context import context
from quotes.api.queries import Query
from quotes.runtime.cache import Fetched

NAME = "quotes"
"""What the cache is called in Cache-Status."""

FORWARDED = {"miss": "miss", "collapsed": "miss", "refresh": "request"}
"""Why a request was not answered from the cache, as RFC 9211 calls it."""


def cached(query: Query, compute: Callable[[], dict[str, Any]], deadline: float) -> dict[str, Any]:
    """The answer to a query: an earlier one where the client lets it be and the operator keeps any.

    Args:
        query: what is asked; two that differ in anything are two questions.
        compute: gives the answer, and may raise.
        deadline: when to give up waiting for one that another request computes (`time.monotonic`).

    Raises:
        NotReadyError: the models are still loading.
        DeadlineExceededError: see `deadline`.
    """
    here = context()
    if here.cache is None:
        return compute()
    asked = parse_dict_header(request.headers.get("Cache-Control", "").lower())
    if "no-store" in asked:
        answer = compute()
        _tell("bypass", f"{NAME}; fwd=bypass")
        return answer
    parser = here.engine.parser
    question = (parser.name, parser.version, query)
    fetched = here.cache.fetch(g.client, question, compute, deadline, refresh="no-cache" in asked)
    _tell(fetched.outcome, status(fetched))
    return cast(dict[str, Any], fetched.answer)


def status(fetched: Fetched) -> str:
    """The value of Cache-Status."""
    if fetched.outcome == "hit":
        return f"{NAME}; hit; ttl={int(fetched.ttl)}"
    marks = "; stored" * fetched.stored + "; collapsed" * (fetched.outcome == "collapsed")
    return f"{NAME}; fwd={FORWARDED[fetched.outcome]}{marks}"


def _tell(outcome: str, status: str) -> None:
    metrics.CACHE.labels(outcome).inc()
    g.log["cache"] = outcome
    g.cache_status = status
