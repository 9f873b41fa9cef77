"""An answer as labels on its text: what the formats of annotation tools have in common.

They all hold the text, or stand beside it, and count code points, whatever offsets the client asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from quotes.intake.offsets import offset_table
from quotes.records import entities_by_id

QUOTES = {"direct": "Direct", "mixed": "Mixed", "indirect": "Indirect"}
"""The labels of quotes, by their type; the others are `Cue`, `Speaker`, `Relay` and `Addressee`."""

USUAL = ("positive", "asserted")
"""The polarity and the modality of what was said, which need no tag."""


@dataclass
class Region:
    """A labelled part of the text.

    Attributes:
        spans: where it is, half-open.
        tags: of a quote: category, and `negative`, `hypothetical` or `future`.
        note: what there is to know besides, as a line to read.
        confidence: of a quote.
    """

    label: str
    spans: list[tuple[int, int]]
    tags: tuple[str, ...] = ()
    note: str = ""
    confidence: float | None = None


@dataclass(frozen=True)
class Relation:
    """A link from one region to another, by their places in the list of regions."""

    name: str
    source: int
    target: int


def with_text(answer: dict[str, Any], text: str) -> dict[str, Any]:
    """An answer with the text that it is about as `document.text`, its offsets in code points."""
    offsets = offset_table(text, answer["document"]["offset_encoding"])
    places = {offset: place for place, offset in enumerate(offsets)}

    def moved(node: Any) -> Any:
        if isinstance(node, dict):
            return {key: places[value] if key in ("start", "end") else moved(value) for key, value in node.items()}
        return [moved(each) for each in node] if isinstance(node, list) else node

    document = answer["document"] | {"text": text, "length": len(text), "offset_encoding": "utf-32"}
    return {**moved(answer), "document": document}


def label(answer: dict[str, Any]) -> tuple[list[Region], list[Relation]]:
    """The regions of an answer and what links them; what several quotes share, such as a cue, is one region."""
    regions: list[Region] = []
    relations: list[Relation] = []
    entities, known, places = entities_by_id(answer), {}, {}
    for quote in answer["quotes"]:
        places[quote["id"]] = len(regions)
        regions.append(_quote(quote, entities))
        for name, kind, reference in _links(quote):
            spans = _spans(reference["spans"])
            if not spans:
                continue
            key = (kind, *spans)
            if key not in known:
                known[key] = len(regions)
                regions.append(Region(kind, spans, note=_who(reference, entities)))
            relations.append(Relation(name, places[quote["id"]], known[key]))
    relations += [
        Relation("nested_in", places[quote["id"]], places[quote["nested_in"]])
        for quote in answer["quotes"]
        if quote["nested_in"] in places
    ]
    return regions, relations


def tags(quote: dict[str, Any]) -> tuple[str, ...]:
    """The category of a quote's cue, and what is unusual about it; none where it stands without one."""
    cue = quote["cue"]
    return (cue["category"], *(tag for tag in (cue["polarity"], cue["modality"]) if tag not in USUAL)) if cue else ()


def _quote(quote: dict[str, Any], entities: dict[str, dict[str, Any]]) -> Region:
    speaker = quote["speaker"]
    understood = _who(speaker, entities) if speaker and not speaker["spans"] else ""
    spans = _spans(quote["content"])
    return Region(QUOTES[quote["type"]], spans, tags(quote), understood, quote["confidence"])


def _links(quote: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What belongs to a quote: the relation's name, the label and what has the spans."""
    if quote["cue"]:
        yield "cue", "Cue", quote["cue"]
    if quote["speaker"]:
        yield "speaker", "Speaker", quote["speaker"]
    for via in quote["via"]:
        yield via["relation"], "Relay", via
    if quote["addressee"]:
        yield "addressee", "Addressee", quote["addressee"]


def _spans(spans: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]


def _who(reference: dict[str, Any], entities: dict[str, dict[str, Any]]) -> str:
    """Whom a reference means, such as "Anna Ito (person)"; empty for a cue."""
    entity = entities.get(reference.get("entity") or "")
    return f"{entity['name']} ({entity['kind']})" if entity else ""
