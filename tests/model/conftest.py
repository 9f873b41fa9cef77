"""The real parser, loaded once for all tests that need it."""

import pytest
from flask.testing import FlaskClient

from service.app import create_app
from service.attribution.pipeline import attribute
from service.nlp import models
from service.nlp.document import Parser
from service.runtime.engine import Engine
from service.settings import Settings


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The bundled models, on one thread: two of a busy machine's cores slow each other down."""
    return models.load("bundled", threads=1)


@pytest.fixture(scope="module")
def client(parser: Parser) -> FlaskClient:
    """The application over the session's parser."""
    engine = Engine(lambda: parser, attribute)
    engine.boot()
    return create_app(Settings(), engine).test_client()
