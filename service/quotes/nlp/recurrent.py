"""Running the recurrent layers of Stanza's models over sentences and words of any length."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import pack_sequence, unpack_sequence


def across(lstm: Any, first: tuple[Tensor, Tensor], vectors: Tensor, lengths: Sequence[int]) -> Tensor:
    """What an LSTM makes of words that see the others of their sentence, [word, size].

    Args:
        lstm: a `PackedLSTM` or `HighwayLSTM` of Stanza's.
        first: its learnt states before a sentence, [direction, 1, size] each.
        vectors: [word, size], the sentences one after another.
        lengths: words of each sentence.
    """
    packed = pack_sequence(list(torch.split(vectors, list(lengths))), enforce_sorted=False)
    states, last = (each.expand(-1, len(lengths), -1).contiguous() for each in first)
    out, _ = lstm(packed, lengths, hx=(states, last))
    return torch.cat(unpack_sequence(out))


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
