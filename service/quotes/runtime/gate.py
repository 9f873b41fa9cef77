"""Who may have a reader, and when: first come, first served, and no endless queue.

Texts of batches are patient: nobody waits for one of them in particular. They are never refused, and all batches
together have as many places in the line as there are readers, so that a batch uses every reader, a single request has
one such text before it at most, and no batch is starved by single requests either.
"""

from __future__ import annotations

import heapq
import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

FLOOR = 100
"""Tokens by which a text is longer for the estimate than in fact: what every call costs."""

MEMORY = 0.9
"""Weight of what was measured so far when a new measurement comes in."""


class OverloadedError(Exception):
    """The text would wait too long. `retry_after` is the estimated wait in whole seconds, at least 1."""

    def __init__(self, retry_after: int, detail: str | None = None) -> None:
        super().__init__(detail or f"The wait would be about {retry_after} s.")
        self.retry_after = retry_after


class DeadlineExceededError(Exception):
    """The analysis was not done in time."""


@dataclass(eq=False)
class _Ticket:
    """A text in the line; `started` is when its turn began (monotonic), None while it waits."""

    work: int
    patient: bool = False
    started: float | None = None


class Gate:
    """A line of texts, of which as many have a turn as there are readers.

    The line knows how long a token takes, by a running mean over the texts that passed (recent ones
    weigh more, and long ones more than short ones), and so how long a newcomer would wait.
    """

    def __init__(
        self, queue: int, max_wait: float, seconds_per_token: float, readers: Callable[[], int] = lambda: 1
    ) -> None:
        """Make a gate where at most `queue` texts wait, none by estimate longer than `max_wait` seconds.

        `seconds_per_token` is the estimate to begin with; `readers` tells how many there are, and whenever that
        changes, `changed` is to be called.
        """
        self._queue = queue
        self._max_wait = max_wait
        self._readers = readers
        self._condition = threading.Condition()
        self._line: list[_Ticket] = []
        self._before: list[object] = []
        self._seconds = seconds_per_token * 10 * FLOOR
        self._work = 10.0 * FLOOR

    @property
    def waiting(self) -> int:
        """Texts that wait for their turn."""
        return sum(ticket.started is None for ticket in self._line)

    @property
    def wait(self) -> float:
        """Seconds, by estimate, that a new text would wait."""
        with self._condition:
            return self._estimate(self._line)

    def changed(self) -> None:
        """There are more or fewer readers."""
        with self._condition:
            self._condition.notify_all()

    @contextmanager
    def patience(self) -> Iterator[None]:
        """Wait for one of the places that patient texts have in the line; hold it during the `with` block."""
        place = object()
        with self._condition:
            self._before.append(place)
            self._condition.wait_for(lambda: place in self._before[: max(1, self._readers())])
        try:
            yield
        finally:
            with self._condition:
                self._before.remove(place)
                self._condition.notify_all()

    @contextmanager
    def turn(self, tokens: int, deadline: float, patient: bool = False) -> Iterator[None]:
        """Wait in the line, then have a reader for the length of the `with` block.

        Args:
            tokens: length of the text.
            deadline: when to give up waiting (`time.monotonic`).
            patient: the text is let in however long the line is; only within `patience`.

        Raises:
            OverloadedError: at once, if the line is full or too slow.
            DeadlineExceededError: the turn did not come in time.
        """
        ticket = _Ticket(tokens + FLOOR, patient)
        with self._condition:
            self._admit(ticket)
            if not self._condition.wait_for(lambda: self._is_next(ticket), deadline - time.monotonic()):
                self._line.remove(ticket)
                self._condition.notify_all()
                raise DeadlineExceededError("The text waited until the deadline.")
            ticket.started = time.monotonic()
            self._condition.notify_all()
        try:
            yield
        finally:
            with self._condition:
                self._learn(ticket.work, time.monotonic() - ticket.started)
                self._line.remove(ticket)
                self._condition.notify_all()

    def _is_next(self, ticket: _Ticket) -> bool:
        waiting = next(each for each in self._line if each.started is None)
        return ticket is waiting and len(self._line) - self.waiting < self._readers()

    def _admit(self, ticket: _Ticket) -> None:
        others = [each for each in self._line if not each.patient]  # a patient text is no reason to refuse another
        full = len(others) >= self._queue + self._readers() or self._estimate(others) > self._max_wait
        if full and not ticket.patient:
            raise OverloadedError(max(1, math.ceil(self._estimate(self._line))))
        self._line.append(ticket)

    def _estimate(self, line: list[_Ticket]) -> float:
        """Seconds until a reader is free for one who comes behind all of them."""
        rate = self._seconds / self._work
        now = time.monotonic()
        free_at = [0.0] * max(1, self._readers())
        for each in line:  # those that have a turn stand before those that wait
            spent = now - each.started if each.started else 0.0
            heapq.heapreplace(free_at, free_at[0] + max(0.0, rate * each.work - spent))
        return free_at[0]

    def _learn(self, work: int, seconds: float) -> None:
        self._seconds = MEMORY * self._seconds + seconds
        self._work = MEMORY * self._work + work
