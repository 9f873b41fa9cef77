"""A reader's process: it loads the models, says so, and reads one text after another.

All inference is on its main thread, so that the threads of a server do not each keep memory of their own, and so that
a signal can end a reading that is late. A second thread listens: when the front has gone, the process ends at once.

`python -m quotes.runtime.readers.child DESCRIPTOR` is how `process` starts it.
"""

from __future__ import annotations

import ctypes
import faulthandler
import logging
import logging.config
import os
import pickle
import queue
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from quotes.nlp import memory
from quotes.reader import Reader
from quotes.runtime import golden, logs
from quotes.runtime.readers import Card, Reading, Task
from quotes.runtime.readers.channel import Channel
from quotes.runtime.readers.messages import Failed, Late, Start, Unfit

log = logging.getLogger(__name__)

_PR_SET_PDEATHSIG = 1  # linux/prctl.h


class _OverdueError(BaseException):
    """The deadline has come; no `except Exception` on the way may catch it."""


def main(descriptor: int) -> None:
    """Read texts for whoever holds the other end of a socket, as long as that is open."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # sent to a group; the front knows when to end
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _overdue)
    _end_with_the_front()
    faulthandler.register(signal.SIGUSR1, all_threads=True)
    channel = Channel(socket.socket(fileno=descriptor))
    start: Start = channel.receive()
    logging.config.dictConfig(logs.config(start.log_level))
    tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(channel, tasks), name="listen", daemon=True).start()
    memory.keep_freed()
    reader = _load(start, channel)
    while True:
        channel.send(_answer(reader, tasks.get()))


def _end_with_the_front() -> None:
    """Have the kernel end this process when the thread that started it has ended, were it in a call that never returns.

    On other systems than Linux it ends when that call does.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _listen(channel: Channel, tasks: queue.SimpleQueue[Task]) -> None:
    try:
        while True:
            tasks.put(channel.receive())
    except (EOFError, OSError):
        os._exit(0)  # the front has closed its end or is gone; nobody waits for what is being read


def _load(start: Start, channel: Channel) -> Reader:
    sys.path[:] = start.path
    try:
        load: Callable[[], Reader] = pickle.loads(start.load)  # noqa: S301 (from the process that started this one)
        reader = load()
        golden.check(reader)
    except Exception as error:
        channel.send(Unfit(str(error) or type(error).__name__))
        log.critical("boot failed: %s", error)
        logging.shutdown()
        os._exit(1)
    channel.send(Card(reader.model, tuple(reader.parser.licences)))
    return reader


def _answer(reader: Reader, task: Task) -> Any:
    """A reading, or what came in its place."""
    stages: list[tuple[str, float]] = []
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, task.deadline - time.monotonic()))
            analysis = reader.analyse(task.text, lambda *stage: stages.append(stage), task.block_quotes)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except _OverdueError:
        return Late()
    except Exception as error:
        log.error("internal error", exc_info=error, extra={"fields": {"request_id": task.request_id}})
        return Failed()
    return Reading(analysis, tuple(stages))


def _overdue(number: int, frame: object) -> None:
    raise _OverdueError


if __name__ == "__main__":
    main(int(sys.argv[1]))
