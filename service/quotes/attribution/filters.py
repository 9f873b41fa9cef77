"""Filters: which of the attributions found go into an answer.

Every answer is a part of one analysis, so the same quote has the same id whatever is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from graphlib import TopologicalSorter

from quotes.attribution.model import CATEGORIES, Analysis, Attribution, QuoteType

LEFT_OUT = "thought"
"""The category that a response leaves out unless it is asked for; the page reads it from here too."""

MARKED: frozenset[QuoteType] = frozenset({"direct", "mixed"})
"""The types of what stands in quotation marks: a thought of these is a quote in any case."""

DEFAULT_CATEGORIES = frozenset(CATEGORIES) - {LEFT_OUT}
"""The cue categories of an answer unless others are asked for."""


def select(
    analysis: Analysis, categories: Collection[str] = DEFAULT_CATEGORIES, min_confidence: float = 0.0
) -> Analysis:
    """Keep the quotes of some cue categories and some confidence, and the entities that they refer to.

    A thought in quotation marks is a quote whatever the categories: Ito thought it "absurd". Where an outer quote is
    left out, an inner one is nested in the next around it. But what is within something that was not said (Ito denied
    that Sato had said that rates would fall) goes with it, since on its own it would look as if it had been said.

    Args:
        analysis: all that was found.
        categories: of `CATEGORIES`.
        min_confidence: the least confidence of a quote that is kept, 0 to 1.
    """

    def wanted(quote: Attribution) -> bool:
        marked_thought = quote.category == LEFT_OUT and quote.type in MARKED
        return quote.confidence >= min_confidence and (quote.category in categories or marked_thought)

    quotes = _kept(analysis.quotes, wanted)
    referred_to = {
        reference.entity
        for quote in quotes
        for reference in (quote.speaker, quote.addressee, *(via.reference for via in quote.via))
        if reference
    }
    entities = tuple(entity for entity in analysis.entities if entity.id in referred_to)
    return replace(analysis, quotes=quotes, entities=entities)


def _kept(quotes: Sequence[Attribution], wanted: Callable[[Attribution], bool]) -> tuple[Attribution, ...]:
    """The wanted quotes, nested anew, without those within something unsaid that is left out; in the order given."""
    by_id = {quote.id: quote for quote in quotes}
    outermost_first = TopologicalSorter({q.id: [q.nested_in] if q.nested_in else [] for q in quotes}).static_order()
    nearest: dict[str | None, str | None] = {None: None}  # the innermost kept quote around what is in a quote
    kept: dict[str, Attribution] = {}
    for id_ in outermost_first:
        quote = by_id[id_]
        if quote.nested_in not in nearest:  # it is within something unsaid that is left out
            continue
        if wanted(quote):
            nearest[id_] = id_
            kept[id_] = replace(quote, nested_in=nearest[quote.nested_in])
        elif not quote.unsaid:
            nearest[id_] = nearest[quote.nested_in]
    return tuple(kept[quote.id] for quote in quotes if quote.id in kept)
