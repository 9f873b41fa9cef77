"""Block quotes: which paragraphs an HTML body sets apart as somebody's words, and which of them says whose.

`<blockquote>` holds them. The credit is a `<cite>` or `<footer>` in it, the caption of the `<figure>` around it, or its
last paragraph where that begins with a dash, as in the posts that other sites embed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quotes.nlp.document import BlockQuote, Span

_DASHED = re.compile(r"\n[^\S\n]*(?=[—–―]|--?\s)[^\n]+$")


@dataclass
class Open:
    """A block quote in the making; offsets are of the text so far, white space at the ends of stretches included.

    Attributes:
        start, end: where it stands; `end` is None as long as it is open.
        credit: where its credit stands.
    """

    start: int
    end: int | None = None
    credit: tuple[int, int] | None = None

    def done(self, text: str) -> BlockQuote | None:
        """The block quote; None if it holds no words."""
        end = len(text) if self.end is None else self.end
        credit = _trimmed(text, *self.credit) if self.credit else None
        if credit and credit.start < end:
            end = credit.start
        elif not credit and (dashed := _DASHED.search(text[self.start : end].rstrip())):
            credit = _trimmed(text, self.start + dashed.start(), self.start + dashed.end())
            end = self.start + dashed.start()
        content = _trimmed(text, self.start, end)
        return BlockQuote(content, credit) if content else None


def _trimmed(text: str, start: int, end: int) -> Span | None:
    """A stretch without white space at its ends; None if nothing is left."""
    inside = text[start:end]
    begin = start + len(inside) - len(inside.lstrip())
    return Span(begin, begin + len(inside.strip())) if inside.strip() else None
