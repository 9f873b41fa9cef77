"""The package as others install it: a wheel that holds all that it needs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from evaluation.serving import ROOT

pytestmark = pytest.mark.model

SCRIPT = """
import json, sys, quotes
from quotes.api.description import load_spec
from quotes.api.views.page import SAMPLES
result = quotes.load().read(open(sys.argv[1], encoding="utf-8", newline="").read())
print(json.dumps({
    "file": quotes.__file__, "version": quotes.__version__, "openapi": load_spec()["info"]["version"],
    "samples": sorted(SAMPLES), "speakers": sorted({row["speaker"] for row in result.to_records()} - {None}),
}))
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which the wheel, built from a copy of this tree, was installed without what it depends on."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("service", "seeds"):
        shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "requirements.in", "README.md", "LICENSE", "openapi.yaml"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--wheel-dir", folder, source], check=True)
    (wheel,) = folder.glob("quotes-*.whl")
    target = folder / "installed"
    subprocess.run([*pip, "install", "--no-deps", "--target", target, wheel], check=True)
    return target


def test_an_installed_wheel_reads_an_article_away_from_the_repository(installed: Path, tmp_path: Path) -> None:
    seed = next((ROOT / "seeds").glob("000_*"))
    command = [sys.executable, "-c", SCRIPT, str(seed)]
    environment = os.environ | {"PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert Path(found["file"]).is_relative_to(installed)
    assert found["version"] == found["openapi"]
    assert found["samples"] == sorted(path.name for path in (ROOT / "seeds").glob("*.txt"))
    assert {"António Guterres", "Farhan Haq"} <= set(found["speakers"])


def test_the_wheel_has_the_command_and_lists_its_dependencies(installed: Path) -> None:
    (metadata,) = installed.glob("quotes-*.dist-info")
    lines = (metadata / "METADATA").read_text("utf-8").splitlines()
    needed = {
        Requirement(line.partition(":")[2])
        for line in lines
        if line.startswith("Requires-Dist:") and "extra ==" not in line
    }
    wanted = (ROOT / "requirements.in").read_text("utf-8").splitlines()
    assert needed == {Requirement(line) for line in wanted if line and not line.startswith("#")}
    assert "quotes = quotes.cli:main" in (metadata / "entry_points.txt").read_text()
