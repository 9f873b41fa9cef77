"""Where entries of the cache are kept: in the process, or in a Redis that may be away."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Protocol, TypeVar

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ResponseError
from redis.retry import Retry

log = logging.getLogger(__name__)

OVERHEAD = 512
"""Bytes that an entry takes besides its own: its name, its place in two dicts (measured: 300, more while they grow)."""

PREFIX = "quotes:"
"""What the names of all entries in Redis begin with."""

TIMEOUT = 0.25
"""Seconds that Redis may take to accept a connection or to answer."""

PAUSE = 5.0
"""Seconds for which a Redis that failed is left alone."""

Clock = Callable[[], float]
T = TypeVar("T")


class Store(Protocol):
    """Keeps entries under their names, each for the same time. Never raises; safe to call from any thread."""

    def get(self, name: str) -> tuple[bytes, float] | None:
        """An entry and the seconds that it has left, if it is there."""

    def put(self, name: str, entry: bytes) -> bool:
        """Keep an entry, in place of an earlier one; tell whether it is kept."""


class MemoryStore:
    """Entries in this process; where the room is short, those that were not asked for the longest go first."""

    def __init__(
        self,
        capacity: int,
        seconds: float,
        on_size: Callable[[int], object] = lambda size: None,
        clock: Clock = time.monotonic,
    ) -> None:
        """Make an empty store of `capacity` bytes; `on_size` is told how many are taken whenever that changes."""
        self._capacity = capacity
        self._seconds = seconds
        self._on_size = on_size
        self._clock = clock
        self._lock = threading.Lock()
        self._entries: OrderedDict[str, bytes] = OrderedDict()  # the least recently used first
        self._ends: dict[str, float] = {}  # the oldest first
        self._size = 0

    def get(self, name: str) -> tuple[bytes, float] | None:
        """An entry and the seconds that it has left, if it is there."""
        with self._lock:
            now = self._drop_expired()
            if name not in self._entries:
                return None
            self._entries.move_to_end(name)
            return self._entries[name], self._ends[name] - now

    def put(self, name: str, entry: bytes) -> bool:
        """Keep an entry unless it is larger than the whole store."""
        size = len(entry) + OVERHEAD
        if size > self._capacity:
            return False
        with self._lock:
            now = self._drop_expired()
            if name in self._entries:
                self._drop(name)
            while self._size + size > self._capacity:
                self._drop(next(iter(self._entries)))
            self._entries[name] = entry
            self._ends[name] = now + self._seconds
            self._resize(size)
        return True

    def _drop_expired(self) -> float:
        """Forget what has had its time, asked for or not; the time that it is."""
        now = self._clock()
        while self._ends and self._ends[oldest := next(iter(self._ends))] <= now:
            self._drop(oldest)
        return now

    def _drop(self, name: str) -> None:
        del self._ends[name]
        self._resize(-len(self._entries.pop(name)) - OVERHEAD)

    def _resize(self, by: int) -> None:
        self._size += by
        self._on_size(self._size)


class RedisStore:
    """Entries in Redis. One that is down, slow or talks nonsense is like one that is empty, and is soon left alone."""

    def __init__(
        self,
        url: str,
        seconds: int,
        on_failure: Callable[[], object] = lambda: None,
        clock: Clock = time.monotonic,
    ) -> None:
        """Make a store, without talking to Redis yet; `on_failure` is called at every failure."""
        self._redis = Redis.from_url(
            url,
            socket_timeout=TIMEOUT,
            socket_connect_timeout=TIMEOUT,
            retry=Retry(NoBackoff(), 0),
            max_connections=2**16,  # never the bound: each thread has one at most
        )
        self._seconds = seconds
        self._on_failure = on_failure
        self._clock = clock
        self._lock = threading.Lock()
        self._retry_at: float | None = None
        """When to ask a Redis that failed again; None while it works."""
        self._has_refused = False

    def get(self, name: str) -> tuple[bytes, float] | None:
        """An entry and the seconds that it has left, if it is there."""

        def ask() -> tuple[bytes, float] | None:
            pipeline = self._redis.pipeline(transaction=False)
            pipeline.get(PREFIX + name)
            pipeline.pttl(PREFIX + name)
            entry, milliseconds = pipeline.execute()
            return None if entry is None else (bytes(entry), max(0, milliseconds) / 1000)

        return self._try(ask)

    def put(self, name: str, entry: bytes) -> bool:
        """Keep an entry, if Redis takes it. One that is full or read-only does not, and works all the same."""

        def tell() -> bool:
            try:
                return bool(self._redis.set(PREFIX + name, entry, ex=self._seconds))
            except ResponseError as error:
                self._refused(error)
                return False

        return bool(self._try(tell))

    def close(self) -> None:
        """Close the connections."""
        self._redis.close()

    def _try(self, command: Callable[[], T]) -> T | None:
        """What the command gives; None if it fails or is not worth trying yet."""
        if self._is_paused():
            return None
        try:
            answer = command()
        except Exception as error:  # whatever the client library makes of a server that may be anything
            self._failed(error)
            return None
        self._worked()
        return answer

    def _is_paused(self) -> bool:
        """True while Redis is left alone; after each pause it is one caller that tries again."""
        with self._lock:
            if self._retry_at is None:
                return False
            now = self._clock()
            if now < self._retry_at:
                return True
            self._retry_at = now + PAUSE
            return False

    def _failed(self, error: Exception) -> None:
        self._on_failure()
        with self._lock:
            begins, self._retry_at = self._retry_at is None, self._clock() + PAUSE
        if begins:  # the type only: a message might hold what is none of the log's business
            log.warning("the cache's Redis fails (%s); until it works, nothing is cached", type(error).__name__)

    def _refused(self, error: Exception) -> None:
        """Count it, and log the first one only: a full Redis takes now this entry and now that one."""
        self._on_failure()
        with self._lock:
            first, self._has_refused = not self._has_refused, True
        if first:
            log.warning("the cache's Redis does not take every entry (%s)", type(error).__name__)

    def _worked(self) -> None:
        with self._lock:
            ends, self._retry_at = self._retry_at is not None, None
        if ends:
            log.warning("the cache's Redis works again")
