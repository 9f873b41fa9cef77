"""`quotes archive` in a process of its own, over the real models or the fakes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import IO

from evaluation.serving import ROOT

FAKES = """
import sys
from benchmarks.archive.command import load_fakes
from quotes.cli import main
if __name__ == "__main__":
    main(obj=load_fakes, prog_name="quotes")
"""

SECONDS_A_TEXT = 0.02
"""What the fakes take for an article, so that there is a time at which a run can be broken off."""


def load_fakes() -> object:
    """A reader over the fakes that takes its time."""
    import time

    from evaluation import fakes
    from quotes.reader import Reader

    return Reader(fakes.FakeParser(lambda text: time.sleep(SECONDS_A_TEXT)), fakes.attribute)


def start(*arguments: object, models: bool, log: IO[bytes] | int | None = None) -> subprocess.Popen[bytes]:
    """Start the command.

    Args:
        *arguments: what follows `quotes archive`.
        models: whether the real models read; the fakes else.
        log: where its output goes.
    """
    call = ["-m", "quotes"] if models else ["-c", FAKES]
    command = [sys.executable, *call, "archive", *map(str, arguments)]
    return subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)


def parts_done(output: Path) -> dict[Path, int]:
    """The documents' files of an output, each with when it was written."""
    return {path: path.stat().st_mtime_ns for path in output.glob("*/documents/part-*.parquet")}
