"""The constructions of reporting verbs: which of them the frames of the lexicon allow."""

from __future__ import annotations

from quotes.attribution.grammar.contents import CONSTRUCTIONS
from quotes.attribution.lexicon import Lexicon


def test_every_verb_of_the_lexicon_may_stand_in_a_construction() -> None:
    allowed = {frame for construction in CONSTRUCTIONS for frame in construction.frames}
    entries = [entry for found in Lexicon.load().verbs.values() for entry in found]
    assert [entry.lemma for entry in entries if entry.frames.isdisjoint(allowed)] == []


def test_no_construction_is_out_of_reach() -> None:
    used = {frame for found in Lexicon.load().verbs.values() for entry in found for frame in entry.frames}
    assert [each.name for each in CONSTRUCTIONS if used.isdisjoint(each.frames)] == []
