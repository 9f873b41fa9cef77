"""The examples' JavaScript, under node's own test runner and in a browser."""

import os
import shutil
import subprocess
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Browser

from tests.support.server import ROOT, serve
from tests.support.site import PLUGIN

NODE = shutil.which("node")

needs_node = pytest.mark.skipif(not NODE, reason="node is not installed: apt-get install nodejs (20 or newer)")


@needs_node
@pytest.mark.model
@pytest.mark.parametrize("file", ["wordpress/quotes.test.mjs", "clients/quotes.test.mjs"])
def test_the_tests_under_node_pass(file, environ):
    path = ROOT / "tests" / "examples" / file
    done = subprocess.run([NODE, "--test", path], env=os.environ | environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_node
@pytest.mark.parametrize("file", sorted(PLUGIN.rglob("*.js")), ids=lambda file: file.name)
def test_the_javascript_is_well_formed(file):
    subprocess.run([NODE, "--check", file], check=True, capture_output=True)


def test_the_client_works_in_a_browser(browser: Browser):
    """On a page of another origin, which the service allows."""
    handler = partial(QuietHandler, directory=str(ROOT / "examples" / "clients"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as pages:
        threading.Thread(target=pages.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{pages.server_port}"
        with serve(cors_origins=origin) as service, browser.new_context() as context:
            page = context.new_page()
            page.goto(f"{origin}/")
            quotes = page.evaluate(
                """async ([article, url]) => {
                    const { findQuotes } = await import('/quotes.mjs');
                    return (await findQuotes(article, { url })).map(({ spans: [span] }) => article.slice(...span));
                }""",
                ['🙂 "Rates will fall," Ito said.', f"http://127.0.0.1:{service.port}"],
            )
        pages.shutdown()
    assert quotes == ['"Rates will fall,"']


class QuietHandler(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_):
        """Say nothing."""
