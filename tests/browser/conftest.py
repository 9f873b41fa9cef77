"""One real service and, for what cannot be waited for, applications over the fakes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect
from werkzeug.serving import make_server

from quotes.app import create_app
from quotes.settings import Settings
from tests.support.server import REAL, Server, serve

# What the console says about any answer that is no 2xx, and about a broken connection: the tests look for those.
ANSWERS = "Failed to load resource"

expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def service() -> Iterator[Server]:
    """The service with its real models."""
    with serve(REAL, OMP_NUM_THREADS=1) as server:
        yield server


@pytest.fixture
def run() -> Iterator[Callable[..., str]]:
    """Serve an application over a given engine, with settings; the address comes back."""
    with ExitStack() as running:
        yield lambda engine, **settings: running.enter_context(_served(engine, Settings(**settings)))


@contextmanager
def _served(engine: Any, settings: Settings) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, create_app(settings, engine), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Open an address in a window of its own: `open_page(url, **options of the window)`.

    At the end, no request may have gone anywhere else, and the console must be clean: a breach of the
    Content-Security-Policy and an error of a script would stand there.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def make(url: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        root = url.partition("#")[0].removesuffix("docs")

        def requested(request: Request) -> None:
            if not request.url.startswith(root):
                complaints.append(f"request to {request.url}")

        page.on("request", requested)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(url)
        return page

    yield make
    for context in contexts:
        context.close()
    assert [complaint for complaint in complaints if not complaint.startswith(ANSWERS)] == []
