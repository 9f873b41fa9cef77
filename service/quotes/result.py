"""What comes of reading an article: its quotes, as objects and in the forms that others take."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from quotes import notebook
from quotes.attribution.filters import DEFAULT_CATEGORIES, select
from quotes.attribution.model import Analysis, Attribution, Cue, Entity, Reference
from quotes.intake.extract import Extract, PlainText
from quotes.intake.offsets import offset_table
from quotes.nlp.document import Span, TextWarning
from quotes.records import records

AROUND = 32
"""Code points of the prefix and the suffix of a quote."""

LONGEST_WARNED = 80
"""Code points of a stretch that a warning shows: it tells a place, and repeats no article."""


class ModelName(NamedTuple):
    """Which models: their name and their version, as their manifest has them."""

    name: str
    version: str


@dataclass(frozen=True, eq=False)
class Result:
    """The quotes of one article.

    Attributes:
        extract: the text that was read, and the way back to the body that was given.
        analysis: what was found in it, as far as it was asked for.
        model: which models found it.
        id: the caller's name for the article.
        language: BCP 47 tag of the article's language.
    """

    extract: Extract
    analysis: Analysis
    model: ModelName
    id: str | None = None
    language: str = "en"

    @classmethod
    def of(
        cls,
        extract: Extract,
        analysis: Analysis,
        model: ModelName,
        *,
        id: str | None = None,  # noqa: A002 (the contract's word)
        language: str = "en",
        include: Collection[str] = DEFAULT_CATEGORIES,
        min_confidence: float = 0.0,
    ) -> Result:
        """The result of an analysis, as far as it is asked for.

        Args:
            extract, model, id, language: as the attributes.
            analysis: all that was found.
            include: categories of the cues wanted; a thought in quotation marks is a quote in any case.
            min_confidence: quotes of a lower confidence are left out.
        """
        return cls(extract, select(analysis, include, min_confidence), model, id, language)

    @property
    def text(self) -> str:
        """The text that was read; offsets are code points into it. Of plain text, exactly what was given."""
        return self.extract.text

    @property
    def quotes(self) -> tuple[Attribution, ...]:
        """The quotes, in text order of their contents."""
        return self.analysis.quotes

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Whom the quotes refer to as speakers, relays and addressees."""
        return self.analysis.entities

    @property
    def warnings(self) -> tuple[TextWarning, ...]:
        """What was odd about the text."""
        return self.analysis.warnings

    def words(self, spans: Iterable[Span]) -> str:
        """The text of some spans, verbatim; several are joined by a space."""
        return " ".join(self.text[span.start : span.end] for span in spans)

    def entity(self, reference: Reference | None) -> Entity | None:
        """The entity that a reference means, such as a quote's speaker; None where nobody can be told."""
        return next((entity for entity in self.entities if reference and entity.id == reference.entity), None)

    def to_dict(self, offset_encoding: str = "utf-32") -> dict[str, Any]:
        """The answer as the HTTP service gives it, by the schema QuotesResponse of openapi.yaml.

        Args:
            offset_encoding: what offsets and lengths count: `utf-32` code points, `utf-16` code units, `utf-8` bytes.

        Raises:
            KeyError: the encoding is none of these.
        """
        page = _Page(self.extract, offset_encoding)
        return {
            "document": {
                "id": self.id,
                "language": self.language,
                "length": page.units[-1],
                "sha256": hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest(),
                "offset_encoding": offset_encoding,
                **({} if isinstance(self.extract, PlainText) else {"text": self.text}),
            },
            "quotes": [page.quote(quote) for quote in self.quotes],
            "entities": [page.entity(entity) for entity in self.entities],
            "warnings": [
                {"code": warning.code, "detail": warning.detail, **page.span(_beginning(warning.span))}
                for warning in self.warnings
            ],
            "model": {"name": self.model.name, "version": self.model.version},
        }

    def to_records(self) -> list[dict[str, Any]]:
        """One flat dict a quote, with the columns of the CSV: `pandas.DataFrame(result.to_records())`."""
        return records(self.to_dict())

    def to_displacy(self) -> dict[str, Any]:
        """What spaCy's displacy shows: `displacy.render(result.to_displacy(), style="ent", manual=True)`."""
        return notebook.displacy(self.to_dict(), self.text)

    def _repr_html_(self) -> str:
        """The article with its quotes highlighted, as a notebook shows it."""
        return notebook.highlighted(self.to_dict(), self.text)


def _beginning(span: Span) -> Span:
    """As much of a stretch as a warning shows."""
    return Span(span.start, min(span.end, span.start + LONGEST_WARNED))


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
