"""Annotations apart from their text, which others own: every string is a place in it, and none of it is kept.

In the JSON a stretch of text is `[start, end]`, in code points, its end exclusive.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from evaluation.newsroom.model import Document, Entity, Mention, Name, Quote, Spans, Via
from quotes.nlp.document import Span


def plain(document: Document) -> dict[str, Any]:
    """A document as JSON data, without its text.

    Raises:
        ValueError: the name or role of an entity does not stand in the text.
    """
    text = document.text

    def place(part: str | None, near: Spans = ()) -> list[int] | None:
        if part is None:
            return None
        inside = (span.start + at for span in near if (at := text[span.start : span.end].find(part)) >= 0)
        start = next(inside, text.find(part))
        if start < 0:
            raise ValueError(f"{document.id}: {part!r} does not stand in the text")
        return [start, start + len(part)]

    return {
        "id": document.id,
        "digest": digest(text),
        "entities": [
            {
                "id": e.id,
                "name": place(e.name, e.mentions),
                "kind": e.kind,
                "gender": e.gender,
                "role": place(e.role, e.mentions),
                "mentions": _pairs(e.mentions),
            }
            for e in document.entities
        ],
        "quotes": [
            {
                "id": q.id,
                "category": q.category,
                "speaker": q.speaker,
                "addressee": q.addressee,
                "nested": q.nested,
                "polarity": q.polarity,
                "modality": q.modality,
                "via": [{"entity": v.entity, "relation": v.relation, "spans": _pairs(v.spans)} for v in q.via],
                "content": _pairs(q.content),
                "cue": _pairs(q.cue),
                "source": _pairs(q.source),
                "type": q.type,
            }
            for q in document.quotes
        ],
        "mentions": [[m.entity, m.span.start, m.span.end] for m in document.mentions],
        "names": [[n.kind, n.span.start, n.span.end] for n in document.names],
        "not_quotes": [place(part) for part in document.not_quotes],
    }


def document(data: Mapping[str, Any], text: str) -> Document:
    """The document of some JSON data and its text.

    Raises:
        ValueError: it is another text.
    """
    if digest(text) != data["digest"]:
        raise ValueError(f"{data['id']}: this is not the text that was annotated")

    def words(place: list[int] | None) -> str | None:
        return None if place is None else text[place[0] : place[1]]

    return Document(
        id=data["id"],
        genre="",
        text=text,
        entities=tuple(
            Entity(e["id"], words(e["name"]) or "", e["kind"], e["gender"], words(e["role"]), _spans(e["mentions"]))
            for e in data["entities"]
        ),
        quotes=tuple(
            Quote(
                q["id"],
                q["category"],
                q["speaker"],
                q["addressee"],
                q["nested"],
                q["polarity"],
                q["modality"],
                tuple(Via(v["entity"], v["relation"], _spans(v["spans"])) for v in q["via"]),
                _spans(q["content"]),
                _spans(q["cue"]),
                _spans(q["source"]),
                q["type"],
            )
            for q in data["quotes"]
        ),
        mentions=tuple(Mention(entity, Span(start, end)) for entity, start, end in data["mentions"]),
        names=tuple(Name(kind, Span(start, end)) for kind, start, end in data["names"]),
        not_quotes=tuple(filter(None, map(words, data["not_quotes"]))),
    )


def read(path: Path, texts: Mapping[str, str]) -> Iterator[Document]:
    """The documents of a file of JSON lines, with their texts by their ids; those without a text are left out."""
    for line in path.read_text("utf-8").splitlines():
        data = json.loads(line)
        if data["id"] in texts:
            yield document(data, texts[data["id"]])


def write(path: Path, documents: Iterable[Document]) -> None:
    """Write documents without their texts, a line each."""
    lines = [json.dumps(plain(each), separators=(",", ":")) for each in documents]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def digest(text: str) -> str:
    """What tells a text from others."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:16]


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _spans(pairs: Iterable[list[int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)
