"""Runs that are killed at random points and go on: every article must be there once, and none be read without need.

What is killed is in turn the driver, one reader of Ray's pool, the process with the models, and all at once.
"""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import pyarrow.dataset

from benchmarks.archive import command
from evaluation import processes
from evaluation.processes import called, kill

VICTIMS: Mapping[str, Callable[[list[int]], list[int]]] = {
    "driver": lambda tree: tree[:1],
    "reader": lambda tree: called(tree, "MapWorker")[:1],
    "models": lambda tree: called(tree, "quotes.runtime.readers.child")[:1],
    "tree": lambda tree: tree,
}
"""What may be killed: from the processes of a run to those that are."""

PATIENCE = 600.0
"""Seconds in which a run must write its next part."""


def break_off(archive: Path, output: Path, part: int, victim: str, after: int, models: bool) -> None:
    """Run until so many parts more are written and a random while has passed, and kill the victim.

    Where the driver lives on, it must go on: it writes a part more before all is killed.

    Raises:
        RuntimeError: the run fails by itself, or a part that was done is read again.
        TimeoutError: no part is written.
    """
    before = command.parts_done(output)
    process = command.start(archive, output, "--part", part, "--quiet", models=models)
    _await_parts(process, output, len(before) + after)
    time.sleep(random.uniform(0, 1))
    tree = processes.tree(process.pid)
    kill(VICTIMS[victim](tree))
    if victim not in ("driver", "tree"):
        _await_parts(process, output, len(command.parts_done(output)) + 1)
        tree = processes.tree(process.pid)
    kill(tree)
    process.wait()
    touched = [path for path, written in before.items() if command.parts_done(output).get(path) != written]
    if touched:
        raise RuntimeError(f"{len(touched)} parts that were done were read again")


def finish(archive: Path, output: Path, part: int, models: bool) -> None:
    """Run to the end.

    Raises:
        CalledProcessError: it fails.
    """
    process = command.start(archive, output, "--part", part, "--quiet", models=models)
    if code := process.wait():
        raise subprocess.CalledProcessError(code, "quotes archive")


def check(output: Path, articles: int) -> None:
    """See that each article is there once, in documents and with its quotes.

    Raises:
        RuntimeError: it is not so.
    """
    documents = _table(output, "documents", ["article", "quotes", "problem"])
    quotes = Counter(_table(output, "quotes", ["article"])["article"].to_pylist())
    ids = documents["article"].to_pylist()
    if len(ids) != articles or len(set(ids)) != articles:
        raise RuntimeError(f"{len(ids)} rows of {len(set(ids))} articles, not {articles}")
    if documents["problem"].null_count != articles:
        raise RuntimeError(f"{articles - documents['problem'].null_count} articles have a problem")
    expected = {name: count for name, count in zip(ids, documents["quotes"].to_pylist(), strict=True) if count}
    if quotes != expected:
        raise RuntimeError("the quotes are not those of the documents")


def _table(output: Path, form: str, columns: list[str]) -> pyarrow.Table:
    (folder,) = output.glob(f"*/{form}")
    return pyarrow.dataset.dataset(folder, format="parquet").to_table(columns=columns)


def _await_parts(process: subprocess.Popen[bytes], output: Path, count: int) -> None:
    """Wait until so many parts are done, or all."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and len(command.parts_done(output)) < count:
        if time.monotonic() > until:
            raise TimeoutError("no part was written")
        time.sleep(0.05)
    if process.poll():
        raise RuntimeError(f"the run ended with {process.returncode} before it was killed")
