"""The learned scorer: from the features of candidates to the probability that they are right.

Gradient-boosted decision trees (Friedman, "Greedy Function Approximation", 2001), trained by training/scorer.py and
kept as plain numbers in ranking/scorer.json. All candidates of an article go down all trees at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple, Protocol

import numpy
from numpy.typing import NDArray

_LEAF = -1
"""In place of the feature that a node asks for."""


class Probabilities(NamedTuple):
    """The probability that content and source are about right, and that the content is exactly so."""

    right: float
    exact: float


class Scorer(Protocol):
    """What tells how likely candidates are right."""

    def score(self, candidates: Sequence[Mapping[str, float]], /) -> list[Probabilities]:
        """How likely each candidate with these features is right."""


@dataclass(frozen=True)
class Ensemble:
    """Trees whose leaves add up to log-odds; their nodes one after another, each tree's first one a root.

    Attributes:
        base: log-odds without any tree.
        roots: number of each tree's first node.
        feature: number of the feature that each node asks for, or `_LEAF`.
        threshold: the value up to which it goes left; of a leaf, what it adds.
        unknown_left: whether what is unknown goes left.
        left, right: number of the node on either side.
    """

    base: float
    roots: NDArray[numpy.intp]
    feature: NDArray[numpy.intp]
    threshold: NDArray[numpy.float64]
    unknown_left: NDArray[numpy.bool_]
    left: NDArray[numpy.intp]
    right: NDArray[numpy.intp]

    def probabilities(self, values: NDArray[numpy.float64]) -> NDArray[numpy.float64]:
        """The probability for each row of values of the features, in their order."""
        rows = numpy.arange(len(values))[:, None]
        at = numpy.broadcast_to(self.roots, (len(values), len(self.roots)))
        while (inner := self.feature[at] != _LEAF).any():
            value = values[rows, self.feature[at]]  # of a leaf any
            left = numpy.where(numpy.isnan(value), self.unknown_left[at], value <= self.threshold[at])
            at = numpy.where(inner, numpy.where(left, self.left[at], self.right[at]), at)
        odds: NDArray[numpy.float64] = self.base + self.threshold[at].sum(1)
        return 1 / (1 + numpy.exp(-odds))


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

    def score(self, candidates: Sequence[Mapping[str, float]], /) -> list[Probabilities]:
        """How likely each candidate with these features is right."""
        rows = [[features[name] for name in self.features] for features in candidates]
        values = numpy.array(rows, numpy.float64).reshape(len(rows), len(self.features))
        right, exact = self.right.probabilities(values), self.exact.probabilities(values)
        return list(map(Probabilities, right.tolist(), exact.tolist()))


def _ensemble(data: Mapping[str, Any]) -> Ensemble:
    """An ensemble from its JSON, where a node is [feature, threshold, unknown left, left, right], within its tree."""
    sizes = [len(tree) for tree in data["trees"]]
    roots = numpy.cumsum([0, *sizes], dtype=numpy.intp)[:-1]
    nodes = numpy.array([node for tree in data["trees"] for node in tree], numpy.float64).reshape(-1, 5).T
    before = numpy.repeat(roots, sizes)
    whole = nodes.astype(numpy.intp)
    return Ensemble(float(data["base"]), roots, whole[0], nodes[1], nodes[2] != 0, whole[3] + before, whole[4] + before)
