"""How well mentions go together by the reader, told by the tokens that head them."""

from __future__ import annotations

import pytest

from quotes.attribution import article as articles
from quotes.attribution.coreference.links import Links
from tests.support.readings import read
from tests.support.trees import LEXICON, document

TEXT = """
The the DET 2 det | minister = NOUN 4 nsubj | , = PUNCT 4 punct | met meet VERB 0 root | Sato = PROPN 4 obj
and = CCONJ 7 cc | Lee = PROPN 5 conj

He he PRON 2 nsubj | left leave VERB 0 root
"""
MINISTER, SATO, LEE, HE, LEFT = 1, 4, 6, 7, 8
MENTIONS = ("The minister", "Sato", "Lee", "He")
SCORES = {(1, 0): -3.0, (3, 0): 1.5, (3, 1): -0.5}


def links(mentions: tuple[str, ...] = MENTIONS, scores: dict[tuple[int, int], float] | None = None) -> Links:
    parsed = read(document(TEXT), mentions=mentions, links=SCORES if scores is None else scores)
    return Links(articles.read(parsed, LEXICON))


@pytest.mark.parametrize(
    ("head", "others", "best"),
    [
        (HE, [MINISTER, SATO], 1.5),
        (HE, [SATO], -0.5),
        (SATO, [MINISTER], -3.0),
        (MINISTER, [HE], 1.5),
        (HE, [LEE], None),
        (HE, [LEE, SATO], -0.5),
        (HE, [], None),
        (LEFT, [MINISTER], None),
        (HE, [LEFT], None),
    ],
    ids=[
        "the best of several",
        "rather not",
        "a name",
        "the order does not matter",
        "too far apart to be scored",
        "one of them unscored",
        "with nobody",
        "no mention",
        "with no mention",
    ],
)
def test_a_mention_goes_with_the_best_of_others(head: int, others: list[int], best: float | None) -> None:
    assert links().best(head, others) == best


def test_a_mention_is_known_by_its_head_and_not_by_its_other_words() -> None:
    known = links(scores={(n, 0): 1.0 for n in range(1, len(MENTIONS))})
    linked = {n for n in range(9) if any(known.best(n, [other]) is not None for other in range(9) if other != n)}
    assert linked == {MINISTER, SATO, LEE, HE}


def test_of_mentions_with_one_head_the_outer_one_counts() -> None:
    nested = links(("The minister", "minister", "He"), {(1, 0): 9.0, (2, 0): 1.0, (2, 1): -2.0})
    assert nested.best(HE, [MINISTER]) == 1.0


def test_a_mention_across_sentences_heads_nothing() -> None:
    crossing = links(("Lee He", "left"), {(1, 0): 2.0})
    assert all(crossing.best(n, range(9)) is None for n in (LEE, HE))


def test_without_a_reading_nothing_is_linked() -> None:
    none = Links(articles.read(document(TEXT), LEXICON))
    assert none.before(HE) == {}
    assert none.best(HE, [MINISTER]) is None
