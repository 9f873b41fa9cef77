"""To whom a description refers, on hand-made trees."""

from __future__ import annotations

from tests.support.referents import who

NERI = """
Neri = PROPN 6 nsubj Name=B-PER | , = PUNCT 4 punct | the = DET 4 det | minister = NOUN 1 appos | , = PUNCT 4 punct
left leave VERB 0 root
"""
MAGAZINE = "Horizon = PROPN 2 nsubj Name=B-ORG | asked ask VERB 0 root"


def subject(determiner: str, noun: str, lemma: str = "=", more: str = "") -> str:
    return f"{determiner} = DET 2 det | {noun} {lemma} NOUN 3 nsubj {more} | slept sleep VERB 0 root"


def text(*sentences: str) -> str:
    return "\n\n".join(sentence.strip() for sentence in sentences)


def test_a_definite_nominal_refers_to_the_entity_that_its_words_describe() -> None:
    assert who(text(NERI, subject("the", "minister"))) == [["Neri", "the minister", "the minister"]]


def test_an_indefinite_nominal_is_a_new_entity() -> None:
    assert who(text(NERI, subject("a", "minister"))) == [["Neri", "the minister"], ["a minister"]]


def test_a_plural_nominal_does_not_refer_to_a_single_entity() -> None:
    found = who(text(NERI, subject("the", "ministers", "minister", "Number=Plur")))
    assert found == [["Neri", "the minister"], ["the ministers"]]


def test_a_repeated_nominal_refers_to_the_last_entity_so_described() -> None:
    farmers = (subject("a", "farmer"), subject("a", "farmer"), subject("the", "farmer"))
    assert who(text(*farmers)) == [["a farmer"], ["a farmer", "the farmer"]]


def test_a_bare_class_noun_refers_to_the_organization_that_spoke_before() -> None:
    asked = text(MAGAZINE, subject("the", "magazine"))
    assert who(asked, "Horizon") == [["Horizon", "the magazine"]]
    assert who(asked) == [["Horizon"], ["the magazine"]]
