"""Breaks archives off and has them go on, or times one: `kills` and `throughput`."""

from __future__ import annotations

import argparse
import tempfile
from itertools import cycle, islice
from pathlib import Path

from benchmarks.archive import kills, throughput
from evaluation import sample_archive


def main() -> None:
    """Do what the arguments say, and print the figures."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder) / "archive.jsonl"
        sample_archive.write(archive, options.articles)
        options.call(options, archive, Path(folder) / "output")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000, help="articles of the archive")
    parser.add_argument("--part", type=int, default=100, help="articles of a part")
    calls = parser.add_subparsers(required=True)
    killed = calls.add_parser("kills", help="kill runs all along an archive, and count the articles at the end")
    killed.add_argument("--kills", type=int, default=10, help="runs that are killed before the last one")
    killed.add_argument("--models", action="store_true", help="read with the real models, not with the fakes")
    killed.set_defaults(call=_kills)
    timed = calls.add_parser("throughput", help="words a second beside plain readers, and memory")
    timed.add_argument("--workers", type=int, default=2, help="readers")
    timed.set_defaults(call=_throughput)
    return parser.parse_args()


def _kills(options: argparse.Namespace, archive: Path, output: Path) -> None:
    between = max(1, options.articles // options.part // (options.kills + 1))
    for number, victim in enumerate(islice(cycle(kills.VICTIMS), options.kills), 1):
        kills.break_off(archive, output, options.part, victim, between, options.models)
        done = sum(1 for _ in output.glob("*/documents/part-*.parquet"))
        print(f"{number}: {victim} killed; {done} parts are done", flush=True)
    kills.finish(archive, output, options.part, options.models)
    kills.check(output, options.articles)
    print(f"{options.articles} articles, each once, after {options.kills} kills")


def _throughput(options: argparse.Namespace, archive: Path, output: Path) -> None:
    seconds, words = throughput.readers(options.workers, options.articles)
    rate = f"{options.articles / seconds:.2f} articles, {words / seconds:,.0f} words a second"
    print(f"{options.workers} readers in Python: {rate}", flush=True)
    run = throughput.archive(archive, output, options.workers, options.part)
    print(f"the archive: {options.articles / run.seconds:.2f} articles, {run.words / run.seconds:,.0f} words a second")
    print(f"of what the readers do, it does {seconds / run.seconds:.2f}")
    print(f"peak memory, GB: {run.reader / 1e9:.2f} a reader, {run.rest / 1e9:.2f} the rest")


if __name__ == "__main__":
    main()
