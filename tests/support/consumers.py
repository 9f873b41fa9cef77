"""Programs of others that read what the service gives: where they are, and how one is run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.support.server import ROOT

PROGRAMS = ROOT / "tests" / "consumers" / "programs"
BIN = Path(sys.prefix) / "consumers" / "bin"
NODE_BIN = ROOT / "node_modules" / ".bin"

needs_consumers = pytest.mark.skipif(
    not (BIN.parent / ".installed").exists(), reason="the consumers are not installed: make install-consumers"
)
needs_node_packages = pytest.mark.skipif(
    not (shutil.which("node") and NODE_BIN.exists()), reason="node or its packages are not there: npm ci"
)


def run(*command: Any, cwd: Path, **environ: str) -> str:
    """What a program prints; its failure is the test's."""
    path = os.pathsep.join([str(BIN), str(NODE_BIN), os.environ["PATH"]])
    done = subprocess.run(
        [str(each) for each in command],
        cwd=cwd, env=os.environ | {"PATH": path, "PYTHONPATH": str(cwd)} | environ, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    return done.stdout
