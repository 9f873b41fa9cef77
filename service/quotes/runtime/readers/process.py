"""A reader's process as the front sees it."""

from __future__ import annotations

import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from enum import Enum

from quotes.reader import Reader
from quotes.runtime.readers import Card, Task
from quotes.runtime.readers.channel import Channel
from quotes.runtime.readers.messages import Start

SAY_WHERE = 0.2
"""Seconds that a process which is to be killed has to write its threads' stacks."""


ENVIRONMENT = {"TORCHINDUCTOR_CACHE_DIR": "/"}
"""Variables of a process, unless they are set: torch's compiler, which nothing here uses, looks for a directory when it
is imported, and there may be none that can be written to."""


class State(Enum):
    """What a process is doing."""

    LOADING = "loading"
    FREE = "ready"
    BUSY = "busy"  # with a text that somebody waits for
    LATE = "late"  # with one that nobody waits for any more
    ENDED = "ended"


class ReaderProcess:
    """One process, and what it is doing.

    Attributes:
        channel: to it.
        card: which models it has; None while it loads.
        task: the last text that it was given; the one that it has, while it is busy or late.
        since: when it was started (`time.monotonic`).
        texts: how many it has been given.
        outdated: why it is to be replaced when its successor is ready; empty if it is not.
        cause: why it ended.
    """

    def __init__(self, load: Callable[[], Reader], log_level: str) -> None:
        """Start a process; `load` must be what pickle can carry to it."""
        self.state = State.LOADING
        self.card: Card | None = None
        self.task: Task | None = None
        self.since = time.monotonic()
        self.texts = 0
        self.outdated = ""
        self.cause = "died"
        ours, theirs = socket.socketpair()
        # -P: the working directory is no place to take packages from
        command = [sys.executable, "-P", "-m", "quotes.runtime.readers.child", str(theirs.fileno())]
        self._process = subprocess.Popen(  # noqa: S603 (our own)
            command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, env=ENVIRONMENT | os.environ
        )
        theirs.close()
        self.channel = Channel(ours)
        self.channel.send(Start(tuple(sys.path), pickle.dumps(load), log_level))

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid

    @property
    def is_able(self) -> bool:
        """Whether it can read a text, now or after the one it has."""
        return self.state in (State.FREE, State.BUSY)

    def say_where(self) -> None:
        """Have it write its threads' stacks, without any value, to stderr."""
        self._process.send_signal(signal.SIGUSR1)
        time.sleep(SAY_WHERE)

    def end(self, cause: str) -> None:
        """It has ended, or is to be; it may not be used again."""
        self.state, self.cause = State.ENDED, cause

    def close(self) -> None:
        """End it, whatever it is doing."""
        self.channel.close()
        self._process.kill()
        self._process.wait()
