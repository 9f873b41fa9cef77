"""Who may have a reader, and when: first come, first served, and no endless queue.

Texts of batches are patient: nobody waits for one of them in particular. They are never refused, and all batches
together have as many places in the queue as there are readers, so that a batch uses every reader, a single request has
one such text before it at most, and no batch is starved by single requests either.
"""

from __future__ import annotations

import heapq
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

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
    """A text in the queue.

    Attributes:
        work: what it costs, in tokens.
        seconds: how long it may wait and be read, from when it has a place in the queue.
        until: when that is over (monotonic); None as long as it has no place.
        started: when its turn began; None while it waits.
        moved: set whenever one of the last two has changed.
    """

    work: int
    seconds: float
    patient: bool
    until: float | None = None
    started: float | None = None
    moved: threading.Event = field(default_factory=threading.Event)


class Gate:
    """A queue of texts, of which as many have a turn as there are readers.

    The queue knows how long a token takes, by a running mean over the texts that passed (recent ones
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
        self._lock = threading.Lock()
        self._running: list[_Ticket] = []
        self._line: deque[_Ticket] = deque()
        self._patient: deque[_Ticket] = deque()  # those that have no place in the queue yet
        self._seconds = seconds_per_token * 10 * FLOOR
        self._work = 10.0 * FLOOR

    @property
    def waiting(self) -> int:
        """Texts that wait in the queue."""
        return len(self._line)

    @property
    def wait(self) -> float:
        """Seconds, by estimate, that a new text would wait."""
        with self._lock:
            return self._estimate(lambda ticket: True)

    def changed(self) -> None:
        """There are more or fewer readers."""
        with self._lock:
            self._advance()

    @contextmanager
    def turn(self, tokens: int, seconds: float, since: float | None = None, patient: bool = False) -> Iterator[float]:
        """Wait in the queue, then have a reader for the length of the `with` block, which is given the deadline.

        Args:
            tokens: length of the text.
            seconds: how long it may wait and be read.
            since: from when they count (`time.monotonic`); by default, from when it has a place in the queue.
            patient: the text is never refused, and waits until patient texts have a place in the queue.

        Raises:
            OverloadedError: at once, if the queue is full or too slow.
            DeadlineExceededError: the turn did not come in time.
        """
        ticket = _Ticket(tokens + FLOOR, seconds, patient, None if since is None else since + seconds)
        with self._lock:
            self._enter(ticket)
            self._advance()
        try:
            yield self._await(ticket)
        except BaseException:
            self._leave(ticket)
            raise
        self._leave(ticket, learn=True)

    def _enter(self, ticket: _Ticket) -> None:
        if ticket.patient:
            self._patient.append(ticket)
            return
        # a patient text is no reason to refuse another
        others = sum(not each.patient for each in (*self._running, *self._line))
        full = others >= self._queue + self._readers()
        if full or self._estimate(lambda each: not each.patient) > self._max_wait:
            raise OverloadedError(max(1, math.ceil(self._estimate(lambda each: True))))
        self._join(ticket)

    def _join(self, ticket: _Ticket) -> None:
        """Give a ticket its place in the queue."""
        self._line.append(ticket)
        if ticket.until is None:
            ticket.until = time.monotonic() + ticket.seconds

    def _advance(self) -> None:
        """Let in who may be let in, and nobody else be woken."""
        readers = self._readers()
        patient = sum(each.patient for each in (*self._running, *self._line)) if self._patient else 0
        while self._patient and patient < max(1, readers):
            ticket = self._patient.popleft()
            self._join(ticket)
            ticket.moved.set()
            patient += 1
        while self._line and len(self._running) < readers:
            ticket = self._line.popleft()
            self._running.append(ticket)
            ticket.started = time.monotonic()
            ticket.moved.set()

    def _await(self, ticket: _Ticket) -> float:
        """Wait for a ticket's turn; its deadline."""
        while True:
            ticket.moved.wait(None if ticket.until is None else max(0.0, ticket.until - time.monotonic()))
            with self._lock:
                ticket.moved.clear()
                if ticket.until is not None and ticket.started is not None:
                    return ticket.until
                if ticket.until is not None and time.monotonic() >= ticket.until:
                    raise DeadlineExceededError("The text waited until the deadline.")

    def _leave(self, ticket: _Ticket, learn: bool = False) -> None:
        with self._lock:
            for place in (self._running, self._line, self._patient):
                if ticket in place:
                    place.remove(ticket)
            if learn and ticket.started is not None:
                self._seconds = MEMORY * self._seconds + time.monotonic() - ticket.started
                self._work = MEMORY * self._work + ticket.work
            self._advance()

    def _estimate(self, counts: Callable[[_Ticket], bool]) -> float:
        """Seconds until a reader is free for one who comes behind all that count."""
        rate = self._seconds / self._work
        now = time.monotonic()
        free_at = [0.0] * max(1, self._readers())
        for each in filter(counts, (*self._running, *self._line)):
            spent = 0.0 if each.started is None else now - each.started
            heapq.heapreplace(free_at, free_at[0] + max(0.0, rate * each.work - spent))
        return free_at[0]
