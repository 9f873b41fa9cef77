"""Evaluation of names, relays, nesting, cues and not-quotes, on examples small enough to be worked out by hand."""

from __future__ import annotations

import pytest

from evaluation.entities import EntityScores, entity_scores, same_name
from evaluation.gold import GoldAttribution, GoldVia
from evaluation.metrics import Score
from evaluation.not_quotes import not_quote_score
from quotes.attribution.model import Attribution, Entity, Reference, Via
from tests.support.comparisons import comparison, given, spans, wanted

ITO = Entity("e1", "Mr. Ken Ito", "person", None, ())
AFP = Entity("e2", "AFP", "organization", None, ())


def scored(golds: list[GoldAttribution], quotes: list[Attribution]) -> EntityScores:
    return entity_scores([comparison(golds, quotes, entities=(ITO, AFP))])


@pytest.mark.parametrize(
    ("one", "other"),
    [("Marshal Khalifa Haftar", "khalifa haftar"), ("the Taipei Times", "Taipei Times"), (None, None)],
)
def test_names_are_equal_but_for_case_articles_and_titles(one: str | None, other: str | None) -> None:
    assert same_name(one, other)


@pytest.mark.parametrize(("one", "other"), [("Haftar", "Khalifa Haftar"), ("President", None)])
def test_a_part_of_a_name_is_another_name(one: str, other: str | None) -> None:
    assert not same_name(one, other)


def test_speakers_are_right_by_name_where_the_gold_has_one() -> None:
    golds = [wanted("rates will fall", speaker="Ken Ito"), wanted("it", speaker="Ann Lee"), wanted("won")]
    ours = [given(each, "Ito", entity="e1") for each in ("rates will fall", "it", "won")]
    assert scored(golds, ours).accuracy["speaker"] == Score(1, 0, 2)


def test_kinds_a_place_that_speaks_being_an_organisation() -> None:
    golds = [wanted("rates will fall", kind="place"), wanted("it", kind="person"), wanted("won", kind="unknown")]
    ours = [given(each, "Ito", entity="e2") for each in ("rates will fall", "it", "won")]
    assert scored(golds, ours).accuracy["kind"] == Score(1, 0, 2)


def test_types_and_categories_polarity_and_modality() -> None:
    gold = {"type": "indirect", "category": "denial", "polarity": "negative", "modality": "asserted"}
    ours = given("it", "Lee", "denied", polarity="negative")
    accuracy = scored([wanted("it", cue="denied", **gold)], [ours]).accuracy
    right = {name: accuracy[name] for name in gold}
    assert right == {
        "type": Score(1, 0, 1),
        "category": Score(0, 0, 1),
        "polarity": Score(1, 0, 1),
        "modality": Score(1, 0, 1),
    }


def test_what_is_not_annotated_does_not_count() -> None:
    assert set(scored([wanted("it")], [given("it", "Lee", "denied", entity="e1")]).accuracy.values()) == {Score()}


def test_cues_that_are_negated_or_modal_are_counted_apart() -> None:
    """One right, one of the wrong modality, one missed, one too many; a plain one on both sides is no success."""
    golds = [
        wanted("rates", polarity="negative", modality="asserted"),
        wanted("won", polarity="positive", modality="future"),
        wanted("it", polarity="negative", modality="asserted"),
        wanted("that", polarity="positive", modality="asserted"),
        wanted("fall", polarity="positive", modality="asserted"),
    ]
    ours = [
        given("rates", cue="said", polarity="negative"),
        given("won", cue="said", modality="hypothetical"),
        given("it", cue="denied"),
        given("that", cue="said", polarity="negative"),
        given("fall"),
    ]
    assert scored(golds, ours).negated_or_modal == Score(1, 3, 3)


def test_relays_are_right_by_name_and_relation() -> None:
    """One right, one with a wrong relation, one with a wrong name."""
    golds = [
        wanted("rates will fall", via=(GoldVia("reported_by", "AFP"), GoldVia("spokesperson", "Ken Ito"))),
        wanted("it", via=(GoldVia(None, "Lee"),)),
    ]
    relay = Via("reported_by", Reference((), "e2")), Via("reported_by", Reference((), "e1"))
    assert scored(golds, [given("rates will fall", via=relay), given("it", via=relay[:1])]).via == Score(1, 3, 3)


