"""The README's commands work as they stand there, and give what it says."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.server import ROOT

pytestmark = pytest.mark.model

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = [block for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) if "make" not in block]


@pytest.fixture
def run(environ, tmp_path):
    """Run commands of the README against the service, which asks for a key."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed: apt-get install curl")
    (tmp_path / ".curlrc").write_text(f'fail-with-body\nheader = "X-API-Key: {environ["QUOTE_ATTRIBUTION_KEY"]}"\n')
    variables = {name: value for name, value in os.environ.items() if not name.startswith("QUOTES_")}
    variables["CURL_HOME"] = str(tmp_path)

    def run(commands):
        commands = commands.replace("localhost:8080", environ["QUOTE_ATTRIBUTION_URL"])
        commands = commands.replace(".venv/bin/", f"{Path(sys.executable).parent}/")
        done = subprocess.run(["sh", "-ec", commands], cwd=ROOT, env=variables, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    return run


def shown(text):
    """What JSON of the README shows; `...` is what it leaves out, alone or at the end of a string."""
    return json.loads(text.replace("[...]", '"..."'))


def as_shown(real, pattern):
    """An answer with what the README leaves out left out too, and with its confidences where ours are near them."""
    match pattern:
        case dict():
            return {name: as_shown(value, pattern.get(name)) for name, value in real.items()}
        case list():
            rest = [None] * (len(real) - len(pattern))
            return [as_shown(value, part) for value, part in zip(real, pattern[: len(real)] + rest, strict=True)]
        case str() if pattern.endswith("..."):
            return pattern if pattern == "..." or str(real).startswith(pattern[:-3]) else real
        case float():
            return pattern if abs(real - pattern) < 0.1 else real
    return real


def test_the_readme_has_at_least_six_blocks_of_commands():
    assert len(BLOCKS) >= 6


@pytest.mark.parametrize("block", BLOCKS, ids=range(len(BLOCKS)))
def test_every_command_of_the_readme_succeeds_as_it_stands(run, block):
    if "quotes archive" in block:
        pytest.importorskip("ray", reason="quotes[archive] is not installed")
    assert run(block)


def test_the_first_command_gives_the_answer_that_the_readme_shows(run):
    [text] = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    sample = shown(text)
    assert as_shown(json.loads(run(BLOCKS[0])), sample) == sample


def test_the_commands_for_html_and_blocks_give_the_contents_that_the_readme_shows(run):
    """The comments under the commands."""
    [block] = (block for block in BLOCKS if "# ..." in block)
    samples = re.findall(r"^# \.\.\. (.*(?:\n# .*)*)", block, re.MULTILINE)
    assert len(samples) == 2
    answers = run(block).splitlines()
    for sample, answer in zip(samples, answers, strict=True):
        content = json.loads(answer)["quotes"][0]["content"]
        assert json.loads("{" + sample.replace("\n#", "") + "}") == {"content": content}


def test_the_python_of_the_readme_prints_who_said_what():
    (script,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    environment = os.environ | {"PYTHONPATH": str(ROOT / "service")}
    done = subprocess.run([sys.executable, "-c", script], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ['direct Ito "We won,"', "indirect Lee that he had lied"]
