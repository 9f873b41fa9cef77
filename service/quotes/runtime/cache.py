"""The cache: an answer is kept for a while under a hash of what was asked, by whom, and of what answers.

Whoever holds the store learns as little as it can: names are HMACs, which tell neither the text nor the client.
And it is trusted as little: each entry is sealed with its name and its owner's secret, so that one that is
corrupt, foreign or in another's place is no entry. Where clients have no keys, all of them are one owner
without a secret, and the seal tells damage only.
"""

from __future__ import annotations

import hmac
import json
import threading
import time
import zlib
from collections.abc import Callable, Set
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Literal

from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.stores import Store

FORMAT = 1
"""Of entries and of what they hold: to be raised when either changes within one version of the service."""

LARGEST = 2**26
"""Bytes of JSON beyond which an answer is not kept."""

SEAL = 32
"""Bytes of an entry's seal (SHA-256)."""

Outcome = Literal["hit", "miss", "collapsed", "refresh"]
"""`collapsed`: taken from a request for the same that was on its way; `refresh`: computed although it may be there."""


@dataclass(frozen=True)
class Fetched:
    """What came out: `body` is the answer in JSON, `ttl` the seconds that a hit's entry has left."""

    body: bytes
    outcome: Outcome
    ttl: float = 0
    stored: bool = False

    @property
    def answer(self) -> Any:
        """The answer, a copy of the caller's own."""
        return json.loads(self.body)


class _Flight:
    """An answer on its way; when it has landed, `body` is there, or never will be."""

    def __init__(self) -> None:
        self.landed = threading.Event()
        self.body: bytes | None = None


class Cache:
    """Answers over a store; of requests for the same at once, one works and the others wait for it."""

    def __init__(self, store: Store, build: object, followers: int) -> None:
        """Make a cache.

        Args:
            store: where entries are kept.
            build: whatever an answer depends on besides the question, for `canonical`.
            followers: how many requests, and so threads, may wait for another's answer; one too many
                works itself.
        """
        self._store = store
        self._build = build
        self._followers = threading.Semaphore(followers)
        self._flights: dict[str, _Flight] = {}
        self._lock = threading.Lock()

    def fetch(
        self, owner: bytes, question: object, compute: Callable[[], Any], deadline: float, refresh: bool = False
    ) -> Fetched:
        """The answer to a question, kept or computed.

        Args:
            owner: secret of the client; what one owner asked is never a hit for another.
            question: what was asked, for `canonical`.
            compute: gives the answer, as JSON can say it. What it raises passes through, to this caller only.
            deadline: when to give up waiting for another's answer (`time.monotonic`).
            refresh: compute it in any case.

        Raises:
            DeadlineExceededError: another's answer did not come in time.
        """
        name = hmac.digest(owner, canonical([FORMAT, self._build, question]), "sha256").hex()

        def work() -> Fetched:
            return self._look_up(name, owner) or self._compute_and_store(name, owner, compute, "miss")

        if refresh:
            return self._compute_and_store(name, owner, compute, "refresh")
        flight, leads = self._join(name)
        if leads:
            try:
                fetched = work()
                flight.body = fetched.body
                return fetched
            finally:
                with self._lock:
                    del self._flights[name]
                flight.landed.set()
        body = self._await(flight, deadline)
        return Fetched(body, "collapsed") if body is not None else work()

    def _join(self, name: str) -> tuple[_Flight, bool]:
        """The flight of a name, and whether it is the caller's to fly."""
        with self._lock:
            flight = self._flights.get(name)
            if flight:
                return flight, False
            flight = self._flights[name] = _Flight()
            return flight, True

    def _await(self, flight: _Flight, deadline: float) -> bytes | None:
        """What lands; None if that failed, which need not befall the next, or if too many wait already."""
        if not self._followers.acquire(blocking=False):
            return None
        try:
            if not flight.landed.wait(max(0.0, deadline - time.monotonic())):
                raise DeadlineExceededError("The text waited until the deadline.")
        finally:
            self._followers.release()
        return flight.body

    def _look_up(self, name: str, owner: bytes) -> Fetched | None:
        found = self._store.get(name)
        body = _unpack(found[0], name, owner) if found else None
        return Fetched(body, "hit", ttl=found[1]) if found and body is not None else None

    def _compute_and_store(self, name: str, owner: bytes, compute: Callable[[], Any], outcome: Outcome) -> Fetched:
        body = json.dumps(compute(), separators=(",", ":")).encode("ascii")
        stored = len(body) <= LARGEST and self._store.put(name, _pack(body, name, owner))
        return Fetched(body, outcome, stored=stored)


def canonical(value: object) -> bytes:
    """A value as bytes: the same for equal values, others for others.

    Args:
        value: what JSON can say, dataclasses, sets, and objects whose `identity` is such a value and all that
            tells them from others of their class; in one another. Strings may hold lone surrogates.

    Raises:
        TypeError: it is something else.
    """
    text = json.dumps(value, default=_json_form, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _json_form(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: getattr(value, field.name) for field in fields(value)}
    if isinstance(value, Set):
        return sorted(value)
    if hasattr(value, "identity"):
        return [type(value).__name__, value.identity]
    raise TypeError(f"no part of a question: {type(value).__name__}")


def _pack(body: bytes, name: str, owner: bytes) -> bytes:
    """The entry of an answer: a seal and the packed answer."""
    packed = zlib.compress(body, 1)
    return _seal(packed, name, owner) + packed


def _unpack(entry: bytes, name: str, owner: bytes) -> bytes | None:
    """The answer of an entry; None if it is not one that was packed under this name and owner."""
    seal, packed = entry[:SEAL], entry[SEAL:]
    if not hmac.compare_digest(seal, _seal(packed, name, owner)):
        return None
    unpacker = zlib.decompressobj()
    try:
        body = unpacker.decompress(packed, LARGEST)
    except zlib.error:
        return None
    return body if unpacker.eof else None


def _seal(packed: bytes, name: str, owner: bytes) -> bytes:
    return hmac.digest(owner, name.encode("ascii") + packed, "sha256")
