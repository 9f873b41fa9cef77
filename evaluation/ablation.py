"""Leaving components of the core out, to see what each is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from quotes.attribution import pipeline
from quotes.attribution.model import Analysis
from quotes.attribution.ranking.scorer import Probabilities
from quotes.nlp.document import Document

COMPONENTS = ("reader", "grammar", "scorer")
"""What may be left out: what the reader reads, the candidates that grammar proposes, the learned scorer."""


def without_reading(document: Document) -> Document:
    """A document as models without a reader would give it."""
    return replace(document, reading=None)


class _Indifferent:
    """A scorer that thinks every candidate as likely as the next: the first candidate of each cue stands."""

    def score(self, candidates: Sequence[Mapping[str, float]], /) -> list[Probabilities]:
        return [Probabilities(0.5, 0.5)] * len(candidates)


def without(component: str | None) -> Callable[[Document], Analysis]:
    """The bundled core without one of its components.

    Args:
        component: one of `COMPONENTS`, or None for the whole core.
    """
    attributor = pipeline.bundled()
    if component == "reader":
        return lambda document: attributor.attribute(without_reading(document))
    if component == "grammar":
        proposers = tuple(each for each in attributor.proposers if each is not pipeline.grammatical)
        attributor = replace(attributor, proposers=proposers)
    if component == "scorer":
        attributor = replace(attributor, scorer=_Indifferent())
    return attributor.attribute
