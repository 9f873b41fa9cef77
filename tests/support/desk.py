"""Readers at a URL of this machine, without Ray: over the fakes, and as unreliable as a test wants them."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from evaluation import fakes
from quotes import __version__
from quotes.runtime.readers import Reading
from quotes.runtime.readers.wire import Order, Present, Reply, dump, load

STEP = 0.05
"""Seconds between two bytes of an answer that trickles."""


@dataclass(frozen=True)
class Trickle:
    """An answer that comes byte by byte, and is whole only after so many seconds."""

    seconds: float


@dataclass(frozen=True)
class Torn:
    """An answer that breaks off in its middle."""


Answer = Reply | Trickle | Torn | int | None
"""What a front is answered with: a message, a status without one, or nothing, and the connection ends."""


def read(order: Order) -> Answer:
    """What the fakes find."""
    return Reading(fakes.reader().analyse(order.text, block_quotes=order.block_quotes), (("parse", 0.0),))


class Desk(ThreadingHTTPServer):
    """Answers fronts.

    Attributes:
        give: what becomes of an order.
        present: who is there.
        looks: what the next looks are answered with instead.
        orders: those that came.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.give: Callable[[Order], Answer] = read
        self.present = Present(__version__, ("fake", "1"), ("CC0-1.0",), ready=1, loading=0)
        self.looks: list[Answer] = []
        self.orders: list[Order] = []

    @property
    def url(self) -> str:
        """Where it is."""
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Desk

    def do_GET(self) -> None:
        looks = self.server.looks
        self._give(looks.pop(0) if looks else self.server.present)

    def do_POST(self) -> None:
        order = load(self.rfile.read(int(self.headers["Content-Length"])), Order)
        self.server.orders.append(order)
        self._give(self.server.give(order))

    def _give(self, answer: Answer | Present) -> None:
        match answer:
            case None:
                self.close_connection = True
            case int(status):
                self._head(status, 0)
            case Torn():
                self._head(200, 9)
                self.wfile.write(b"{")
                self.close_connection = True
            case Trickle(seconds):
                self._head(200, count := int(seconds / STEP))
                with contextlib.suppress(OSError):  # nobody listens any more
                    for _ in range(count):
                        self.wfile.write(b" ")
                        time.sleep(STEP)
            case reply:
                body = dump(reply)
                self._head(200, len(body))
                self.wfile.write(body)

    def _head(self, status: int, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length))
        self.send_header("Location", "/elsewhere")  # it counts with a redirection only
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the base class's)
        pass


@contextmanager
def open_desk() -> Iterator[Desk]:
    """A desk; closed at the end."""
    with Desk() as desk:
        thread = threading.Thread(target=desk.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield desk
        finally:
            desk.shutdown()
            thread.join()
