"""Corpora that give the parts of an attribution as strings, which are sought in the text.

A quote is a JSON object: `type`, `content` (a string for each piece), `cue`, `source` (the words beside the cue that
name the speaker) and `speaker` (the name); where they are annotated `kind`, `category`, `polarity`, `modality`,
`addressee`, `via` (objects with `relation` and `name`) and `nested_in` (the outer quote's position, from 0).
The content is looked for from the string `near` on, if the quote has one, else from the beginning; the cue is the
occurrence nearest to the content, the source the one nearest to the cue.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from evaluation.constructions import examples
from evaluation.gold.model import Corpus, GoldAttribution, GoldDocument, GoldVia, Spans
from evaluation.newsroom.quotation import occurrences
from quotes.nlp.document import Span

Row = dict[str, Any]


def relays(path: Path) -> Corpus:
    """Read invented passages with relays and nesting, one JSON object a line: `id`, `text` and `quotes`."""
    documents = (_document(str(row["id"]), "relays", row["text"], row["quotes"]) for row in _rows(path))
    return Corpus("relays", tuple(documents), entities=True)


def constructions() -> Corpus:
    """The project's construction examples; their groups are the constructions."""
    documents = (
        _document(each.id, each.file.removesuffix(".conllu"), each.document.text, each.quotes) for each in examples()
    )
    return Corpus("constructions", tuple(documents), entities=True)


def articles(path: Path, name: str) -> Corpus:
    """Read real articles, one JSON object a line: `id`, `text`, `quotes` and `not_quotes`, strings that are no speech.

    The `speaker` of a quote is an object here, with `mention` (the source), `name` and `kind`. The publisher stands
    before the first `_` or `-` of an id.
    """
    documents = (
        _document(
            row["id"],
            re.split("[_-]", row["id"])[0],
            row["text"],
            [_with_speaker_apart(quote) for quote in row["quotes"]],
            tuple(occurrences(row["text"], row["not_quotes"])),
        )
        for row in _rows(path)
    )
    return Corpus(name, tuple(documents), entities=True, thoughts=False)


def _rows(path: Path) -> Iterator[Row]:
    return (json.loads(line) for line in path.read_text("utf-8").split("\n") if line.strip())


def _with_speaker_apart(quote: Row) -> Row:
    speaker = quote["speaker"] or {"mention": None, "name": None, "kind": None}
    kind = speaker["kind"] if speaker["name"] else None
    return {**quote, "source": speaker["mention"], "speaker": speaker["name"], "kind": kind}


def _document(id_: str, group: str, text: str, quotes: Iterable[Row], not_quotes: Spans | None = None) -> GoldDocument:
    try:
        attributions = tuple(_attribution(text, str(number), quote) for number, quote in enumerate(quotes))
    except ValueError as error:
        raise ValueError(f"{id_}: {error}") from error
    return GoldDocument(id_, group, text, attributions, not_quotes)


def _attribution(text: str, id_: str, quote: Row) -> GoldAttribution:
    content = _content(text, quote)
    whole = Span(content[0].start, content[-1].end)
    cue = _nearest(text, quote.get("cue"), whole, content)
    nested_in = quote.get("nested_in")
    return GoldAttribution(
        id=id_,
        content=content,
        source=_nearest(text, quote.get("source"), cue[0] if cue else whole, content),
        cue=cue,
        type=quote["type"],
        speaker=quote.get("speaker"),
        kind=quote.get("kind"),
        via=tuple(GoldVia(each["relation"], each.get("name")) for each in quote["via"]) if "via" in quote else None,
        nested_in=None if nested_in is None else str(nested_in),
        category=quote.get("category"),
        polarity=quote.get("polarity"),
        modality=quote.get("modality"),
        addressee=(quote["addressee"] or "") if "addressee" in quote else None,
    )


def _content(text: str, quote: Row) -> Spans:
    content: list[Span] = []
    at = _index(text, quote.get("near") or "", 0)
    for part in quote["content"]:
        start = _index(text, part, at)
        at = start + len(part)
        content.append(Span(start, at))
    return tuple(content)


def _index(text: str, part: str, start: int) -> int:
    at = text.find(part, start)
    if at < 0:
        raise ValueError(f"not in the text from {start} on: {part!r}")
    return at


def _nearest(text: str, part: str | None, anchor: Span, content: Spans) -> Spans:
    """The occurrence of `part` nearest to `anchor`, outside the content if there is one there."""
    found = _occurrences(text, part) if part else []
    outside = [spans for spans in found if not any(one.overlaps(other) for one in spans for other in content)] or found
    if part and not outside:
        raise ValueError(f"not in the text: {part!r}")
    return min(outside, key=lambda spans: max(anchor.start - spans[-1].end, spans[0].start - anchor.end), default=())


def _occurrences(text: str, part: str) -> list[Spans]:
    """Where a part stands: as words of its own, else anywhere, else in pieces ("quoted Ito as saying")."""
    literal = re.escape(part)
    as_words = rf"(?<!\w){literal}(?!\w)" if part[0].isalnum() and part[-1].isalnum() else literal
    apart = r"\b.{1,80}?\b".join(f"({re.escape(word)})" for word in part.split())
    for pattern in (f"({as_words})", f"({literal})", apart):
        found = [
            tuple(Span(*match.span(number)) for number in range(1, len(match.groups()) + 1))
            for match in re.finditer(pattern, text)
        ]
        if found:
            return found
    return []
