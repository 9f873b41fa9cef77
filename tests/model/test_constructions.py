"""Every construction, from the raw text through the real parser."""

import pytest

from evaluation.constructions import Example, difference, without_further_thoughts
from quotes.attribution import pipeline
from quotes.nlp.document import Parser
from tests.support.constructions import cases

pytestmark = pytest.mark.model


@pytest.mark.parametrize("example", cases("model"))
def test_the_quotes_of_an_example_are_found(example: Example, parser: Parser) -> None:
    document = parser.parse(example.document.text)
    analysis = without_further_thoughts(example, document, pipeline.bundled().attribute(document))
    problem = difference(example, document, analysis)
    assert not problem, problem
