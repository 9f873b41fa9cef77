"""The WordPress plugin on a site of PHP's built-in server, over stand-ins for WordPress's functions."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

from tests.support.server import ROOT, free_port

PLUGIN = ROOT / "examples" / "wordpress" / "quote-attribution"
PHP = shutil.which("php")
ROUTES = "/wp-json/quote-attribution/v1"


@dataclass
class Site:
    """A running site."""

    port: int

    def request(self, method: str, path: str, body: Any = None, user: str = "") -> tuple[int, dict[str, str], str]:
        """Status, headers and text of one request of a user, or of a reader."""
        with contextlib.closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, path, json.dumps(body), {"X-User": user} if user else {})
            response = connection.getresponse()
            return response.status, dict(response.headers), response.read().decode()

    def rest(self, path: str, body: Any = None, user: str = "editor") -> tuple[int, dict[str, str], Any]:
        """Status, headers and JSON of a call of the plugin's REST routes."""
        status, headers, text = self.request("POST", ROUTES + path, body, user)
        return status, headers, json.loads(text)

    def post(self, path: str, body: Any = None) -> Any:
        """What the site answers to something done on it; it must work."""
        status, _, text = self.request("POST", path, body)
        assert status == 200, text
        return json.loads(text)

    def head(self, post: int = 1) -> str:
        """The head of a post's page."""
        status, _, text = self.request("GET", f"/?p={post}")
        assert status == 200, text
        return text


@contextlib.contextmanager
def site(folder: Path, **constants: Any) -> Iterator[Site]:
    """A site whose wp-config.php defines QUOTE_ATTRIBUTION_* from the keywords; its state is in the folder."""
    assert PHP
    port = free_port()
    given = {f"QUOTE_ATTRIBUTION_{name.upper()}": value for name, value in constants.items()}
    environ = {"STATE": str(folder / "state"), "CONSTANTS": json.dumps(given)}
    router = ROOT / "tests" / "examples" / "wordpress" / "site.php"
    with (folder / "log").open("ab") as log:
        process = subprocess.Popen([PHP, "-S", f"127.0.0.1:{port}", router], env=environ, stdout=log, stderr=log)
    try:
        _wait_for(port, folder / "log")
        yield Site(port)
    finally:
        process.terminate()
        process.wait(30)


def _wait_for(port: int, log: Path) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        with contextlib.suppress(OSError), contextlib.closing(HTTPConnection("127.0.0.1", port)) as connection:
            connection.connect()
            return
        time.sleep(0.02)
    raise AssertionError(log.read_text("utf-8"))
