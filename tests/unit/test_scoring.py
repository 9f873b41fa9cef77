"""The scorer: trees are walked as they were grown, and the bundled ones fit the evidence."""

from __future__ import annotations

import json
import math

import pytest

from evaluation.constructions import examples
from quotes.attribution import pipeline
from quotes.attribution.ranking.features import evidence
from quotes.attribution.ranking.scorer import Ensembles

TREE = [[0, 0.5, 1, 1, 2], [-1, -2.0, 0, 0, 0], [1, 3.0, 0, 3, 4], [-1, 1.0, 0, 0, 0], [-1, 4.0, 0, 0, 0]]
ATTRIBUTOR = pipeline.bundled()
SCORER = Ensembles.parse(
    json.dumps(
        {
            "features": ["marked", "words"],
            "right": {"base": 0.5, "trees": [TREE, TREE]},
            "exact": {"base": 0.0, "trees": []},
        }
    )
)


@pytest.mark.parametrize(
    ("marked", "words", "odds"),
    [(0.5, 9, 0.5 - 4), (0.6, 3, 0.5 + 2), (0.6, 3.1, 0.5 + 8), (math.nan, 3, 0.5 - 4), (0.6, math.nan, 0.5 + 8)],
)
def test_leaves_add_up_to_log_odds(marked: float, words: float, odds: float) -> None:
    score = SCORER.score({"words": words, "marked": marked, "other": 1.0})
    assert score.right == pytest.approx(1 / (1 + math.exp(-odds)))
    assert score.exact == 0.5


def test_the_bundled_scorer_reads_exactly_the_evidence_there_is() -> None:
    article = ATTRIBUTOR.article(examples()[0].document)
    (report, *_) = ATTRIBUTOR.propose(article)
    assert set(Ensembles.load().features) == set(evidence(article, report))


def test_a_listed_verb_with_its_clause_is_likelier_than_a_scare_quote() -> None:
    def best(name: str) -> float:
        article = ATTRIBUTOR.article(next(e.document for e in examples() if e.id == name))
        scores = (ATTRIBUTOR.scorer.score(evidence(article, r)).right for r in ATTRIBUTOR.propose(article))
        return max(scores, default=0.0)

    assert best("01-that-1") > 0.5 > best("39-no-speech-1")
