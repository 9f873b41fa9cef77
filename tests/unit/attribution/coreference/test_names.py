"""Which names are of one bearer, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution.coreference import names
from tests.support.referents import who


def person(*names: str, title: str = "") -> str:
    """A sentence about somebody: Mrs Maja Lindqvist left."""
    words = [f"{title} {title} PROPN {2 if title else 0} compound"] if title else []
    head = len(words) + 1
    verb = head + len(names)
    words.append(f"{names[0]} = PROPN {verb} nsubj Name=B-PER")
    words += [f"{name} = PROPN {head} flat Name=I-PER" for name in names[1:]]
    return " | ".join([*words, "left leave VERB 0 root"])


def organization(*names: str) -> str:
    words = [f"{name} = PROPN {len(names)} compound Name=I-ORG" for name in names[:-1]]
    return " | ".join([*words, f"{names[-1]} = PROPN {len(names) + 1} nsubj Name=I-ORG", "left leave VERB 0 root"])


def text(*sentences: str) -> str:
    return "\n\n".join(sentences)


@pytest.mark.parametrize(
    "other",
    [("Lindqvist",), ("Maja",), ("Maja", "Lindqvist")],
    ids=["surname", "first name", "without the middle name"],
)
def test_a_shorter_form_is_the_same_person(other: tuple[str, ...]) -> None:
    assert who(text(person("Maja", "Berit", "Lindqvist"), person(*other))) == [
        ["Maja Berit Lindqvist", " ".join(other)]
    ]


def test_the_fullest_name_may_come_last() -> None:
    assert who(text(person("Lindqvist"), person("Maja", "Lindqvist"))) == [["Maja Lindqvist", "Lindqvist"]]


def test_an_acronym_is_the_same_organization() -> None:
    assert who(text(organization("World", "Health", "Organization"), organization("WHO"))) == [
        ["World Health Organization", "WHO"]
    ]


def test_a_surname_that_two_entities_bear_is_an_entity_of_its_own() -> None:
    both = (person("Maja", "Lindqvist"), person("Paul", "Lindqvist"))
    assert who(text(*both, person("Lindqvist"))) == [["Maja Lindqvist"], ["Paul Lindqvist"], ["Lindqvist"]]


def test_the_title_tells_which_of_two_a_surname_means() -> None:
    both = (person("Maja", "Lindqvist"), person("Paul", "Lindqvist"))
    found = who(text(*both, person("Lindqvist", title="Mr")))
    assert found == [["Maja Lindqvist"], ["Paul Lindqvist", "Mr Lindqvist"]]


def test_a_word_that_is_a_surname_in_the_article_is_never_a_place() -> None:
    place = "Paris = PROPN 2 nsubj Name=B-LOC | left leave VERB 0 root"
    assert who(text(person("Valeska", "Paris"), place)) == [["Valeska Paris", "Paris"]]


def test_a_noun_in_apposition_is_its_name() -> None:
    minister = (
        "the = DET 2 det | minister = NOUN 5 nsubj | , = PUNCT 4 punct | Neri = PROPN 2 appos Name=B-PER"
        " | left leave VERB 0 root"
    )
    assert who(minister) == [["Neri", "the minister"]]


def test_bearers_of_one_surname_are_compared_with_those_alone_whose_first_names_are_alike(monkeypatch) -> None:
    compared = []
    is_variant = names._is_variant
    monkeypatch.setattr(names, "_is_variant", lambda *pair: compared.append(pair) or is_variant(*pair))
    first = [f"{letter}{other}ra" for letter in "BDFGKLMNPR" for other in "aeiouy"]
    found = who(text(*(person(name, "Lindqvist") for name in [*first, "Barabella"])))
    assert found == [["Bara Lindqvist", "Barabella Lindqvist"], *([f"{name} Lindqvist"] for name in first[1:])]
    assert len(compared) < len(first)
