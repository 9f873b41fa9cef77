"""The body of a request while it arrives: the one module that knows how gunicorn reads it.

gunicorn's own `read` waits for as many bytes as it is asked for, its errors are none of WSGI's, and it has no limit of
time; what is read here goes around the first and translates the second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from socket import socket
from typing import IO, Any

from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import NoMoreData, ParseException
from gunicorn.http.unreader import SocketUnreader
from werkzeug.exceptions import BadRequest

PIECE = 65536
"""Bytes asked for at a time."""

STEP = 1.0
"""Seconds after which a silent client's batch looks whether the process is about to end."""


class BrokenBodyError(Exception):
    """The body did not arrive whole."""


class StoppingError(Exception):
    """The process is about to end."""

    def __init__(self, detail: str = "Send this line and those after it again.") -> None:
        super().__init__(detail)


@contextmanager
def whole() -> Iterator[None]:
    """Raise BrokenBodyError in place of what gunicorn and Werkzeug raise for a body that breaks off."""
    try:
        yield
    except (ParseException, BadRequest) as error:
        raise BrokenBodyError("The body broke off or its chunks are malformed.") from error


class Incoming:
    """A body, piece by piece, each as soon as it is there, however long the whole is.

    A client may send a line only after it has read the answer to the one before, so reading must never wait for more
    than has arrived. A client that neither sends a line nor takes an answer for some time has left: the connection's
    own timeout tells, which gunicorn puts back for the next request.

    Attributes:
        broken: the body did not arrive whole.
    """

    def __init__(self, stream: IO[bytes], patience: float, stopping: Callable[[], bool]) -> None:
        """Take a body.

        Args:
            stream: `wsgi.input`, of gunicorn or any other.
            patience: the time for a line or an answer in seconds.
            stopping: tells whether the process is about to end.
        """
        self.broken = False
        self._stopping = stopping
        self._stream = stream
        self._unreader = _unreader(stream)
        self._patience = patience

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces.

        Raises:
            BrokenBodyError: the body broke off, its chunks are malformed, or a line took too long.
            StoppingError: the process is about to end, and nothing has arrived.
        """
        until = time.monotonic() + self._patience
        while piece := self._next_piece(until):
            yield piece
            if b"\n" in piece:
                until = time.monotonic() + self._patience

    def leave(self) -> None:
        """Read no more of it: the connection ends with the answer, whatever is still on its way."""
        if isinstance(self._stream, Body):
            self._stream.failed = True

    def _next_piece(self, until: float) -> bytes:
        try:
            with self._stepwise(until):
                return _arrived(self._stream)
        except (ParseException, OSError, BadRequest) as error:
            self.broken = True
            late = isinstance(error, TimeoutError)
            detail = f"No line came within {self._patience:g} s." if late else "The body broke off or is malformed."
            raise BrokenBodyError(detail) from error

    @contextmanager
    def _stepwise(self, until: float) -> Iterator[None]:
        """Have gunicorn read from the socket in steps; it cannot go on after an error, so they stay below it."""
        if self._unreader is None:
            yield
            return
        connection = self._unreader.sock
        self._unreader.sock = _Steps(connection, until, self._stopping)
        try:
            yield
        finally:
            self._unreader.sock = connection
            connection.settimeout(self._patience)  # for the answer


class _Steps:
    """A socket as far as gunicorn reads from it."""

    def __init__(self, connection: socket, until: float, stopping: Callable[[], bool]) -> None:
        self._connection = connection
        self._until = until
        self._stopping = stopping

    def recv(self, size: int) -> bytes:
        """What has arrived, as soon as something has.

        Raises:
            TimeoutError: it is too late.
            StoppingError: nothing has arrived yet, and the process is about to end.
        """
        while True:
            left = self._until - time.monotonic()
            self._connection.settimeout(max(0.001, min(left, STEP)))
            try:
                return self._connection.recv(size)
            except TimeoutError:
                if self._stopping():
                    raise StoppingError from None
                if left <= STEP:
                    raise


def _unreader(stream: IO[bytes]) -> SocketUnreader | None:
    """What a gunicorn body reads from; None of any other stream."""
    if not isinstance(stream, Body):
        return None
    return stream.reader.req.unreader if isinstance(stream.reader, ChunkedReader) else stream.reader.unreader


def _arrived(stream: IO[bytes]) -> bytes:
    """At least one byte of what is there, as soon as something is; none at the end."""
    if not isinstance(stream, Body):
        return stream.read(PIECE)
    arrived = _arrived_chunk if isinstance(stream.reader, ChunkedReader) else _arrived_part
    try:
        return arrived(stream.reader)
    except Exception:
        stream.failed = True  # nobody knows where a next request would begin
        raise


def _arrived_chunk(reader: Any) -> bytes:
    """The same of a gunicorn body in chunks; its own `read` waits for as many bytes as it was asked for."""
    return next((piece for piece in reader.parser if piece), b"")


def _arrived_part(reader: Any) -> bytes:
    """The same of a gunicorn body of known length."""
    if not reader.length:
        return b""
    piece: bytes = reader.unreader.read(None, read_ahead=min(reader.length, PIECE))
    if not piece:
        raise NoMoreData
    if surplus := piece[reader.length :]:  # of the next request
        reader.unreader.unread(surplus)
        piece = piece[: reader.length]
    reader.length -= len(piece)
    return piece
