"""Objects over a socket, between a process and its child: pickled, each behind its length."""

from __future__ import annotations

import math
import pickle
import socket
import struct
import time
from typing import Any

_HEAD = struct.Struct("!Q")
_PIECE = 2**20


class Channel:
    """One end. What comes over it is unpickled, so the other end must be a process of our own."""

    def __init__(self, connection: socket.socket) -> None:
        self._socket = connection
        self._arrived = bytearray()  # of an object that has not come as a whole

    def fileno(self) -> int:
        """The socket's descriptor, for those who wait for several channels."""
        return self._socket.fileno()

    def send(self, value: Any, until: float = math.inf) -> None:
        """Send an object.

        Raises:
            TimeoutError: the other end had not taken all of it by then (`time.monotonic`).
            OSError: it is closed.
        """
        body = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._allow(until)
        self._socket.sendall(_HEAD.pack(len(body)) + body)

    def receive(self, until: float = math.inf) -> Any:
        """Take an object; one that was late is gone on with by the next call.

        Raises:
            TimeoutError: it had not come as a whole by then (`time.monotonic`).
            EOFError: the other end is closed.
        """
        self._fill(_HEAD.size, until)
        end = _HEAD.size + _HEAD.unpack_from(self._arrived)[0]
        self._fill(end, until)
        value = pickle.loads(self._arrived[_HEAD.size : end])  # noqa: S301 (from a process of our own)
        del self._arrived[:end]
        return value

    def is_closed(self) -> bool:
        """Whether the other end, which is not to say anything, is closed."""
        self._socket.setblocking(False)
        try:
            return not self._socket.recv(1, socket.MSG_PEEK)
        except BlockingIOError:
            return False
        except OSError:
            return True

    def close(self) -> None:
        """Close this end."""
        self._socket.close()

    def _fill(self, size: int, until: float) -> None:
        """Have so many bytes arrive."""
        while len(self._arrived) < size:
            self._allow(until)
            piece = self._recv(min(_PIECE, size - len(self._arrived)))
            if not piece:
                raise EOFError
            self._arrived += piece

    def _recv(self, size: int) -> bytes:
        try:
            return self._socket.recv(size)
        except ConnectionError:
            return b""

    def _allow(self, until: float) -> None:
        """Let the next call wait until then, and no longer."""
        self._socket.settimeout(None if until == math.inf else max(0.001, until - time.monotonic()))