@pytest.mark.parametrize(
    ("via", "score"),
    [((GoldVia("reported_by", None),), Score(1, 1, 1)), ((), Score(0, 1, 0)), (None, Score())],
    ids=["any name", "no relay", "not annotated"],
)
def test_relays_of_which_the_annotation_does_not_tell_all(via: tuple[GoldVia, ...] | None, score: Score) -> None:
    assert scored([wanted("it", via=via)], [given("it", via=(Via("reported_by", Reference((), "e2")),))]).via == score


def test_relays_are_those_of_matched_contents() -> None:
    golds = [wanted("rates will fall", via=(GoldVia("reported_by", "AFP"),))]
    assert scored(golds, [given("it", via=(Via("reported_by", Reference((), "e2")),))]).via == Score()


def test_nesting_points_to_the_answer_of_the_outer_one() -> None:
    golds = [wanted("that “rates will fall”", id="1"), wanted("it", id="2", nested_in="1")]
    ours = [given("that “rates will fall”"), given("it", id="q2", nested_in="q1")]
    assert scored(golds, ours).nesting == Score(1, 1, 1)
    ours = [given("that “rates will fall”", id="q9"), given("it", id="q2", nested_in="q1")]
    assert scored(golds, ours).nesting == Score(0, 1, 1)


def test_nesting_that_is_missed_or_too_much_counts_without_a_match() -> None:
    golds = [wanted("it", id="2", nested_in="1")]
    assert scored(golds, [given("won", nested_in="q9")]).nesting == Score(0, 1, 1)


@pytest.mark.parametrize(
    ("annotated", "entity", "score"),
    [
        ("Ken Ito", "e1", Score(1, 1, 1)),
        ("Lee", None, Score(1, 1, 1)),
        ("AFP", "e1", Score(0, 1, 1)),
        ("", "e1", Score(0, 1, 0)),
        (None, "e1", Score()),
    ],
    ids=["name", "words", "another", "nobody", "not annotated"],
)
def test_addressees_by_name_or_words(annotated: str | None, entity: str | None, score: Score) -> None:
    ours = [given("it", addressee=Reference(spans("Lee"), entity))]
    assert scored([wanted("it", addressee=annotated)], ours).addressees == score


def test_an_addressee_may_be_missed() -> None:
    assert scored([wanted("it", addressee="Lee")], [given("it")]).addressees == Score(0, 0, 1)


class TestNotQuotes:
    def test_marked_strings_outside_the_contents_where_none_are_listed(self) -> None:
        golds = [wanted("it", "Lee")]
        assert not_quote_score([comparison(golds, [given("“rates will fall”")])]) == Score(1, 0, 1)
        assert not_quote_score([comparison(golds, [given("it")])]) == Score(0, 0, 1)
        assert not_quote_score([comparison([wanted("rates")], [])]) == Score(0, 0, 0)

    def test_a_listed_string_comes_back_in_what_is_said_too_much(self) -> None:
        golds = [wanted("won", "Ito")]
        listed = "“rates will fall”"
        assert not_quote_score([comparison(golds, [given("won|rates will")], not_quotes=listed)]) == Score(1, 0, 1)
        assert not_quote_score([comparison(golds, [given("won|rates")], not_quotes=listed)]) == Score(0, 0, 1)

    def test_within_a_content_it_comes_back_only_on_its_own(self) -> None:
        golds = [wanted("that “rates will fall”", "Ito")]
        whole = given("that “rates will fall”")
        for inner, back in (("rates will fall", 0), ("fall", 1)):
            each = comparison(golds, [whole, given(inner, id="q2")], not_quotes="fall")
            assert not_quote_score([each]) == Score(back, 0, 1)

    def test_a_string_that_is_speech_elsewhere_is_not_counted_there(self) -> None:
        listed = "“rates will fall”"
        each = comparison([wanted("rates will fall", "Ito")], [given("rates will fall")], not_quotes=listed)
        assert not_quote_score([each]) == Score()
