"""Windows: the stretches of a text that the encoder reads at once, and which words each of them answers for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from quotes.nlp.reader.words import Word

MOST = 384
"""Subwords of a window, at most."""
SHARED = 112
"""Subwords that a window has in common with the one before it, at most."""


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of words that is read at once.

    Neighbours overlap by some paragraphs, so that a quotation has its speaker's sentence beside it; each word is
    *owned* by one window, that in which it stands farther from the border.

    Attributes:
        start, end: its words (end exclusive), as numbers of the text's.
        owned: the words of it that it answers for.
        subwords: what the encoder reads, paragraphs parted.
        quoted: for each subword 1 if its word stands in marks.
        first: for each word, the place of its first subword.
        case: for each word 1 if it begins with a capital, 2 if all of it are.
    """

    start: int
    end: int
    owned: range
    subwords: list[int]
    quoted: list[int]
    first: list[int]
    case: list[int]


def windows(words: Sequence[Word], tokenizer: Any, most: int = MOST, shared: int = SHARED) -> list[Window]:
    """Cut words into windows, between paragraphs wherever that is possible.

    Args:
        words: those of a text.
        tokenizer: the encoder's, a transformers tokenizer.
        most: subwords of a window at most, marks of its borders left out.
        shared: subwords that neighbours have in common, at most.
    """
    if not words:
        return []
    pieces = _subwords(words, tokenizer, most // 4)
    borders = list(_units(words, pieces, most // 3))
    sizes = [sum(len(pieces[n]) for n in range(a, b)) + 1 for a, b in pairwise(borders)]
    stretches = list(_stretches(sizes, most, shared))
    owners = [0, *(_middle(sizes, later, end) for (_, end), (later, _) in pairwise(stretches))]
    owners.append(len(sizes))
    return [
        _window(words, pieces, borders[a], borders[b], range(borders[owners[n]], borders[owners[n + 1]]), tokenizer)
        for n, (a, b) in enumerate(stretches)
    ]


def _subwords(words: Sequence[Word], tokenizer: Any, most: int) -> list[list[int]]:
    distinct = list(dict.fromkeys(word.text for word in words))
    encoded = dict(zip(distinct, tokenizer(distinct, add_special_tokens=False)["input_ids"], strict=True))
    return [encoded[word.text][:most] or [tokenizer.unk_token_id] for word in words]


def _units(words: Sequence[Word], pieces: Sequence[list[int]], most: int) -> Iterator[int]:
    """Where a window may begin or end: between paragraphs, and within those of more than `most` subwords."""
    size = 0
    for number, piece in enumerate(pieces):
        new = number == 0 or words[number].paragraph != words[number - 1].paragraph
        if new or size + len(piece) > most:
            yield number
            size = 0
        size += len(piece)
    yield len(words)


def _stretches(sizes: Sequence[int], most: int, shared: int) -> Iterator[tuple[int, int]]:
    """The units of each window, first and last (exclusive)."""
    start = 0
    while True:
        end = start + 1
        size = sizes[start]
        while end < len(sizes) and size + sizes[end] <= most:
            size += sizes[end]
            end += 1
        yield start, end
        if end == len(sizes):
            return
        later, common = end, 0
        while later - 1 > start and common + sizes[later - 1] <= min(shared, most - sizes[end]):
            later -= 1
            common += sizes[later]
        start = later


def _middle(sizes: Sequence[int], start: int, end: int) -> int:
    """The unit nearest to the middle of the units from `start` to `end`, which two windows have in common."""
    reached = list(accumulate(sizes[start:end], initial=0))
    return start + min(range(len(reached)), key=lambda n: abs(2 * reached[n] - reached[-1]))


def _window(
    words: Sequence[Word], pieces: Sequence[list[int]], start: int, end: int, owned: range, tokenizer: Any
) -> Window:
    subwords, quoted, first, case = [tokenizer.cls_token_id], [0], [], []
    for number in range(start, end):
        word = words[number]
        if number > start and word.paragraph != words[number - 1].paragraph:
            subwords.append(tokenizer.sep_token_id)
            quoted.append(0)
        first.append(len(subwords))
        case.append(int(word.text[:1].isupper()) + int(word.text.isupper() and len(word.text) > 1))
        subwords += pieces[number]
        quoted += [int(word.quoted)] * len(pieces[number])
    return Window(start, end, owned, [*subwords, tokenizer.sep_token_id], [*quoted, 0], first, case)
