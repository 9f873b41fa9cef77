"""The best tree, beside Stanza's search."""

from __future__ import annotations

import itertools

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common.chuliu_edmonds import chuliu_edmonds_one_root

from quotes.nlp.spanning_tree import best_heads


@given(st.integers(2, 12), st.integers(0, 2**32 - 1), st.sampled_from([0.1, 1.0, 4.0]))
def test_the_tree_is_the_one_that_stanza_finds(size: int, seed: int, spread: float) -> None:
    scores = numpy.random.default_rng(seed).normal(-5, spread, (size, size)).astype("float32")
    expected = chuliu_edmonds_one_root(scores)
    assert best_heads(scores) == expected.tolist()


@given(st.integers(2, 5), st.integers(0, 2**32 - 1))
def test_no_tree_with_one_word_on_the_root_scores_higher(size: int, seed: int) -> None:
    scores = numpy.random.default_rng(seed).normal(0, 3, (size, size)).astype("float32")
    words = range(1, size)

    def is_tree(heads: tuple[int, ...]) -> bool:
        reached = {0}
        for _ in words:
            reached |= {word for word, head in zip(words, heads, strict=True) if head in reached}
        return len(reached) == size and heads.count(0) == 1

    def total(heads: tuple[int, ...]) -> float:
        return sum(float(scores[word, head]) for word, head in zip(words, heads, strict=True))

    best = max(filter(is_tree, itertools.product(range(size), repeat=size - 1)), key=total)
    found = tuple(best_heads(scores)[1:])
    assert is_tree(found)
    assert total(found) == pytest.approx(total(best))


@pytest.mark.parametrize(
    ("scores", "heads"),
    [
        ([[0, 0], [1, 0]], [0, 0]),
        ([[0, 0, 0], [1, 0, 5], [3, 2, 0]], [0, 2, 0]),
        ([[0, 0, 0], [1, 0, 9], [1, 9, 0]], [0, 0, 1]),
        ([[0, 0, 0], [9, 0, 1], [8, 2, 0]], [0, 0, 1]),
    ],
    ids=["one word", "the best heads", "a cycle", "two words on the root"],
)
def test_trees(scores: list[list[float]], heads: list[int]) -> None:
    assert best_heads(numpy.array(scores, "float32")) == heads
