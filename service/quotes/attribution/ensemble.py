"""Gradient-boosted decision trees (Friedman, "Greedy Function Approximation", 2001), kept as plain numbers.

They are trained by scripts of training/. All rows go down all trees at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy
from numpy.typing import NDArray

_LEAF = -1
"""In place of the feature that a node asks for."""


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

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Ensemble:
        """An ensemble from its JSON: a node is [feature, threshold, unknown left, left, right], within its tree."""
        sizes = [len(tree) for tree in data["trees"]]
        roots = numpy.cumsum([0, *sizes], dtype=numpy.intp)[:-1]
        nodes = numpy.array([node for tree in data["trees"] for node in tree], numpy.float64).reshape(-1, 5).T
        before = numpy.repeat(roots, sizes)
        whole = nodes.astype(numpy.intp)
        return cls(float(data["base"]), roots, whole[0], nodes[1], nodes[2] != 0, whole[3] + before, whole[4] + before)

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
