"""What is sent, and what comes of it."""

from __future__ import annotations

import itertools
import json
import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from benchmarks.speed.texts import articles, of_characters, of_words

QUOTES = "/v1/quotes"

GOLDEN = of_words(150, articles())
"""An article whose answer must be the same at any time."""


@dataclass(frozen=True)
class Call:
    """A request that is to be sent; `path` is as it goes over the wire, with its query."""

    path: str
    method: str = "GET"
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of a request.

    Attributes:
        call: what was sent.
        request_id: the id that the answer names or, without an answer, the one that was sent.
        due: when it was to be sent (`time.monotonic`).
        seconds: from then until the whole answer was there, or the error.
        ended: when that was (`time.time`).
        status: of the answer; 0 without one.
        headers: of the answer, their names in lower case.
        body: of the answer.
        error: the type of the client's exception; empty with an answer.
    """

    call: Call
    request_id: str
    due: float
    seconds: float
    ended: float
    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    error: str = ""

    @property
    def problem(self) -> str:
        """The slug of the problem that it is; empty if it is none."""
        is_problem = self.headers.get("content-type") == "application/problem+json"
        return json.loads(self.body)["type"].rpartition("#")[2] if is_problem else ""


_NUMBERS = itertools.count(1)

Schedule = list[tuple[float, Call]]
"""Calls, each with the seconds after the beginning at which it is due, in that order."""


def text(words: str, **headers: str) -> Call:
    """The call for the quotes of a text."""
    return Call(QUOTES, "POST", json.dumps({"text": words}).encode(), {"Content-Type": "application/json", **headers})


def html(source: str) -> Call:
    """The call for the quotes of a page."""
    return Call(QUOTES, "POST", json.dumps({"html": source}).encode(), {"Content-Type": "application/json"})


def golden() -> Call:
    """The call for the golden article; its answer is computed, not remembered."""
    return text(GOLDEN, **{"Cache-Control": "no-store"})


def news(words: int = 150) -> Iterator[Call]:
    """Calls for articles of about so many words; no two of a run have the same text, so that no cache helps."""
    article = of_words(words, articles())
    return (text(f"{article}\n\nThis was article {number}.") for number in _NUMBERS)


def of_length(characters: int) -> Call:
    """The call for an article of so many characters and a few more; the same holds of its text."""
    return text(f"{of_characters(characters)}\n\nThis was article {next(_NUMBERS)}.")


def evenly(calls: Iterable[Call], rate: float, seconds: float) -> Schedule:
    """So many of the calls a second, at even distances."""
    return [(number / rate, call) for number, call in enumerate(itertools.islice(calls, int(rate * seconds)))]


def merged(*schedules: Schedule) -> Schedule:
    """All of them at once."""
    return sorted(itertools.chain(*schedules), key=lambda entry: entry[0])


def p99(outcomes: Iterable[Outcome]) -> float:
    """The seconds that 99 in 100 of them took at most."""
    seconds = sorted(outcome.seconds for outcome in outcomes)
    return seconds[math.ceil(0.99 * len(seconds)) - 1] if seconds else math.nan


def statuses(outcomes: Iterable[Outcome]) -> str:
    """How many of them had which status."""
    counts = Counter(str(outcome.status or outcome.error) for outcome in outcomes)
    return ", ".join(f"{status}: {count:,}" for status, count in sorted(counts.items()))
