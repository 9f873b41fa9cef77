"""Times the reading of the seed articles and of one of 500 words, on one core, beside a plain Stanza pipeline.

The two readers take turns in one process, so that whatever else the machine does slows both: trust the
ratio before the seconds. Memory is measured in a process each, latency through gunicorn with one worker.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from math import ceil
from pathlib import Path
from statistics import median

from benchmarks.speed.latency import latencies
from benchmarks.speed.readers import Reader, ours, plain
from benchmarks.speed.stages import OWN_STAGES, STAGES, Stopwatch
from benchmarks.speed.texts import articles, of_characters
from evaluation.serving import serve

LONGEST = 50_000

PEAKS = {"ours": "ours", "longest": f"ours at {LONGEST:,} characters", "plain": "plain"}
"""Whose peak of memory is measured: each reader's over the articles, and ours over the longest text as well."""


def main() -> None:
    """Print the tables."""
    options = _options()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if options.peak:
        _print_peak(options.peak, options.precision)
        return
    _print_speed(options.rounds, options.precision)
    peaks = ", ".join(f"{title} {_peak(name, options.precision)}" for name, title in PEAKS.items())
    print(f"\npeak memory, MB: {peaks}")
    print(f"a text of {LONGEST:,} characters, one core: {_longest(options.precision):.1f} s")
    if options.requests:
        _print_latency(options.requests)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="times that each text is read by each reader")
    parser.add_argument("--requests", type=int, default=20, help="requests for the latency; 0 leaves it out")
    parser.add_argument(
        "--precision", choices=("auto", "float32"), default="auto", help="of our reader; plain Stanza's is float32"
    )
    parser.add_argument("--peak", choices=PEAKS, help="print this peak of memory in MB, and nothing else")
    return parser.parse_args()


def _print_speed(rounds: int, precision: str) -> None:
    watch = Stopwatch()
    readers: dict[str, Reader] = {"ours": ours(precision, stage=watch.stage), "plain": plain()}
    watch.wrap_stages()
    texts = articles()
    sizes: dict[tuple[str, str], int] = {}
    taken: dict[tuple[str, str], list[dict[str, float]]] = {}
    for number in range(rounds + 1):  # the first round warms up
        for name, text in texts.items():
            for reader, read in readers.items():
                watch.take()
                with watch.stage("the rest"):
                    sizes[name, reader] = read(text)
                if number:
                    taken.setdefault((name, reader), []).append(watch.take())
    wholes = {key: median(sum(each.values()) for each in rows) for key, rows in taken.items()}
    print(f"{'':<16}" + "".join(f"{name} {reader}".rjust(18) for name, reader in taken))
    print(f"{'words':<16}" + "".join(f"{sizes[key]:>18}" for key in taken))
    for stage in (*STAGES, *OWN_STAGES):
        row = (median(each.get(stage, 0.0) for each in rows) for rows in taken.values())
        print(f"{stage:<16}" + "".join(f"{1000 * seconds:>15.1f} ms" for seconds in row))
    print(f"{'all':<16}" + "".join(f"{1000 * whole:>15.1f} ms" for whole in wholes.values()))
    print(f"{'words a second':<16}" + "".join(f"{sizes[key] / whole:>18.0f}" for key, whole in wholes.items()))
    print("plain / ours: " + ", ".join(f"{n} {wholes[n, 'plain'] / wholes[n, 'ours']:.2f}" for n in texts))


def _peak(name: str, precision: str) -> int:
    """Peak resident memory of a process of its own that reads the texts of `PEAKS`, in MB."""
    command = [sys.executable, "-m", "benchmarks.speed", "--peak", name, "--precision", precision]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return int(output.split()[-1])


def _print_peak(name: str, precision: str) -> None:
    read = plain() if name == "plain" else ours(precision)
    for text in articles().values():
        read(text)
    if name == "longest":
        read(of_characters(LONGEST))
    status = Path("/proc/self/status").read_text("ascii")  # getrusage would begin at the parent's peak
    print(int(status.partition("VmHWM:")[2].split()[0]) // 1024)


def _longest(precision: str) -> float:
    read = ours(precision)
    started = time.perf_counter()
    read(of_characters(LONGEST))
    return time.perf_counter() - started


def _print_latency(requests: int) -> None:
    text = articles()["500 words"]
    with serve(log_level="error") as server:
        latencies(server, text, 2)
        taken = latencies(server, text, requests)
    tail = taken[ceil(0.95 * len(taken)) - 1]
    print(
        f"latency of {len(text.split())} words through gunicorn, one worker, {requests} requests: "
        f"median {1000 * median(taken):.0f} ms, p95 {1000 * tail:.0f} ms, longest {1000 * taken[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
