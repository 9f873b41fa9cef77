"""The documents of the newsroom corpus that are kept for measuring."""

from __future__ import annotations

from pathlib import Path

from evaluation.gold.model import Corpus, GoldAttribution, GoldDocument, GoldEntity, GoldVia
from evaluation.newsroom import Document, Quote, held_out
from evaluation.newsroom.quotation import occurrences


def newsroom(folder: Path) -> Corpus:
    """Read what is held out of the corpus; the writer stands before the `-` of an id."""
    return Corpus("newsroom", tuple(map(gold_document, held_out(folder))), entities=True)


def gold_document(document: Document) -> GoldDocument:
    """A document of the corpus as an annotated article."""
    names = {each.id: each.name for each in document.entities}
    kinds = {each.id: each.kind for each in document.entities}
    proper = {_bare(document.text[each.span.start : each.span.end]) for each in document.names}

    def attribution(quote: Quote) -> GoldAttribution:
        return GoldAttribution(
            id=quote.id,
            content=quote.content,
            source=quote.source,
            cue=quote.cue,
            type=quote.type,
            speaker=names[quote.speaker] if quote.speaker else None,
            kind=kinds[quote.speaker] if quote.speaker else None,
            via=tuple(GoldVia(each.relation, names[each.entity]) for each in quote.via),
            nested_in=quote.nested,
            category=quote.category,
            polarity=quote.polarity,
            modality=quote.modality,
            addressee=names[quote.addressee] if quote.addressee else "",
        )

    return GoldDocument(
        id=document.id,
        group=document.id.partition("-")[0],
        text=document.text,
        attributions=tuple(map(attribution, document.quotes)),
        not_quotes=tuple(occurrences(document.text, document.not_quotes)),
        entities=tuple(
            GoldEntity(each.id, each.name, _bare(each.name) in proper, each.mentions) for each in document.entities
        ),
    )


def _bare(name: str) -> str:
    return name.casefold().removeprefix("the ")
