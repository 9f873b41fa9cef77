"""What is read of words: each sentence once, every word, however long the sentence; on a tiny model."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from transformers import BertConfig, BertModel

from quotes.nlp import stanza_parser
from quotes.nlp.encoder import PackedEncoder
from quotes.nlp.models import BUNDLED
from quotes.nlp.words import LAYERS, OVERLAP, WordReader, stretches

TOKENIZER = stanza_parser.load_tokenizer(BUNDLED)


@pytest.fixture
def encoder() -> Mock:
    """A tiny encoder with random weights that takes 64 subwords; it counts how often it is called."""
    torch.manual_seed(0)
    config = BertConfig(
        hidden_size=24,
        num_hidden_layers=LAYERS,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
    )
    return Mock(wraps=PackedEncoder(BertModel(config).eval()), longest=64)


def test_a_sentence_is_read_once_until_forgotten(encoder: Mock) -> None:
    reader = WordReader(encoder, TOKENIZER)
    first = reader.read([["Ito", "left"], ["No"], ["Ito", "left"]])
    assert [tuple(states.shape) for states in first] == [(LAYERS, 3, 24), (LAYERS, 2, 24), (LAYERS, 3, 24)]
    reader.read([["No"]])
    assert encoder.read.call_count == 1
    reader.forget()
    reader.read([["No"]])
    assert encoder.read.call_count == 2


def test_beside_others_a_sentence_is_read_as_alone(encoder: Mock) -> None:
    alone = WordReader(encoder, TOKENIZER).read([["Ito", "left"]])[0]
    beside = WordReader(encoder, TOKENIZER).read([["No"], ["Ito", "left"], ["They", "said", "so"]])[1]
    torch.testing.assert_close(beside, alone)


def test_a_word_that_the_subword_tokenizer_erases_is_read_as_a_hyphen(encoder: Mock) -> None:
    erased, hyphen = WordReader(encoder, TOKENIZER).read([["a", "\u00ad"], ["a", "-"]])
    torch.testing.assert_close(erased, hyphen)


def test_every_word_of_a_sentence_too_long_for_the_encoder_is_read(encoder: Mock) -> None:
    (states,) = WordReader(encoder, TOKENIZER).read([["rates"] * 150])
    assert states.shape == (LAYERS, 151, 24)


@given(st.lists(st.integers(1, 9), max_size=120), st.integers(OVERLAP + 10, 64))
def test_stretches_take_every_word_once_and_keep_to_the_limit(sizes: list[int], longest: int) -> None:
    places = [0]
    for size in sizes:
        places.append(places[-1] + size)
    subwords = list(range(places[-1] + 2))
    found = list(stretches(7, subwords, places, longest))
    assert all(stretch.sentence == 7 and len(stretch.subwords) <= longest for stretch in found)
    assert [stretch.subwords[word] for stretch in found for word in stretch.words] == places
