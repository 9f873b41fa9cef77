"""The engine: one parser, its warm-up, and every call to it under the gate, the deadline and the watchdog."""

from __future__ import annotations

import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass

from quotes.attribution.model import Analysis
from quotes.nlp.document import Document, Parser
from quotes.runtime import golden
from quotes.runtime.gate import DeadlineExceededError, Gate, OverloadedError
from quotes.runtime.watchdog import watchdog

log = logging.getLogger(__name__)

BOOT_FAILED = 3
"""Exit status at which gunicorn's arbiter stops instead of starting another worker (Arbiter.WORKER_BOOT_ERROR)."""

BATCH_SECONDS = 60
"""Seconds after which a client may ask again whether there is room for a batch: nobody knows how long one is."""

Observer = Callable[[str, float], None]
"""Told the name of a stage (`queue`, `parse`, `attribution`) and the seconds it took."""


class NotReadyError(Exception):
    """The models are still loading."""


@dataclass(frozen=True)
class Limits:
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

    def __init__(
        self, load: Callable[[], Parser], attribute: Callable[[Document], Analysis], limits: Limits | None = None
    ) -> None:
        """Make an engine that is not ready yet: `boot` or `start` it."""
        self._load = load
        self._attribute = attribute
        self._parser: Parser | None = None
        self._booted = threading.Event()
        self.limits = limits or Limits()
        speed = self.limits.deadline / 2 / self.limits.characters
        self._gate = Gate(self.limits.queue, self.limits.max_wait, speed)
        self._batches = threading.BoundedSemaphore(self.limits.batches)
        self.stopping: Callable[[], bool] = lambda: False  # the server tells; a batch asks between two lines

    def boot(self) -> None:
        """Load the parser and put it to the golden test; the engine is ready after it.

        Raises:
            ModelError: the models cannot be loaded.
            GoldenError: they are not what they should be.
        """
        parser = self._load()
        golden.check(parser, self._attribute)
        self._parser = parser
        self._booted.set()

    def start(self) -> None:
        """Boot in a thread of its own, so that probes are answered meanwhile; end the process if it fails."""
        threading.Thread(target=self._boot_or_exit, name="boot", daemon=True).start()

    def _boot_or_exit(self) -> None:
        try:
            self.boot()
        except Exception as error:  # whatever it is: a process without models must not stay
            log.critical("boot failed: %s", error)
            logging.shutdown()
            os._exit(BOOT_FAILED)
        log.info("ready: %s %s", self.parser.name, self.parser.version)

    def wait(self, seconds: float | None = None) -> bool:
        """Wait until the engine is ready, but no longer than `seconds`; tell whether it is."""
        return self._booted.wait(seconds)

    @property
    def parser(self) -> Parser:
        """The parser.

        Raises:
            NotReadyError: it is not loaded yet.
        """
        if self._parser is None:
            raise NotReadyError("The models are still loading.")
        return self._parser

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Serve a batch for the length of the `with` block.

        Raises:
            NotReadyError: the models are still loading.
            OverloadedError: so many batches as may be are being served.
        """
        _ = self.parser
        if not self._batches.acquire(blocking=False):
            raise OverloadedError(BATCH_SECONDS, f"{self.limits.batches} batches are being served, as many as may be.")
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
            observe: told the stages.
            arrival: since when the caller waits (`time.monotonic`); by default, since now.
            patient: it is one of a batch, is never refused, and its deadline begins when it enters the line.

        Raises:
            NotReadyError: the models are still loading.
            OverloadedError: the text would wait too long.
            DeadlineExceededError: it was not done in time. A running parse cannot be interrupted: this is
                raised when it ends, and one that never ends takes the process with it.
        """
        parser = self.parser
        arrival = time.monotonic() if arrival is None else arrival
        with self._gate.patience() if patient else nullcontext():
            deadline = (time.monotonic() if patient else arrival) + self.limits.deadline
            with (
                self._gate.turn(len(text), deadline, patient),
                watchdog(self.limits.deadline + self.limits.watchdog_grace),
            ):
                observe("queue", time.monotonic() - arrival)
                with _timed("parse", observe):
                    document = parser.parse(text)
                with _timed("attribution", observe):
                    analysis = self._attribute(document)
        if time.monotonic() > deadline:
            raise DeadlineExceededError("The analysis took longer than the deadline.")
        return analysis


@contextmanager
def _timed(stage: str, observe: Observer) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        observe(stage, time.monotonic() - start)
