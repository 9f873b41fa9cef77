"""The engine: every text goes through the gate to a reader, and comes back before its deadline or not at all."""

from __future__ import annotations

import hashlib
import logging
import os
import time
from dataclasses import dataclass

from quotes.attribution.model import Analysis
from quotes.intake.length import tokens
from quotes.nlp.document import BlockQuote
from quotes.reader import Observer
from quotes.result import ModelName
from quotes.runtime.gate import Gate
from quotes.runtime.readers import BrokenOffError, Card, ReaderLostError, Readers, Reading, Task
from quotes.runtime.stores import MemoryStore

log = logging.getLogger(__name__)

BOOT_FAILED = 3
"""Exit status at which gunicorn's arbiter stops instead of starting another worker (Arbiter.WORKER_BOOT_ERROR)."""

SUSPECTS = 2**20
"""Bytes in which the texts that ended a reader are remembered, by their hashes: some thousand of them."""

SUSPICION = 3600
"""Seconds for which they are: a reader may have died of something else."""


class NotReadyError(Exception):
    """No reader is ready."""


class PoisonTextError(Exception):
    """The text has ended two readers, and is given to no other."""


@dataclass(frozen=True)
class Budget:
    """What a call may cost; durations in seconds.

    Attributes:
        tokens: the longest text that callers let through. It sets the first estimate of the speed: a
            text at the limit is promised to take half of the deadline.
        queue: texts that may wait.
    """

    tokens: int = 16_000
    queue: int = 4
    max_wait: float = 10.0
    deadline: float = 60.0


class Engine:
    """Has texts analysed by readers; safe to call from any thread."""

    def __init__(self, readers: Readers, budget: Budget | None = None) -> None:
        """Make an engine that is not ready yet: `start` it."""
        self.readers = readers
        self.budget = budget or Budget()
        speed = self.budget.deadline / 2 / self.budget.tokens
        self.gate = Gate(self.budget.queue, self.budget.max_wait, speed, lambda: readers.ready)
        self._deaths = MemoryStore(SUSPECTS, SUSPICION)

    def start(self) -> None:
        """Have the readers made ready; if they cannot be, the process ends."""
        self.readers.start(self.gate.changed, _give_up, self._suspect)

    @property
    def card(self) -> Card:
        """Which models the readers have.

        Raises:
            NotReadyError: none of them has ever been ready.
        """
        card = self.readers.card
        if card is None:
            raise NotReadyError("The models are still loading.")
        return card

    def check_ready(self) -> None:
        """See whether a text can be read.

        Raises:
            NotReadyError: no reader is ready.
        """
        _ = self.card
        if not self.readers.ready:
            raise NotReadyError("No reader is ready; new ones are loading.")

    @property
    def model(self) -> ModelName:
        """Which models they are.

        Raises:
            NotReadyError: no reader has ever been ready.
        """
        return self.card.model

    def analyse(
        self,
        text: str,
        observe: Observer = lambda stage, seconds: None,
        arrival: float | None = None,
        patient: bool = False,
        request_id: str = "",
        block_quotes: tuple[BlockQuote, ...] = (),
    ) -> Analysis:
        """Find everything in a text.

        A text whose reader dies is given to another one, if one is ready; where that dies too, to none.

        Args:
            text: the text.
            observe: told the stages, of which the first is `queue`.
            arrival: since when the caller waits (`time.monotonic`); by default, since now.
            patient: it is one of a batch, is never refused, and its deadline begins when it enters the line.
            request_id: the request that it came with, for the log.
            block_quotes: what the layout of the text sets apart as quotations.

        Raises:
            NotReadyError: no reader is ready; a patient text waits for one.
            OverloadedError: the text would wait too long.
            DeadlineExceededError: it was not done in time.
            ReaderLostError: its reader died, and there was no other one; or it was out of reach.
            PoisonTextError: two readers have died with it.
            ReadingFailedError: its reader failed.
        """
        if not patient:
            self.check_ready()
        self._check_suspect(text)
        arrival = time.monotonic() if arrival is None else arrival
        since = None if patient else arrival
        with self.gate.turn(tokens(text), self.budget.deadline, since, patient) as deadline:
            observe("queue", time.monotonic() - arrival)
            reading = self._read(Task(text, deadline, request_id, block_quotes))
        for stage, seconds in reading.stages:
            observe(stage, seconds)
        return reading.analysis

    def _read(self, task: Task) -> Reading:
        while True:  # twice at most: a second death makes it a poison text
            self._check_suspect(task.text)
            try:
                return self.readers.read(task)
            except BrokenOffError:  # of what, nobody knows
                raise
            except ReaderLostError:
                self._suspect(task)
                if not self.readers.ready:
                    raise

    def _suspect(self, task: Task) -> None:
        """Remember that a reader has died with a text, or had to be ended."""
        name = _hash(task.text)
        self._deaths.put(name, b"2" if self._deaths.get(name) else b"1")

    def _check_suspect(self, text: str) -> None:
        found = self._deaths.get(_hash(text))
        if found and found[0] == b"2":
            raise PoisonTextError("Two readers have died with this text; it is given to no other.")


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _give_up(reason: str) -> None:
    """End the process: without readers it must not stay."""
    log.critical("boot failed: %s", reason)
    logging.shutdown()
    os._exit(BOOT_FAILED)
