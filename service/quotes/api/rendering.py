"""An analysis as the response shows it: every span with its text, offsets in the client's units."""

from __future__ import annotations

import hashlib
from typing import Any

from quotes.api.queries import Query
from quotes.attribution.model import Analysis, Attribution, Cue, Entity, Reference
from quotes.intake.extract import Extract, PlainText
from quotes.intake.offsets import offset_table
from quotes.nlp.document import Parser, Span

AROUND = 32
"""Code points of the prefix and the suffix of a quote."""


def render(query: Query, analysis: Analysis, parser: Parser) -> dict[str, Any]:
    """The response to a query, to be dumped by the schema QuotesResponse."""
    page = _Page(query.extract, query.offset_encoding)
    return {
        "document": {
            "id": query.id,
            "language": query.language,
            "length": page.units[-1],
            "sha256": hashlib.sha256(query.text.encode("utf-8", "surrogatepass")).hexdigest(),
            "offset_encoding": query.offset_encoding,
            **({} if isinstance(query.extract, PlainText) else {"text": query.text}),
        },
        "quotes": [page.quote(quote) for quote in analysis.quotes],
        "entities": [page.entity(entity) for entity in analysis.entities],
        "warnings": [
            {"code": warning.code, "detail": warning.detail, **page.span(warning.span)} for warning in analysis.warnings
        ],
        "model": parser,
    }


class _Page:
    """A text in which spans are looked up."""

    def __init__(self, extract: Extract, encoding: str) -> None:
        self.extract = extract
        self.encoding = encoding
        self.text = extract.text
        self.units = offset_table(extract.text, encoding)

    def words(self, span: Span | None) -> str | None:
        return self.text[span.start : span.end] if span else None

    def span(self, span: Span) -> dict[str, Any]:
        return {
            "start": self.units[span.start],
            "end": self.units[span.end],
            "text": self.words(span),
            **self.extract.locate(span, self.encoding),
        }

    def spans(self, spans: tuple[Span, ...]) -> list[dict[str, Any]]:
        return [self.span(span) for span in spans]

    def reference(self, reference: Reference | None) -> dict[str, Any] | None:
        if reference is None:
            return None
        spans = self.spans(reference.spans)
        return {"spans": spans, "text": " ".join(s["text"] for s in spans) or None, "entity": reference.entity}

    def cue(self, cue: Cue | None) -> dict[str, Any] | None:
        if cue is None:
            return None
        return {
            "spans": self.spans(cue.spans),
            "lemma": cue.lemma,
            "category": cue.category,
            "polarity": cue.polarity,
            "modality": cue.modality,
        }

    def quote(self, quote: Attribution) -> dict[str, Any]:
        first, last = quote.content[0].start, quote.content[-1].end
        return {
            "id": quote.id,
            "type": quote.type,
            "content": self.spans(quote.content),
            "prefix": self.text[max(0, first - AROUND) : first],
            "suffix": self.text[last : last + AROUND],
            "cue": self.cue(quote.cue),
            "speaker": self.reference(quote.speaker),
            "via": [{"relation": via.relation, **(self.reference(via.reference) or {})} for via in quote.via],
            "addressee": self.reference(quote.addressee),
            "context": {
                "medium": self.words(quote.context.medium),
                "time": self.words(quote.context.time),
                "place": self.words(quote.context.place),
            },
            "nested_in": quote.nested_in,
            "confidence": round(quote.confidence, 3),
        }

    def entity(self, entity: Entity) -> dict[str, Any]:
        return {
            "id": entity.id,
            "name": entity.name,
            "kind": entity.kind,
            "role": entity.role,
            "mentions": [{**self.span(mention.span), "type": mention.type} for mention in entity.mentions],
        }
