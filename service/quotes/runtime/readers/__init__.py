"""Those who read the texts, and how they are asked: the seam between the service and its models.

A front asks `Readers`; whether these are processes of this machine (`pool`) or elsewhere (`remote`) it does not know.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from quotes.attribution.model import Analysis
from quotes.nlp.document import BlockQuote
from quotes.result import ModelName


class ReaderLostError(Exception):
    """The reader ended while it read the text."""


class BrokenOffError(ReaderLostError):
    """The connection to a reader elsewhere ended, again and again: no evidence against the text."""


class ReadingFailedError(Exception):
    """The reader could not read the text; its log tells why."""


@dataclass(frozen=True)
class Card:
    """Which models the readers have, and the licences of these (SPDX identifiers)."""

    model: ModelName
    licences: tuple[str, ...]


@dataclass(frozen=True)
class Task:
    """A text to read.

    Attributes:
        text: the text.
        deadline: when the reading must be done (`time.monotonic`, which the processes of a machine share).
        request_id: the request that it came with, for the log.
        block_quotes: what its layout sets apart as quotations.
    """

    text: str
    deadline: float
    request_id: str = ""
    block_quotes: tuple[BlockQuote, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What was found in a text, and the seconds that each stage of finding it took."""

    analysis: Analysis
    stages: tuple[tuple[str, float], ...]


class Readers(Protocol):
    """Readers of texts; safe to call from any thread."""

    @property
    def card(self) -> Card | None:
        """Which models they have; None as long as none of them has ever been ready."""
        ...

    @property
    def ready(self) -> int:
        """How many can read a text now, or could if they were not reading one."""
        ...

    def start(self, changed: Callable[[], None], failed: Callable[[str], None], stuck: Callable[[Task], None]) -> None:
        """Make them ready, in the background.

        Args:
            changed: called whenever `ready` may be another; it must not wait.
            failed: called, with the reason, if the models are such that there will never be a reader.
            stuck: called with a text that a reader had to be ended for, long after its deadline.
        """
        ...

    def read(self, task: Task) -> Reading:
        """Have one of them read a text; no more callers at once than there are readers need wait for one.

        Raises:
            DeadlineExceededError: it was not done in time.
            ReaderLostError: the reader ended in the middle of it.
            ReadingFailedError: the reader failed, and lives.
        """
        ...

    def renew(self) -> None:
        """Replace all readers, one by one, each when its successor is ready."""
        ...
