"""What a front and readers elsewhere tell each other over HTTP: dataclasses as JSON.

Its characters stand for themselves, lone surrogates too: of escapes, JSON makes two adjacent ones into one character.

A GET of their address is answered with who is `Present`, a POST of an `Order` with what became of its text. They are no
pickles, as between the processes of a machine: whoever unpickles what comes over a network runs what others send.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, TypeVar

from cattrs.preconf.json import make_converter
from cattrs.strategies import configure_tagged_union

from quotes import __version__
from quotes.nlp.document import BlockQuote
from quotes.result import ModelName
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import Card, Reading, Task
from quotes.runtime.readers.messages import Failed, Late, Lost

Told = TypeVar("Told")

NOT_TAKEN = 503
"""The status by which a front is told that no reader has taken its text, or that nobody knows who is there."""

Reply = Reading | Late | Failed | Lost
"""What became of a text."""

_json = make_converter(detailed_validation=False)
configure_tagged_union(Reply, _json, tag_name="outcome")


@dataclass(frozen=True)
class Order:
    """A task for readers whose clocks are others: it has `seconds` from when it arrives at their desk."""

    text: str
    seconds: float
    request_id: str
    block_quotes: tuple[BlockQuote, ...]

    @classmethod
    def of(cls, task: Task) -> Order:
        """The order of a task that is sent now."""
        return cls(task.text, task.deadline - time.monotonic(), task.request_id, task.block_quotes)

    def task(self, until: float) -> Task:
        """The task of an order that a desk has passed on.

        Args:
            until: when it must be done, by the time of day (`time.time`), which nodes share, if roughly.

        Raises:
            DeadlineExceededError: that has passed.
        """
        seconds = min(self.seconds, until - time.time())
        if seconds <= 0:
            raise DeadlineExceededError("The text waited until the deadline.")
        return Task(self.text, time.monotonic() + seconds, self.request_id, self.block_quotes)


@dataclass(frozen=True)
class Present:
    """Who is there.

    Attributes:
        service: the version of the package; only fronts of the same can trust what the readers find.
        model: name and version of the models.
        licences: of the models, as SPDX identifiers.
        ready: readers that are ready.
        loading: readers that are not yet.
    """

    service: str
    model: tuple[str, str]
    licences: tuple[str, ...]
    ready: int
    loading: int

    @classmethod
    def now(cls, card: Card, ready: int, loading: int) -> Present:
        """Who is there, of this version of the package."""
        return cls(__version__, (card.model.name, card.model.version), card.licences, ready, loading)

    @property
    def card(self) -> Card:
        """Which models they have."""
        return Card(ModelName(*self.model), self.licences)


def dump(value: Order | Present | Reply) -> bytes:
    """A message as JSON, in UTF-8 that may hold lone surrogates."""
    kind: Any = type(value) if isinstance(value, Order | Present) else Reply
    return _json.dumps(value, unstructure_as=kind, ensure_ascii=False).encode("utf-8", "surrogatepass")


def load(body: bytes, kind: type[Told]) -> Told:
    """The message of a kind that some JSON is.

    Raises:
        Exception: it is none.
    """
    return _json.loads(body.decode("utf-8", "surrogatepass"), kind)
