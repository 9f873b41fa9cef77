"""From a query to its answer: analyse, select, count, render; or take it from the cache."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import g

from quotes.api import metrics
from quotes.api.caching import cached
from quotes.api.context import context
from quotes.api.queries import Query
from quotes.api.rendering import render
from quotes.api.schemas import QuotesResponse, dump
from quotes.attribution.filters import select


def answer(query: Query) -> dict[str, Any]:
    """The JSON object that answers the query of the current request; an earlier one where the cache has it.

    It is the caller's to change. The deadline counts from when the body had arrived.

    Raises:
        NotReadyError, OverloadedError, DeadlineExceededError: as `Engine.analyse`.
    """
    g.log["characters"] = len(query.text)
    deadline = g.arrival + context().engine.limits.deadline
    return _counted(cached(query, partial(_compute, query, g.arrival), deadline))


def answer_patiently(query: Query) -> dict[str, Any]:
    """The same for one of many: it waits rather than being refused, and leaves the cache to single requests.

    Raises:
        NotReadyError, DeadlineExceededError: as `Engine.analyse`.
    """
    g.log["characters"] = len(query.text)
    return _counted(_compute(query, patient=True))


def _compute(query: Query, arrival: float | None = None, patient: bool = False) -> dict[str, Any]:
    """The answer, computed; `arrival` and `patient` as for `Engine.analyse`."""
    engine = context().engine
    analysis = engine.analyse(query.text, _observe, arrival, patient)
    metrics.CHARACTERS.inc(len(query.text))
    return dump(QuotesResponse, render(query, select(analysis, query.include, query.min_confidence), engine.parser))


def _counted(found: dict[str, Any]) -> dict[str, Any]:
    """The answer, its quotes counted."""
    for quote in found["quotes"]:
        metrics.QUOTES.labels(quote["type"]).inc()
    g.log["quotes"] = len(found["quotes"])
    return found


def _observe(stage: str, seconds: float) -> None:
    """Note how long a stage of the current request took."""
    metrics.STAGES.labels(stage).observe(seconds)
    g.log[f"{stage}_seconds"] = round(seconds, 4)
