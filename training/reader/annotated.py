"""What the reader learns from, whatever corpus it comes from: a text and spans of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from evaluation import newsroom
from evaluation.gold import GoldDocument
from quotes.nlp.document import Span
from quotes.nlp.reader.labels import CONVENTIONS

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A report and the words that belong to it.

    Attributes:
        content: in pieces; at least one.
        cue: its pieces; none for a quotation without one.
        source: the mention beside the cue; without a cue, the mention of the speaker that stands nearest.
        relays: each with its relation to the speaker.
        addressee: the mention of the addressee that stands nearest.
    """

    content: Spans
    cue: Spans
    source: Spans
    relays: tuple[tuple[str, Span], ...] = ()
    addressee: Spans = ()
    thought: bool = False
    negative: bool = False
    modality: str = "asserted"


REPORTS, NAMES, MENTIONS, CHAINS = "reports", "names", "mentions", "chains"
"""What a corpus may tell: who says what; names; where mentions stand; which of those that are given are of one
entity."""
_ALL = frozenset((REPORTS, NAMES, MENTIONS, CHAINS))


@dataclass(frozen=True, slots=True)
class Annotated:
    """A text with what is annotated in it.

    Attributes:
        convention: number of one of `labels.CONVENTIONS`.
        names: the kind of each, and where it stands.
        mentions: the id of the entity of each, and where it stands.
        kinds, genders: of entities, by their ids, where they are known.
        tells: of what the annotation is complete, and can be learned from.
    """

    id: str
    convention: int
    text: str
    reports: tuple[Report, ...] = ()
    names: tuple[tuple[str, Span], ...] = ()
    mentions: tuple[tuple[str, Span], ...] = ()
    kinds: Mapping[str, str] = field(default_factory=dict)
    genders: Mapping[str, str] = field(default_factory=dict)
    tells: frozenset[str] = _ALL


def of_newsroom(document: newsroom.Document) -> Annotated:
    """A document of the newsroom corpus."""
    mentions: dict[str, list[Span]] = {each.id: list(each.mentions) for each in document.entities}

    def nearest(entity: str | None, quote: newsroom.Quote) -> Spans:
        """The entity's mention nearest to the cue, or to the content where there is none, which it stands outside."""
        anchor = quote.cue or quote.content
        found = mentions.get(entity or "", [])
        if not quote.cue:
            found = [m for m in found if not any(m.overlaps(piece) for piece in quote.content)]
        return tuple(sorted(found, key=lambda m: min(_apart(m, piece) for piece in anchor))[:1])

    def report(quote: newsroom.Quote) -> Report:
        return Report(
            quote.content,
            quote.cue,
            quote.source if quote.cue else nearest(quote.speaker, quote),
            tuple((via.relation, span) for via in quote.via for span in via.spans),
            nearest(quote.addressee, quote),
            quote.category == "thought",
            quote.polarity == "negative",
            quote.modality,
        )

    return Annotated(
        document.id,
        CONVENTIONS.index("contract"),
        document.text,
        tuple(map(report, document.quotes)),
        tuple((each.kind, each.span) for each in document.names),
        tuple((each.entity, each.span) for each in document.mentions),
        {each.id: each.kind for each in document.entities},
        {each.id: each.gender for each in document.entities if each.gender},
    )


def of_polnear(document: GoldDocument) -> Annotated:
    """An article of PolNeAR."""
    reports = tuple(Report(each.content, each.cue, each.source) for each in document.attributions)
    polnear = CONVENTIONS.index("polnear")
    return Annotated(document.id, polnear, document.text, reports, tells=frozenset((REPORTS,)))


def _apart(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
