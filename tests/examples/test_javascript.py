"""The examples' JavaScript, tested by node's own runner against the real service."""

import os
import shutil
import subprocess

import pytest

from tests.support.server import ROOT
from tests.support.site import PLUGIN

NODE = shutil.which("node")

pytestmark = [
    pytest.mark.skipif(not NODE, reason="node is not installed: apt-get install nodejs (20 or newer)"),
    pytest.mark.model,
]


@pytest.mark.parametrize("file", ["wordpress/quotes.test.mjs", "clients/quotes.test.mjs"])
def test_the_tests_under_node_pass(file, environ):
    path = ROOT / "tests" / "examples" / file
    done = subprocess.run([NODE, "--test", path], env=os.environ | environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", sorted(PLUGIN.rglob("*.js")), ids=lambda file: file.name)
def test_the_javascript_is_well_formed(file):
    subprocess.run([NODE, "--check", file], check=True, capture_output=True)
