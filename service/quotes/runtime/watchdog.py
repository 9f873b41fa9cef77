"""Ends the process when an analysis hangs."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def watchdog(seconds: float) -> Iterator[None]:
    """End the process with status 1 if the `with` block takes longer; only one block at a time.

    No Python thread could do it: a call that hangs inside a C extension may never let go of the
    interpreter lock, and the server's own heartbeat goes on while a request hangs. The standard library's
    timer runs outside the interpreter; it leaves every thread's stack, without any value, on stderr.
    """
    faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or 2)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
