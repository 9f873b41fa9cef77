"""`quotes archive` in a process of its own, over readers that misbehave as their texts ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from evaluation.serving import ROOT

SCRIPT = """
from quotes.cli import main
from tests.support.served import read
if __name__ == "__main__":
    main(obj=read, prog_name="quotes")
"""

ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'service'}:{ROOT}"}


def start(*arguments: object) -> subprocess.Popen[str]:
    """Start the command; its output is to be read."""
    command = [sys.executable, "-c", SCRIPT, "archive", *map(str, arguments)]
    return subprocess.Popen(
        command, cwd=ROOT, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def run(*arguments: object) -> tuple[int, str]:
    """Run the command to its end: its exit status, and what it has printed."""
    process = start(*arguments)
    output, _ = process.communicate()
    return process.returncode, output


def parts(output: Path) -> dict[str, int]:
    """The parts that are done, each with when it was written."""
    return {path.name: path.stat().st_mtime_ns for path in output.glob("*/documents/part-*.parquet")}
