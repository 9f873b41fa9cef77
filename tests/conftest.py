"""Fixtures: the application over a fake parser, and a client held against the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis
from playwright.sync_api import Browser

from quotes.app import create_app
from quotes.settings import Settings
from tests.support import browser as chromium
from tests.support import fakes
from tests.support.checked import CheckedClient

hypothesis.register_profile("untimed", deadline=None)  # what an example takes depends on what else a machine does
hypothesis.load_profile("untimed")


@pytest.fixture
def make_client() -> Callable[..., FlaskClient]:
    """Make a client of an application: `make_client(engine, **settings)`."""

    def make(engine: Any = None, **settings: Any) -> FlaskClient:
        app = create_app(Settings(**settings), engine or fakes.engine())
        app.test_client_class = CheckedClient
        return app.test_client()

    return make


@pytest.fixture
def make_unchecked() -> Callable[..., FlaskClient]:
    """Make a client that is not held against the contract, for what the checks of the contract cannot read."""
    return lambda **settings: create_app(Settings(**settings), fakes.engine()).test_client()


@pytest.fixture
def client(make_client: Callable[..., FlaskClient]) -> FlaskClient:
    """A client of the application as it is by default."""
    return make_client()


@pytest.fixture
def app(client: FlaskClient) -> Flask:
    """The application of `client`."""
    return client.application


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, or a skip that says how to get it. One for all: Playwright runs only once in a thread."""
    if chromium.CHROMIUM is None:
        pytest.skip(chromium.MISSING)
    with chromium.launch() as browser:
        yield browser
