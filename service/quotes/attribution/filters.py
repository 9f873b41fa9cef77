"""Which of the attributions found go into a response."""

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


def select(
    analysis: Analysis, categories: Collection[str] = DEFAULT_CATEGORIES, min_confidence: float = 0.0
) -> Analysis:
    """Keep the quotes of the given cue categories and confidence, and the entities that they refer to.

    A thought whose content carries quotation marks is a quote in any case. Ids do not change. Where the outer quote is
    left out, an inner one is nested in the next around it; but where that was not said, the inner one goes with it,
    since on its own it would look as if it were.
    """

    def wanted(quote: Attribution) -> bool:
        marked_thought = quote.category == LEFT_OUT and quote.type in MARKED
        return quote.confidence >= min_confidence and (quote.category in categories or marked_thought)

    quotes = _nested_anew(analysis.quotes, wanted)
    named = {
        reference.entity
        for quote in quotes
        for reference in (quote.speaker, quote.addressee, *(via.reference for via in quote.via))
        if reference
    }
    entities = tuple(entity for entity in analysis.entities if entity.id in named)
    return replace(analysis, quotes=quotes, entities=entities)


def _nested_anew(quotes: Sequence[Attribution], wanted: Callable[[Attribution], bool]) -> tuple[Attribution, ...]:
    """The quotes that are wanted and not within something unsaid that is not."""
    by_id = {quote.id: quote for quote in quotes}
    outermost_first = TopologicalSorter({q.id: [q.nested_in] if q.nested_in else [] for q in quotes}).static_order()
    within: dict[str | None, str | None] = {None: None}  # in which quote to nest what is directly within another
    for id_ in outermost_first:
        quote = by_id[id_]
        if quote.nested_in not in within:
            continue
        if wanted(quote):
            within[id_] = id_
            by_id[id_] = replace(quote, nested_in=within[quote.nested_in])
        elif not quote.unsaid:
            within[id_] = within[quote.nested_in]
    return tuple(by_id[quote.id] for quote in quotes if within.get(quote.id) == quote.id)
