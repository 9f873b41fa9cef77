"""Who is mentioned together, and what points back at them, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution.coreference.resolver import resolve
from tests.support.referents import JUDGE, who
from tests.support.trees import article

PAIR = """
Ito = PROPN 4 nsubj Name=B-PER | and = CCONJ 3 cc | Sato = PROPN 1 conj Name=B-PER | spoke speak VERB 0 root
"""


def later(word: str) -> str:
    return f"{PAIR.strip()}\n\nThe the DET 2 det | {word} = NOUN 3 nsubj | left leave VERB 0 root"


def test_two_names_that_speak_together_are_a_group_besides_each_alone() -> None:
    assert who(PAIR, "Ito") == [["Ito"], ["Sato"], ["Ito and Sato"]]


def test_two_names_that_do_not_speak_are_no_group() -> None:
    assert who(PAIR) == [["Ito"], ["Sato"]]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("former", [["Ito", "The former"], ["Sato"]]),
        ("latter", [["Ito"], ["Sato", "The latter"]]),
        ("pair", [["Ito"], ["Sato"], ["Ito and Sato", "The pair"]]),
    ],
)
def test_former_latter_and_pair_refer_to_the_last_two_names(word: str, expected: list[list[str]]) -> None:
    assert who(later(word)) == expected


def test_a_bare_noun_beside_a_title_is_a_title_too_and_no_second_speaker() -> None:
    titled = """
contributor = NOUN 5 nsubj Number=Sing | and = CCONJ 4 cc | Ken = PROPN 4 flat Name=B-PER
Ito = PROPN 1 conj Name=I-PER | spoke speak VERB 0 root
"""
    referents = resolve(article(titled), {0: frozenset(range(4))}, JUDGE)
    assert referents[0].name == ("ken", "ito")
    assert referents.group(0) is None


def test_a_bare_noun_in_apposition_is_no_second_speaker() -> None:
    described = """
Ito = PROPN 8 nsubj Name=B-PER | , = PUNCT 5 punct | its = PRON 5 nmod:poss Person=3,Number=Sing | new = ADJ 5 amod
leader = NOUN 1 appos Number=Sing | and = CCONJ 7 cc | treasurer = NOUN 1 conj Number=Sing | spoke speak VERB 0 root
"""
    assert all("treasurer" not in mention or "Ito" not in mention for each in who(described, "Ito") for mention in each)
