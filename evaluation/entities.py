"""Figures for corpora that name who speaks: speakers, relays, nesting, and marked strings that are no speech."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from evaluation.matching import Comparison
from evaluation.metrics import Score, content_half
from quotes.attribution.model import Reference
from quotes.nlp.document import Span

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir lord lady dame president prime minister premier chancellor senator sen "
    "representative rep congressman congresswoman governor gov mayor ambassador secretary king queen prince princess "
    "pope cardinal bishop reverend rev judge justice general gen marshal colonel col captain capt major maj lieutenant "
    "lt sergeant sgt admiral commander".split()
)
_MARKED_STRING = re.compile(r"“[^“”\n]+”|«[^«»\n]+»|„[^„“”\n]+[“”]|\"[^\"\n]+\"")


@dataclass(frozen=True, slots=True)
class EntityScores:
    """What a corpus with entities adds to the figures.

    Attributes:
        speakers: right names among the pairs whose contents overlap by at least half; the accuracy is
            the recall.
        via: relays whose relation (where the annotation has it) and name are right.
        nesting: links to the right outer attribution.
        types: right types among the same pairs; the accuracy is the recall.
        not_quotes: marked strings outside all gold contents: `right` is how many came back as quotes.
    """

    speakers: Score
    via: Score
    nesting: Score
    types: Score
    not_quotes: Score


def entity_scores(comparisons: Iterable[Comparison]) -> EntityScores:
    """Score the names behind the matched pairs."""
    speakers = via = nesting = types = not_quotes = Score()
    for each in comparisons:
        speakers += _speakers(each)
        via += _via(each)
        nesting += _nesting(each)
        types += _types(each)
        not_quotes += _not_quotes(each)
    return EntityScores(speakers, via, nesting, types, not_quotes)


def same_name(one: str | None, other: str | None) -> bool:
    """True if two names are equal but for case and leading titles, or if there is neither."""
    return _bare(one) == _bare(other)


def name_of(comparison: Comparison, reference: Reference | None) -> str | None:
    """The name of the entity referred to; None where there is none."""
    return comparison.names.get(reference.entity or "") if reference else None


def _bare(name: str | None) -> str:
    words = (name or "").casefold().split()
    while len(words) > 1 and words[0].rstrip(".") in TITLES:
        del words[0]
    return " ".join(words)


def _pairs(each: Comparison) -> Iterator[tuple[int, int]]:
    return ((pair.gold, pair.predicted) for pair in each.pairs if content_half(pair))


def _speakers(each: Comparison) -> Score:
    total = Score()
    for g, p in _pairs(each):
        total += Score(int(same_name(each.gold[g].speaker, name_of(each, each.predicted[p].speaker))), 1, 1)
    return total


def _types(each: Comparison) -> Score:
    return sum((Score(int(each.gold[g].type == each.predicted[p].type), 1, 1) for g, p in _pairs(each)), Score())


def _via(each: Comparison) -> Score:
    right = 0
    for g, p in _pairs(each):
        left = [(via.relation, name_of(each, via.reference)) for via in each.predicted[p].via]
        for gold in each.gold[g].via:
            found = [
                (relation, name)
                for relation, name in left
                if gold.relation in (None, relation) and same_name(gold.name, name)
            ]
            if found:
                left.remove(found[0])
                right += 1
    return Score(right, sum(len(quote.via) for quote in each.predicted), sum(len(gold.via) for gold in each.gold))


def _nesting(each: Comparison) -> Score:
    answers = {each.predicted[p].id: each.gold[g].id for g, p in _pairs(each)}
    right = sum(
        each.gold[g].nested_in is not None and answers.get(each.predicted[p].nested_in or "") == each.gold[g].nested_in
        for g, p in _pairs(each)
    )
    return Score(
        right,
        sum(quote.nested_in is not None for quote in each.predicted),
        sum(gold.nested_in is not None for gold in each.gold),
    )


def _not_quotes(each: Comparison) -> Score:
    """A marked string came back as a quote if a predicted content holds at least half of its words."""
    gold = frozenset[int]().union(*(parts.content for parts in each.gold_parts))
    back = wanted = 0
    for match in _MARKED_STRING.finditer(each.document.text):
        words = each.words.within([Span(*match.span())])
        if words and not words & gold:
            wanted += 1
            back += any(len(words & parts.content) * 2 >= len(words) for parts in each.predicted_parts)
    return Score(back, 0, wanted)
