"""From a query to its answer: analyse, select, count, render; or take it from the cache."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

from flask import g

from service.api import metrics
from service.api.caching import cached
from service.api.context import context
from service.api.queries import Query
from service.api.rendering import render
from service.api.schemas import QuotesResponse, dump
from service.attribution.selection import select


def answer(query: Query) -> dict[str, Any]:
    """The JSON object that answers a query, the caller's to change.

    Raises:
        NotReadyError, OverloadedError, DeadlineExceededError: as `Engine.analyse`.
    """
    arrival = time.monotonic()
    g.log["characters"] = len(query.text)
    found = cached(query, partial(_compute, query, arrival), arrival + context().engine.limits.deadline)
    for quote in found["quotes"]:
        metrics.QUOTES.labels(quote["type"]).inc()
    g.log["quotes"] = len(found["quotes"])
    return found


def _compute(query: Query, arrival: float) -> dict[str, Any]:
    """The answer, computed within the deadline of a request that came at `arrival` (`time.monotonic`)."""
    engine = context().engine
    analysis = engine.analyse(query.text, _observe, arrival)
    metrics.CHARACTERS.inc(len(query.text))
    return dump(QuotesResponse, render(query, select(analysis, query.include, query.min_confidence), engine.parser))


def _observe(stage: str, seconds: float) -> None:
    """Note how long a stage of the current request took."""
    metrics.STAGES.labels(stage).observe(seconds)
    g.log[f"{stage}_seconds"] = round(seconds, 4)
