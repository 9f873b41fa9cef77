"""The real parser, loaded once for all tests that need it."""

import pytest

from service.nlp import models
from service.nlp.document import Parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    """The bundled models, on one thread: two of a busy machine's cores slow each other down."""
    return models.load("bundled", threads=1)
