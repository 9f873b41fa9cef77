"""The learned scorer: from the features of candidates to the probability that they are right.

Boosted trees, trained by training/scorer.py and kept in ranking/scorer.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import NamedTuple, Protocol

import numpy

from quotes.attribution.ensemble import Ensemble


class Probabilities(NamedTuple):
    """The probability that content and source are about right, and that the content is exactly so."""

    right: float
    exact: float


class Scorer(Protocol):
    """What tells how likely candidates are right."""

    def score(self, candidates: Sequence[Mapping[str, float]], /) -> list[Probabilities]:
        """How likely each candidate with these features is right."""


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
        return cls(tuple(data["features"]), Ensemble.of(data["right"]), Ensemble.of(data["exact"]))

    def score(self, candidates: Sequence[Mapping[str, float]], /) -> list[Probabilities]:
        """How likely each candidate with these features is right."""
        rows = [[features[name] for name in self.features] for features in candidates]
        values = numpy.array(rows, numpy.float64).reshape(len(rows), len(self.features))
        right, exact = self.right.probabilities(values), self.exact.probabilities(values)
        return list(map(Probabilities, right.tolist(), exact.tolist()))
