"""Processes of this machine: whose child is whose, how much memory they have, and ending them."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path


def tree(root: int) -> list[int]:
    """A process and all that descend from it, parents before children."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            parent = int((folder / "stat").read_text("utf-8").rpartition(")")[2].split()[1])
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:
        found.extend(children.get(process, ()))
    return found


def kill(processes: list[int]) -> None:
    """End processes at once, without a word."""
    for process in processes:
        with contextlib.suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def called(processes: list[int], words: str) -> list[int]:
    """Those of them whose command line or title has some words."""
    return [process for process in processes if words in _read(process, "cmdline").replace("\0", " ")]


def proportional_memory(processes: list[int]) -> int:
    """Bytes that processes have together, of what they share with others only their share."""
    return sum(_kilobytes(_read(process, "smaps_rollup"), "Pss:") for process in processes) * 1024


def _kilobytes(text: str, label: str) -> int:
    return next((int(line.split()[1]) for line in text.splitlines() if line.startswith(label)), 0)


def _read(process: int, name: str) -> str:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{process}/{name}").read_text("utf-8", "replace")
    return ""
