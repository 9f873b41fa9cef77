"""The scorer: its trees, and the bundled ones beside the features of candidates."""

from __future__ import annotations

import json
import math

import pytest

from evaluation.constructions import examples
from quotes.attribution import pipeline
from quotes.attribution.ranking import features
from quotes.attribution.ranking.scorer import Ensembles

TREE = [[0, 0.5, 1, 1, 2], [-1, -2.0, 0, 0, 0], [1, 3.0, 0, 3, 4], [-1, 1.0, 0, 0, 0], [-1, 4.0, 0, 0, 0]]
ATTRIBUTOR = pipeline.bundled()
SCORER = Ensembles.parse(
    json.dumps(
        {
            "features": ["quoted", "words"],
            "right": {"base": 0.5, "trees": [TREE, TREE]},
            "exact": {"base": 0.0, "trees": []},
        }
    )
)


@pytest.mark.parametrize(
    ("quoted", "words", "odds"),
    [(0.5, 9, 0.5 - 4), (0.6, 3, 0.5 + 2), (0.6, 3.1, 0.5 + 8), (math.nan, 3, 0.5 - 4), (0.6, math.nan, 0.5 + 8)],
)
def test_the_leaves_that_the_trees_lead_to_add_up_to_log_odds(quoted: float, words: float, odds: float) -> None:
    another = {"words": 3.0, "quoted": 0.0, "other": 1.0}
    _, score = SCORER.score([another, {"words": words, "quoted": quoted, "other": 1.0}])
    assert score.right == pytest.approx(1 / (1 + math.exp(-odds)))
    assert score.exact == 0.5


def test_the_bundled_scorer_reads_exactly_the_features_that_candidates_have() -> None:
    article = ATTRIBUTOR.article(examples()[0].document)
    (candidate, *_) = ATTRIBUTOR.propose(article)
    assert set(Ensembles.load().features) == set(features.extract(article, candidate))


def test_a_listed_verb_with_its_clause_is_likelier_than_a_scare_quote() -> None:
    def best(name: str) -> float:
        article = ATTRIBUTOR.article(next(e.document for e in examples() if e.id == name))
        scores = ATTRIBUTOR.scorer.score([features.extract(article, c) for c in ATTRIBUTOR.propose(article)])
        return max((score.right for score in scores), default=0.0)

    assert best("01-that-1") > 0.5 > best("39-no-speech-1")
