"""What clients see when processes end in the midst of their requests."""

from __future__ import annotations

import itertools
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from benchmarks.load.calls import Call, Outcome, evenly, news, statuses
from benchmarks.load.row import Row
from benchmarks.load.run import Run
from benchmarks.load.service import READERS, Service

KILLS = 20
TERMS = 10

LONG = 700
"""Words of an article that is being read when its reader is killed."""

IN_WORK = 0.2
"""Seconds after which it is being read, and far from done."""

PACED = "benchmarks.load.paced:create()"

RATE = 15.0
"""Texts a second when the service is told to end: more than the readers of that row can read."""


def killed_readers(run: Run) -> Iterator[Row]:
    """A reader is killed while all of them read."""
    calls = news(LONG)
    seen: list[Outcome] = []
    wrong = 0
    replaced: list[float] = []
    with run.service() as service, ThreadPoolExecutor() as pool:
        for number in range(KILLS):
            pair = list(itertools.islice(calls, READERS))
            reading = pool.submit(service.one_by_one, pair, READERS)
            time.sleep(IN_WORK)
            begin = time.monotonic()
            service.kill(service.readers()[number % READERS])
            outcomes = reading.result()
            service.wait_for_readers()
            replaced.append(time.monotonic() - begin)
            seen += outcomes
            wrong += sum(each.status == 200 and not _is_right(service, each) for each in outcomes)
        lost = sum(line["message"] == "a reader died with a text" for line in service.server.lines())
    allowed = all(outcome.status == 200 or outcome.problem == "reader-lost" for outcome in seen)
    served = sum(outcome.status == 200 for outcome in seen)
    yield Row(
        f"reader SIGKILL mid-request x {KILLS}: the victim sees the answer of another reader or a problem, never a "
        "wrong or partial 200; the other reader serves; replacement ready",
        f"{lost} texts lost their reader; {len(seen)} requests answered {statuses(seen)}; {wrong} wrong; replaced "
        f"after {median(replaced):.1f} s, at most {max(replaced):.1f} s",
        lost == KILLS and allowed and not wrong and served >= KILLS,
    )


def _is_right(service: Service, outcome: Outcome) -> bool:
    """Whether an answer is the one that the same text gets when nothing is wrong."""
    again = Call(outcome.call.path, "POST", outcome.call.body, {**outcome.call.headers, "Cache-Control": "no-store"})
    return service.ask(again).body == outcome.body


def no_readers(run: Run) -> Iterator[Row]:
    """All readers are killed."""
    text = next(news())
    with run.service() as service:
        before = service.golden()
        for pid in service.readers():
            service.kill(pid)
        service.server.wait_until(lambda: service.ask(Call("/readyz")).status == 503)
        refused = service.ask(text)
        alive, ready = [], 503
        begin = time.monotonic()
        while ready != 200 and time.monotonic() < begin + 60:
            alive.append(service.ask(Call("/livez")))
            ready = service.ask(Call("/readyz")).status
            time.sleep(0.05)
        seconds = time.monotonic() - begin
        same = ready == 200 and service.golden() == before
    lives = all(outcome.status == 200 for outcome in alive)
    right = refused.problem == "not-ready" and "retry-after" in refused.headers
    yield Row(
        "all readers killed: /livez 200, /readyz 503, a text 503 + Retry-After at once; then ready and as before",
        f"/livez {statuses(alive)}; /readyz 503 for {seconds:.1f} s; a text {refused.status} {refused.problem} after "
        f"{1000 * refused.seconds:.0f} ms; then the golden article {'as before' if same else '**otherwise**'}",
        lives and right and same and refused.seconds < 1,
    )


def terminated(run: Run) -> Iterator[Row]:
    """SIGTERM under more load than the readers can take, over a reader that takes its time."""
    seen: list[Outcome] = []
    ends: list[int] = []
    seconds: list[float] = []
    for _ in range(TERMS):
        with run.service(PACED) as service, ThreadPoolExecutor() as pool:
            load = pool.submit(service.open_loop, evenly(news(), RATE, 2))
            time.sleep(1)
            service.server.process.send_signal(signal.SIGTERM)
            begin = time.monotonic()
            ends.append(service.server.process.wait(60))
            seconds.append(time.monotonic() - begin)
            seen += load.result()
    right = all(outcome.status in (200, 503) or outcome.error == "ClientConnectorError" for outcome in seen)
    yield Row(
        f"SIGTERM under load x {TERMS}: every accepted request completes",
        f"{len(seen)} requests: {statuses(seen)} (connections refused after the signal); ended with status "
        f"{', '.join(sorted({str(end) for end in ends}))}, after {max(seconds):.1f} s at most",
        right and set(ends) == {0} and any(outcome.status == 0 for outcome in seen),
    )
