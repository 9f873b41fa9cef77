"""Who may use the parser, and when: one text at a time, first come, first served, and no endless queue.

Texts of batches are patient: nobody waits for one of them in particular. They are never refused, and all batches
together have one place in the line, so that a single request has one such text before it at most, and no batch
is starved by single requests either.
"""

from __future__ import annotations

import math
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

FLOOR = 500
"""Characters by which a text is longer for the estimate than in fact: what every call costs."""

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
    """A line of texts whose head has the parser.

    The line knows how long a character takes, by a running mean over the texts that passed (recent ones
    weigh more, and long ones more than short ones), and so how long a newcomer would wait.
    """

    def __init__(self, queue: int, max_wait: float, seconds_per_character: float) -> None:
        """Make a gate where at most `queue` texts wait, none by estimate longer than `max_wait` seconds.

        `seconds_per_character` is the estimate to begin with.
        """
        self._queue = queue
        self._max_wait = max_wait
        self._changed = threading.Condition()
        self._line: deque[_Ticket] = deque()
        self._before: deque[object] = deque()
        self._seconds = seconds_per_character * 10 * FLOOR
        self._work = 10.0 * FLOOR

    @contextmanager
    def patience(self) -> Iterator[None]:
        """Wait for the one place that patient texts have in the line; hold it for the length of the `with` block."""
        place = object()
        with self._changed:
            self._before.append(place)
            self._changed.wait_for(lambda: self._before[0] is place)
        try:
            yield
        finally:
            with self._changed:
                self._before.popleft()
                self._changed.notify_all()

    @contextmanager
    def turn(self, characters: int, deadline: float, patient: bool = False) -> Iterator[None]:
        """Wait in the line, then hold the parser for the length of the `with` block.

        Args:
            characters: length of the text.
            deadline: when to give up waiting (`time.monotonic`).
            patient: the text is let in however long the line is; only within `patience`.

        Raises:
            OverloadedError: at once, if the line is full or too slow.
            DeadlineExceededError: the turn did not come in time.
        """
        ticket = _Ticket(characters + FLOOR, patient)
        with self._changed:
            self._admit(ticket)
            patience = deadline - time.monotonic()
            if not self._changed.wait_for(lambda: self._line[0] is ticket, patience):
                self._line.remove(ticket)
                raise DeadlineExceededError("The text waited until the deadline.")
            ticket.started = time.monotonic()
        try:
            yield
        finally:
            with self._changed:
                self._learn(ticket.work, time.monotonic() - ticket.started)
                self._line.popleft()
                self._changed.notify_all()

    def _admit(self, ticket: _Ticket) -> None:
        others = [each for each in self._line if not each.patient]  # a patient text is no reason to refuse another
        full = len(others) > self._queue or self._estimate(others) > self._max_wait
        if full and not ticket.patient:
            raise OverloadedError(max(1, math.ceil(self._estimate(self._line))))
        self._line.append(ticket)

    def _estimate(self, line: Iterable[_Ticket]) -> float:
        """Seconds until all of them have passed."""
        rate = self._seconds / self._work
        now = time.monotonic()
        return sum(max(0.0, rate * each.work - (now - each.started if each.started else 0)) for each in line)

    def _learn(self, work: int, seconds: float) -> None:
        self._seconds = MEMORY * self._seconds + seconds
        self._work = MEMORY * self._work + work
