"""HAProxy as deploy/haproxy.cfg has it, before a server of the tests."""

from __future__ import annotations

import contextlib
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.server import ROOT, Server, free_port

HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
"""Debian has it where only root looks."""

needs_haproxy = pytest.mark.skipif(not HAPROXY, reason="haproxy is not installed (Debian: apt-get install haproxy)")


@contextlib.contextmanager
def gateway(server: Server, bind: str = "") -> Iterator[Server]:
    """The gateway of a server: the same file with other addresses, and more options of its `bind` where given."""
    assert HAPROXY
    port = free_port()
    config = (ROOT / "deploy" / "haproxy.cfg").read_text("utf-8")
    for theirs, ours in (("service:8080", f"127.0.0.1:{server.port}"), ("bind :8080", f"bind 127.0.0.1:{port} {bind}")):
        assert theirs in config
        config = config.replace(theirs, ours)
    with tempfile.TemporaryDirectory() as folder:
        path, log = Path(folder) / "haproxy.cfg", Path(folder) / "log"
        path.write_text(config, "utf-8")
        with log.open("wb") as output:
            process = subprocess.Popen([HAPROXY, "-db", "-f", str(path)], stdout=output, stderr=output)
        try:
            _wait_for(port, process, log)
            yield Server(process, port, log)
        finally:
            process.terminate()
            process.wait(20)


def _wait_for(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise AssertionError(log.read_text("utf-8"))
