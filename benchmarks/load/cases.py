"""Inputs that the description of the service allows and forbids, and some that were made by hand."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterator
from typing import Any

import hypothesis.errors
import requests
import schemathesis
from hypothesis import HealthCheck
from hypothesis.strategies import SearchStrategy
from schemathesis import GenerationMode

from benchmarks.load.bombs import bombs
from benchmarks.load.calls import QUOTES, Call, statuses
from benchmarks.load.row import Row
from benchmarks.load.run import FAKE, Run
from benchmarks.load.service import Service
from quotes.api.description import load_spec

CASES = 10_000
REAL_CASES = 2_000

AT_ONCE = 4
"""Cases on their way; the queue holds them all."""

DEADLINE = 60.0
"""Seconds within which a text is answered, by default."""

PARTS = ("method", "url", "params", "headers", "cookies", "data", "json")
"""Of what schemathesis gives for a request, that which is sent."""

SET_BY_CLIENT = ("Content-Length", "Connection", "Accept-Encoding", "X-Schemathesis-TestCaseId")

WEIGHTS = {QUOTES: 14}
"""How often a path is asked, if not once."""

SURPLUS = 1.2
"""How many times as many are drawn as are sent: some of them no client can send."""

BATCHES = 9
"""How often batches are made of such requests; no schema tells what the lines of one are."""


def spec_made(run: Run) -> Iterator[Row]:
    """Cases made from openapi.yaml, valid and invalid, to a reader that takes no time and, fewer, to the models."""
    cases = _cases(CASES)
    yield _row(run, f"{CASES:,} HTTP cases from the spec over the fake reader", cases, FAKE)
    fewer = cases[:: CASES // REAL_CASES]
    yield _row(run, f"{REAL_CASES:,} of them over the real one", fewer, "quotes.app:create_app()")


def hand_made(run: Run) -> Iterator[Row]:
    """Bodies that have broken services."""
    made = bombs()
    yield _row(run, f"{len(made)} hand-made bombs over the real reader", made, "quotes.app:create_app()")


def _row(run: Run, what: str, calls: list[Call], app: str) -> Row:
    with run.service(app, queue=AT_ONCE) as service:
        before = (_identity(service), service.golden())
        outcomes = service.one_by_one(calls, AT_ONCE)
        same = (_identity(service), service.golden()) == before
    internal = sum(outcome.status == 500 or outcome.problem == "internal" for outcome in outcomes)
    longest = max(outcome.seconds for outcome in outcomes)
    unanswered = sum(not outcome.status for outcome in outcomes)
    return Row(
        f"bad inputs, {what}: zero 500, each within the deadline, the same processes then answer a golden request "
        "identically",
        f"{len(outcomes):,} answered {statuses(outcomes)}; the slowest after {longest:.1f} s; "
        f"the golden article by the same processes {'as before' if same else '**otherwise**'}",
        len(outcomes) == len(calls) and not internal and not unanswered and longest <= DEADLINE and same,
    )


def _identity(service: Service) -> list[int]:
    return [process.pid for process in service.processes()]


# --- cases from the description ---------------------------------------------------------------------------------------


def _cases(count: int) -> list[Call]:
    """So many cases, each path's share of them among the others'."""
    schemathesis.serializer.alias("application/x-ndjson", "text/plain")
    schema: Any = schemathesis.openapi.from_dict(load_spec())
    operations = [found.ok() for found in schema.get_all_operations()]
    weights = [WEIGHTS.get(operation.path, 1) for operation in operations]
    whole = round(SURPLUS * count / (sum(weights) + BATCHES))
    shares = [whole * weight + 1 for weight in weights]
    made = [_of_operation(operation, share) for operation, share in zip(operations, shares, strict=True)]
    batches = _batches(made[[operation.path for operation in operations].index(QUOTES)])
    cases = itertools.zip_longest(*made, batches)
    return [call for calls in cases for call in calls if call is not None][:count]


def _batches(singles: list[Call]) -> Iterator[Call]:
    """Batches of two lines, which are the bodies of single requests."""
    with_json = [call for call in singles if call.body and call.headers.get("Content-Type") == "application/json"]
    for one, other in itertools.pairwise(with_json):
        path = one.path.replace(QUOTES, f"{QUOTES}/batch", 1)
        lines = b"\n".join(call.body or b"" for call in (one, other))
        yield Call(path, "POST", lines, {**one.headers, "Content-Type": "application/x-ndjson"})


def _of_operation(operation: Any, count: int) -> list[Call]:
    """So many cases of an operation, valid and invalid by turns; again from the first, where there are no more."""
    drawn = [_drawn(operation.as_strategy(generation_mode=mode), count // 2) for mode in GenerationMode]
    mixed = [call for calls in itertools.zip_longest(*drawn) for call in calls if call is not None]
    return list(itertools.islice(itertools.cycle(mixed), count))


def _drawn(strategy: SearchStrategy[Any], most: int) -> list[Call]:
    """Calls of the cases of a strategy, as many as it has and a client can send."""
    drawn: list[Call] = []

    @hypothesis.seed(0)
    @hypothesis.settings(
        max_examples=most,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        phases=[hypothesis.Phase.generate],
    )
    @hypothesis.given(strategy)
    def draw(case: Any) -> None:
        drawn.extend(_calls(case))

    with contextlib.suppress(hypothesis.errors.Unsatisfiable):  # what has no parameters cannot be asked wrongly
        draw()
    return drawn


def _calls(case: Any) -> Iterator[Call]:
    """The call of a case, if a client can send it."""
    parts = case.as_transport_kwargs(base_url="http://127.0.0.1")
    request = requests.Request(**{name: parts[name] for name in PARTS if name in parts})
    with contextlib.suppress(requests.exceptions.RequestException, ValueError):
        prepared: Any = request.prepare()
        headers = {name: value for name, value in prepared.headers.items() if name not in SET_BY_CLIENT}
        body = prepared.body.encode() if isinstance(prepared.body, str) else prepared.body
        yield Call(prepared.path_url, prepared.method, body or None, headers)
