"""What candidates come to as attributions and entities, on hand-made trees."""

from __future__ import annotations

from dataclasses import replace

from quotes.attribution.assembly.attributions import assemble
from quotes.attribution.candidate import Candidate, CandidateCue
from tests.support.referents import JUDGE
from tests.support.trees import article

NESTED = """
Ito = PROPN 2 nsubj Name=B-PER | said say VERB 0 root | Sato = PROPN 4 nsubj Name=B-PER | warned warn VERB 2 ccomp
of = ADP 6 case | war = NOUN 4 obl
"""
ITO, SAID, SATO, WARNED, WAR = 0, 1, 2, 3, 5


def said() -> Candidate:
    cue = CandidateCue(SAID, frozenset({SAID}), "say", "statement", "verb")
    return Candidate(cue, frozenset(range(SATO, WAR + 1)), source=ITO, clause=WARNED, confidence=0.98765)


def warned(source: int = SATO) -> Candidate:
    cue = CandidateCue(WARNED, frozenset({WARNED}), "warn", "warning", "verb")
    return Candidate(cue, frozenset({WAR}), source=source, shape="phrase")


def test_a_quote_within_another_is_nested_in_it_and_relayed_by_its_speaker() -> None:
    (outer, inner), entities = assemble(article(NESTED), [said(), warned()], JUDGE)
    assert (outer.id, inner.id, inner.nested_in) == ("q1", "q2", "q1")
    assert [via.reference.entity for via in inner.via] == [outer.speaker and outer.speaker.entity]
    assert [entity.name for entity in entities] == ["Ito", "Sato"]


def test_a_speaker_is_no_relay_of_words_of_his_own() -> None:
    (_, inner), _ = assemble(article(NESTED), [said(), warned(source=ITO)], JUDGE)
    assert inner.nested_in == "q1"
    assert inner.via == ()


def test_attributions_come_in_text_order_with_rounded_confidence() -> None:
    (outer, inner), _ = assemble(article(NESTED), [warned(), said()], JUDGE)
    assert (outer.cue and outer.cue.lemma, inner.cue and inner.cue.lemma) == ("say", "warn")
    assert outer.confidence == 0.988


def test_the_speaker_of_a_quote_without_a_cue_is_known_by_the_entity_alone() -> None:
    (quote,), (entity,) = assemble(article(NESTED), [replace(said(), cue=None)], JUDGE)
    assert quote.speaker is not None
    assert (quote.speaker.spans, quote.speaker.entity, entity.name) == ((), entity.id, "Ito")
