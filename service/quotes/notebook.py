"""An article with its quotes marked, for a notebook: as HTML, and as spaCy's displacy takes it.

Where quotes overlap (one within another, a cue within a content), a stretch of the text belongs to the innermost.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any

from quotes.records import counted, entities_by_id, name_of

CONTENT, CUE, SOURCE = "CONTENT", "CUE", "SOURCE"

_STYLES = {
    CONTENT: "background: #ffe08a; color: #222; border-radius: .2em; padding: .05em .1em",
    CUE: "border-bottom: 2px solid #2a9d55",
    SOURCE: "border-bottom: 2px solid #3b7dd8; font-weight: 600",
}


@dataclass(frozen=True)
class _Part:
    """A stretch of the text, in code points, that plays a part in a quote."""

    start: int
    end: int
    label: str
    title: str


def displacy(answer: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The article for `displacy.render(..., style="ent", manual=True)`: disjoint stretches in text order.

    Args:
        answer: a `QuotesResponse` whose offsets are code points.
        text: the text that they point into.
    """
    ents = [{"start": part.start, "end": part.end, "label": part.label} for part in _flat(answer)]
    return {"text": text, "ents": ents, "title": answer["document"]["id"]}


def highlighted(answer: Mapping[str, Any], text: str) -> str:
    """The article as HTML without scripts; the speaker of a content shows when it is pointed at.

    Args:
        answer, text: as for `displacy`.
    """
    out, at = [], 0
    for part in _flat(answer):
        words = escape(text[part.start : part.end])
        out += [
            escape(text[at : part.start]),
            f'<span style="{_STYLES[part.label]}" title="{escape(part.title)}">{words}</span>',
        ]
        at = part.end
    out.append(escape(text[at:]))
    return (
        f'<figure style="margin: 0; max-width: 44em">'
        f'<div style="white-space: pre-wrap; line-height: 1.6">{"".join(out)}</div>'
        f'<figcaption style="opacity: .7; margin-top: .5em">{counted(len(answer["quotes"]))}</figcaption></figure>'
    )


def _flat(answer: Mapping[str, Any]) -> Iterator[_Part]:
    """The parts cut so that none overlaps another: where several do, the one that begins last goes on top."""
    coming = deque(sorted(_parts(answer), key=lambda part: (part.start, -part.end)))
    here: list[_Part] = []
    for start, end in pairwise(sorted({border for part in coming for border in (part.start, part.end)})):
        here = [part for part in here if part.end > start]
        while coming and coming[0].start == start:
            here.append(coming.popleft())
        if here:
            yield replace(here[-1], start=start, end=end)


def _parts(answer: Mapping[str, Any]) -> Iterator[_Part]:
    entities = entities_by_id(answer)
    for quote in answer["quotes"]:
        names = [name_of(reference, entities) or "?" for reference in (quote["speaker"], *quote["via"])]
        title = f"{quote['id']} {quote['type']}: {' via '.join(names)}"
        yield from (_Part(span["start"], span["end"], CONTENT, title) for span in quote["content"])
        cue, speaker = quote["cue"], quote["speaker"]
        for span in cue["spans"] if cue else ():
            yield _Part(span["start"], span["end"], CUE, f"cue of {quote['id']}")
        for reference, role in ((speaker, "speaker"), *((via, "relay") for via in quote["via"])):
            for span in reference["spans"] if reference else ():
                yield _Part(span["start"], span["end"], SOURCE, f"{role} of {quote['id']}")
