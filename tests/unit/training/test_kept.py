"""What is the reader's to learn from, and what the scorer's."""

from __future__ import annotations

import pytest

from training.kept import kept, others

DOCUMENTS = [f"d{number}" for number in range(50)]


@pytest.mark.parametrize("corpus", ["newsroom", "polnear", "contract", "gum"])
def test_every_document_is_either_the_reader_s_or_the_scorer_s(corpus: str) -> None:
    assert not set(kept(corpus, DOCUMENTS)) & set(others(corpus, DOCUMENTS))
    assert sorted(kept(corpus, DOCUMENTS) + others(corpus, DOCUMENTS)) == sorted(DOCUMENTS)


def test_the_scorer_has_a_part_of_each_corpus_that_tells_who_says_what() -> None:
    shares = {corpus: len(kept(corpus, DOCUMENTS)) / len(DOCUMENTS) for corpus in ("newsroom", "polnear", "contract")}
    assert shares == pytest.approx({"newsroom": 1 / 8, "polnear": 1 / 7, "contract": 1 / 3}, abs=0.02)
    assert kept("polnear", DOCUMENTS)[:2] == ["d3", "d10"]


def test_articles_annotated_after_the_reader_was_trained_are_the_scorer_s() -> None:
    articles = list(range(200))
    assert kept("contract", articles)[-32:] == articles[168:]
    assert len(kept("contract", articles[:168])) == 56
    assert max(others("contract", articles)) == 167


def test_corpora_that_tell_of_names_and_chains_alone_are_all_the_reader_s() -> None:
    assert others("gum", DOCUMENTS) == DOCUMENTS
    assert others("gum", []) == []
