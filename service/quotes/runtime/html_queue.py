"""Who may read HTML, and when: one small and one large body at a time, lest threads that compute starve all others."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from quotes.runtime.gate import OverloadedError

SMALL = 2**16
"""Characters of HTML up to which a body is small: an article rather than a whole page, read in some milliseconds."""


class HtmlQueue:
    """Two queues, so that no small body waits for a large one; in each, one body is read at a time."""

    def __init__(self, max_wait: float, waiting: int) -> None:
        """Make empty queues.

        Args:
            max_wait: seconds after which a body that waits is refused.
            waiting: how many bodies, and so threads, may wait in both queues together; one too many is refused.
        """
        self._max_wait = max_wait
        self._places = threading.Semaphore(waiting)
        self._small, self._large = threading.Lock(), threading.Lock()

    @contextmanager
    def turn(self, characters: int, patient: bool = False) -> Iterator[None]:
        """Wait for a body's turn, then hold it for the length of the `with` block.

        Args:
            characters: length of its HTML; without any there is nothing to wait for.
            patient: the body is one of a batch, waits without a place, and is never refused.

        Raises:
            OverloadedError: its turn did not come.
        """
        if not characters:
            yield
            return
        lock = self._small if characters <= SMALL else self._large
        if patient:
            lock.acquire()
        elif not (lock.acquire(blocking=False) or self._wait(lock)):
            raise OverloadedError(max(1, math.ceil(self._max_wait)), "Too many bodies of HTML wait to be read.")
        try:
            yield
        finally:
            lock.release()

    def _wait(self, lock: threading.Lock) -> bool:
        """Whether the turn has come."""
        if not self._places.acquire(blocking=False):
            return False
        try:
            return lock.acquire(timeout=self._max_wait)
        finally:
            self._places.release()
