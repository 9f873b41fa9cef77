"""What no annotated document may have, and what is worth a look."""

from __future__ import annotations

import re
from collections.abc import Iterator

from evaluation.newsroom.model import (
    CATEGORIES,
    GENDERS,
    KINDS,
    MODALITIES,
    POLARITIES,
    RELATIONS,
    Document,
    Entity,
    Quote,
)
from evaluation.newsroom.quotation import MARK, occurrences
from quotes.nlp.document import Span

_SAYS = re.compile(
    r"\b(said|says|told|tells|added|adds|according to|asked|asks|warned|announced|claimed|denied|insisted|argued|"
    r"stated|wrote|tweeted|explained|replied|noted|admitted|promised|urged|called on|accused|reported|reportedly|"
    r"allegedly|quoted|citing|described|dubbed)\b"
)


def problems(document: Document) -> Iterator[str]:
    """What is wrong with a document beyond its markup."""
    if document.id == "?":
        yield "no id"
    for entity in document.entities:
        yield from (f"entity {entity.id} ({entity.name}): {problem}" for problem in _entity(entity, document.text))
    for quote in document.quotes:
        yield from (f"quote {quote.id}: {problem}" for problem in _quote(quote, document))
    for span in (*(each.span for each in document.mentions), *(each.span for each in document.names)):
        yield from _outer_space(span, document.text)
    for string in document.not_quotes:
        if string not in document.text:
            yield f"#not is not in the text: {string}"
    yield from _stray_marks(document)


def notes(document: Document) -> Iterator[str]:
    """Verbs of saying that stand in no cue, which may be right."""
    cues = [span for quote in document.quotes for span in quote.cue]
    for match in _SAYS.finditer(document.text):
        if not any(span.contains(Span(*match.span())) for span in cues):
            yield f"no cue: ...{document.text[max(0, match.start() - 40) : match.end() + 30]!r}"


def _entity(entity: Entity, text: str) -> Iterator[str]:
    if entity.kind not in KINDS:
        yield f"kind {entity.kind}"
    if entity.gender and entity.gender not in GENDERS:
        yield f"gender {entity.gender}"
    if not entity.mentions:
        yield "no mention"
    elif entity.name.lower() not in text.lower():
        yield "its name is not in the text"
    if entity.role and entity.role not in text:
        yield f"its role is not in the text: {entity.role}"


def _quote(quote: Quote, document: Document) -> Iterator[str]:
    yield from _values(quote)
    entities = {entity.id for entity in document.entities}
    for role, identifier in (
        ("speaker", quote.speaker),
        ("addressee", quote.addressee),
        *(("via", each.entity) for each in quote.via),
    ):
        if identifier and identifier not in entities:
            yield f"{role} {identifier} unknown"
    yield from _nesting(quote, document)
    if not quote.content:
        yield "no <t>"
    if quote.cue and quote.speaker and not quote.source:
        yield f'cue and speaker, but no <m ... q="{quote.id}">'
    for span in (*quote.content, *quote.cue):
        yield from _outer_space(span, document.text)


def _values(quote: Quote) -> Iterator[str]:
    for key, value, allowed in (
        ("category", quote.category, CATEGORIES),
        ("polarity", quote.polarity, POLARITIES),
        ("modality", quote.modality, MODALITIES),
        *(("via relation", each.relation, RELATIONS) for each in quote.via),
    ):
        if value not in allowed:
            yield f"{key} {value}"


def _nesting(quote: Quote, document: Document) -> Iterator[str]:
    """A quote is nested in one that it stands in, and in no other; two of one content are not nested."""
    around = {each.id for each in document.quotes if each is not quote and _stands_in(quote, each)}
    if quote.nested is None and around:
        yield f"stands in quote {min(around)}, but is not nested"
    elif quote.nested is not None and all(each.id != quote.nested for each in document.quotes):
        yield f"nested in {quote.nested}, unknown"
    elif quote.nested is not None and quote.nested not in around:
        yield f"nested in {quote.nested}, in which it does not stand"


def _stands_in(inner: Quote, outer: Quote) -> bool:
    inside = all(any(span.contains(piece) for span in outer.content) for piece in inner.content)
    return bool(inner.content) and inside and inner.content != outer.content


def _outer_space(span: Span, text: str) -> Iterator[str]:
    covered = text[span.start : span.end]
    if not covered or covered != covered.strip():
        yield f"span with outer space or empty: {covered!r}"


def _stray_marks(document: Document) -> Iterator[str]:
    text = document.text
    covered = [span for quote in document.quotes for span in quote.content]
    covered += occurrences(text, document.not_quotes)
    for match in MARK.finditer(text):
        if not any(span.contains(Span(*match.span())) for span in covered):
            yield f"mark outside of content and #not: ...{text[max(0, match.start() - 30) : match.start() + 30]!r}"
