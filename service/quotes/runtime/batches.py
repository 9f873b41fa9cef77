"""Batches: how many there may be, and how the lines of one are worked on at once and answered in order."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager, suppress
from queue import Full, Queue
from typing import TypeVar

from quotes.runtime.gate import OverloadedError

Item = TypeVar("Item")
Result = TypeVar("Result")

IDLE = 5.0
"""Seconds without a line or an answer after which a batch has to make way for another."""

PATIENCE = 1.5
"""Seconds for which a batch waits for one that is to make way, and again when that one has been cut off: longer than
one that waits for its client takes to notice."""

RETRY_AFTER = 60
"""Seconds after which a client may ask again whether there is room for a batch: nobody knows how long one is."""


class Place:
    """The place of one batch. `is_wanted` is true when the batch is to end because another one waits for it."""

    def __init__(self, cut_off: Callable[[], object]) -> None:
        """Take what ends the batch if it does not end by itself: its client may not be reading."""
        self.is_wanted = False
        self.cut_off = cut_off
        self._lines = 0
        self._since = time.monotonic()
        self._lock = threading.Lock()

    def begin(self) -> None:
        """A line has come."""
        with self._lock:
            self._lines += 1

    def end(self) -> None:
        """A line is answered."""
        with self._lock:
            self._lines -= 1
            self._since = time.monotonic()

    @property
    def idle(self) -> float:
        """Seconds for which there has been no line to answer."""
        return 0.0 if self._lines else time.monotonic() - self._since


class Batches:
    """Places for so many batches; those that lie idle make way for new ones."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._changed = threading.Condition()
        self._places: list[Place] = []

    @contextmanager
    def place(self, cut_off: Callable[[], object] = lambda: None) -> Iterator[Place]:
        """Have a place for the length of the `with` block; `cut_off` as for `Place`.

        Raises:
            OverloadedError: so many batches as may be are being served, and none of them lies idle.
        """
        place = Place(cut_off)
        with self._changed:
            if not self._has_room() and not self._wait_for_idle():
                raise OverloadedError(RETRY_AFTER, f"{self._most} batches are being served, as many as may be.")
            self._places.append(place)
        try:
            yield place
        finally:
            with self._changed:
                self._places.remove(place)
                self._changed.notify()

    def _has_room(self) -> bool:
        return len(self._places) < self._most

    def _wait_for_idle(self) -> bool:
        """Have the batch that has been idle the longest make way; tell whether it has."""
        idle = [place for place in self._places if place.idle > IDLE and not place.is_wanted]
        if not idle:
            return False
        longest = max(idle, key=lambda place: place.idle)
        longest.is_wanted = True
        if not self._changed.wait_for(self._has_room, PATIENCE):
            longest.cut_off()
        return self._changed.wait_for(self._has_room, PATIENCE)


def in_order(
    items: Iterable[Item], work: Callable[[Item], Result], executor: Executor, ahead: int, halt: Callable[[], object]
) -> Iterator[Result]:
    """What comes of working on items, in their order, each as soon as it and those before it are done.

    The items are drawn in a thread of their own, so that the next one is worked on while one is, and an item that
    comes only after the result before it has been taken is no deadlock.

    Args:
        items: the items; drawing one may take long.
        work: what is done with each. What it raises, or drawing an item does, passes through.
        executor: where it is done.
        ahead: how many items may be drawn before their results are taken.
        halt: called when the results are no longer wanted; drawing an item must end soon after.
    """
    drawn: Queue[Future[Result] | BaseException | None] = Queue(ahead)
    unwanted = threading.Event()

    def put(following: Future[Result] | BaseException | None) -> None:
        while not unwanted.is_set():
            with suppress(Full):
                drawn.put(following, timeout=0.1)
                return

    def draw() -> None:
        end: BaseException | None = None
        try:
            for item in items:
                if unwanted.is_set():
                    return
                put(executor.submit(work, item))
        except BaseException as error:  # it is raised where the results are taken
            end = error
        put(end)

    drawer = threading.Thread(target=draw, name="draw", daemon=True)
    drawer.start()
    try:
        while (following := drawn.get()) is not None:
            if isinstance(following, BaseException):
                raise following
            yield following.result()
    finally:
        unwanted.set()
        halt()
        drawer.join()
        while not drawn.empty():
            if isinstance(left := drawn.get_nowait(), Future):
                left.cancel()
