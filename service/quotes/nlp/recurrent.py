"""Running the recurrent layers of Stanza's models over sentences and words of any length."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_sequence, unpack_sequence

WORDS_AT_ONCE = 2048
"""Words that are run together, at most, unless one sentence has more: what bounds the memory of long texts."""


def across(lstm: Any, first: tuple[Tensor, Tensor], vectors: Tensor, lengths: Sequence[int]) -> Tensor:
    """What an LSTM makes of words that see the others of their sentence, [word, size].

    Args:
        lstm: a `PackedLSTM` or `HighwayLSTM` of Stanza's.
        first: its learnt states before a sentence, [direction, 1, size] each.
        vectors: [word, size], the sentences one after another.
        lengths: words of each sentence.
    """
    groups = list(_grouped(lengths))
    return torch.cat(
        [
            _across(lstm, first, part, group)
            for part, group in zip(torch.split(vectors, list(map(sum, groups))), groups, strict=True)
        ]
    )


def _across(lstm: Any, first: tuple[Tensor, Tensor], vectors: Tensor, lengths: list[int]) -> Tensor:
    packed = pack_sequence(list(torch.split(vectors, lengths)), enforce_sorted=False)
    states, last = (each.expand(-1, len(lengths), -1).contiguous() for each in first)
    out, _ = lstm(packed, lengths, hx=(states, last))
    return torch.cat(unpack_sequence(out))


def _grouped(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Cut sentences into groups of at most `WORDS_AT_ONCE` words; a longer one is a group of its own."""
    group: list[int] = []
    for length in lengths:
        if group and sum(group) + length > WORDS_AT_ONCE:
            yield group
            group = []
        group.append(length)
    if group:
        yield group


def spelt(model: Any, vocabulary: Any, words: Sequence[str]) -> Tensor:
    """The vectors that a `CharacterModel` of Stanza's makes of the words' letters, [word, size]."""
    distinct = sorted(dict.fromkeys(words), key=len, reverse=True)
    lengths = [len(word) for word in distinct]
    letters = torch.zeros((len(distinct), lengths[0]), dtype=torch.long)
    for row, word in zip(letters, distinct, strict=True):
        row[: len(word)] = torch.tensor(vocabulary.map(word))
    vectors: Tensor = model(letters, None, range(len(distinct)), [len(distinct)], lengths).data
    number = {word: n for n, word in enumerate(distinct)}
    return vectors[[number[word] for word in words]]
