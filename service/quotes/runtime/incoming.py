"""The body of a request while it arrives: the one module that knows how gunicorn reads it.

gunicorn's own `read` waits for as many bytes as it is asked for, its errors are none of WSGI's, and it has no limit of
time; what is read here goes around the first and translates the second.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import wait
from socket import SHUT_RDWR, socket
from typing import IO, Any

from gunicorn.http.body import Body, ChunkedReader
from gunicorn.http.errors import NoMoreData, ParseException
from gunicorn.http.unreader import SocketUnreader
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from quotes.runtime.gzipped import GzipError, unzipped

PIECE = 65536
"""Bytes asked for at a time."""

STEP = 1.0
"""Seconds after which a silent client's batch looks whether it is to end."""


class BrokenBodyError(Exception):
    """The body did not arrive whole."""


class StoppingError(Exception):
    """The process is about to end."""

    def __init__(self, detail: str = "Send this line and those after it again.") -> None:
        super().__init__(detail)


class LateBodyError(BrokenBodyError):
    """The body, or a line of it, did not arrive in time."""


class Incoming:
    """A body, piece by piece, each as soon as it is there, however long the whole is.

    A client may send a line only after it has read the answer to the one before, so reading must never wait for more
    than has arrived. A client that neither sends a line nor takes an answer for some time has left: the connection's
    own timeout tells, which gunicorn puts back for the next request. One thread may read while another answers.

    Attributes:
        broken: the body did not arrive whole.
    """

    def __init__(
        self,
        stream: IO[bytes],
        patience: float,
        check: Callable[[], None] = lambda: None,
        by_line: bool = True,
        packed: bool = False,
    ) -> None:
        """Take a body.

        Args:
            stream: `wsgi.input`, of gunicorn or any other.
            patience: the time for a line, or else for the whole body, and that for an answer, in seconds.
            check: called every second while nothing arrives; what it raises ends the reading.
            by_line: the time is that of each line.
            packed: the body is gzip.
        """
        self.broken = False
        self._stream = stream
        self._patience = patience
        self._check = check
        self._by_line = by_line
        self._packed = packed
        self._until = 0.0
        self._unreader = _unreader(stream)
        if self._unreader is not None:
            self._unreader.sock.settimeout(patience)

    def __iter__(self) -> Iterator[bytes]:
        """Yield the pieces, unpacked.

        Raises:
            BrokenBodyError: the body broke off, its chunks or its packing are malformed, or it took too long.
            RequestEntityTooLarge: it unpacks to more than any text does.
        """
        self._until = time.monotonic() + self._patience
        arriving = iter(self._next_piece, b"")
        try:
            for piece in unzipped(arriving) if self._packed else arriving:
                yield piece
                if self._by_line and b"\n" in piece:
                    self._until = time.monotonic() + self._patience
        except (GzipError, RequestEntityTooLarge) as error:
            self.broken = True
            self.leave()
            raise BrokenBodyError(str(error)) if isinstance(error, GzipError) else error from None

    def leave(self) -> None:
        """Read no more of it: the connection ends with the answer, whatever is still on its way."""
        if isinstance(self._stream, Body):
            self._stream.failed = True

    def _next_piece(self) -> bytes:
        try:
            with self._stepwise(self._until):
                return _arrived(self._stream)
        except TimeoutError as error:
            self.broken = True
            what = "line" if self._by_line else "whole body"
            raise LateBodyError(f"No {what} came within {self._patience:g} s.") from error
        except (ParseException, OSError, BadRequest) as error:
            self.broken = True
            raise BrokenBodyError("The body broke off or is malformed.") from error

    @contextmanager
    def _stepwise(self, until: float) -> Iterator[None]:
        """Have gunicorn read from the socket in steps; it cannot go on after an error, so they stay below it."""
        if self._unreader is None:
            yield
            return
        connection = self._unreader.sock
        self._unreader.sock = _Steps(connection, until, self._check)
        try:
            yield
        finally:
            self._unreader.sock = connection


class _Steps:
    """A socket as far as gunicorn reads from it. Its own time limit stays that of an answer."""

    def __init__(self, connection: socket, until: float, check: Callable[[], None]) -> None:
        self._connection = connection
        self._until = until
        self._check = check

    def recv(self, size: int) -> bytes:
        """What has arrived, as soon as something has.

        Raises:
            TimeoutError: it is too late.
        """
        while not wait([self._connection], max(0.0, min(STEP, self._until - time.monotonic()))):
            self._check()
            if time.monotonic() >= self._until:
                raise TimeoutError
        return self._connection.recv(size)


def cut_off(environ: Mapping[str, Any]) -> None:
    """Close the connection of a request for both sides, whoever is reading from it or writing to it."""
    connection: socket | None = environ.get("gunicorn.socket")
    if connection is not None:
        with suppress(OSError):
            connection.shutdown(SHUT_RDWR)


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
