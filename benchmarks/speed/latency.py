"""How long a client waits for an article, through gunicorn."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).parents[2]
_START_WITHIN = 120.0


@contextmanager
def server(workers: int = 1) -> Iterator[int]:
    """The service on a free port of this machine, ready; ended after the `with` block.

    Yields:
        The port.

    Raises:
        RuntimeError: it did not become ready.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    own = {"QUOTES_PORT": str(port), "QUOTES_WORKERS": str(workers), "QUOTES_LOG_LEVEL": "error"}
    command = [sys.executable, "-m", "gunicorn", "--config", "python:quotes.gunicorn_conf", "quotes.app:create_app()"]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | own)
    try:
        _wait_until_ready(process, port)
        yield port
    finally:
        process.terminate()
        process.wait(60)


def latencies(port: int, text: str, count: int) -> list[float]:
    """Seconds of each of `count` requests, one after another, each with a text of its own, in order of length."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    taken = []
    for number in range(count):
        body = json.dumps({"text": f"{text}\n\nThis was article {number}."})
        started = time.perf_counter()
        connection.request("POST", "/v1/quotes", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        answer = response.read()
        taken.append(time.perf_counter() - started)
        if response.status != http.client.OK:
            raise RuntimeError(f"{response.status}: {answer[:500]!r}")
    return sorted(taken)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + _START_WITHIN
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            if connection.getresponse().status == http.client.OK:
                return
        time.sleep(0.2)
    raise RuntimeError(f"the service did not become ready (exit status {process.poll()})")
