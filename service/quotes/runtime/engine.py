"""The engine: one reader, its warm-up, and every call to it under the gate, the deadline and the watchdog."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from quotes.attribution.model import Analysis
from quotes.nlp import memory
from quotes.reader import Observer, Reader
from quotes.result import ModelName
from quotes.runtime import golden
from quotes.runtime.gate import DeadlineExceededError, Gate, OverloadedError
from quotes.runtime.watchdog import watchdog

log = logging.getLogger(__name__)

BOOT_FAILED = 3
"""Exit status at which gunicorn's arbiter stops instead of starting another worker (Arbiter.WORKER_BOOT_ERROR)."""

BATCH_SECONDS = 60
"""Seconds after which a client may ask again whether there is room for a batch: nobody knows how long one is."""


class NotReadyError(Exception):
    """The models are still loading."""


@dataclass(frozen=True)
class Budget:
    """What a call may cost; durations in seconds.

    Attributes:
        characters: the longest text that callers let through. It sets the first estimate of the speed: a
            text at the limit is promised to take half of the deadline.
        batches: batches that may be served at once.
    """

    characters: int = 50_000
    queue: int = 4
    max_wait: float = 10.0
    deadline: float = 60.0
    watchdog_grace: float = 15.0
    batches: int = 8


class Engine:
    """Analyses texts, one at a time; safe to call from any thread."""

    def __init__(self, load: Callable[[], Reader], budget: Budget | None = None) -> None:
        """Make an engine that is not ready yet: `boot` or `start` it."""
        self._load = load
        self._reader: Reader | None = None
        self._booted = threading.Event()
        self.budget = budget or Budget()
        speed = self.budget.deadline / 2 / self.budget.characters
        self._gate = Gate(self.budget.queue, self.budget.max_wait, speed)
        self._batches = threading.BoundedSemaphore(self.budget.batches)
        self.stopping: Callable[[], bool] = lambda: False  # the server tells; a batch asks between two lines

    def boot(self) -> None:
        """Load the models and put them to the golden test; the engine is ready after it.

        Raises:
            ModelError: the models cannot be loaded.
            GoldenError: they are not what they should be.
        """
        reader = self._load()
        golden.check(reader)
        self._reader = reader
        self._booted.set()

    def start(self) -> None:
        """Boot in a thread of its own, so that probes are answered meanwhile; end the process if it fails."""
        memory.keep_freed()
        threading.Thread(target=self._boot_or_exit, name="boot", daemon=True).start()

    def _boot_or_exit(self) -> None:
        try:
            self.boot()
        except Exception as error:  # whatever it is: a process without models must not stay
            log.critical("boot failed: %s", error)
            logging.shutdown()
            os._exit(BOOT_FAILED)
        log.info("ready: %s %s", *self.model)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the engine is ready, but no longer than `seconds`; tell whether it is."""
        return self._booted.wait(seconds)

    @property
    def reader(self) -> Reader:
        """What reads the texts; only `analyse` may have it read one.

        Raises:
            NotReadyError: its models are not loaded yet.
        """
        if self._reader is None:
            raise NotReadyError("The models are still loading.")
        return self._reader

    @property
    def model(self) -> ModelName:
        """Which models they are.

        Raises:
            NotReadyError: they are not loaded yet.
        """
        return self.reader.model

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Serve a batch for the length of the `with` block.

        Raises:
            NotReadyError: the models are still loading.
            OverloadedError: so many batches as may be are being served.
        """
        _ = self.reader
        if not self._batches.acquire(blocking=False):
            raise OverloadedError(BATCH_SECONDS, f"{self.budget.batches} batches are being served, as many as may be.")
        try:
            yield
        finally:
            self._batches.release()

    def analyse(
        self,
        text: str,
        observe: Observer = lambda stage, seconds: None,
        arrival: float | None = None,
        patient: bool = False,
    ) -> Analysis:
        """Find everything in a text.

        The core runs inside the same turn as the parser: it is pure Python and would only slow the next
        parse down, and so the estimate of the wait and the watchdog cover it too.

        Args:
            text: the text.
            observe: told the stages, of which the first is `queue`.
            arrival: since when the caller waits (`time.monotonic`); by default, since now.
            patient: it is one of a batch, is never refused, and its deadline begins when it enters the line.

        Raises:
            NotReadyError: the models are still loading.
            OverloadedError: the text would wait too long.
            DeadlineExceededError: it was not done in time. A running parse cannot be interrupted: this is
                raised when it ends, and one that never ends takes the process with it.
        """
        reader = self.reader
        arrival = time.monotonic() if arrival is None else arrival
        with self._gate.patience() if patient else nullcontext():
            deadline = (time.monotonic() if patient else arrival) + self.budget.deadline
            with (
                self._gate.turn(len(text), deadline, patient),
                watchdog(self.budget.deadline + self.budget.watchdog_grace),
            ):
                observe("queue", time.monotonic() - arrival)
                analysis = reader.analyse(text, observe)
        if time.monotonic() > deadline:
            raise DeadlineExceededError("The analysis took longer than the deadline.")
        return analysis
