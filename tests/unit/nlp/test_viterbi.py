"""The best sequences of tags, beside Stanza's search."""

from __future__ import annotations

import numpy
from hypothesis import given
from hypothesis import strategies as st
from stanza.models.common.crf import viterbi_decode

from quotes.nlp.viterbi import best_paths


@given(st.lists(st.integers(1, 9), max_size=6), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_of_many_sequences_at_once_each_path_is_the_one_that_stanza_finds(
    lengths: list[int], tags: int, seed: int
) -> None:
    random = numpy.random.default_rng(seed)
    scores = [random.normal(size=(length, tags)).astype("float32") for length in lengths]
    steps = random.normal(size=(tags, tags)).astype("float32")
    assert best_paths(scores, steps) == [viterbi_decode(each, steps)[0] for each in scores]
