"""An article with its quotes marked, for a notebook: as HTML, and as spaCy's displacy takes it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from typing import Any

from quotes.records import counted, entities_by_id, name_of

CONTENT, CUE, SOURCE = "CONTENT", "CUE", "SOURCE"

_STYLES = {
    CONTENT: "background: rgb(255 196 0 / 35%); border-radius: .2em",  # laid over another one it is darker
    CUE: "border-bottom: 2px solid #2a9d55",
    SOURCE: "border-bottom: 2px solid #3b7dd8; font-weight: 600",
}
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class _Part:
    """A stretch of the text, in code points, that plays a part in a quote."""

    start: int
    end: int
    label: str
    title: str


def displacy(answer: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The article for `displacy.render(..., style="ent", manual=True)`: disjoint stretches in text order.

    Displacy shows no stretch within another: of those that overlap, the one that begins first is there, as a content
    is, and not what it holds.

    Args:
        answer: a `QuotesResponse` whose offsets are code points.
        text: the text that they point into.
    """
    shown: list[_Part] = []
    for part in _parts_in_order(answer):
        if not shown or part.start >= shown[-1].end:
            shown.append(part)
    ents = [{"start": part.start, "end": part.end, "label": part.label} for part in shown]
    return {"text": text, "ents": ents, "title": answer["document"]["id"]}


def highlighted(answer: Mapping[str, Any], text: str) -> str:
    """The article as HTML without scripts; what a stretch is in which quote shows when it is pointed at.

    Args:
        answer, text: as for `displacy`. A lone surrogate of the text becomes U+FFFD.
    """
    out = []
    for start, end, parts in _layers(answer, len(text)):
        words = escape(text[start:end])
        for part in reversed(parts):
            words = f'<span style="{_STYLES[part.label]}" title="{escape(part.title)}">{words}</span>'
        out.append(words)
    return _SURROGATE.sub(
        "\ufffd",
        f'<figure style="margin: 0; max-width: 44em">'
        f'<div style="white-space: pre-wrap; line-height: 1.6">{"".join(out)}</div>'
        f'<figcaption style="opacity: .7; margin-top: .5em">{counted(len(answer["quotes"]))}</figcaption></figure>',
    )


def _layers(answer: Mapping[str, Any], length: int) -> Iterator[tuple[int, int, list[_Part]]]:
    """The text cut wherever a part begins or ends, each stretch with the parts that it lies in, outermost first."""
    coming = deque(_parts_in_order(answer))
    here: list[_Part] = []
    for start, end in pairwise(sorted({0, length, *(border for part in coming for border in (part.start, part.end))})):
        here = [part for part in here if part.end > start]
        while coming and coming[0].start == start:
            here.append(coming.popleft())
        yield start, end, here


def _parts_in_order(answer: Mapping[str, Any]) -> list[_Part]:
    """All parts in text order, the longer first."""
    return sorted(_parts_of_quotes(answer), key=lambda part: (part.start, -part.end))


def _parts_of_quotes(answer: Mapping[str, Any]) -> Iterator[_Part]:
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
