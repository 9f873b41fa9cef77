"""The training recipe's conversions, on hand-made rows."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from evaluation.gold.gum import mentions
from training import straighten
from training.names import columns, gum
from training.schedule import factor

MENTIONS = """\
# newdoc id = GUM_news_rates
1\tPresident\tPresident\tPROPN\t_\t_\t2\tnmod:desc\t_\tEntity=(1-person-new(2-organization-new)
2\tIto\tIto\tPROPN\t_\t_\t6\tnsubj\t_\t_
3\tof\tof\tADP\t_\t_\t5\tcase\t_\t_
4\tthe\tthe\tDET\t_\t_\t5\tdet\t_\tEntity=(7-place-giv
5\tnorth\tnorth\tNOUN\t_\t_\t2\tnmod\t_\tEntity=7)1)
6\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_
"""


def test_quotation_marks_are_straightened_one_for_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = tmp_path / "curly", tmp_path / "straight"
    source.write_text("“It’s «dead»”, ‘he’ said", "utf-8")
    monkeypatch.setattr(sys, "argv", ["straighten", str(source), str(target)])
    straighten.main()
    assert target.read_text("utf-8") == '"It\'s "dead"", \'he\' said'


@pytest.mark.parametrize(("step", "expected"), [(1, 0.1), (5, 0.5), (10, 1.0), (55, 0.5), (100, 0.01)])
def test_the_learning_rate_rises_and_falls(step: int, expected: float) -> None:
    assert factor(step, steps=100, warmup=0.1) == pytest.approx(expected)


class TestNames:
    def test_nested_mentions_are_all_found(self) -> None:
        rows = [line.split("\t") for line in MENTIONS.splitlines()[1:]]
        found = [("2", "organization", 0, 0), ("7", "place", 3, 4), ("1", "person", 0, 4)]
        assert list(mentions(rows)) == found

    def test_a_name_is_the_proper_nouns_of_its_head_without_titles(self) -> None:
        (sentence,) = gum(MENTIONS.replace("(2-organization-new)", ""))
        assert [word["ner"] for word in sentence] == ["O", "B-PER", "O", "O", "O", "O"]

    def test_other_genres_and_skipped_documents_are_left_out(self) -> None:
        assert not list(gum(MENTIONS, frozenset({"GUM_news_rates"})))
        assert not list(gum(MENTIONS.replace("GUM_news", "GUM_fiction")))

    def test_columns_become_iob2_with_three_types(self) -> None:
        (row,) = columns("Ito I-PER\nLee B-PER\nwon O\nOslo I-LOC\nCup I-MISC\n", 0, 1)
        assert [word["ner"] for word in row] == ["B-PER", "B-PER", "O", "B-LOC", "O"]
