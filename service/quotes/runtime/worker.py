"""The HTTP front: gunicorn's threaded worker, made so that no client keeps another one, or a probe, from being served.

gunicorn (27.0) gives a connection a thread as soon as it is made, and the thread waits for the request for as long as
the client likes. Here a connection waits in the main loop until its request is there, and is closed if that takes too
long; probes have threads of their own.
"""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import time
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from functools import partial
from selectors import EVENT_READ
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import TConn, ThreadWorker

from quotes.runtime.arrival import LONGEST_BODY, LONGEST_HEAD, is_probe, needed
from quotes.runtime.incoming import LateBodyError
from quotes.runtime.refusals import refuse
from quotes.runtime.shutdown import Shutdown
from quotes.settings import Settings

PROBE_THREADS = 2
"""Threads that serve nothing but probes."""


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
        self.probes = ThreadPoolExecutor(PROBE_THREADS, "probe")
        self.arriving: dict[TConn, tuple[float, int]] = {}  # until when, how many bytes; the oldest first
        self.leaves_at: float | None = None
        super().init_process()

    # --- signals ------------------------------------------------------------------------------------------------------

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

    def notify(self) -> None:
        """Once a round of the loop: tell the arbiter that it runs, and see whether it is time to leave."""
        super().notify()
        if self.alive and self.leaves_at is not None and time.monotonic() >= self.leaves_at:
            self.shutdown.stopping = True
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
        for listener in self.sockets:
            before = -1
            while before != self.nr_conns:
                before = self.nr_conns
                self.accept(listener)
            listener.close()
        self.sockets = []

    def accept(self, listener: Any) -> None:
        """Let one client in; without a descriptor for it, another one makes room."""
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno not in (errno.EMFILE, errno.ENFILE) or not self._make_room():
                raise

    def _make_room(self) -> bool:
        """Close a connection that is kept for a next request, or the one whose request has been waited for the longest.

        Tells whether there was any.
        """
        if self.keepalived_conns:
            kept = self.keepalived_conns.popleft()
            self.poller.unregister(kept.sock)
            self.nr_conns -= 1
            kept.close()
        elif self.arriving:
            self._drop(next(iter(self.arriving)))
        else:
            return False
        return True

    def enqueue_req(self, conn: TConn) -> None:
        """Have a connection's next request served when it is there."""
        conn.sock.setblocking(False)
        self.arriving[conn] = (time.monotonic() + self.limits.arrival, 0)
        self.poller.register(conn.sock, EVENT_READ, partial(self._look, conn))
        self._look(conn)

    def _look(self, conn: TConn, ready: object = None) -> None:
        """See how much of a request is there; `ready` is given if there is as much as was asked for, or no more."""
        until, asked = self.arriving[conn]
        before = conn.parser.unreader.buf.getvalue() if conn.parser else b""
        try:
            arrived = before + conn.sock.recv(LONGEST_HEAD + LONGEST_BODY, socket.MSG_PEEK)
        except BlockingIOError:
            arrived = before
        except OSError:
            self._drop(conn)
            return
        want = needed(arrived)
        if want and not (ready and len(arrived) < max(asked, 1)):
            self.arriving[conn] = (until, want)
            conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, want - len(before))
        elif arrived:
            self._serve(conn, self.probes if is_probe(arrived) else self.tpool)
        else:
            self._drop(conn)

    def _serve(self, conn: TConn, threads: Executor) -> None:
        conn.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVLOWAT, 1)
        conn.data_ready = True
        self._submit(conn, threads, self.handle)

    def _submit(self, conn: TConn, threads: Executor, work: Callable[[TConn], Any]) -> None:
        """Leave a connection to a thread."""
        self._forget(conn)
        done = threads.submit(work, conn)
        done.add_done_callback(lambda done: self.method_queue.defer(self.finish_request, conn, done))

    def _forget(self, conn: TConn) -> None:
        del self.arriving[conn]
        self.poller.unregister(conn.sock)

    def _drop(self, conn: TConn) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close()

    def murder_pending(self) -> None:
        """Once a round of the loop: end the connections whose request has not come in time."""
        super().murder_pending()
        now = time.monotonic()
        for conn, (until, want) in list(self.arriving.items()):
            if until <= now and want > 1:
                self._submit(conn, self.tpool, self._refuse_late)
            elif until <= now:  # nothing has come, so there is nothing to answer
                self._drop(conn)

    def _refuse_late(self, conn: TConn) -> None:
        conn.sock.setblocking(True)
        late = LateBodyError(f"The request did not arrive within {self.limits.arrival:g} s.")
        self.handle_error(None, conn.sock, conn.client, late)
        _part(conn)

    def _cap_keepalive(self, deadline: float) -> None:
        """At the end: wait for no request longer than for one on a connection that was kept."""
        super()._cap_keepalive(deadline)
        self.arriving = {conn: (min(until, deadline), want) for conn, (until, want) in self.arriving.items()}

    def handle(self, conn: TConn) -> Any:
        """Serve a request; at the end of a connection, wait for the client to hang up.

        gunicorn gives it two seconds to, in the loop that accepts connections: a few clients that do not hang up
        would keep all others waiting. Here it is done in the request's own thread.
        """
        kept = super().handle(conn)
        if not kept:
            _part(conn)
        return kept

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answer a request that gunicorn cannot serve."""
        refuse(self.wsgi, self.cfg, req, client, exc)


def _part(conn: TConn) -> None:
    """Wait, but not for ever, for a client to hang up; nothing is left for the main loop to wait for."""
    with contextlib.suppress(OSError):
        util.close_graceful(conn.sock.dup())
        conn.sock.shutdown(socket.SHUT_RD)
