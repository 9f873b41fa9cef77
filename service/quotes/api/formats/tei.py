"""An answer as TEI (P5, https://tei-c.org/guidelines/p5/): the text with each quote as `<said who="...">`.

- Each line of the text is a paragraph. Elements nest, so a quote that is interrupted, goes on in another paragraph or
  ends within another one is in parts, each pointing to the next and the one before.
- `who` points to the speaker in the header and `toWhom` to the addressee; `direct` is `true` for quotes that stand in
  marks as a whole; `ana` points to the type, the category of the cue, and what is unusual about it; `cert` is the
  confidence.
- Relays and cues are not told.
- Characters that XML has no room for become U+FFFD.
"""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from quotes.api.formats.labels import tags

MEDIA_TYPE = "application/tei+xml"

_LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What is no character of XML 1.0 (section 2.2)."""


@dataclass(frozen=True, order=True)
class Part:
    """A part of a quote within one paragraph; longer ones come first of those that begin at one place."""

    start: int
    reach: int
    """Its end, negative."""
    order: int
    """Which of the quotes it is of."""

    @property
    def end(self) -> int:
        """Where it ends, exclusive."""
        return -self.reach


def document(answer: dict[str, Any]) -> str:
    """The whole document.

    Args:
        answer: with its text, in code points.
    """
    about, text = answer["document"], answer["document"]["text"]
    paragraphs = [match.span() for match in _LINE.finditer(text)]
    parts = _nesting(_cut(answer["quotes"], paragraphs))
    openings = _openings(answer["quotes"], parts)
    body = "".join(f"<p>{_paragraph(text, *where, parts, openings)}</p>\n" for where in paragraphs)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
        f"<teiHeader>\n{_header(answer)}</teiHeader>\n"
        f"<text xml:lang={quoteattr(about['language'])}>\n<body>\n{body}</body>\n</text>\n</TEI>\n"
    )


def _cut(quotes: list[dict[str, Any]], paragraphs: list[tuple[int, int]]) -> list[Part]:
    """The contents of the quotes, cut where paragraphs end; without those that have nothing in any."""
    return [
        Part(max(start, span["start"]), -min(end, span["end"]), order)
        for order, quote in enumerate(quotes)
        for span in quote["content"]
        for start, end in paragraphs
        if max(start, span["start"]) < min(end, span["end"])
    ]


def _nesting(parts: list[Part]) -> list[Part]:
    """The parts, in the order in which they begin, each that ends outside of one that it begins in cut there."""
    waiting = sorted(parts)
    found: list[Part] = []
    around: list[Part] = []
    while waiting:
        part = waiting.pop(0)
        while around and around[-1].end <= part.start:
            around.pop()
        if around and part.end > around[-1].end:
            insort(waiting, Part(around[-1].end, part.reach, part.order))
            part = Part(part.start, around[-1].reach, part.order)
        around.append(part)
        found.append(part)
    return found


def _openings(quotes: list[dict[str, Any]], parts: list[Part]) -> dict[Part, str]:
    """The tag that opens each part."""
    found = {}
    for order, quote in enumerate(quotes):
        own = [part for part in parts if part.order == order]
        names = [f"{quote['id']}.{number}" for number in range(1, len(own) + 1)] if own[1:] else [quote["id"]]
        for number, part in enumerate(own):
            links = {
                "prev": f"#{names[number - 1]}" if number else None,
                "next": f"#{names[number + 1]}" if number + 1 < len(own) else None,
            }
            found[part] = _tag("said", {"xml:id": names[number], **_about(quote), **links})
    return found


def _about(quote: dict[str, Any]) -> dict[str, str | None]:
    return {
        "who": _pointer(quote["speaker"]),
        "toWhom": _pointer(quote["addressee"]),
        "direct": "true" if quote["type"] == "direct" else "false",
        "ana": " ".join(f"#{name}" for name in (quote["type"], *tags(quote))),
        "cert": f"{quote['confidence']:g}",
    }


def _pointer(reference: dict[str, Any] | None) -> str | None:
    return f"#{reference['entity']}" if reference and reference["entity"] else None


def _paragraph(text: str, start: int, end: int, parts: list[Part], openings: dict[Part, str]) -> str:
    """What stands between two places, with the tags of the parts in it."""
    written: list[str] = []
    around: list[int] = []
    place = start

    def advance(to: int) -> Iterator[str]:
        nonlocal place
        while around and around[-1] <= to:
            yield _escaped(text[place : around[-1]]) + "</said>"
            place = around.pop()
        yield _escaped(text[place:to])
        place = to

    for part in parts:
        if start <= part.start < end:
            written += advance(part.start)
            written.append(openings[part])
            around.append(part.end)
    return "".join([*written, *advance(end)])


def _header(answer: dict[str, Any]) -> str:
    about, model = answer["document"], answer["model"]
    title = _escaped(about["id"] or "Article")
    made = _escaped(f"Quotes as {model['name']} {model['version']} finds them")
    named = {*(name for quote in answer["quotes"] for name in (quote["type"], *tags(quote)))}
    categories = "".join(f'<category xml:id="{name}"><catDesc>{name}</catDesc></category>' for name in sorted(named))
    classes = (
        f"<encodingDesc><classDecl><taxonomy>{categories}</taxonomy></classDecl></encodingDesc>\n" if named else ""
    )
    persons = "".join(_entity(each, "person") for each in answer["entities"] if each["kind"] == "person")
    others = "".join(_entity(each, "org") for each in answer["entities"] if each["kind"] != "person")
    lists = (persons and f"<listPerson>{persons}</listPerson>") + (others and f"<listOrg>{others}</listOrg>")
    return (
        f"<fileDesc><titleStmt><title>{title}</title></titleStmt>"
        f"<publicationStmt><p>{made}</p></publicationStmt>"
        f"<sourceDesc><p>SHA-256 {about['sha256']}</p></sourceDesc></fileDesc>\n{classes}"
        + (lists and f"<profileDesc><particDesc>{lists}</particDesc></profileDesc>\n")
    )


def _entity(entity: dict[str, Any], kind: str) -> str:
    name = "persName" if kind == "person" else "orgName"
    role = f"<note>{_escaped(entity['role'])}</note>" if entity["role"] else ""
    opening = _tag(kind, {"xml:id": entity["id"], "type": None if kind == "person" else entity["kind"]})
    return f"{opening}<{name}>{_escaped(entity['name'])}</{name}>{role}</{kind}>"


def _tag(name: str, attributes: dict[str, str | None]) -> str:
    return f"<{' '.join([name, *(f'{key}={quoteattr(value)}' for key, value in attributes.items() if value)])}>"


def _escaped(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text))
