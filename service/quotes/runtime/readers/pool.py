"""So many reader processes, whatever becomes of any of them.

A text is handed to a process by whoever waits for the text. One more thread, the keeper, minds the processes that
nobody waits for: those that load, those that are free, and those that read on after their deadline. It replaces the
ones that have ended or are outdated, and ends the ones that overstay. Why no library: docs/decisions/0017-readers.md.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any, cast

from quotes.reader import Reader
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import Card, ReaderLostError, Reading, ReadingFailedError, Task
from quotes.runtime.readers.messages import Failed, Late, Unfit
from quotes.runtime.readers.process import ReaderProcess, State

log = logging.getLogger(__name__)

LONGEST_PAUSE = 60.0
"""Seconds between two attempts to start a process where processes keep ending before they are ready; at first 1, then
twice as many each time."""


LONGEST_LOADING = 600.0
"""Seconds that a process may take to be ready; Stanza's own models may have to be fetched first."""


class Pool:
    """Reader processes of this machine; see `Readers`."""

    def __init__(
        self,
        load: Callable[[], Reader],
        size: int = 1,
        grace: float = 15.0,
        recycle: int = 0,
        log_level: str = "info",
        on_end: Callable[[str], object] = lambda cause: None,
    ) -> None:
        """Make a pool without any process yet.

        Args:
            load: gives a reader; called in each process, so it must be what pickle can carry there.
            size: how many processes.
            grace: seconds that a process may overstay a text's deadline before it is ended.
            recycle: texts after which a process is replaced; 0: never.
            log_level: least severe messages that the processes log.
            on_end: told why, whenever a process ends: `died`, `overstayed`, `recycled`, `reloaded`.
        """
        self._load = load
        self._size = size
        self._grace = grace
        self._recycle = recycle
        self._log_level = log_level
        self._on_end = on_end
        self._on_change: Callable[[], None] = lambda: None
        self._on_failure: Callable[[str], None] = lambda reason: None
        self._on_stuck: Callable[[Task], None] = lambda task: None
        self._last_card: Card | None = None
        self._processes: list[ReaderProcess] = []
        self._changed = threading.Condition()
        self._failures = 0
        self._start_at = 0.0
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._closed = False
        self._wakes, self._wake = os.pipe()
        os.set_blocking(self._wake, False)

    @property
    def card(self) -> Card | None:
        """Which models they have; while they are replaced, which the former ones have."""
        cards = (process.card for process in self._processes if process.is_able)
        return next(cards, self._last_card)

    @property
    def ready(self) -> int:
        """How many can read a text now, or could if they were not reading one."""
        return sum(process.is_able for process in self._processes)

    def states(self) -> Counter[str]:
        """How many processes are doing what, by the values of `State`."""
        return Counter(process.state.value for process in self._processes)

    def start(self, changed: Callable[[], None], failed: Callable[[str], None], stuck: Callable[[Task], None]) -> None:
        """Start the processes and the keeper."""
        self._on_change, self._on_failure, self._on_stuck = changed, failed, stuck
        self._keeper.start()

    def renew(self) -> None:
        """Replace all processes, one by one, each when its successor is ready."""
        with self._changed:
            for process in self._processes:
                process.outdated = "reloaded"
        self._poke()

    def close(self) -> None:
        """End all processes, whatever they are doing; the pool is not to be used again."""
        self._closed = True
        self._poke()
        self._keeper.join()
        for process in self._processes:
            process.close()

    def read(self, task: Task) -> Reading:
        """Have one of the processes read a text."""
        while not self._give(task, process := self._take(task)):
            pass  # it was dead already
        state = State.LATE  # unless it turns out otherwise: whatever it is doing, it is not to be asked again
        try:
            answer = process.channel.receive(task.deadline)
            state = State.FREE
        except TimeoutError:
            answer = Late()
        except (EOFError, OSError):
            state = State.ENDED
            fields = {"request_id": task.request_id, "pid": process.pid}
            log.error("a reader died with a text", extra={"fields": fields})
            raise ReaderLostError("The process that read the text ended.") from None
        finally:
            self._settle(process, state)
        match answer:
            case Reading():
                return answer
            case Failed():
                raise ReadingFailedError
            case _:
                raise DeadlineExceededError("The analysis took longer than the deadline.")

    def _give(self, task: Task, process: ReaderProcess) -> bool:
        """Give a process a text; tell whether it lives to take it."""
        try:
            process.channel.send(task, task.deadline)
        except TimeoutError:
            self._settle(process, State.LATE)
            raise DeadlineExceededError("The text was not taken until the deadline.") from None
        except OSError:
            self._settle(process, State.ENDED)
            return False
        return True

    def _take(self, task: Task) -> ReaderProcess:
        def free() -> ReaderProcess | None:
            found = [each for each in self._processes if each.state is State.FREE and not each.channel.is_closed()]
            return min(found, key=lambda process: bool(process.outdated), default=None)

        with self._changed:
            process = self._changed.wait_for(free, max(0.0, task.deadline - time.monotonic()))
            if process is None:
                raise DeadlineExceededError("The text waited until the deadline.")
            process.state, process.task = State.BUSY, task
            process.texts += 1
            return process

    def _settle(self, process: ReaderProcess, state: State) -> None:
        """What a process is doing when nobody waits for it any more."""
        with self._changed:
            process.state = state
            if 0 < self._recycle <= process.texts:
                process.outdated = process.outdated or "recycled"
            self._changed.notify_all()
        self._poke()

    def _poke(self) -> None:
        """Have the keeper look again."""
        with contextlib.suppress(BlockingIOError):  # it has enough to wake for
            os.write(self._wake, b"\0")

    # --- the keeper ---------------------------------------------------------------------------------------------------

    def _keep(self) -> None:
        """Mind the processes; should that fail, better to have all replaced than to serve with ever fewer."""
        try:
            self._mind()
        except Exception:
            log.critical("the keeper failed", exc_info=True)
            logging.shutdown()
            os._exit(1)

    def _mind(self) -> None:
        while not self._closed:
            self._bury_the_ended()
            with self._changed:
                self._start_missing()
                self._retire_outdated()
                minded = {each.channel.fileno(): each for each in self._processes if each.state is not State.BUSY}
            self._on_change()
            for ready in wait([self._wakes, *minded], self._patience()):
                if ready == self._wakes:
                    os.read(self._wakes, 4096)
                else:
                    self._hear(minded[cast(int, ready)])
            self._end_overstaying()

    def _bury_the_ended(self) -> None:
        with self._changed:
            ended = [process for process in self._processes if process.state is State.ENDED]
            self._processes = [process for process in self._processes if process.state is not State.ENDED]
        for process in ended:
            process.close()
            self._on_end(process.cause)

    def _start_missing(self) -> None:
        """As many as there shall be, all at once; successors of outdated ones one by one, each when there is room."""
        while self._missing() and time.monotonic() >= self._start_at:
            try:
                self._processes = [*self._processes, ReaderProcess(self._load, self._log_level)]
            except OSError as error:
                log.error("no reader can be started: %s", type(error).__name__)
                self._pause()

    def _missing(self) -> bool:
        fresh = sum(not process.outdated for process in self._processes)
        return fresh < self._size and len(self._processes) <= self._size

    def _retire_outdated(self) -> None:
        for process in self._processes:
            if process.outdated and process.state is State.FREE and self.ready > self._size:
                process.end(process.outdated)
                self._poke()

    def _patience(self) -> float | None:
        """Seconds until there is something to do unasked; None if there may never be."""
        now = time.monotonic()
        ends = [self._end_of(process) for process in self._processes if process.state in (State.LATE, State.LOADING)]
        if self._missing():
            ends.append(self._start_at)
        return max(0.0, min(ends) - now) if ends else None

    def _end_of(self, process: ReaderProcess) -> float:
        """When a process is to be ended: when it has overstayed a text's deadline, or has been loading for too long."""
        return process.task.deadline + self._grace if process.task else process.since + LONGEST_LOADING

    def _hear(self, process: ReaderProcess) -> None:
        """Take in what a process says, or that it has ended."""
        with self._changed:
            if process.state is State.FREE and process.channel.is_closed():
                process.end("died")
            if process.state not in (State.LOADING, State.LATE):
                return
        said = self._said(process)
        with self._changed:
            match said:
                case Card():
                    process.card = self._last_card = said
                    self._failures = 0
                    log.info("ready: %s %s", *said.model, extra={"fields": {"pid": process.pid}})
                    process.state = State.FREE
                case None | Unfit():
                    if process.state is State.LOADING:
                        self._pause()
                    process.end("died")
                case _:
                    process.state = State.FREE
            self._changed.notify_all()
        if isinstance(said, Unfit) and self._last_card is None:
            self._on_failure(said.reason)

    def _said(self, process: ReaderProcess) -> Any:
        """What a process says; None if it has ended."""
        try:
            return process.channel.receive(time.monotonic() + self._grace)
        except Exception:  # the end, or something that is not to be understood
            return None

    def _pause(self) -> None:
        self._start_at = time.monotonic() + min(LONGEST_PAUSE, 2.0**self._failures)
        self._failures += 1

    def _end_overstaying(self) -> None:
        for process in self._processes:
            if process.state not in (State.LATE, State.LOADING) or time.monotonic() < self._end_of(process):
                continue
            fields = {"request_id": process.task.request_id if process.task else None, "pid": process.pid}
            log.error("a reader overstayed the deadline", extra={"fields": fields})
            if process.task:
                self._on_stuck(process.task)
            process.say_where()
            process.end("overstayed")
