"""Articles in, answers out, line by line, in both directions at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from functools import partial
from threading import Event
from typing import Any

from flask import Blueprint, Response, g, request, stream_with_context
from werkzeug.exceptions import UnsupportedMediaType
from werkzeug.wsgi import get_input_stream

from quotes.api import metrics, tracing
from quotes.api.answers import answer_patiently
from quotes.api.backend import Backend, backend
from quotes.api.codings import is_packed
from quotes.api.formats import NDJSON, negotiate
from quotes.api.ndjson import Line, failing, outcome, read_lines
from quotes.api.notes import Notes
from quotes.api.problems import PROBLEMS, instance
from quotes.api.queries import check_parameters, make_query
from quotes.api.requests import read_in_turn, read_parameters
from quotes.runtime.batches import Place, in_order
from quotes.runtime.gate import OverloadedError
from quotes.runtime.incoming import Incoming, StoppingError, cut_off

blueprint = Blueprint("batch", __name__)


@blueprint.post("/quotes/batch")
def batch() -> Response:
    """An answer or a problem for each line, in order.

    Raises:
        UnsupportedMediaType: the body is no NDJSON, or has a content coding other than gzip.
        NotAcceptable: the Accept header leaves no room for NDJSON.
        ValidationError, UnsupportedLanguageError: a query parameter is wrong.
        NotReadyError: no reader is ready.
        OverloadedError: so many batches as may be are being served.
    """
    if request.mimetype != NDJSON.media_type:
        raise UnsupportedMediaType(f"Send {NDJSON.media_type}.")
    packed = is_packed()
    negotiate(request.headers.get("Accept"), (NDJSON,))
    parameters = read_parameters()
    check_parameters(parameters)
    here = backend()
    here.engine.check_ready()
    place = ExitStack()
    held = place.enter_context(here.batches.place(partial(cut_off, request.environ)))
    ended = Event()
    stream = get_input_stream(request.environ)  # Flask's own has the limit of a single request
    incoming = Incoming(stream, here.batch_patience, lambda: _check(here, held, ended), packed=packed)
    results = _results(here, incoming, held, ended, parameters, instance(), g.notes)
    response = Response(stream_with_context(results), content_type=NDJSON.content_type)
    response.call_on_close(place.close)
    return response


def _check(here: Backend, place: Place, ended: Event) -> None:
    """Tell a batch that it has to end.

    Raises:
        StoppingError: the process is about to end, or nobody takes the answers any more.
        OverloadedError: the batch has been idle, and another one waits for its place.
    """
    if here.shutdown.stopping or ended.is_set():
        raise StoppingError
    if place.is_wanted:
        raise OverloadedError(1, "No line came for some seconds, and another batch waited for the place.")


def _results(
    here: Backend,
    incoming: Incoming,
    place: Place,
    ended: Event,
    parameters: Mapping[str, str],
    instance: str,
    summary: Notes,
) -> Iterator[bytes]:
    """The lines of the response; what became of them is noted in the summary."""
    summary |= {"lines": 0, "ok": 0, "failed": 0, "problems": {}, "ended": "disconnected"}
    yield b""  # sends the headers

    root = request.root_path

    def answer_line(numbered: tuple[int, Line]) -> tuple[dict[str, Any], Notes]:
        number, line = numbered
        notes = Notes(request_id=summary["request_id"])

        def answer(body: Any) -> dict[str, Any]:
            query = make_query(body, parameters, lambda article: read_in_turn(here, article, patient=True))
            return answer_patiently(here, query, notes)

        try:
            stopped = here.shutdown.stopping
            line = failing(StoppingError()) if stopped else line
            return outcome(line, answer, f"{instance}/{number}", notes, root), notes
        finally:
            place.end()

    def drawn() -> Iterator[tuple[int, Line]]:
        for numbered in read_lines(incoming, here.max_body_bytes, here.max_json_depth):
            place.begin()
            yield numbered

    for found, notes in in_order(drawn(), tracing.carried(answer_line), here.lines, here.workers, ended.set):
        _add_to_summary(summary, notes)
        yield NDJSON.write(found).encode()
        if notes.get("problem") == PROBLEMS[StoppingError].slug:
            summary["ended"] = "stopped"
            incoming.leave()
            return
    summary["ended"] = "broken off" if incoming.broken else "complete"


def _add_to_summary(summary: Notes, notes: Notes) -> None:
    """Add what was noted of a line to what is noted of all."""
    problem = notes.get("problem", "")
    metrics.LINES.labels(problem).inc()
    summary["lines"] += 1
    summary["failed" if problem else "ok"] += 1
    if problem:
        summary["problems"][problem] = summary["problems"].get(problem, 0) + 1
    for name, value in notes.items():
        if isinstance(value, int | float):
            summary[name] = round(summary.get(name, 0) + value, 4)
