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
    """Run until so many parts more are written and a random while has passed, kill the victim, and wait for the end.

    Raises:
        RuntimeError: the run fails by itself, or a part that was done is read again.
    """
    before = command.parts_done(output)
    process = command.start(archive, output, "--part", part, "--quiet", models=models)
    _await(lambda: len(command.parts_done(output)) >= len(before) + after or process.poll() is not None)
    if process.poll():
        raise RuntimeError(f"the run ended with {process.returncode} before anything was killed")
    time.sleep(random.uniform(0, 1))
    tree = processes.tree(process.pid)
    kill(VICTIMS[victim](tree))
    if victim in ("driver", "tree"):
        process.wait()
        kill(tree)
    else:
        process.wait(PATIENCE)
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


def _await(done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        if time.monotonic() > until:
            raise TimeoutError("no part was written")
        time.sleep(0.05)
