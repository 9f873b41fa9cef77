"""From a query to its answer: analyse, select, count; or take it from the cache."""

from __future__ import annotations

from functools import partial
from typing import Any

from quotes.api import metrics, tracing
from quotes.api.backend import Backend
from quotes.api.caching import Asked, cached
from quotes.api.notes import Notes
from quotes.api.queries import Query


def answer(here: Backend, query: Query, asked: Asked, notes: Notes) -> tuple[dict[str, Any], str | None]:
    """The JSON object that answers a query, an earlier one where the cache has it; and the value of Cache-Status.

    The object is the caller's to change. The deadline counts from when the body had arrived.

    Raises:
        NotReadyError, OverloadedError, DeadlineExceededError: as `Engine.analyse`.
    """
    notes["characters"] = len(query.text)
    compute = partial(_compute, here, query, notes, asked.arrival)
    found, status = cached(here, query, compute, asked, notes)
    return _counted(found, notes), status


def answer_patiently(here: Backend, query: Query, notes: Notes) -> dict[str, Any]:
    """The same for one of many: it waits rather than being refused, and leaves the cache to single requests.

    Raises:
        NotReadyError, DeadlineExceededError: as `Engine.analyse`.
    """
    notes["characters"] = len(query.text)
    return _counted(_compute(here, query, notes, patient=True), notes)


def _compute(
    here: Backend, query: Query, notes: Notes, arrival: float | None = None, patient: bool = False
) -> dict[str, Any]:
    """The answer, computed; `arrival` and `patient` as for `Engine.analyse`."""
    analysis = here.engine.analyse(
        query.text,
        partial(_observe, notes),
        arrival,
        patient,
        str(notes.get("request_id", "")),
        query.extract.block_quotes,
    )
    metrics.CHARACTERS.inc(len(query.text))
    return query.result(analysis, here.engine.model).to_dict(query.offset_encoding)


def _counted(found: dict[str, Any], notes: Notes) -> dict[str, Any]:
    """The answer, its quotes counted."""
    for quote in found["quotes"]:
        metrics.QUOTES.labels(quote["type"]).inc()
    notes["quotes"] = len(found["quotes"])
    return found


def _observe(notes: Notes, stage: str, seconds: float) -> None:
    """Note how long a stage took."""
    metrics.STAGES.labels(stage).observe(seconds)
    tracing.observe(stage, seconds)
    notes[f"{stage}_seconds"] = round(seconds, 4)
