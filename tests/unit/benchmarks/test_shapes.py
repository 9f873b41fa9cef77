"""The hostile shapes: as long as the limits let a text be, and no longer."""

import pytest

from benchmarks.load.shapes import SHAPES, prose, shaped, shortened
from quotes.intake.length import tokens


@pytest.mark.parametrize("name", SHAPES)
def test_a_shape_is_nearly_as_long_as_it_may_be(name):
    assert 1_900 < len(shaped(SHAPES[name], 2_000)) <= 2_000


def test_a_shape_with_too_many_tokens_is_shortened_to_as_many_as_may_be():
    assert tokens(shortened("a b c d e", 3)) == 3


def test_plain_text_says_nothing_twice():
    sentences = prose(20_000).split(". ")
    assert len(set(sentences)) > 0.95 * len(sentences)


def test_names_are_all_different():
    names = shaped("{name} ", 2_000).split()[:-1]
    assert len(set(names)) == len(names) > 300
