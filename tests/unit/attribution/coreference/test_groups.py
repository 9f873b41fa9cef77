"""Who is mentioned together, and what points back at them, on hand-made trees."""

from __future__ import annotations

import pytest

from tests.support.referents import who

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
