"""Documents in, results out, line by line, in both directions at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from flask import Blueprint, Response, g, request, stream_with_context
from werkzeug.exceptions import UnsupportedMediaType

from quotes.api import metrics
from quotes.api.context import context
from quotes.api.formats import NDJSON, negotiate
from quotes.api.problems import StoppingError
from quotes.api.queries import check_parameters, read_parameters
from quotes.api.results import documents, failing, result
from quotes.api.uploads import Upload

blueprint = Blueprint("batch", __name__)


@blueprint.post("/quotes/batch")
def batch() -> Response:
    """A result for each line, in order.

    Raises:
        UnsupportedMediaType: the body is no NDJSON, or has a content coding.
        NotAcceptable: the Accept header leaves no room for NDJSON.
        ValidationError, UnsupportedLanguageError: a query parameter is wrong.
        NotReadyError, OverloadedError: as `Engine.batch`.
    """
    if request.mimetype != NDJSON.media_type or request.content_encoding:
        raise UnsupportedMediaType(f"Send {NDJSON.media_type} without a Content-Encoding.")
    negotiate(request.headers.get("Accept"), (NDJSON,))
    parameters = read_parameters()
    check_parameters(parameters)
    engine = context().engine
    upload = Upload(context().batch_patience, engine.stopping)
    place = ExitStack()
    place.enter_context(engine.batch())
    response = Response(stream_with_context(_results(upload, parameters)), content_type=NDJSON.content_type)
    response.call_on_close(place.close)
    return response


def _results(upload: Upload, parameters: Mapping[str, str]) -> Iterator[bytes]:
    """The lines of the response; what became of them is noted for the log."""
    summary = g.log
    summary |= {"lines": 0, "ok": 0, "failed": 0, "problems": {}, "ended": "disconnected"}
    stopping = context().engine.stopping
    yield b""  # sends the headers
    for number, document in documents(upload):
        stopped = stopping()
        if stopped:
            document = failing(StoppingError())
        found = result(document, parameters, f"{request.path}#{g.request_id}/{number}")
        _count(summary, g.log)
        yield NDJSON.write(found).encode()
        if stopped:
            summary["ended"] = "stopped"
            upload.leave()
            return
    summary["ended"] = "broken off" if upload.broken else "complete"


def _count(summary: dict[str, Any], noted: Mapping[str, Any]) -> None:
    """Add what was noted of a line to what is noted of all."""
    problem = noted.get("problem", "")
    metrics.LINES.labels(problem).inc()
    summary["lines"] += 1
    summary["failed" if problem else "ok"] += 1
    if problem:
        summary["problems"][problem] = summary["problems"].get(problem, 0) + 1
    for name, value in noted.items():
        if isinstance(value, int | float):
            summary[name] = round(summary.get(name, 0) + value, 4)
