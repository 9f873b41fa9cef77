"""The vectors of words: what the encoder makes of each sentence, read once for all that ask."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from stanza.models.common.utils import simplify_punct
from torch import Tensor

from quotes.nlp.encoder import PackedEncoder, batches
from quotes.nlp.precision import multiplying

LAYERS = 4
"""The encoder's last layers, whose weighted mean is the vector of a word."""

OVERLAP = 20
"""Subwords that a stretch shares with the one before it, as in Stanza."""

BLANK = "-"
"""What is read for a word that the subword tokenizer erases, as in Stanza."""


@dataclass(frozen=True)
class Stretch:
    """Subwords of a sentence that are read together: all of them, unless the encoder takes fewer.

    `words` holds, for each word whose state is taken from this stretch, the place of its last subword in it.
    """

    sentence: int
    subwords: list[int]
    words: list[int]


class WordReader:
    """Reads sentences with the encoder and keeps, for each of their words, the states of its last subword.

    Every sentence is read once until `forget`, however many processors ask for it.
    """

    def __init__(self, encoder: PackedEncoder, tokenizer: Any, in_bfloat16: bool = False) -> None:
        self._encoder = encoder
        self._tokenizer = tokenizer
        self._in_bfloat16 = in_bfloat16
        self._kept: dict[tuple[str, ...], Tensor] = {}

    def forget(self) -> None:
        """Drop what was kept; to be called after each document."""
        self._kept.clear()

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Tensor]:
        """The states of each sentence, [layer, word, size]; word 0 is none and stands for the root."""
        keys = [tuple(sentence) for sentence in sentences]
        new = list(dict.fromkeys(key for key in keys if key not in self._kept))
        if new:
            self._kept |= zip(new, self._states(list(self._stretches(new)), len(new)), strict=True)
        return [self._kept[key] for key in keys]

    def _stretches(self, sentences: Sequence[tuple[str, ...]]) -> Iterator[Stretch]:
        """What is read of the sentences, with the numbers that the subword tokenizer gives."""
        words = list(dict.fromkeys((BLANK, *(word for sentence in sentences for word in sentence))))
        encoded = self._tokenizer(words, add_special_tokens=False)["input_ids"]
        pieces = {word: ids or encoded[0] for word, ids in zip(words, encoded, strict=True)}
        for number, sentence in enumerate(sentences):
            row, places = [self._tokenizer.cls_token_id], [0]
            for word in sentence:
                row += pieces[word]
                places.append(len(row) - 1)
            yield from stretches(number, [*row, self._tokenizer.sep_token_id], places, self._encoder.longest)

    def _states(self, cut: Sequence[Stretch], sentences: int) -> list[Tensor]:
        """The states of the words of each sentence from those of its stretches."""
        found: dict[int, Tensor] = {}
        for batch in batches([stretch.subwords for stretch in cut]):
            rows, words, start = [], [], 0
            for number in batch:
                rows.append(cut[number].subwords)
                words += [start + place for place in cut[number].words]
                start += len(cut[number].subwords)
            index = torch.tensor(words)
            with torch.inference_mode(), multiplying(self._in_bfloat16):
                layers = [states[index].float() for states in self._encoder.read(rows)][-LAYERS:]
            counts = [len(cut[number].words) for number in batch]
            found |= zip(batch, torch.split(torch.stack(layers), counts, 1), strict=True)
        whole: list[list[Tensor]] = [[] for _ in range(sentences)]
        for number, stretch in enumerate(cut):
            whole[stretch.sentence].append(found[number])
        return [parts[0] if len(parts) == 1 else torch.cat(parts, 1) for parts in whole]


def stretches(sentence: int, subwords: list[int], places: list[int], longest: int) -> Iterator[Stretch]:
    """Cut a sentence's subwords into stretches of at most `longest`, each with the words that it is read for.

    Stretches overlap; a word is read in the first one that holds its last subword.
    """
    start = 0
    while True:
        end = start + longest
        taken = start + OVERLAP if start else 0
        yield Stretch(sentence, subwords[start:end], [place - start for place in places if taken <= place < end])
        if end >= len(subwords):
            return
        start = end - OVERLAP


def simplified(document: Any) -> list[list[str]]:
    """The words of each sentence of a Stanza document, a run of question and exclamation marks as its first one."""
    sentences = [[[word.text] for word in sentence.words] for sentence in document.sentences]
    return [[text for (text,) in sentence] for sentence in simplify_punct(sentences)]


def mixed(states: Sequence[Tensor], weights: Tensor) -> Tensor:
    """The vectors of all words, [word, size]: the mean of the layers, moved by the weights that a model has learnt.

    Args:
        states: [layer, word, size] of each sentence.
        weights: [1, layer], of Stanza's `bert_layer_mix`.
    """
    vectors: Tensor = torch.tensordot(weights[0] + 1 / LAYERS, torch.cat(list(states), 1), 1)
    return vectors
