"""Words a second of a run, beside as many readers of Python as it has workers; and its memory.

The readers of Python have the same articles in the same order and do nothing but read, each in a process of its own:
what they do together is the most that a run could.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.archive import command
from evaluation import processes, sample_archive


@dataclass(frozen=True)
class Figures:
    """What a run was like.

    Attributes:
        seconds: from the first part's beginning to the last one's end, models loaded.
        words: that it read.
        reader: the most memory of a reader with its models, in bytes.
        rest: the most of all else together: the driver and Ray.
    """

    seconds: float
    words: int
    reader: int
    rest: int


def archive(path: Path, output: Path, workers: int, part: int) -> Figures:
    """Run an archive, and watch its memory.

    Raises:
        RuntimeError: it fails.
    """
    process = command.start(path, output, "--workers", workers, "--part", part, "--quiet", models=True)
    most = {"reader": 0, "rest": 0}
    ended = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, most, ended))
    watcher.start()
    code = process.wait()
    ended.set()
    watcher.join()
    if code:
        raise RuntimeError(f"quotes archive ended with {code}")
    seconds, words = _span(output)
    return Figures(seconds, words, most["reader"], most["rest"])


def _watch(root: int, most: dict[str, int], ended: threading.Event) -> None:
    while not ended.wait(2):
        tree = processes.tree(root)
        models = processes.called(tree, "quotes.runtime.readers.child")
        fronts = processes.called(tree, "MapWorker")
        each = [processes.proportional_memory(processes.tree(front)) for front in fronts]
        most["reader"] = max(most["reader"], *each, 0)
        others = [process for process in tree if process not in {*models, *fronts}]
        most["rest"] = max(most["rest"], processes.proportional_memory(others))


def _span(output: Path) -> tuple[float, int]:
    """Seconds between the first article's beginning and the last part's end, and the words of all articles."""
    import pyarrow.parquet

    ends = command.parts_done(output)
    begins, words = [], 0
    for path, end in ends.items():
        table = pyarrow.parquet.read_table(path, columns=["seconds", "words"])
        begins.append(end / 1e9 - sum(table["seconds"].to_pylist()))
        words += sum(table["words"].to_pylist())
    return max(ends.values()) / 1e9 - min(begins), words


def readers(count: int, articles: int) -> tuple[float, int]:
    """Seconds that so many readers take together for as many articles, models loaded, and the words of these."""
    context = multiprocessing.get_context("spawn")
    ready = context.Barrier(count + 1)
    pieces = [range(number, articles, count) for number in range(count)]
    workers = [context.Process(target=_read, args=(piece, articles, ready)) for piece in pieces]
    for worker in workers:
        worker.start()
    ready.wait()
    began = time.monotonic()
    for worker in workers:
        worker.join()
    return time.monotonic() - began, sum(len(each["text"].split()) for each in sample_archive.articles(articles))


def _read(piece: range, articles: int, ready: threading.Barrier) -> None:
    import quotes
    from quotes.nlp import memory

    memory.keep_freed()
    texts = [each["text"] for each in sample_archive.articles(articles)]
    reader = quotes.load()
    reader.read("Ready?")
    ready.wait()
    for number in piece:
        reader.read(texts[number]).to_dict()
