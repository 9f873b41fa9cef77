"""Engines over the fake parser and core, and a way to hold a text in the parser."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from evaluation.fakes import FakeParser, attribute
from quotes.nlp.document import Parser
from quotes.reader import Reader
from quotes.runtime.engine import Budget, Engine
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import Card, Reading, Task

__all__ = ["FakeParser", "Hold", "LocalReaders", "attribute", "engine"]


class LocalReaders:
    """One reader, in this process: what it reads can be held, and looked at."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._lock = threading.Lock()
        self.card: Card | None = None
        self.ready = 0

    def start(self, changed: Callable[[], None], failed: Callable[[str], None], stuck: Callable[[Task], None]) -> None:
        self.card, self.ready = Card(self._reader.model, tuple(self._reader.parser.licences)), 1
        changed()

    def read(self, task: Task) -> Reading:
        stages: list[tuple[str, float]] = []
        with self._lock:
            analysis = self._reader.analyse(task.text, lambda *stage: stages.append(stage), task.block_quotes)
        if time.monotonic() > task.deadline:
            raise DeadlineExceededError
        return Reading(analysis, tuple(stages))

    def renew(self) -> None:
        pass


def engine(parser: Parser | None = None, boot: bool = True, **limits: Any) -> Engine:
    """An engine over the fakes; ready unless `boot` is false."""
    made = Engine(LocalReaders(Reader(parser or FakeParser(), attribute)), Budget(**limits))
    if boot:
        made.start()
    return made


class Hold:
    """For `FakeParser(before=...)`: holds every text with `marker` in it until `release`."""

    def __init__(self, marker: str = "HOLD") -> None:
        self.marker = marker
        self.held = threading.Semaphore(0)
        self._released = threading.Event()

    def __call__(self, text: str) -> None:
        if self.marker in text:
            self.held.release()
            assert self._released.wait(20), "nobody released the parser"

    def wait(self) -> None:
        """Wait until a text is held."""
        assert self.held.acquire(timeout=20), "no text came"

    def release(self) -> None:
        """Let all go on."""
        self._released.set()
