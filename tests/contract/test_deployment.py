"""What starts the service passes every setting on."""

import os
import shutil
import subprocess
from dataclasses import fields

import pytest
import yaml

from quotes.settings import Settings, variable
from tests.support.server import ROOT

FIXED = {"QUOTES_HOST", "QUOTES_PORT"}
"""The image has them; the gateway knows where to find it."""


def test_compose_passes_on_every_setting_of_the_shell():
    """A name without a value: keys that were ignored would leave the service open."""
    service = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]["service"]
    assert service["environment"] == [name for name in map(variable, fields(Settings)) if name not in FIXED]


@pytest.mark.parametrize(
    ("given", "environ", "expected"),
    [
        ([], {}, "QUOTES_HOST=127.0.0.1 QUOTES_PORT=8080 "),
        ([], {"QUOTES_HOST": "0.0.0.0", "QUOTES_PORT": "9000"}, "QUOTES_HOST=0.0.0.0 QUOTES_PORT=9000 "),
        (["PORT=9001"], {"QUOTES_PORT": "9000"}, "QUOTES_HOST=127.0.0.1 QUOTES_PORT=9001 "),
    ],
)
def test_make_run_takes_host_and_port_from_its_arguments_or_the_environment(given, environ, expected):
    if not (make := shutil.which("make")):
        pytest.skip("make is not installed: apt-get install make")
    kept = {name: value for name, value in os.environ.items() if name not in {*FIXED, "HOST", "PORT", "MAKEFLAGS"}}
    command = [make, "--dry-run", "--no-print-directory", "run", *given]
    done = subprocess.run(command, cwd=ROOT, env=kept | environ, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].startswith(expected)
