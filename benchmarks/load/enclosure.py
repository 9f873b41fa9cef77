"""Whether the service boots and serves where it can write nothing, where the disk is full, and without a network."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.load.row import Row
from benchmarks.load.run import Run
from evaluation.serving import ROOT

UNSHARE = ("unshare", "--user", "--map-root-user", "--net", "--mount")
"""A process that is root to itself only, with a view of the disks and a network of its own."""

PLACES = {
    "read-only": "read-only root",
    "full-disk": "full disk",
    "no-network": "no network",
}


def enclosed(run: Run) -> Iterator[Row]:
    """Each in namespaces of its own, where the machine lets one make them."""
    promise = "{}: boots and serves; zero outbound connects"
    if obstacle := _obstacle():
        yield from (Row(promise.format(place), obstacle, None) for place in PLACES.values())
        return
    with run.service() as service:
        outside = json.loads(service.golden())
    for kind, place in PLACES.items():
        found = _inside(kind)
        if not found.get("confirmed"):
            yield Row(promise.format(place), f"it could not be made so: {found.get('error', 'still possible')}", None)
            continue
        same = found["answer"] == outside
        control = 2 if kind == "no-network" else 0
        outbound = found["outbound"] + found["outbound6"] - control
        yield Row(
            promise.format(place),
            f"the golden article is answered {found['status']}, {'as elsewhere' if same else '**otherwise**'}; "
            f"{outbound} packets for a world outside",
            found["status"] == 200 and same and not outbound,
        )


def _obstacle() -> str:
    """Why there can be no namespaces here; empty if there can."""
    if not shutil.which(UNSHARE[0]) or not shutil.which("ip"):
        return "it takes Linux with `unshare` and `ip`"
    tried = subprocess.run([*UNSHARE, "ip", "link", "set", "lo", "up"], capture_output=True, text=True, check=False)
    return f"no namespaces may be made here: {tried.stderr.strip()}" if tried.returncode else ""


def _inside(kind: str) -> dict[str, Any]:
    command = [*UNSHARE, sys.executable, "-m", "benchmarks.load.enclosed", kind]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1]}
    found: dict[str, Any] = json.loads(done.stdout)
    return found
