"""The service in a process of its own, under gunicorn as it is run."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REAL = "quotes.app:create_app()"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(app: str, log: Any, port: int, **settings: Any) -> subprocess.Popen[bytes]:
    """Start the service as the image does, or gunicorn with another application in its place.

    Args:
        app: what makes the application, as gunicorn takes it.
        log: the file that its output goes to.
        port: the port of this machine that it listens on.
        **settings: `QUOTES_*` variables by the settings' names, or any other variable in capitals.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("QUOTES_")}
    given = {
        name if name.isupper() else f"QUOTES_{name.upper()}": str(value)
        for name, value in {"workers": 1, "port": port, **settings}.items()
    }
    server = ["quotes", "serve"] if app == REAL else ["gunicorn", "-c", "python:quotes.gunicorn_conf", app]
    command = [sys.executable, "-m", *server]
    return subprocess.Popen(command, cwd=ROOT, env=kept | given, stdout=log, stderr=log)


@dataclass(eq=False)
class Server:
    """A running server; `log` is the file that its output goes to."""

    process: subprocess.Popen[bytes]
    port: int
    log: Path

    def connect(self, timeout: float = 20) -> HTTPConnection:
        """A new connection."""
        return HTTPConnection("127.0.0.1", self.port, timeout=timeout)

    def request(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one request on a connection of its own."""
        with contextlib.closing(self.connect()) as connection:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, dict(response.headers), response.read()

    def quotes(self, text: str) -> tuple[int, Any]:
        """Status and JSON of a request for the quotes of a text."""
        body = json.dumps({"text": text})
        status, _, answer = self.request("POST", "/v1/quotes", body, **{"Content-Type": "application/json"})
        return status, json.loads(answer)

    def lines(self) -> list[dict[str, Any]]:
        """What it has logged so far, without lines that are no JSON."""
        lines = self.log.read_text("utf-8").splitlines()
        return [json.loads(line) for line in lines if line.startswith("{")]

    def wait_for(self, path: str) -> None:
        """Wait until a path is answered with 200."""
        self.wait_until(lambda: self.request("GET", path)[0] == 200)

    def wait_for_log(self, message: str, times: int) -> None:
        """Wait until so many lines of the log begin with a message."""
        self.wait_until(lambda: sum(line["message"].startswith(message) for line in self.lines()) >= times)

    def wait_until(self, done: Callable[[], bool], seconds: float = 30) -> None:
        """Wait until something is so.

        Raises:
            RuntimeError: that did not come about within so many seconds; the message is the log.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if done():
                    return
            time.sleep(0.02)
        raise RuntimeError(self.log.read_text("utf-8"))


@contextlib.contextmanager
def serve(app: str = REAL, ready: bool = True, **settings: Any) -> Iterator[Server]:
    """A server, ready unless `ready` is false; stopped at the end."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        with path.open("wb") as log:
            server = Server(start(app, log, port, **settings), port, path)
        try:
            if ready:
                server.wait_for("/readyz")
            yield server
        finally:
            server.process.send_signal(signal.SIGTERM)
            server.process.wait(30)
