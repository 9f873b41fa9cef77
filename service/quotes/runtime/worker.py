"""The HTTP front: gunicorn's threaded worker, made so that no client keeps another one, or a probe, from being served.

gunicorn (27.0) gives a connection a thread as soon as it is made, and the thread waits for the request for as long as
the client likes. Here a connection waits in the main loop until its request is there, and is closed if that takes too
long; probes have threads of their own.
"""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from multiprocessing.connection import wait
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.http.errors import LimitRequestHeaders
from gunicorn.workers.gthread import STOP_KEEPALIVE_LINGER, TConn, ThreadWorker

from quotes.runtime.arrival import LONGEST_BODY, LONGEST_HEAD, Service, judge
from quotes.runtime.incoming import LateBodyError
from quotes.runtime.refusals import refuse
from quotes.runtime.shutdown import Shutdown
from quotes.settings import Settings

log = logging.getLogger(__name__)

PROBE_THREADS = 2
"""Threads that serve nothing but probes, and of each connection the first only."""

NEW = 1.0
"""Seconds in which a client's first bytes are on their way."""

LEFT_OPEN = 1.0
"""Seconds for which at the end those who have connected are let in."""


@dataclass
class _Arrival:
    """A connection that is waited for.

    Attributes:
        until: when its request must be there (monotonic).
        want: bytes of it that are to be there before it is looked at again; 1 as long as there are none.
        kept: it has been served before.
        since: since when it is waited for.
    """

    until: float
    want: int = 1
    kept: bool = False
    since: float = field(default_factory=time.monotonic)

    @property
    def worth(self) -> int:
        """How much it is worth keeping where there is no room: one that has been silent least, a newcomer most."""
        if self.want > 1:
            return 2
        if self.kept:
            return 1
        return 3 if time.monotonic() - self.since < NEW else 0


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker with the differences that the module tells.

    Attributes:
        shutdown: where the application learns how far the end has come.
        renew: what SIGHUP does.
    """

    alive: bool
    sockets: list[Any]

    def init_process(self) -> None:
        """Make the threads; from here on gunicorn's own loop runs."""
        self.limits = Settings.from_environ()
        self.shutdown = Shutdown()
        self.renew: Callable[[], None] = lambda: None
        self.arriving: dict[TConn, _Arrival] = {}
        self.looked_at = 0.0
        self.crowded = False
        self.leaves_at: float | None = None
        super().init_process()

    def get_thread_pool(self) -> Executor:
        """The threads of those whose request is there; others have their own."""
        threads = self.cfg.threads
        self.threads = {
            Service.PROBE: ThreadPoolExecutor(PROBE_THREADS, "probe"),
            Service.WHOLE: ThreadPoolExecutor(threads, "whole"),
            Service.PIECES: ThreadPoolExecutor(threads, "pieces"),
            Service.REFUSAL: ThreadPoolExecutor(threads, "refusal"),
        }
        return self.threads[Service.WHOLE]

    # --- the end ------------------------------------------------------------------------------------------------------

    def init_signals(self) -> None:
        """gunicorn's own, and SIGHUP."""
        super().init_signals()
        signal.signal(signal.SIGHUP, lambda number, frame: self.renew())

    def handle_exit(self, number: int, frame: object) -> None:
        """On SIGTERM: not to be sent new clients any more; after a while, to let none in."""
        if self.leaves_at is None:
            self.shutdown.draining = True
            self.leaves_at = time.monotonic() + self.limits.drain
            self.method_queue.defer(lambda: None)  # wakes the loop

    def handle_quit(self, number: int, frame: object) -> None:
        """On SIGINT and SIGQUIT: to end at once, whatever the threads are doing."""
        logging.shutdown()
        os._exit(0)

    def is_parent_alive(self) -> bool:
        """Whether the arbiter lives; if it does not, this process is to end as on SIGTERM."""
        alive: bool = super().is_parent_alive()
        if not alive:
            self._leave()
        return alive

    def notify(self) -> None:
        """Once a round of the loop: tell the arbiter that it runs, and see whether it is time to leave."""
        super().notify()
        if self.crowded:
            self.crowded = False
            self._make_room()
        if self.leaves_at is not None and time.monotonic() >= self.leaves_at:
            self._leave()

    def _leave(self) -> None:
        if self.alive:
            self.shutdown.draining = self.shutdown.stopping = True
            self.alive = False
            self.set_accept_enabled(False)

    # --- connections --------------------------------------------------------------------------------------------------

    def set_accept_enabled(self, enabled: bool) -> None:
        """Let clients in, or not.

        At the end whoever has connected is let in, and the listeners are closed, so that others are refused at once.
        """
        if self.alive:
            while self.nr_conns >= self.worker_connections and self._make_room():
                pass
            super().set_accept_enabled(self.nr_conns < self.worker_connections)
            return
        super().set_accept_enabled(False)
        end = time.monotonic() + LEFT_OPEN
        for listener in self.sockets:
            while wait([listener], 0) and time.monotonic() < end:
                self.accept(listener)
            listener.close()
        self.sockets = []

    def accept(self, listener: Any) -> None:
        """Let one client in; without a descriptor for it, another one makes room before the next."""
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE):
                raise
            self.crowded = True

    def enqueue_req(self, conn: TConn) -> None:
        """Have a connection's next request served when it is there."""
        kept = conn.parser is not None
        patience = self.cfg.keepalive if kept else self.limits.arrival
        if not self.alive:
            patience = min(patience, STOP_KEEPALIVE_LINGER)  # for its first bytes
        conn.sock.setblocking(False)
        self.arriving[conn] = _Arrival(time.monotonic() + patience, kept=kept)
        self.poller.register(conn.sock, EVENT_READ, partial(self._look, conn))
        self._look(conn)

    def _look(self, conn: TConn, ready: object = None) -> None:
        """See how much of a request is there; `ready` is given if there is as much as was asked for, or no more.

        Whatever goes wrong with one connection, this loop goes on for the others.
        """
        arrival = self.arriving.get(conn)
        if arrival is None:
            return  # closed while this was on its way
        try:
            self._weigh(conn, arrival, bool(ready))
        except Exception as error:
            if not isinstance(error, OSError):
                log.exception("a request cannot be looked at")
            self._drop(conn)

    def _weigh(self, conn: TConn, arrival: _Arrival, ready: bool) -> None:
        """Serve what is there, wait for more, or let go of a client that has hung up."""
        arrived, read = _arrived(conn)
        found = judge(arrived)
        if found is Service.PROBE and arrival.kept:
            found = Service.WHOLE  # the client may not have taken the answers before
        if not isinstance(found, int):
            self._serve(conn, found)
        elif not (ready and len(arrived) < arrival.want):
            if arrival.want == 1 < found and (arrival.kept or not self.alive):
                arrival.until = time.monotonic() + self.limits.arrival  # the request begins
            arrival.want = found
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, found - read)
        elif arrived:
            self._serve(conn, Service.WHOLE)  # which is all that comes
        else:
            self._drop(conn)

    def _serve(self, conn: TConn, service: Service) -> None:
        self._forget(conn)
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.data_ready = True
        work = self._refuse if service is Service.REFUSAL else self.handle
        self._have_done(service, work, conn, partial(self._after, conn, service))

    def _have_done(
        self, service: Service, work: Callable[[TConn], Any], conn: TConn, then: Callable[[Future[Any]], object]
    ) -> None:
        """Have a thread do something with a connection, and then this loop; without a thread, it is closed."""
        try:
            done = self.threads[service].submit(work, conn)
        except RuntimeError:  # the system starts no more of them
            log.error("no thread can be started")
            self._close(conn)
            return
        done.add_done_callback(lambda done: self.method_queue.defer(then, done))

    def _after(self, conn: TConn, service: Service, done: Future[Any]) -> None:
        """What becomes of a connection: it is waited for again, or closed when its client has hung up."""
        if not done.cancelled() and done.exception() is None and done.result():
            self.enqueue_req(conn)
            return
        if service is Service.PROBE:  # nothing of it can be unread
            _close_reading(conn)
            self.finish_request(conn, done)
            return
        self._have_done(Service.REFUSAL, _part, conn, lambda _: self.finish_request(conn, done))

    def _forget(self, conn: TConn) -> None:
        del self.arriving[conn]
        self.poller.unregister(conn.sock)

    def _drop(self, conn: TConn) -> None:
        if conn in self.arriving:
            self._forget(conn)
        self._close(conn)

    def _close(self, conn: TConn) -> None:
        self.nr_conns -= 1
        conn.close()

    def _make_room(self) -> bool:
        """Close the connection that is worth least, the oldest of them; tell whether there was any."""
        if self.arriving:
            self._drop(min(self.arriving, key=lambda conn: self.arriving[conn].worth))
            return True
        return False

    def murder_pending(self) -> None:
        """Once a round of the loop: end the connections whose request has not come in time."""
        now = time.monotonic()
        if now - self.looked_at < 0.2:
            return
        self.looked_at = now
        for conn, arrival in list(self.arriving.items()):
            if arrival.until <= now and arrival.want > 1:
                self._serve(conn, Service.REFUSAL)
            elif arrival.until <= now:  # nothing has come, so there is nothing to answer
                self._drop(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """At the end: wait no longer than that for requests of which nothing has come."""
        for arrival in self.arriving.values():
            if arrival.want == 1:
                arrival.until = min(arrival.until, deadline)

    # --- requests -----------------------------------------------------------------------------------------------------

    def handle_request(self, req: Any, conn: TConn) -> Any:
        """Serve a request, to a client that takes its answer."""
        conn.sock.settimeout(self.limits.arrival)
        try:
            return super().handle_request(req, conn)
        except TimeoutError:
            return False

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answer a request that gunicorn cannot serve."""
        refuse(self.wsgi, self.cfg, req, client, exc)

    def _refuse(self, conn: TConn) -> None:
        """Answer a request that has not come in time, or whose head is too long."""
        conn.sock.setblocking(False)
        arrived, _ = _arrived(conn)
        error: Exception = LateBodyError(f"The request did not arrive within {self.limits.arrival:g} s.")
        if judge(arrived) is Service.REFUSAL:
            error = LimitRequestHeaders("the head is too long")
        self.handle_error(None, conn.sock, conn.client, error)


def _arrived(conn: TConn) -> tuple[bytes, int]:
    """What has come of a connection's next request, and how many bytes of that gunicorn has read already.

    Raises:
        OSError: the connection has broken off.
    """
    read: bytes = conn.parser.unreader.buf.getvalue() if conn.parser else b""
    with contextlib.suppress(BlockingIOError):
        return read + conn.sock.recv(LONGEST_HEAD + LONGEST_BODY, socket.MSG_PEEK), len(read)
    return read, len(read)


def _part(conn: TConn) -> None:
    """Wait, but not for ever, for a client to hang up.

    gunicorn gives it two seconds to, in the loop that accepts connections: a few clients that do not hang up would
    keep all others waiting.
    """
    with contextlib.suppress(OSError):
        util.close_graceful(conn.sock.dup())
    _close_reading(conn)


def _close_reading(conn: TConn) -> None:
    """Leave nothing for the main loop to wait for."""
    with contextlib.suppress(OSError):
        conn.sock.shutdown(socket.SHUT_RD)
