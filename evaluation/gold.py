"""Annotated articles, from three kinds of files into one form."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from quotes.nlp.document import Span

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldVia:
    """A relay; `relation` is None where the annotation does not say which."""

    relation: str | None
    name: str


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An annotated attribution. Type, speaker, relays and nesting are known only where the corpus has them."""

    id: str
    content: Spans
    source: Spans
    cue: Spans
    type: str | None = None
    speaker: str | None = None
    via: tuple[GoldVia, ...] = ()
    nested_in: str | None = None


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated article; `group` is what results are broken down by."""

    id: str
    group: str
    text: str
    attributions: tuple[GoldAttribution, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated articles of one kind.

    Attributes:
        one_layer: no attribution is annotated inside another, so a nested prediction that matches
            nothing is no error; and a relative pronoun is annotated as the source, not its antecedent.
        entities: the annotation names speakers and relays.
        thoughts: beliefs and plans are annotated too; else the default selection of a response is scored.
    """

    name: str
    documents: tuple[GoldDocument, ...]
    one_layer: bool = False
    entities: bool = False
    thoughts: bool = True


def polnear(path: Path, limit: int | None = None) -> Corpus:
    """Read PolNeAR as JSON lines, gzipped or not; the publisher stands before the first `_` of an id."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, limit)]
    documents = tuple(
        GoldDocument(
            id=row["id"],
            group=row["id"].partition("_")[0],
            text=row["text"],
            attributions=tuple(
                GoldAttribution(str(number), _pairs(each["content"]), _pairs(each["source"]), _pairs(each["cue"]))
                for number, each in enumerate(row["attributions"], 1)
            ),
        )
        for row in rows
    )
    return Corpus(f"PolNeAR ({path.name})", documents, one_layer=True)


def seeds(path: Path, texts: Path) -> Corpus:
    """Read the annotation of the seed articles, whose texts lie in the folder `texts`."""
    documents = []
    for row in json.loads(path.read_text("utf-8"))["documents"]:
        text = (texts / row["seed"]).read_bytes().decode("utf-8")
        quotes = tuple(_seed_quote(each, text) for each in row["quotes"])
        documents.append(GoldDocument(row["seed"], row["seed"][:3], text, quotes))
    return Corpus("seeds", tuple(documents), entities=True, thoughts=False)


def relays(path: Path) -> Corpus:
    """Read invented sentences with relays and nesting, one JSON object a line, parts given as strings."""
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    documents = tuple(GoldDocument(str(row["id"]), "relays", row["text"], tuple(_located_quotes(row))) for row in rows)
    return Corpus("relays", documents, entities=True)


def _pairs(pairs: Iterable[tuple[int, int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)


def _seed_quote(row: dict[str, Any], text: str) -> GoldAttribution:
    def spans(*parts: dict[str, Any] | None) -> Spans:
        for part in parts:
            if part and text[part["start"] : part["end"]] != part["text"]:
                raise ValueError(f"quote {row['id']}: the text is not at its offsets: {part}")
        return tuple(Span(part["start"], part["end"]) for part in parts if part)

    speaker = row.get("speaker") or {}
    return GoldAttribution(
        id=row["id"],
        content=spans(*row["content"]),
        source=spans(speaker.get("mention")),
        cue=spans(row.get("cue")),
        type=row["type"],
        speaker=speaker.get("name"),
        via=tuple(GoldVia(each.get("relation"), each["name"]) for each in row.get("via", ())),
        nested_in=row.get("nested_in"),
    )


def _located_quotes(row: dict[str, Any]) -> Iterator[GoldAttribution]:
    text: str = row["text"]
    for number, quote in enumerate(row["quotes"]):
        content: list[Span] = []
        for part in quote["content"]:
            content.append(_after(text, part, content[-1].end if content else 0))
        whole = Span(content[0].start, content[-1].end)
        cue = _nearest(text, quote.get("cue"), whole, content)
        nested_in = quote.get("nested_in")
        yield GoldAttribution(
            id=str(number),
            content=tuple(content),
            source=_nearest(text, quote.get("source"), cue[0] if cue else whole, content),
            cue=cue,
            type=quote["type"],
            speaker=quote.get("speaker"),
            via=tuple(GoldVia(each.get("relation"), each["name"]) for each in quote.get("via", ())),
            nested_in=None if nested_in is None else str(nested_in),
        )


def _after(text: str, part: str, start: int) -> Span:
    at = text.index(part, start)
    return Span(at, at + len(part))


def _nearest(text: str, part: str | None, anchor: Span, content: list[Span]) -> Spans:
    """The occurrence of `part` nearest to `anchor`, outside the content if there is one there."""
    found = _occurrences(text, part) if part else []
    outside = [spans for spans in found if not any(one.overlaps(other) for one in spans for other in content)] or found
    if part and not outside:
        raise ValueError(f"not in the text: {part!r}")
    return min(outside, key=lambda spans: max(anchor.start - spans[-1].end, spans[0].start - anchor.end), default=())


def _occurrences(text: str, part: str) -> list[Spans]:
    """Where a part stands; in pieces where its words stand apart ("quoted Ito as saying")."""
    whole: list[Spans] = [(Span(*match.span()),) for match in re.finditer(re.escape(part), text)]
    apart = r"\b.{1,80}?\b".join(f"({re.escape(word)})" for word in part.split())
    return whole or [
        tuple(Span(*match.span(number)) for number in range(1, len(match.groups()) + 1))
        for match in re.finditer(apart, text)
    ]
