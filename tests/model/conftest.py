"""The real parser, loaded once for all tests that need it."""

import pytest
from flask.testing import FlaskClient

from quotes.app import create_app
from quotes.nlp import models
from quotes.nlp.document import Parser
from quotes.reader import Reader
from quotes.runtime.engine import Engine
from quotes.settings import Settings
from tests.support.fakes import LocalReaders


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The bundled models, on one thread: two of a busy machine's cores slow each other down.

    In float32, so that what is right and what is a known error are so on every machine.
    """
    return models.load("bundled", threads=1, precision="float32")


@pytest.fixture(scope="module")
def client(parser: Parser) -> FlaskClient:
    """The application over the session's parser."""
    engine = Engine(LocalReaders(Reader(parser)))
    engine.start()
    return create_app(Settings(), engine).test_client()
