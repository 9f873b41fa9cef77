"""Boosted trees (quotes.attribution.ensemble): how they are grown, and written down as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

LARGE = 1e9
"""In place of an infinite threshold, which parts the known from the unknown: JSON has no infinity."""


def grown(
    values: NDArray[Any],
    truths: Sequence[bool],
    weights: Sequence[float],
    rounds: int,
    leaves: int,
    directions: Sequence[int] | None = None,
) -> HistGradientBoostingClassifier:
    """Boosted trees over rows of features.

    Args:
        values: [row, feature].
        truths: whether each row is right.
        weights: what each row weighs.
        rounds: how many trees.
        leaves: of a tree, at most.
        directions: for each feature 1 or -1 where it can only speak for or against, 0 else.
    """
    model = HistGradientBoostingClassifier(
        learning_rate=0.06,
        max_iter=rounds,
        max_leaf_nodes=leaves,
        min_samples_leaf=30,
        l2_regularization=2.0,
        early_stopping=False,
        random_state=1,
        monotonic_cst=directions,
    )
    return model.fit(values, truths, weights)


def exported(model: Any) -> dict[str, Any]:
    """The trees as numbers (see quotes.attribution.ensemble.Ensemble.of)."""
    grown = []
    for (predictor,) in model._predictors:
        grown.append(
            [
                [-1, round(float(node["value"]), 5), 0, 0, 0]
                if node["is_leaf"]
                else [
                    int(node["feature_idx"]),
                    float(f"{min(node['num_threshold'], LARGE):.6g}"),
                    int(node["missing_go_to_left"]),
                    int(node["left"]),
                    int(node["right"]),
                ]
                for node in predictor.nodes
            ]
        )
    return {"base": round(float(model._baseline_prediction.item()), 5), "trees": grown}
