"""Whether memory grows with what has been served."""

from __future__ import annotations

import itertools
import random
import time
from collections.abc import Iterator

from scipy.stats import theilslopes

from benchmarks.load.calls import Call, of_length
from benchmarks.load.row import Row
from benchmarks.load.run import FAKE, Run
from benchmarks.load.service import READERS, Service

REQUESTS = 20_000
"""Requests that are to be sent."""

WARM_UP = 1_000 * READERS
"""Requests after which memory is looked at, a thousand for each reader, whose memory is its own; with fewer than twice
as many in all, nothing can be told."""

STEP = 20
"""Requests between two looks."""

SHORTEST, LONGEST = 30, 3_000
"""Characters of the texts; as many are as long as possible in each octave."""

CACHE = 2**20
"""Bytes of the cache: what it takes must not be mistaken for growth, so it is to be full when the warm-up ends."""


def soak(run: Run) -> Iterator[Row]:
    """Texts of shuffled lengths, one after another, to the models and to a reader that takes no time."""
    for who, app in (("", "quotes.app:create_app()"), (" over the fake reader", FAKE)):
        with run.service(app, cache_bytes=CACHE) as service:
            looks, failed = _look(service, 2 * run.seconds)
        count = looks[-1][0]
        promise = (
            f"soak{who}, shuffled lengths: after {WARM_UP:,} of warm-up the RSS slope is < 1 MB per 1,000 requests"
        )
        if count < 2 * WARM_UP:
            yield Row(promise, f"{count:,} requests in {2 * run.seconds:.0f} s, too few to tell; {failed} errors", None)
            continue
        warm = [look for look in looks if look[0] >= WARM_UP]
        slope = 1000 * theilslopes([size / 1e6 for _, size in warm], [sent for sent, _ in warm]).slope
        yield Row(
            promise,
            f"{count:,} requests, {failed} errors; from {warm[0][0]:,} on {slope:+.2f} MB per 1,000, "
            f"{warm[0][1] / 1e6:.0f} -> {warm[-1][1] / 1e6:.0f} MB in all processes",
            not failed and slope < 1,
        )


def _look(service: Service, seconds: float) -> tuple[list[tuple[int, int]], int]:
    """Requests so far and bytes resident, again and again for so many seconds; and how many were not answered."""
    looks: list[tuple[int, int]] = []
    failed = 0
    calls = _shuffled()
    end = time.monotonic() + seconds
    for sent in range(STEP, REQUESTS + 1, STEP):
        outcomes = service.one_by_one(itertools.islice(calls, STEP), at_once=READERS)
        failed += sum(outcome.status != 200 for outcome in outcomes)
        looks.append((sent, service.resident()))
        if time.monotonic() > end:
            break
    return looks, failed


def _shuffled() -> Iterator[Call]:
    chance = random.Random(0)
    while True:
        yield of_length(round(SHORTEST * (LONGEST / SHORTEST) ** chance.random()))
