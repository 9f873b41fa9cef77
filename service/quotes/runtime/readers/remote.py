"""Readers elsewhere, asked over HTTP: an application of Ray Serve (`quotes.ray_serve`) in place of a pool.

Why, and what it costs: docs/decisions/0023-ray-serve.md.
"""

from __future__ import annotations

import logging
import threading
import time
from collections import Counter
from collections.abc import Callable

import urllib3
from urllib3.exceptions import HTTPError, ProtocolError, ReadTimeoutError

from quotes import __version__
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import BrokenOffError, Card, ReaderLostError, Reading, ReadingFailedError, Task
from quotes.runtime.readers.messages import Failed, Late, Lost
from quotes.runtime.readers.wire import NOT_TAKEN, Order, Present, Reply, dump, load

log = logging.getLogger(__name__)

ROUND = 1.0
"""Seconds between two looks at who is there."""

PATIENCE = 5.0
"""Seconds in which that must be answered."""

MISSES = 3
"""Looks in a row that must go unanswered for nobody to be there."""

PAUSE = 0.2
"""Seconds after which a text that was not taken is sent again."""

BREAKS = 3
"""Connections that may break off under a text: it, the readers or the network may be why, and nobody says."""

PIECE = 2**16
"""Bytes of an answer that are read at once, at most."""

FRESH = {"Connection": "close"}
"""A connection for each text: those that are kept stay with one node, even with one that is being retired."""


class Remote:
    """Readers at a URL; see `Readers`."""

    def __init__(self, url: str, most: int, on_end: Callable[[str], object] = lambda cause: None) -> None:
        """Make it without asking anybody yet.

        Args:
            url: where they are.
            most: how many of them are used at most.
            on_end: told `died` when a reader has ended with a text; of other ends nobody here hears.
        """
        self._url = url
        self._most = most
        self._on_end = on_end
        self._on_change: Callable[[], None] = lambda: None
        self._http = urllib3.PoolManager(retries=False, maxsize=most + 1)
        self._present: Present | None = None
        self._card: Card | None = None
        self._reading = 0
        self._lock = threading.Lock()
        self._closed = threading.Event()
        self._watch = threading.Thread(target=self._look_after, name="readers", daemon=True)

    @property
    def card(self) -> Card | None:
        """Which models they have."""
        return self._card

    @property
    def ready(self) -> int:
        """How many can read a text now, or could if they were not reading one."""
        present = self._present
        return min(self._most, present.ready) if present else 0

    def states(self) -> Counter[str]:
        """How many of those that may be used do what, by the words of `quotes_readers`."""
        present, busy = self._present, self._reading
        loading = present.loading if present else 0
        return Counter({"ready": max(0, self.ready - busy), "busy": busy, "loading": loading})

    def start(self, changed: Callable[[], None], failed: Callable[[str], None], stuck: Callable[[Task], None]) -> None:
        """Begin to look who is there. Whether they ever will be, only their cluster knows, so nothing fails here."""
        self._on_change = changed
        self._watch.start()

    def renew(self) -> None:
        """Nothing: the cluster replaces its readers when it is given others."""
        log.warning("readers elsewhere are not replaced from here")

    def close(self) -> None:
        """Look no longer."""
        self._closed.set()
        self._watch.join()

    def read(self, task: Task) -> Reading:
        """Have one of them read a text; one that nobody takes is sent again until its deadline.

        Raises:
            BrokenOffError: no connection lasted until there was a reply.
        """
        with self._lock:
            self._reading += 1
        try:
            reply = self._insist(task)
        finally:
            with self._lock:
                self._reading -= 1
        match reply:
            case Reading():
                return reply
            case Failed():
                raise ReadingFailedError
            case Lost():
                log.error("a reader died with a text", extra={"fields": {"request_id": task.request_id}})
                self._on_end("died")
                raise ReaderLostError("The reader of the text ended.")
            case _:
                raise DeadlineExceededError("The analysis took longer than the deadline.")

    def _insist(self, task: Task) -> Reply:
        """What becomes of a text, which is sent until somebody says so."""
        breaks = 0
        while True:
            try:
                reply = self._send(task)
            except ProtocolError as error:
                breaks += 1
                fields = {"request_id": task.request_id, "error": type(error).__name__}
                log.warning("a connection broke off", extra={"fields": fields})
                if breaks == BREAKS:
                    raise BrokenOffError("The connection to the reader of the text ended.") from None
            else:
                if reply:
                    return reply
            time.sleep(PAUSE)

    def _send(self, task: Task) -> Reply | None:
        """What becomes of a text; None if nobody has taken it.

        Raises:
            ProtocolError: the connection ended before there was a reply.
        """
        order = Order.of(task)
        if order.seconds <= 0:
            raise DeadlineExceededError("The text waited until the deadline.")
        try:
            status, body = self._ask("POST", order.seconds, dump(order))
        except (ReadTimeoutError, TimeoutError):
            return Late()
        except ProtocolError:
            raise
        except HTTPError:
            return None
        if status == NOT_TAKEN:
            return None
        fields = {"request_id": task.request_id, "status": status}
        if status != 200:
            log.error("readers elsewhere refuse a text", extra={"fields": fields})
            return Failed()
        try:
            return load(body, Reply)  # type: ignore[arg-type]
        except Exception as error:  # which may hold words of the text
            fields["error"] = type(error).__name__
            log.error("a reply is not to be understood", extra={"fields": fields})
            return Failed()

    def _ask(self, method: str, seconds: float, body: bytes | None = None) -> tuple[int, bytes]:
        """Status and body of an answer.

        urllib3's time-out bounds each wait for more of it, not all of them together.

        Raises:
            HTTPError: there is none; `ReadTimeoutError` if it does not come in time.
            TimeoutError: it comes, but too slowly.
        """
        end = time.monotonic() + seconds
        timeout = urllib3.Timeout(total=seconds)
        answer = self._http.request(
            method, self._url, body=body, headers=FRESH, timeout=timeout, redirect=False, preload_content=False
        )
        pieces = []
        with answer:
            while piece := answer.read1(PIECE):
                pieces.append(piece)
                if time.monotonic() > end:
                    raise TimeoutError
        return answer.status, b"".join(pieces)

    # --- who is there -------------------------------------------------------------------------------------------------

    def _look_after(self) -> None:
        misses = 0
        while not self._closed.is_set():
            before = self._present
            try:
                self._present = self._look()
                misses = 0
            except Exception:  # nobody, or nobody who is to be understood
                misses += 1
                if misses >= MISSES:
                    self._present = None
            if self._present != before:
                self._note()
            self._closed.wait(ROUND)

    def _look(self) -> Present | None:
        """Who is there; None if they are of another version.

        Raises:
            Exception: nobody says.
        """
        status, body = self._ask("GET", PATIENCE)
        if status != 200:
            raise LookupError(f"The answer is {status}.")
        present = load(body, Present)
        return present if present.service == __version__ else None

    def _note(self) -> None:
        """Tell of a change."""
        if self._present:
            self._card = self._present.card
        log.info("readers elsewhere", extra={"fields": {"ready": self.ready}})
        self._on_change()
