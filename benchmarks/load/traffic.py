"""How the service answers at the load it is for, beyond it, and beside clients that send next to nothing."""

from __future__ import annotations

import contextlib
import itertools
import socket
import threading
import time
from collections.abc import Iterator
from statistics import mean

from benchmarks.load.calls import Call, Outcome, evenly, merged, news, p99, statuses
from benchmarks.load.row import Row
from benchmarks.load.run import Run
from benchmarks.load.service import Service

MEASURING = 10.0
"""Seconds for which capacity is measured, and as many for what an article takes when there is no other."""

SLOW = 100
"""Clients that send a byte a second."""

STARTS = (
    b"GET /docs HTTP/1.1\r\nHost: slow\r\nX-Slow: ",
    b"POST /v1/quotes HTTP/1.1\r\nHost: slow\r\nContent-Type: text/plain\r\nContent-Length: 5000\r\n\r\n",
)
"""How they begin: half of them go on with the head, half with the body."""


def steady(run: Run) -> Iterator[Row]:
    """Seven tenths of what it can do."""
    with run.service() as service:
        unloaded, capacity = service.unloaded(MEASURING), service.capacity(MEASURING)
        outcomes = service.open_loop(evenly(news(), 0.7 * capacity, run.seconds))
    failed = sum(outcome.status != 200 for outcome in outcomes)
    yield Row(
        "steady, open loop at 0.7 of capacity: 0 errors, p99 <= 3x unloaded p99",
        f"{len(outcomes):,} articles in {run.seconds:.0f} s at 0.7 of {capacity:.1f}/s: {failed} errors, "
        f"p99 {p99(outcomes):.2f} s, unloaded {unloaded:.2f} s",
        not failed and p99(outcomes) <= 3 * unloaded,
    )


def overload(run: Run) -> Iterator[Row]:
    """Twice what it can do."""
    probe = Call("/livez")
    with run.service() as service:
        unloaded, capacity = service.unloaded(MEASURING), service.capacity(MEASURING)
        probes = evenly(itertools.repeat(probe), 10, run.seconds)
        begin = time.monotonic()
        outcomes = service.open_loop(merged(evenly(news(), 2 * capacity, run.seconds), probes))
        afterwards = time.monotonic()
        later = service.open_loop(evenly(news(), 0.5 * capacity, 15))
        capacity_after = service.capacity(MEASURING)
    alive = [outcome for outcome in outcomes if outcome.call is probe]
    texts = [outcome for outcome in outcomes if outcome.call is not probe]
    refused = [outcome for outcome in texts if outcome.status != 200]
    in_time = sum(outcome.status == 200 and _ended(outcome) <= begin + run.seconds for outcome in texts)
    goodput = in_time / run.seconds / mean((capacity, capacity_after))
    recovery = max((_ended(each) - afterwards for each in later if _is_abnormal(each, unloaded)), default=0.0)
    right = all(outcome.status == 503 and "retry-after" in outcome.headers for outcome in refused)
    lives = all(outcome.status == 200 for outcome in alive)
    within = p99(refused) <= 0.1 and p99(alive) <= 0.2 and recovery <= 10
    yield Row(
        "overload, 2x capacity: goodput >= 0.9 capacity; rejects are 503 + Retry-After within 100 ms p99; "
        "/livez p99 <= 200 ms; normal within 10 s after",
        f"{len(texts):,} articles in {run.seconds:.0f} s at 2 x {capacity:.1f}/s, answered "
        f"{statuses(texts)}; goodput {goodput:.2f} of capacity, which was {capacity_after:.1f}/s afterwards; "
        f"{'all' if right else '**not all**'} rejects as they must be, p99 {1000 * p99(refused):.0f} ms; "
        f"/livez p99 {1000 * p99(alive):.0f} ms; normal after {recovery:.1f} s",
        right and lives and within and goodput >= 0.9,
    )


def _ended(outcome: Outcome) -> float:
    return outcome.due + outcome.seconds


def _is_abnormal(outcome: Outcome, unloaded: float) -> bool:
    return outcome.status != 200 or outcome.seconds > 3 * unloaded


def slow_clients(run: Run) -> Iterator[Row]:
    """Beside clients that send a byte a second; with and without them by turns."""
    with run.service() as service:
        rate = 0.5 * service.capacity(MEASURING)
        alone: list[Outcome] = []
        beside: list[Outcome] = []
        for _ in range(2):
            alone += service.open_loop(evenly(news(), rate, run.seconds / 4))
            with _dripping(service):
                beside += service.open_loop(evenly(news(), rate, run.seconds / 4))
    failed = sum(outcome.status != 200 for outcome in beside)
    yield Row(
        f"slow clients, {SLOW} sockets at 1 B/s: good traffic p99 <= 2x baseline",
        f"{len(beside):,} articles at 0.5 of capacity: {failed} errors, p99 {p99(beside):.2f} s; "
        f"{len(alone):,} without slow clients: {p99(alone):.2f} s",
        not failed and p99(beside) <= 2 * p99(alone),
    )


@contextlib.contextmanager
def _dripping(service: Service) -> Iterator[None]:
    """Slow clients for the length of the `with` block; those that the service hangs up on come again."""
    address = ("127.0.0.1", service.server.port)
    done = threading.Event()

    def drip() -> None:
        clients: dict[int, socket.socket] = {}
        with contextlib.ExitStack() as stack:
            while not done.wait(1):
                for number in range(SLOW):
                    try:
                        clients[number].sendall(b"x")
                    except (KeyError, OSError):
                        clients[number] = stack.enter_context(socket.create_connection(address))
                        clients[number].sendall(STARTS[number % 2])

    dripper = threading.Thread(target=drip)
    dripper.start()
    time.sleep(2.5)  # until all of them have begun
    try:
        yield
    finally:
        done.set()
        dripper.join()
