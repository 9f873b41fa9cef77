"""Which of the attributions found go into a response."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from service.attribution.results import CATEGORIES, Analysis, Attribution

DEFAULT_CATEGORIES = frozenset(CATEGORIES) - {"thought"}


def select(
    analysis: Analysis, categories: Collection[str] = DEFAULT_CATEGORIES, min_confidence: float = 0.0
) -> Analysis:
    """Keep the quotes of the given cue categories and confidence, and the entities that they refer to.

    A thought whose content carries quotation marks is a quote in any case. Ids do not change;
    `nested_in` is None where the outer quote was left out.
    """

    def wanted(quote: Attribution) -> bool:
        marked_thought = quote.category == "thought" and quote.type != "indirect"
        return quote.confidence >= min_confidence and (quote.category in categories or marked_thought)

    kept = [quote for quote in analysis.quotes if wanted(quote)]
    ids = {quote.id for quote in kept}
    quotes = tuple(quote if quote.nested_in in ids else replace(quote, nested_in=None) for quote in kept)
    named = {
        reference.entity
        for quote in quotes
        for reference in (quote.speaker, quote.addressee, *(via.reference for via in quote.via))
        if reference
    }
    entities = tuple(entity for entity in analysis.entities if entity.id in named)
    return replace(analysis, quotes=quotes, entities=entities)
