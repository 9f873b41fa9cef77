"""A real redis-server in a process of its own."""

from __future__ import annotations

import contextlib
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis, RedisError

from tests.support.server import free_port

needs_redis = pytest.mark.skipif(
    not shutil.which("redis-server"), reason="redis-server is not installed (Debian: apt-get install redis-server)"
)


class RedisServer:
    """A Redis on this machine that keeps nothing; `options` are those of its command line, without the dashes."""

    def __init__(self, folder: Path, **options: str) -> None:
        self.port = free_port()
        self.socket = folder / "socket"
        self.url = f"redis://127.0.0.1:{self.port}"
        self.unix_url = f"unix://{self.socket}"
        self._folder = folder
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = {
            "bind": "127.0.0.1",
            "port": str(self.port),
            "unixsocket": str(self.socket),
            "save": "",
            "appendonly": "no",
            "dir": str(self._folder),
            **self._options,
        }
        words = [word for name, value in options.items() for word in (f"--{name}", value)]
        self._process = subprocess.Popen(["redis-server", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with self.client() as client, contextlib.suppress(RedisError):
                if client.ping():
                    return
            time.sleep(0.02)
        raise AssertionError("redis-server does not answer")

    def kill(self) -> None:
        """End it at once."""
        if self._process:
            self._process.kill()
            self._process.wait(20)

    def client(self) -> Redis:
        """A client of the test's own; close it."""
        return Redis(unix_socket_path=str(self.socket), password=self._options.get("requirepass"))

    def names(self) -> list[bytes]:
        """The names of everything that it holds."""
        with self.client() as client:
            found: Any = client.keys()
            return list(found)


@contextlib.contextmanager
def redis_server(**options: str) -> Iterator[RedisServer]:
    """A running Redis, ended after the `with` block."""
    with tempfile.TemporaryDirectory() as folder:
        server = RedisServer(Path(folder), **options)
        try:
            server.start()
            yield server
        finally:
            server.kill()
