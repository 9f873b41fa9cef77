"""The encoder, run packed: all rows of a text in one stretch, without padding.

A row is what the encoder reads together: the subwords of a sentence, or of a window of paragraphs. Its linear layers
and norms take each subword by itself, so they run over the subwords of all rows at once; attention alone looks
across, and runs row by row. Padding instead would have 22 sentences of up to 76 subwords computed as 1,672 where
there are 896.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any

import torch
from torch import Tensor
from torch.nn.functional import pad, scaled_dot_product_attention

SUBWORDS_AT_ONCE = 2048
"""Subwords of a batch, at most, unless one row alone has more: what bounds the memory of a pass."""

STEP = 32
"""What the number of rows of a matrix is filled up to a multiple of: for each number that it has not met yet, oneDNN
writes code for matrices in bfloat16, and keeps it without a bound."""


class PackedEncoder:
    """Runs a `Bert`, or transformers' `BertModel`; the weights stay the model's own.

    Attributes:
        size: length of the vector of a subword.
        longest: subwords of a row, at most.
    """

    def __init__(self, model: Any) -> None:
        self._embeddings = model.embeddings
        self._layers = list(model.encoder.layer)
        self._heads = int(model.config.num_attention_heads)
        self.size = int(model.config.hidden_size)
        self.longest = int(model.config.max_position_embeddings)

    def read(self, rows: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]] | None = None) -> Iterator[Tensor]:
        """The states of all subwords after each layer, [subword, size], the rows one after another.

        Args:
            rows: identifiers of subwords; rows of one length side by side are attended to together.
            kinds: the token type of each subword; 0 throughout if not given.
        """
        count = sum(map(len, rows))
        if filling := -count % STEP:
            rows = [*rows, [0] * filling]
            kinds = kinds and [*kinds, [0] * filling]
        states = self._embed(rows, kinds)
        lengths = [(length, len(list(group))) for length, group in groupby(map(len, rows))]
        for layer in self._layers:
            attention = layer.attention
            seen = self._attend(attention.self, states, lengths)
            states = attention.output.LayerNorm(attention.output.dense(seen) + states)
            wide = layer.intermediate.intermediate_act_fn(layer.intermediate.dense(states))
            states = layer.output.LayerNorm(layer.output.dense(wide) + states)
            yield states[:count]

    def _embed(self, rows: Sequence[Sequence[int]], kinds: Sequence[Sequence[int]] | None) -> Tensor:
        embeddings = self._embeddings
        device = embeddings.word_embeddings.weight.device
        places = torch.cat([torch.arange(len(row), device=device) for row in rows])
        numbers = torch.tensor([number for row in rows for number in row], device=device)
        types = torch.zeros_like(places)
        if kinds:
            types = torch.tensor([kind for row in kinds for kind in row], device=device)
        states = embeddings.word_embeddings(numbers).float() + embeddings.token_type_embeddings(types)
        states = states + embeddings.position_embeddings(places)
        normalised: Tensor = embeddings.LayerNorm(states)
        return normalised

    def _attend(self, attention: Any, states: Tensor, lengths: Sequence[tuple[int, int]]) -> Tensor:
        """What each subword takes from its row; `lengths` are those of the rows, each with the number of such rows."""
        projections = (attention.query, attention.key, attention.value)
        parts = [project(states).unflatten(1, (self._heads, -1)) for project in projections]
        seen, start = [], 0
        for length, count in lengths:
            end = start + length * count
            block = (part[start:end].unflatten(0, (count, length)).transpose(1, 2) for part in parts)
            seen.append(scaled_dot_product_attention(*block).transpose(1, 2).flatten(0, 1).flatten(1))
            start = end
        return torch.cat(seen)


def filled(layer: Callable[[Tensor], Tensor], vectors: Tensor) -> Tensor:
    """What a layer makes of vectors, each by itself, with as many more as make a multiple of `STEP`."""
    return layer(pad(vectors, (0, 0, 0, -len(vectors) % STEP)))[: len(vectors)]


def batches(rows: Sequence[Sequence[Any]], most: int = SUBWORDS_AT_ONCE) -> Iterator[list[int]]:
    """The numbers of the rows, shortest row first, in batches of at most `most` subwords.

    A row that is longer by itself is a batch of its own.
    """
    batch: list[int] = []
    size = 0
    for number in sorted(range(len(rows)), key=lambda each: len(rows[each])):
        if batch and size + len(rows[number]) > most:
            yield batch
            batch, size = [], 0
        batch.append(number)
        size += len(rows[number])
    if batch:
        yield batch
