"""Marked strings that are no speech (titles, nicknames, scare quotes), and whether they come back as quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from evaluation.matching import Comparison
from evaluation.metrics import Score
from evaluation.words import WordSet, jaccard
from quotes.nlp.document import Span

_MARKED_STRING = re.compile(r"“[^“”\n]+”|«[^«»\n]+»|„[^„“”\n]+[“”]|\"[^\"\n]+\"")


def not_quote_score(comparisons: Iterable[Comparison]) -> Score:
    """How many strings that are no speech (`gold`) came back as quotes (`right`)."""
    found = [by for each in comparisons for by in returned(each).values()]
    return Score(sum(by is not None for by in found), 0, len(found))


def returned(each: Comparison) -> dict[Span, int | None]:
    """Each string that is no speech, and the prediction (by its place) that brings it back as a quote, if one does.

    A prediction does so if what it holds beyond the gold content that it answers has at least half of the string's
    words. A string within some gold content must moreover be half of what is predicted: else that content is only cut
    wrongly, which other figures tell.
    """
    answered = {pair.predicted: each.gold_parts[pair.gold].content for pair in each.pairs}
    spoken = frozenset[int]().union(*(parts.content for parts in each.gold_parts))

    def bringer(words: WordSet) -> int | None:
        for number, parts in enumerate(each.predicted_parts):
            beyond = words & (parts.content - answered.get(number, frozenset()))
            if len(beyond) * 2 >= len(words) and (not words & spoken or jaccard(words, parts.content) >= 0.5):
                return number
        return None

    return {span: bringer(words) for span, words in _strings(each, spoken)}


def _strings(each: Comparison, spoken: WordSet) -> Iterator[tuple[Span, WordSet]]:
    """The listed strings that are no gold content elsewhere; where none are listed, the marked ones outside of all."""
    listed = each.document.not_quotes
    if listed is None:
        marked = [Span(*match.span()) for match in _MARKED_STRING.finditer(each.document.text)]
        excluded = [(span, words) for span in marked if not (words := each.words.within([span])) & spoken]
    else:
        contents = {parts.content for parts in each.gold_parts}
        excluded = [(span, words) for span in listed if (words := each.words.within([span])) not in contents]
    return ((span, words) for span, words in excluded if words)
