"""The server's worker process."""

from __future__ import annotations

import contextlib
import socket
from typing import Any

from gunicorn import util
from gunicorn.workers.gthread import ThreadWorker

from quotes.runtime.refusals import refuse


class Worker(ThreadWorker):  # type: ignore[misc]
    """gunicorn's threaded worker, save that its main loop never waits for a client to hang up.

    Before it closes a connection gunicorn (27.0) gives the client two seconds to do so, in the loop that accepts
    connections: a few clients that do not hang up would keep all others waiting.
    """

    def handle(self, conn: Any) -> Any:
        """Serve a request; at the end of a connection, wait for the client here, in a thread of its own."""
        kept = super().handle(conn)
        if not kept:
            with contextlib.suppress(OSError):
                util.close_graceful(conn.sock.dup())
                conn.sock.shutdown(socket.SHUT_RD)  # nothing is left for the main loop to wait for
        return kept

    def handle_error(self, req: Any, client: socket.socket, addr: Any, exc: Exception) -> None:
        """Answer a request that gunicorn cannot serve."""
        refuse(self.wsgi, self.cfg, req, client, exc)
