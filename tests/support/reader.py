"""What a reader sees of HTML, told independently of the service: by html5lib's parser, from its tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import html5lib

from quotes.intake.elements import BLOCKS, DROPPED, drops
from quotes.intake.markup import RAW

SPACE = "[\t\n\f\r ]+"
BREAK, LINE = "\x1d", "\x1e"
"""Stand for a paragraph's end and for a line's while the text is put together."""


def seen(html: str) -> str:
    """The text of a page outside `<pre>`: paragraphs apart by a blank line, one space between words."""
    tree = html5lib.parse(f"<!doctype html><body>{html}", namespaceHTMLElements=False)
    text = re.sub(SPACE, " ", "".join(_words(tree)))
    text = re.sub(f" ?{LINE} ?", LINE, text)
    text = re.sub(f"[ {LINE}]*{BREAK}[ {LINE}{BREAK}]*", BREAK, text)
    return text.strip(f" {LINE}{BREAK}").replace(BREAK, "\n\n").replace(LINE, "\n")


def _words(element: Any, marks: int = 0, quoted: bool = False) -> Iterator[str]:
    """The strings of an element and of what is in it."""
    name = element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
    edge = BREAK if name in BLOCKS else ""
    yield edge
    if name == "br":
        yield LINE
    marks += name == "q"
    quoted = quoted or name == "blockquote"
    if name and not _is_dropped(name, element, quoted):
        yield "“‘"[min(marks, 2) - 1] if name == "q" else ""
        yield element.text or ""
        for child in element:
            yield from _words(child, marks, quoted)
            yield child.tail or ""
        yield "”’"[min(marks, 2) - 1] if name == "q" else ""
    yield edge


def _is_dropped(name: str, element: Any, quoted: bool) -> bool:
    if name == "footer" and quoted:
        return False
    shown = " ".join(f'{key}="{value}"' for key, value in element.attrib.items() if '"' not in value)
    return name in DROPPED or name in RAW or drops(shown)


def squeezed(text: str) -> str:
    """A text with one space for each run of HTML's white space, and none around."""
    return re.sub(SPACE, " ", text).strip(" ")
