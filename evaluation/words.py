"""The words of a text, the unit in which contents, sources and cues are compared.

A word is a run of letters and digits or a single other character; quotation marks and punctuation are
no words. Words are known by their number, so that two mentions of "he" are two words.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from quotes.nlp.document import Span

WordSet = frozenset[int]

_PIECE = re.compile(r"[^\W_]+|\S")
_QUOTATION_MARKS = frozenset("\"'`´“”„‟«»‹›‘’‚‛ʼ")
_DROPPED_CATEGORIES = ("P", "C")
_AUXILIARIES = frozenset(
    "be am is are was were been being have has had having do does did done doing "
    "will would can could may might must should not never "
    # what a negation or a short form falls into: did|n't is written didn't and comes as didn, t
    "n t isn aren wasn weren haven hasn hadn don doesn didn won wouldn ca couldn mustn shouldn "
    "m re s ve d ll".split()
)


class Words:
    """The words of one text, by number."""

    def __init__(self, text: str) -> None:
        pieces = [match for match in _PIECE.finditer(text) if not _is_punctuation(match.group())]
        self.forms = [match.group().casefold() for match in pieces]
        self._starts = [match.start() for match in pieces]
        self._ends = [match.end() for match in pieces]

    def within(self, spans: Iterable[Span]) -> WordSet:
        """The words of which at least one character lies in one of the spans."""
        return frozenset(
            number
            for span in spans
            if len(span)
            for number in range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
        )

    def without_auxiliaries(self, words: WordSet) -> WordSet:
        """The words less auxiliaries and negations, which gold cues hold and ours do not."""
        return frozenset(word for word in words if self.forms[word] not in _AUXILIARIES)


def jaccard(one: WordSet, other: WordSet) -> float:
    """The overlap of two sets: their intersection over their union; 1 where both are empty."""
    union = len(one | other)
    return len(one & other) / union if union else 1.0


def _is_punctuation(piece: str) -> bool:
    return len(piece) == 1 and (
        piece in _QUOTATION_MARKS or unicodedata.category(piece).startswith(_DROPPED_CATEGORIES)
    )
