"""From a query to its answer: analyse, select, count, render."""

from __future__ import annotations

from typing import Any

from flask import g

from service.api import metrics
from service.api.context import context
from service.api.queries import Query
from service.api.rendering import render
from service.api.schemas import QuotesResponse, dump
from service.attribution.selection import select


def answer(query: Query, patient: bool = False) -> dict[str, Any]:
    """The JSON object that answers a query; a patient one waits rather than being refused.

    Raises:
        NotReadyError, OverloadedError, DeadlineExceededError: as `Engine.analyse`.
    """
    engine = context().engine
    g.log["characters"] = len(query.text)
    analysis = engine.analyse(query.text, _observe, patient)
    selected = select(analysis, query.include, query.min_confidence)
    metrics.CHARACTERS.inc(len(query.text))
    for quote in selected.quotes:
        metrics.QUOTES.labels(quote.type).inc()
    g.log["quotes"] = len(selected.quotes)
    return dump(QuotesResponse, render(query, selected, engine.parser))


def _observe(stage: str, seconds: float) -> None:
    """Note how long a stage of the current request took."""
    metrics.STAGES.labels(stage).observe(seconds)
    g.log[f"{stage}_seconds"] = round(seconds, 4)
