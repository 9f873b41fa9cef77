"""Entities from mentions: the name that a chain bears, and what speaks for two mentions being one."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import newsroom
from evaluation.entities import same_name
from quotes.nlp.document import Span
from quotes.nlp.reader.chains import Called, Name, bare, chains, entity, nearest, of_one_kind, outer_first
from quotes.nlp.reader.pairs import FEATURES, Traits, features, traits
from tests.support.lessons import words_of
from training.reader.data import Cover, covering

CORPUS = Path(__file__).parents[4] / "training" / "newsroom"

Stretch = tuple[int, int]


def place(text: str, part: str) -> Stretch:
    """First and last word of a part."""
    words = words_of(text)
    start = text.index(part)
    inside = [n for n, word in enumerate(words) if start <= word.span.start < start + len(part)]
    return inside[0], inside[-1]


@pytest.mark.parametrize(
    ("text", "mentions", "kind", "names", "wanted"),
    [
        ("Ms Lee said so. Ann Lee, 61, left.", ["Ms Lee", "Ann Lee, 61"], "person", ["Lee", "Ann Lee"], "Ann Lee"),
        ("Labour's leader Ann Lee spoke.", ["Labour's leader Ann Lee"], "person", ["Ann Lee"], "Ann Lee"),
        ("Ann Lee's lawyer, Bo Fox, spoke.", ["Ann Lee's lawyer, Bo Fox"], "person", ["Ann Lee's", "Bo Fox"], "Bo Fox"),
        ("The inspectors, who left, spoke.", ["The inspectors, who left"], "group", [], "The inspectors"),
        ("The editor of the Bell spoke.", ["The editor of the Bell"], "person", [], "The editor of the Bell"),
        ("He spoke.", ["He"], "person", [], None),
    ],
)
def test_an_entity_has_the_fullest_name_that_is_its_own(
    text: str, mentions: list[str], kind: str, names: list[str], wanted: str | None
) -> None:
    words = words_of(text)
    stretches = [place(text, each) for each in mentions]
    told = [traits(words, *each) for each in stretches]
    named = [Name("person", place(text, each)) for each in names]
    assert entity(range(len(stretches)), stretches, told, kind, named, words, text).name == wanted


def test_a_mention_joins_the_chain_of_its_best_antecedent() -> None:
    told = mentioned("Ann Lee", "the union", "Lee", "the body", "the bank")
    scores: list[dict[int, float]] = [{}, {0: -1.0}, {0: 2.0, 1: 1.0}, {1: 0.5, 2: 0.1}, {0: -0.1, 3: -2.0}]
    assert chains(scores, told, [None] * 5) == [[0, 2], [1, 3], [4]]


def test_a_pronoun_joins_the_best_in_any_case() -> None:
    assert chains([{}, {}, {0: -3.0, 1: -1.0}], mentioned("Ann Lee", "the union", "it"), [None] * 3) == [[0], [1, 2]]


def test_no_man_is_a_woman_and_nobody_another_by_name() -> None:
    told = mentioned("Mr Lee", "Mrs Lee", "she")
    assert chains([{}, {0: 1.0}, {0: 2.0, 1: 1.0}], told, [None] * 3) == [[0], [1, 2]]
    told = mentioned("Ann Lee", "Bo Lee", "Lee", "Fox")
    scores: list[dict[int, float]] = [{}, {0: 2.0}, {0: 1.0, 1: 2.0}, {0: 1.0, 1: 2.0, 2: 3.0}]
    names = [Called(True, tuple(text.lower().split())) for text in ("Ann Lee", "Bo Lee", "Lee", "Fox")]
    assert chains(scores, told, names) == [[0], [1, 2], [3]]


def test_a_name_joins_its_like_whatever_the_score() -> None:
    told = mentioned("Ann Lee", "the Port Labour Union", "Lee", "the PLU", "Port")
    scores: list[dict[int, float]] = [{}, {0: -1.0}, {0: -2.0, 1: 3.0}, {0: 1.0, 1: -2.0}, {1: -1.0}]
    names = [Called(False, tuple(text.split())) for text in ("port labour union", "plu", "port")]
    persons = [Called(True, ("ann", "lee")), Called(True, ("lee",))]
    given = [persons[0], names[0], persons[1], names[1], names[2]]
    assert chains(scores, told, given) == [[0, 2], [1, 3], [4]]


def test_a_name_is_of_one_kind_throughout() -> None:
    words = words_of("Reuters said. Reuters wrote. Reuters")
    found = of_one_kind([Name("place", (0, 0)), Name("organization", (3, 3)), Name("organization", (6, 6))], words)
    assert {name.kind for name in found} == {"organization"}


def mentioned(*texts: str) -> list[Traits]:
    return [traits(words := words_of(text), 0, len(words) - 1) for text in texts]


def test_of_two_mentions_that_cross_the_better_one_stays() -> None:
    assert outer_first({(0, 4): 0.9, (3, 6): 0.6, (1, 2): 0.7}) == [(0, 4), (1, 2)]


def test_a_stretch_is_the_mention_that_shares_most_of_it() -> None:
    assert nearest((0, 3), [(0, 4), (0, 0), (5, 9)]) == (0, 4)
    assert nearest((0, 1), [(0, 9)]) is None


def test_a_mention_ends_before_its_genitive() -> None:
    text = "Ito’s plan: I’m out, he’s in."
    words = words_of(text)
    found = [bare((n, n), words, text) for n in (0, 3)]
    assert [text[span.start : span.end] for span in found] == ["Ito", "I"]


def test_pairs_tell_acronyms_names_genders_and_appositions_apart() -> None:
    text = "Ann Lee of the Port Labour Union (PLU) left. She and Mr Lee spoke. The PLU, a union, agreed."
    words = words_of(text)

    def pair(later: str, earlier: str) -> tuple[int, ...]:
        return features(traits(words, *place(text, later)), traits(words, *place(text, earlier)), 3)

    found = [
        pair("PLU", "Port Labour Union"),
        pair("Mr Lee", "Ann Lee"),
        pair("She", "Ann Lee"),
        pair("a union", "The PLU"),
    ]
    assert len(set(found)) == len(found)
    assert found[0][10] == 1
    assert found[1][4] == 2
    assert found[3][8] == 2
    assert all(case < cases for each in found for case, cases in zip(each, FEATURES, strict=True))


@pytest.mark.parametrize("between", [1, 2, 8, 9, 16, 100, 150, 2000])
def test_any_distance_is_one_of_the_cases(between: int) -> None:
    words = words_of("He said she left")
    assert features(traits(words, 2, 2), traits(words, 0, 0), between)[0] < FEATURES[0]


def test_the_chains_of_the_newsroom_corpus_bear_the_names_of_their_entities() -> None:
    right = total = 0
    for document in newsroom.read(CORPUS / "w1.xml") + newsroom.read(CORPUS / "w14.xml"):
        words = words_of(document.text)
        cover = covering(words)

        def stretch(span: Span, cover: Cover = cover) -> Stretch:
            numbers = cover([span])
            return numbers[0], numbers[-1]

        names = [Name(each.kind, stretch(each.span)) for each in document.names]
        proper = {document.text[each.span.start : each.span.end] for each in document.names}
        for each in document.entities:
            if each.name in proper:
                mentions = [stretch(span) for span in sorted(each.mentions)]
                told = [traits(words, *mention) for mention in mentions]
                found = entity(range(len(mentions)), mentions, told, each.kind, names, words, document.text)
                right += same_name(each.name, found.name)
                total += 1
    assert total > 400
    assert right > 0.97 * total
