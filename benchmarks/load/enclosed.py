"""The service where nothing can be written, where the disk is full, or where there is no network.

`python -m benchmarks.load.enclosed KIND`, started in namespaces of its own (`enclosure`), does what KIND says to what
the process can see, starts the service there, asks it for the golden article, and prints what came of it as JSON.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.load.calls import GOLDEN
from benchmarks.load.service import BOOT
from evaluation.serving import REAL, ROOT, Server, free_port, start

SHARED = Path("/dev/shm")
"""Memory, which a container has even where its root is read-only; the service's log goes there, if to no full disk."""

KEPT = ("/proc", "/sys", "/dev")
"""Below these nothing is a disk."""

FULL = SHARED / "full"
"""The disk that is full."""

UNREACHABLE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))
"""Addresses of the world outside, of those that belong to nobody (RFC 5737, RFC 3849)."""


def main(kind: str) -> None:
    """Print what comes of the golden article there."""
    _run("ip", "link", "set", "lo", "up")
    _mount_memory(SHARED, "64m")
    confirmed = KINDS[kind]()
    print(json.dumps({"confirmed": confirmed, **_serve(), **_outbound()}))


def _read_only() -> bool:
    """Make every disk read-only; tell whether they are."""
    for line in Path("/proc/self/mounts").read_text("ascii").splitlines():
        place = line.split()[1]
        if not place.startswith(KEPT):
            _run("mount", "-o", "remount,bind,ro", place)
    return not any(_can_write(folder) for folder in (Path("/tmp"), Path("/var/tmp"), ROOT, Path.home()))


def _full() -> bool:
    """Have one disk, for temporary files and the log, and fill it; tell whether it and all others take no more."""
    confirmed = _read_only()
    FULL.mkdir()
    _mount_memory(FULL, "64k")
    os.environ["TMPDIR"] = str(FULL)
    with contextlib.suppress(OSError), (FULL / "full").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1024))
    return confirmed and not _can_write(FULL)


def _no_network() -> bool:
    """There is none but loopback in these namespaces; tell whether an attempt to leave is noticed."""
    for family, address in UNREACHABLE:
        with socket.socket(family) as outbound:
            outbound.connect_ex((address, 80))
    return sum(_outbound().values()) == len(UNREACHABLE)


KINDS: dict[str, Callable[[], bool]] = {"read-only": _read_only, "full-disk": _full, "no-network": _no_network}


def _serve() -> dict[str, object]:
    """What the service answers."""
    log = (FULL if FULL.exists() else SHARED) / "log"
    with _service(log) as server:
        try:
            server.wait_until(lambda: server.request("GET", "/readyz")[0] == 200, BOOT)
            status, answer = server.quotes(GOLDEN)
        except RuntimeError as error:
            return {"status": 0, "answer": str(error)[-500:]}
        return {"status": status, "answer": answer}


@contextlib.contextmanager
def _service(log: Path) -> Iterator[Server]:
    with log.open("wb") as output:
        port = free_port()
        server = Server(start(REAL, output, port), port, log)
    try:
        yield server
    finally:
        server.process.send_signal(signal.SIGTERM)
        server.process.wait(60)


def _outbound() -> dict[str, int]:
    """Packets that were to leave the machine, by the kernel's own count: those that found no route."""
    names, values = (
        line.split() for line in Path("/proc/net/snmp").read_text("ascii").splitlines() if line.startswith("Ip:")
    )
    six = dict(line.split() for line in Path("/proc/net/snmp6").read_text("ascii").splitlines())
    four = dict(zip(names, values, strict=True))
    return {"outbound": int(four["OutNoRoutes"]), "outbound6": int(six["Ip6OutNoRoutes"])}


def _mount_memory(folder: Path, size: str) -> None:
    _run("mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder))


def _can_write(folder: Path) -> bool:
    try:
        (folder / "written-by-nobody").write_bytes(bytes(4096))
    except OSError:
        return False
    return True


def _run(*command: str) -> None:
    subprocess.run(command, check=True, stdout=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1])
