"""The training recipe's conversions, on hand-made rows."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from benchmarks.quality.gold import GoldAttribution, GoldDocument
from service.nlp.document import Span
from training.names import columns, gum, mentions
from training.report_tags import character_tags, token_tags
from training.schedule import factor
from training.straighten import STRAIGHT

MENTIONS = """\
# newdoc id = GUM_news_rates
1\tPresident\tPresident\tPROPN\t_\t_\t2\tnmod:desc\t_\tEntity=(1-person-new(2-organization-new)
2\tIto\tIto\tPROPN\t_\t_\t6\tnsubj\t_\t_
3\tof\tof\tADP\t_\t_\t5\tcase\t_\t_
4\tthe\tthe\tDET\t_\t_\t5\tdet\t_\tEntity=(7-place-giv
5\tnorth\tnorth\tNOUN\t_\t_\t2\tnmod\t_\tEntity=7)1)
6\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_
"""


def test_marks_are_straightened_one_for_one() -> None:
    text = "“It’s «dead»”, ‘he’ said"
    assert text.translate(STRAIGHT) == '"It\'s "dead"", \'he\' said'


@pytest.mark.parametrize(("step", "expected"), [(1, 0.1), (5, 0.5), (10, 1.0), (55, 0.5), (100, 0.01)])
def test_rates_rise_and_fall(step: int, expected: float) -> None:
    assert factor(step, steps=100, warmup=0.1) == pytest.approx(expected)


class TestReportTags:
    def test_the_inner_attribution_wins(self) -> None:
        text = "A said B said C"
        outer = GoldAttribution("1", (Span(7, 15),), (Span(0, 1),), (Span(2, 6),))
        inner = GoldAttribution("2", (Span(14, 15),), (Span(7, 8),), (Span(9, 13),))
        tags = character_tags(GoldDocument("d", "g", text, (inner, outer)))
        starts = [0, 2, 7, 9, 14]
        assert [tags[start] for start in starts] == ["B-SOURCE", "B-CUE", "B-SOURCE", "B-CUE", "B-CONTENT"]

    def test_a_part_that_runs_on_begins_anew(self) -> None:
        tags = ["B-CONTENT", "I-CONTENT", "I-CONTENT", "O"]
        tokens = [SimpleNamespace(text=str(i), start_char=i) for i in (1, 2, 3)]
        assert [row["ner"] for row in token_tags(tokens, tags)] == ["B-CONTENT", "I-CONTENT", "O"]


class TestNames:
    def test_mentions_nest(self) -> None:
        rows = [line.split("\t") for line in MENTIONS.splitlines()[1:]]
        assert mentions(rows) == [(0, 0, "organization"), (3, 4, "place"), (0, 4, "person")]

    def test_a_name_is_the_proper_nouns_of_its_head_without_titles(self) -> None:
        (sentence,) = gum(MENTIONS.replace("(2-organization-new)", ""))
        assert [word["ner"] for word in sentence] == ["O", "B-PER", "O", "O", "O", "O"]

    def test_other_genres_and_skipped_documents_are_left_out(self) -> None:
        assert not list(gum(MENTIONS, frozenset({"GUM_news_rates"})))
        assert not list(gum(MENTIONS.replace("GUM_news", "GUM_fiction")))

    def test_columns_become_iob2_with_three_types(self) -> None:
        (row,) = columns("Ito I-PER\nLee B-PER\nwon O\nOslo I-LOC\nCup I-MISC\n", 0, 1)
        assert [word["ner"] for word in row] == ["B-PER", "B-PER", "O", "B-LOC", "O"]
