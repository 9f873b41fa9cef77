"""Evaluation: matching and figures on examples small enough to be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import metrics
from evaluation.ablation import without, without_reading
from evaluation.constructions import examples
from evaluation.gold import Corpus, GoldAttribution, GoldDocument
from evaluation.matching import assign, compare
from evaluation.parses import Parses
from evaluation.words import Words, jaccard
from quotes.attribution.model import Analysis, Attribution, Reference
from quotes.nlp.document import Document, Sentence, Span
from tests.support.comparisons import comparison, given, spans, token, wanted


class TestWords:
    def test_words_are_runs_of_letters_and_single_symbols_without_punctuation(self) -> None:
        assert Words("The U.S. paid “$5m”, didn't it?").forms == "the u s paid $ 5m didn t it".split()

    def test_a_word_counts_if_one_character_is_inside(self) -> None:
        words = Words("rates will fall")
        assert words.within([Span(3, 7)]) == {0, 1}
        assert words.within([Span(5, 6), Span(10, 15)]) == {2}
        assert words.within([Span(7, 7)]) == frozenset()

    def test_auxiliaries_and_negations_of_a_cue_are_dropped(self) -> None:
        text = "did not say didn't say would have been told"
        words = Words(text)
        kept = words.without_auxiliaries(words.within([Span(0, len(text))]))
        assert [words.forms[number] for number in sorted(kept)] == ["say", "say", "told"]

    @pytest.mark.parametrize(
        ("one", "other", "overlap"), [({1, 2, 3}, {2, 3, 4}, 0.5), ({1}, {2}, 0.0), (set(), set(), 1.0)]
    )
    def test_jaccard_is_the_share_of_common_words(self, one: set[int], other: set[int], overlap: float) -> None:
        assert jaccard(frozenset(one), frozenset(other)) == overlap


class TestMatching:
    def test_the_sum_of_overlaps_is_greatest_rather_than_each_one(self) -> None:
        """A greedy match would take (0, 0) at 3/4 and leave 1 with nothing: 0.75 against 2/3 + 1/5."""
        golds = [frozenset({1, 2, 3}), frozenset({4, 5})]
        ours = [frozenset({1, 2, 3, 4}), frozenset({2, 3})]
        assert assign(golds, ours) == [(0, 1, pytest.approx(2 / 3)), (1, 0, pytest.approx(1 / 5))]

    def test_contents_that_do_not_overlap_are_not_paired(self) -> None:
        assert assign([frozenset({1})], [frozenset({2})]) == []
        assert assign([], [frozenset({2})]) == []


class TestScores:
    def test_a_content_counts_at_half_an_overlap_and_exactly_only_if_equal(self) -> None:
        """Of "that rates will fall" ours has three of four words: 0.75."""
        each = comparison([wanted("that “rates will fall”", "Ito")], [given("rates will fall", "Ito"), given("won")])
        assert metrics.score([each], metrics.content_half) == metrics.Score(1, 2, 1)
        assert metrics.score([each], metrics.content_exact) == metrics.Score(0, 2, 1)
        assert metrics.score([each], metrics.relation_half) == metrics.Score(1, 2, 1)

    def test_quotation_marks_are_no_words(self) -> None:
        each = comparison([wanted("“rates will fall”", "Ito")], [given("rates will fall", "Ito")])
        assert metrics.score([each], metrics.relation_exact) == metrics.Score(1, 1, 1)

    def test_precision_recall_and_f1_follow_from_the_counts_and_are_0_without_any(self) -> None:
        score = metrics.Score(right=2, predicted=4, gold=3)
        assert (score.precision, score.recall, score.f1) == (0.5, pytest.approx(2 / 3), pytest.approx(4 / 7))
        assert metrics.Score().f1 == metrics.Score().precision == metrics.Score().recall == 0

    @pytest.mark.parametrize(
        ("annotated", "found", "right"), [("Ito", "Ito", 1), (None, None, 1), ("Ito", None, 0), (None, "Lee", 0)]
    )
    def test_a_relation_is_right_only_with_the_right_source(
        self, annotated: str | None, found: str | None, right: int
    ) -> None:
        each = comparison([wanted("rates will fall", annotated)], [given("rates will fall", found)])
        assert metrics.score([each], metrics.relation_half).right == right

    def test_the_cue_is_scored_on_matched_pairs_only(self) -> None:
        golds = [wanted("rates will fall", "Ito", "said that"), wanted("it", "Lee", "denied")]
        ours = [given("rates will fall", "Ito", "said"), given("it", "Lee", "Lee")]
        assert metrics.cue_score([comparison(golds, ours)]) == metrics.Score(1, 2, 2)

    def test_quoted_recall_counts_contents_with_quotation_marks(self) -> None:
        golds = [wanted("that “rates will fall”", "Ito"), wanted("it", "Lee")]
        each = comparison(golds, [given("rates will fall", "Ito")])
        assert metrics.quoted_score([each]) == metrics.Score(1, 0, 1)

    def test_single_marks_are_known_by_the_annotated_type(self) -> None:
        each = comparison([wanted("it", "Lee", type="direct"), wanted("won", "Ito", type="indirect")], [])
        assert metrics.quoted_score([each]) == metrics.Score(0, 0, 1)

    def test_words_are_scored_over_the_union_of_all_contents(self) -> None:
        each = comparison([wanted("rates will fall"), wanted("it")], [given("that “rates will"), given("rates")])
        assert metrics.word_score([each]) == metrics.Score(2, 3, 4)

    def test_the_type_is_read_from_quotation_marks_where_the_corpus_has_none(self) -> None:
        golds = [wanted("that “rates will fall”", "Ito"), wanted("it", "Lee")]
        each = comparison(golds, [given("that “rates will fall”", "Ito", type="direct")])
        of_predicted, of_gold = metrics.by_type([each], metrics.relation_half)["direct"]
        assert (of_predicted, of_gold) == (metrics.Score(1, 1, 0), metrics.Score())
        assert metrics.by_type([each], metrics.relation_half)["mixed"][1] == metrics.Score(1, 0, 1)
        assert metrics.by_type([each], metrics.relation_half)["indirect"][1] == metrics.Score(0, 0, 1)
        assert metrics.marked_type(each.document, wanted("“rates will fall”")) == "direct"

    def test_scores_are_split_by_category_and_by_group(self) -> None:
        each = comparison([wanted("it", "Lee")], [given("it", "Lee", "denied"), given("won")])
        statements = metrics.Score(1, 2, 0), metrics.Score(0, 0, 0)
        assert metrics.by_category([each], metrics.relation_half) == {"statement": statements}
        assert metrics.by_group([each], metrics.relation_half) == {"g": metrics.Score(1, 2, 1)}


class TestOneLayer:
    """PolNeAR's conventions."""

    def test_the_antecedent_counts_as_the_source_of_a_relative_pronoun(self) -> None:
        golds, ours = [wanted("rates will fall", "who")], [given("rates will fall", "Ito")]
        assert metrics.score([comparison(golds, ours, one_layer=True)], metrics.relation_exact).right == 1
        assert metrics.score([comparison(golds, ours)], metrics.relation_half).right == 0

    def test_a_noun_phrase_behind_the_relative_pronoun_is_no_antecedent_of_it(self) -> None:
        each = comparison([wanted("rates will fall", "who")], [given("rates will fall", "Lee")], one_layer=True)
        assert metrics.score([each], metrics.relation_half).right == 0

    @pytest.mark.parametrize(("gap", "right"), [(60, 1), (61, 0)])
    def test_an_antecedent_counts_only_within_sixty_characters(self, gap: int, right: int) -> None:
        text = f"Ito{' ' * gap}who won"
        document = GoldDocument("d", "g", text, (GoldAttribution("1", spans("won", text), spans("who", text), ()),))
        quote = Attribution("q1", "indirect", spans("won", text), None, Reference((Span(0, 3),), None))
        each = compare(document, Analysis((quote,), ()), Corpus("c", (document,), one_layer=True))
        assert metrics.score([each], metrics.relation_half).right == right

    def test_a_nested_prediction_that_matches_nothing_is_excused(self) -> None:
        golds = [wanted("that “rates will fall”", "Ito")]
        ours = [given("that “rates will fall”", "Ito"), given("rates", "Lee", id="q2", nested_in="q1")]
        assert metrics.score([comparison(golds, ours, one_layer=True)], metrics.content_half).predicted == 1
        assert metrics.score([comparison(golds, ours)], metrics.content_half).predicted == 2


