"""Engines over the fake parser and core, and a way to hold a text in the parser."""

from __future__ import annotations

import threading
from functools import partial
from typing import Any

from evaluation.fakes import FakeParser, attribute
from quotes.nlp.document import Parser
from quotes.reader import Reader
from quotes.runtime.engine import Budget, Engine

__all__ = ["FakeParser", "Hold", "attribute", "engine"]


def engine(parser: Parser | None = None, boot: bool = True, **limits: Any) -> Engine:
    """An engine over the fakes; ready unless `boot` is false."""
    made = Engine(partial(Reader, parser or FakeParser(), attribute), Budget(**limits))
    if boot:
        made.boot()
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
