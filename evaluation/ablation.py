"""Leaving components of the core out, to see what each is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from quotes.attribution import pipeline
from quotes.attribution.model import Analysis
from quotes.attribution.ranking.scorer import Probabilities
from quotes.nlp.document import NO_PREDICTION, Document

COMPONENTS = ("predictions", "grammar", "scorer")
"""What may be left out: what the report model predicts, the candidates that grammar proposes, the learned scorer."""


def without_predictions(document: Document) -> Document:
    """A document as models without a report model would give it."""
    return replace(document, tokens=tuple(replace(token, prediction=NO_PREDICTION) for token in document.tokens))


class _Indifferent:
    """A scorer that thinks every candidate as likely as the next: the first candidate of each cue stands."""

    def score(self, features: Mapping[str, float], /) -> Probabilities:
        return Probabilities(0.5, 0.5)


def without(component: str | None) -> Callable[[Document], Analysis]:
    """The bundled core without one of its components.

    Args:
        component: one of `COMPONENTS`, or None for the whole core.
    """
    attributor = pipeline.bundled()
    if component == "predictions":
        return lambda document: attributor.attribute(without_predictions(document))
    if component == "grammar":
        proposers = tuple(each for each in attributor.proposers if each is not pipeline.grammatical)
        attributor = replace(attributor, proposers=proposers)
    if component == "scorer":
        attributor = replace(attributor, scorer=_Indifferent())
    return attributor.attribute