class TestConfidence:
    def test_reliability_bins_hold_the_mean_confidence_and_the_precision(self) -> None:
        golds = [wanted("rates will fall", "Ito"), wanted("it", "Lee")]
        ours = [
            given("rates will fall", "Ito", confidence=0.95),
            given("it", "Ito", confidence=0.91),
            given("won", "Ito", confidence=0.2),
        ]
        low, high = metrics.reliability([comparison(golds, ours)])
        assert (low.low, low.count, low.precision) == (0.2, 1, 0.0)
        assert (high.low, high.count, high.confidence, high.precision) == (0.9, 2, pytest.approx(0.93), 0.5)

    def test_a_confidence_of_1_falls_into_the_last_bin(self) -> None:
        each = comparison([wanted("it", "Lee")], [given("it", "Lee", confidence=1.0)])
        assert [bin_.low for bin_ in metrics.reliability([each])] == [0.9]

    def test_min_confidence_filters_before_matching(self) -> None:
        ours = [given("it", "Lee", confidence=0.5), given("won", "Ito", confidence=0.95)]
        each = comparison([wanted("it", "Lee")], ours, min_confidence=0.9)
        assert metrics.score([each], metrics.relation_half) == metrics.Score(0, 1, 1)


def test_recall_by_category_where_it_is_annotated() -> None:
    each = comparison([wanted("it", "Lee", category="denial"), wanted("won", "Ito")], [given("it", "Lee", "denied")])
    found = metrics.by_category([each], metrics.relation_half)
    assert found == {
        "statement": (metrics.Score(1, 1, 0), metrics.Score()),
        "denial": (metrics.Score(), metrics.Score(1, 0, 1)),
    }


def test_parses_are_kept(tmp_path: Path) -> None:
    calls = []
    document = Document("No", (token("No"),), (Sentence(0, 0, 1, 0),))

    class Once:
        name = version = "1"

        def parse(self, text: str) -> Document:
            calls.append(text)
            return document

    for _ in range(2):
        parses = Parses(tmp_path)
        parses.__dict__["_parser"] = Once()
        assert parses.parse("No") == document
    assert calls == ["No"]


def test_the_core_runs_without_each_of_its_components() -> None:
    document = without_reading(examples()[0].document)
    assert without(None)(document).quotes
    assert not without("grammar")(document).quotes
    assert {quote.confidence for quote in without("scorer")(document).quotes} == {0.5}
