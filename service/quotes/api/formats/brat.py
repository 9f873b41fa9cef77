"""An answer in brat's standoff format (https://brat.nlplab.org/standoff.html): the .ann file beside the text's .txt.

- A text-bound annotation (T) for each quote, cue, speaker, relay and addressee; a relation (R) from a quote to each of
  its others; an attribute (A) for the category of a quote's cue, and one each where it was denied or not said yet.
- brat shows no annotation across a line break, so one is in fragments there, as an interrupted quote is.
- Notes (#) tell a quote's confidence, and who is meant by a speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from quotes.api.formats.labels import Region, label

MEDIA_TYPE = "text/x.brat"

_LINE = re.compile(r"[^\r\n]+")
_UNWRITABLE = re.compile("[\t\x00\ud800-\udfff]")
"""What would end a field, or is no character of UTF-8."""


def standoff(answer: dict[str, Any]) -> str:
    """The annotations, one a line.

    Args:
        answer: with its text, in code points.
    """
    text: str = answer["document"]["text"]
    regions, relations = label(answer)
    lines = [_text_bound(number, region, text) for number, region in enumerate(regions, 1)]
    lines += [
        f"R{number}\t{relation.name} Arg1:T{relation.source + 1} Arg2:T{relation.target + 1}\t"
        for number, relation in enumerate(relations, 1)
    ]
    attributes = [(place, tag) for place, region in enumerate(regions, 1) for tag in _attributes(region)]
    lines += [f"A{number}\t{tag[0]} T{place}{tag[1]}" for number, (place, tag) in enumerate(attributes, 1)]
    notes = [(place, note) for place, region in enumerate(regions, 1) if (note := _note(region))]
    lines += [f"#{number}\tAnnotatorNotes T{place}\t{note}" for number, (place, note) in enumerate(notes, 1)]
    return "".join(f"{line}\n" for line in lines)


def _text_bound(number: int, region: Region, text: str) -> str:
    fragments = [match.span() for start, end in region.spans for match in _LINE.finditer(text, start, end)]
    where = ";".join(f"{start} {end}" for start, end in fragments)
    words = " ".join(text[start:end] for start, end in fragments)
    return f"T{number}\t{region.label} {where}\t{_UNWRITABLE.sub(' ', words)}"


def _attributes(region: Region) -> Iterator[tuple[str, str]]:
    """Names and values; those of one value have none."""
    if region.tags:
        category, *unusual = region.tags
        yield "Category", f" {category}"
        yield from ((tag.capitalize(), "") for tag in unusual)


def _note(region: Region) -> str:
    sure = f"confidence {region.confidence:g}" if region.confidence is not None else ""
    return "; ".join(filter(None, (sure, _UNWRITABLE.sub(" ", region.note.replace("\n", " ").replace("\r", " ")))))
