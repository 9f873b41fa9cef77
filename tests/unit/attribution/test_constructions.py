"""Every construction, from hand-corrected parses: what the attribution core makes of a right parse."""

import pytest

from evaluation.constructions import Example, difference
from quotes.attribution import pipeline
from tests.support.constructions import cases


@pytest.mark.parametrize("example", cases("unit"))
def test_the_quotes_of_an_example_are_found(example: Example) -> None:
    document = example.document
    problem = difference(example, document, pipeline.bundled().attribute(document))
    assert not problem, problem
