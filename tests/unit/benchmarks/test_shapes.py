"""The hostile shapes: as long as the limits let a text be, and no longer."""

import pytest

from benchmarks.load.shapes import SHAPES, page, prose, shaped, shortened
from quotes.intake.html import Html
from quotes.intake.length import tokens

PAGES = {name: shape for name, shape in SHAPES.items() if isinstance(shape, dict)}


@pytest.mark.parametrize("name", [name for name in SHAPES if name not in PAGES])
def test_a_shape_is_nearly_as_long_as_it_may_be(name):
    assert 1_900 < len(shaped(SHAPES[name], 2_000)) <= 2_000


@pytest.mark.parametrize("name", PAGES)
def test_the_text_of_a_page_is_nearly_as_long_as_it_may_be(name):
    assert 1_900 < len(Html(page(PAGES[name], 2_000)).text) <= 2_000


def test_a_page_with_too_many_tokens_is_shortened_to_as_many_as_may_be():
    assert tokens(Html(page(PAGES["block quotes of a letter"], 2_000, 9)).text) == 9


def test_a_shape_with_too_many_tokens_is_shortened_to_as_many_as_may_be():
    assert tokens(shortened("a b c d e", 3)) == 3


def test_plain_text_says_nothing_twice():
    sentences = prose(20_000).split(". ")
    assert len(set(sentences)) > 0.95 * len(sentences)


def test_names_are_all_different():
    names = shaped("{name} ", 2_000).split()[:-1]
    assert len(set(names)) == len(names) > 300
