"""The features of pairs of mentions, against what they mean, told pair by pair."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.nlp.document import Span
from quotes.nlp.reader.pairs import FEATURES, NAME, PRONOUN, Traits, pairs, traits
from quotes.nlp.reader.words import Word

ACRONYM = 10

VOCABULARY = (
    "he him she it they his her who the a my of , ' ( Mr Mrs king nurse nurses people Ito Sato Central Bank Banks "
    "Norrland Fisheries Board NFB nfb CB X x boss pass"
).split()

texts = st.lists(
    st.builds(Word, st.sampled_from(VOCABULARY), st.just(0), st.booleans(), st.just(Span(0, 0))),
    min_size=1,
    max_size=40,
)


@st.composite
def mentioned(draw: st.DrawFn) -> list[Traits]:
    """The mentions of a text, in its order."""
    words = draw(texts)
    borders = draw(st.sets(st.integers(1, len(words)), max_size=5))
    words = [word._replace(paragraph=sum(n >= border for border in borders)) for n, word in enumerate(words)]
    places = st.tuples(st.integers(0, len(words) - 1), st.integers(0, 5))
    found = {(first, min(first + more, len(words) - 1)) for first, more in draw(st.sets(places, max_size=30))}
    return [traits(words, *mention) for mention in sorted(found, key=lambda each: (each[0], -each[1]))]


def one_pair(later: Traits, earlier: Traits, between: int) -> list[int]:
    """The features of one pair, plainly."""
    known, other = later.known, earlier.known
    same = later.words == earlier.words
    apart = later.first - earlier.last - 1
    acronym = any(len(a.head) > 1 and a.head.upper() == b.initials for a, b in ((later, earlier), (earlier, later)))
    same_head = 2 if later.kind == NAME else 1
    within = 1 if known <= other else 2 if other <= known else 3
    determiners = "the a an this that these those his her its their my our your".split()
    return [
        sum(between > most for most in (1, 2, 3, 4, 5, 6, 7, 8, 15, 31, 63, 127)),
        3 * later.kind + earlier.kind,
        min(3, later.paragraph - earlier.paragraph),
        (2 if later.kind == PRONOUN else 1) if same else 3 if known and known == other else 0,
        same_head if later.head == earlier.head else 3 if later.head in other else 0,
        within if known & other else 0,
        3 * later.gender + earlier.gender,
        0 if 0 in (later.number, earlier.number) else 1 if later.number == earlier.number else 2,
        1 if apart < 0 else {0: 3, 1: 2}.get(apart, 0),
        later.quoted + earlier.quoted,
        int(acronym and not same),
        0 if later.words[0] not in determiners else 1 if later.words[0] == "the" else 2,
    ]


@given(mentioned(), st.integers(1, 20))
def test_each_mention_is_paired_with_those_just_before_it_and_each_pair_has_its_cases(
    told: list[Traits], farthest: int
) -> None:
    found = pairs(told, farthest)
    near = [(m, e) for m in range(len(told)) for e in range(max(0, m - farthest), m)]
    assert list(zip(found.later.tolist(), found.earlier.tolist(), strict=True)) == near
    assert found.features.tolist() == [one_pair(told[m], told[e], m - e) for m, e in near]


def test_the_features_of_many_mentions_are_those_of_each_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quotes.nlp.reader.pairs.AT_ONCE", 100)
    words = [Word(VOCABULARY[n * n % len(VOCABULARY)], n // 50, n % 7 == 0, Span(n, n)) for n in range(300)]
    told = [traits(words, n, min(299, n + n % 3)) for n in range(300)]
    found = pairs(told, 150)
    assert found.features.tolist() == [
        one_pair(told[m], told[e], m - e) for m, e in zip(found.later.tolist(), found.earlier.tolist(), strict=True)
    ]
    assert (found.features.max(0) < FEATURES).all()


def test_a_name_and_its_acronym_are_told_either_way_round() -> None:
    names = "Norrland Fisheries Board NFB Norrland Fisheries Board"
    words = [Word(text, 0, False, Span(0, 0)) for text in names.split()]
    told = [traits(words, *mention) for mention in ((0, 2), (3, 3), (4, 6))]
    assert pairs(told, 9).features[:, ACRONYM].tolist() == [1, 0, 1]
