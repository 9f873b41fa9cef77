"""The learned scorer: from the features of a candidate to the probability that it is right.

Gradient-boosted decision trees (Friedman, "Greedy Function Approximation", 2001), trained by training/scorer.py and
kept as plain numbers in ranking/scorer.json, so that the core needs no library to use them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

Node = tuple[int, float, bool, int, int]
"""Feature, threshold, whether what is unknown goes left, and the numbers of the left and right nodes.

A leaf has the feature -1 and its value in the threshold's place.
"""


class Probabilities(NamedTuple):
    """The probability that content and source are about right, and that the content is exactly so."""

    right: float
    exact: float


@dataclass(frozen=True)
class Ensemble:
    """Trees whose leaves add up to log-odds."""

    base: float
    trees: tuple[tuple[Node, ...], ...]

    def probability(self, values: Sequence[float]) -> float:
        """The probability for the values of the features, in their order."""
        return 1 / (1 + math.exp(-self.base - sum(_leaf(tree, values) for tree in self.trees)))


def _leaf(tree: Sequence[Node], values: Sequence[float]) -> float:
    feature, threshold, unknown_left, left, right = tree[0]
    while feature >= 0:
        value = values[feature]
        goes_left = unknown_left if math.isnan(value) else value <= threshold
        feature, threshold, unknown_left, left, right = tree[left if goes_left else right]
    return threshold


class Scorer(Protocol):
    """What tells how likely candidates are right."""

    def score(self, features: Mapping[str, float], /) -> Probabilities:
        """How likely a candidate with these features is right."""


@dataclass(frozen=True)
class Ensembles:
    """The trained scorer: an ensemble for each probability, over the same features."""

    features: tuple[str, ...]
    right: Ensemble
    exact: Ensemble

    @classmethod
    def load(cls) -> Ensembles:
        """The ensembles of ranking/scorer.json."""
        return cls.parse(files("quotes.attribution.ranking").joinpath("scorer.json").read_text("utf-8"))

    @classmethod
    def parse(cls, text: str) -> Ensembles:
        """The ensembles of a JSON text."""
        data = json.loads(text)
        return cls(tuple(data["features"]), _ensemble(data["right"]), _ensemble(data["exact"]))

    def score(self, features: Mapping[str, float], /) -> Probabilities:
        """How likely a candidate with these features is right."""
        values = [features[name] for name in self.features]
        return Probabilities(self.right.probability(values), self.exact.probability(values))


def _ensemble(rows: Mapping[str, Any]) -> Ensemble:
    trees = (tuple((int(f), float(t), bool(u), int(a), int(b)) for f, t, u, a, b in tree) for tree in rows["trees"])
    return Ensemble(float(rows["base"]), tuple(trees))
