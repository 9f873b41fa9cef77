"""The cache as HTTP sees it: what a request's Cache-Control asks for, and what Cache-Status tells (RFC 9211)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from werkzeug.http import parse_dict_header

from quotes.api import metrics
from quotes.api.backend import Backend
from quotes.api.notes import Notes
from quotes.api.queries import Query
from quotes.runtime.cache import Fetched

NAME = "quotes"
"""What the cache is called in Cache-Status."""

FORWARDED = {"miss": "miss", "collapsed": "miss", "refresh": "request"}
"""Why a request was not answered from the cache, as RFC 9211 calls it."""


@dataclass(frozen=True)
class Asked:
    """By whom, when and how something is asked.

    Attributes:
        client: secret of the client; what one client asked is never a hit for another.
        arrival: when the body had been read (`time.monotonic`): a slow client's own time is none of the deadline's.
        cache_control: the request's Cache-Control header.
    """

    client: bytes
    arrival: float
    cache_control: str = ""


def cached(
    here: Backend, query: Query, compute: Callable[[], dict[str, Any]], asked: Asked, notes: Notes
) -> tuple[dict[str, Any], str | None]:
    """The answer to a query, an earlier one where the client lets it be and the operator keeps any; and Cache-Status.

    Args:
        here: what the views stand on.
        query: what is asked; two that differ in anything are two questions.
        compute: gives the answer, and may raise.
        asked: by whom and how.
        notes: what is noted of the request.

    Raises:
        NotReadyError: no reader is ready, and the answer is not kept.
        DeadlineExceededError: another request computes the same, and did not get done in time.
    """
    if here.cache is None:
        return compute(), None
    control = parse_dict_header(asked.cache_control.lower())
    if "no-store" in control:
        answer = compute()
        _count_outcome("bypass", notes)
        return answer, f"{NAME}; fwd=bypass"
    question = (*here.engine.model, query)
    deadline = asked.arrival + here.engine.budget.deadline
    fetched = here.cache.fetch(asked.client, question, compute, deadline, refresh="no-cache" in control)
    _count_outcome(fetched.outcome, notes)
    return cast(dict[str, Any], fetched.answer), status(fetched)


def status(fetched: Fetched) -> str:
    """The value of Cache-Status."""
    if fetched.outcome == "hit":
        return f"{NAME}; hit; ttl={int(fetched.ttl)}"
    parameters = "; stored" * fetched.stored + "; collapsed" * (fetched.outcome == "collapsed")
    return f"{NAME}; fwd={FORWARDED[fetched.outcome]}{parameters}"


def _count_outcome(outcome: str, notes: Notes) -> None:
    metrics.CACHE.labels(outcome).inc()
    notes["cache"] = outcome
