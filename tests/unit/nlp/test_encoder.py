"""The packed encoder beside the padded one; on a tiny model with random weights."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from safetensors.torch import load_file, save_file
from transformers import BertConfig, BertModel

from quotes.nlp.bert import WORDS, load
from quotes.nlp.encoder import PackedEncoder, batches, filled
from quotes.nlp.models import BUNDLED

VOCABULARY = 50
ROWS = st.lists(st.lists(st.integers(1, VOCABULARY - 1), min_size=1, max_size=12), min_size=1, max_size=8)


@pytest.fixture(scope="module")
def model() -> BertModel:
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=VOCABULARY, hidden_size=24, num_hidden_layers=3, num_attention_heads=2, intermediate_size=32
    )
    return BertModel(config).eval()


@given(rows=ROWS, kind=st.integers(0, 1))
@settings(max_examples=50)
def test_packed_or_padded_the_encoder_says_the_same(model: BertModel, rows: list[list[int]], kind: int) -> None:
    width = max(map(len, rows))
    subwords = torch.tensor([row + [0] * (width - len(row)) for row in rows])
    mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
    kinds = [[kind * (place % 2) for place in range(len(row))] for row in rows]
    types = torch.tensor([row + [0] * (width - len(row)) for row in kinds])
    with torch.no_grad():
        padded = model(subwords, attention_mask=mask, token_type_ids=types, output_hidden_states=True).hidden_states
        packed = list(PackedEncoder(model).read(rows, kinds))
    assert len(packed) == len(padded) - 1
    for found, expected in zip(packed, padded[1:], strict=True):
        torch.testing.assert_close(found, expected[mask.bool()])


@given(st.integers(0, 70))
def test_a_layer_filled_up_says_the_same_of_each_vector(count: int) -> None:
    layer = torch.nn.Linear(3, 5)
    vectors = torch.randn(count, 3)
    with torch.no_grad():
        torch.testing.assert_close(filled(layer, vectors), layer(vectors))


def test_a_model_from_its_file_says_the_same_as_transformers_own(model: BertModel, tmp_path: Path) -> None:
    """Its word embeddings stay in half precision, so they are made such as that has exactly."""
    with torch.no_grad():
        model.embeddings.word_embeddings.weight.copy_(model.embeddings.word_embeddings.weight.half())
    model.save_pretrained(tmp_path)
    state = load_file(tmp_path / "model.safetensors")
    state[WORDS] = state[WORDS].half()
    save_file(state, tmp_path / "model.safetensors")
    rows = [[3, 1, 4, 1, 5], [9, 2, 6]]
    with torch.no_grad():
        for found, expected in zip(
            PackedEncoder(load(tmp_path)).read(rows), PackedEncoder(model).read(rows), strict=True
        ):
            assert torch.equal(found, expected)


def test_the_word_embeddings_are_mapped_and_not_copied() -> None:
    weight = load(BUNDLED / "encoder").embeddings.word_embeddings.weight
    assert weight.dtype == torch.float16
    mapped = [line.split() for line in Path("/proc/self/maps").read_text().splitlines() if "model.safetensors" in line]
    spans = [tuple(int(end, 16) for end in line[0].split("-")) for line in mapped]
    assert any(start <= weight.data_ptr() < end for start, end in spans)


@given(ROWS, st.integers(1, 30))
def test_batches_hold_every_row_once_and_keep_to_the_limit(rows: list[list[int]], most: int) -> None:
    found = list(batches(rows, most))
    assert sorted(number for batch in found for number in batch) == list(range(len(rows)))
    assert all(len(batch) == 1 or sum(len(rows[number]) for number in batch) <= most for batch in found)
