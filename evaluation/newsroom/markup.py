"""The written form of a document: header lines, and a text with tags in it that give every offset by construction.

#id: w1-001
#entity: 1 | Aylin Sezgin | person | f | -
#quote: 1 | speaker=1 | category=denial
<m e="1" q="1"><p>Aylin Sezgin</p></m> <c q="1">denied</c> <t q="1">it</t>.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from quotes.nlp.document import Span

PARTING = "=====\n"
_PARTING_LINE = re.compile(r"^=====\s*$", re.M)


class MarkupError(ValueError):
    """A body is not well-formed, or its elements cross."""


@dataclass(frozen=True, slots=True)
class Element:
    """A tag with its attributes, and the code points of the text that it surrounds."""

    tag: str
    attributes: tuple[tuple[str, str], ...]
    span: Span

    def get(self, attribute: str) -> tuple[str, ...]:
        """The ids that an attribute lists, none if there is no such attribute."""
        return tuple(dict(self.attributes).get(attribute, "").split())


@dataclass(frozen=True, slots=True)
class Markup:
    """A document as it is written; the elements stand in the order of their opening tags."""

    header: tuple[str, ...]
    text: str
    elements: tuple[Element, ...]

    def tagged(self, tags: str) -> list[Element]:
        """The elements whose tag is one of these letters."""
        return [each for each in self.elements if each.tag in tags]

    def covered(self, element: Element) -> str:
        """The text that an element surrounds."""
        return self.text[element.span.start : element.span.end]


def parts(content: str) -> list[str]:
    """The documents of a file, which a line of `=====` parts."""
    return [part.strip("\n") for part in _PARTING_LINE.split(content) if part.strip()]


def joined(written: Iterable[str]) -> str:
    """A file of documents, the inverse of `parts`."""
    return PARTING.join(f"{part}\n" for part in written)


def header(part: str) -> tuple[tuple[str, ...], str]:
    """The header lines of a document without their `#`, and its body: what begins with the first other line."""
    lines = part.split("\n")
    end = next((n for n, line in enumerate(lines) if line.strip() and not line.startswith("#")), len(lines))
    return tuple(line.strip()[1:] for line in lines[:end] if line.strip()), "\n".join(lines[end:]).strip("\n")


def parse(part: str) -> Markup:
    """Read a document.

    Raises:
        MarkupError: the body is not well-formed; the message quotes the place.
    """
    lines, body = header(part)
    wrapped = f"<d>{body}</d>"
    try:
        root = ET.fromstring(wrapped)
    except ET.ParseError as error:
        row, column = error.position
        line = wrapped.split("\n")[row - 1]
        raise MarkupError(f"not well-formed at: ...{line[max(0, column - 60) : column + 40]}...") from error
    elements: list[Element] = []
    text = _walk(root, 0, elements)
    return Markup(lines, text, tuple(elements[1:]))


def write(markup: Markup) -> str:
    """Write a document, the inverse of `parse`.

    Raises:
        MarkupError: two elements cross.
    """
    out: list[str] = []
    opened: list[Element] = []
    at = 0

    def go_to(place: int) -> None:
        nonlocal at
        out.append(markup.text[at:place].replace("&", "&amp;").replace("<", "&lt;"))
        at = place

    def close(before: int) -> None:
        while opened and opened[-1].span.end <= before:
            go_to(opened[-1].span.end)
            out.append(f"</{opened.pop().tag}>")

    for element in nesting_order(markup.elements):
        close(element.span.start)
        if opened and not opened[-1].span.contains(element.span):
            raise MarkupError(f"{opened[-1]} and {element} cross in {markup.header[:1]}")
        go_to(element.span.start)
        out.append(f"<{element.tag}{''.join(f' {key}={quoteattr(value)}' for key, value in element.attributes)}>")
        opened.append(element)
    close(len(markup.text))
    go_to(len(markup.text))
    return "\n".join([*(f"#{line}" for line in markup.header), "".join(out)])


def nesting_order(elements: Sequence[Element]) -> list[Element]:
    """Outer elements before inner ones; of those with one span, in the order they have."""
    return sorted(elements, key=lambda each: (each.span.start, -each.span.end))


def _walk(node: ET.Element, start: int, elements: list[Element]) -> str:
    """The text of a node that begins at `start`; adds it and all inside it to the elements."""
    place = len(elements)
    elements.append(Element(node.tag, tuple(node.attrib.items()), Span(start, start)))
    text = node.text or ""
    for child in node:
        text += _walk(child, start + len(text), elements)
        text += child.tail or ""
    elements[place] = Element(node.tag, elements[place].attributes, Span(start, start + len(text)))
    return text
