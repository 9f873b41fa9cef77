"""Capitals: a paragraph written in them is read in lower case, in which the parser knows the words."""

from __future__ import annotations

import re

LEAST = 4
"""Words of a paragraph that is taken to be written in capitals, at least; fewer may be a name."""

_WORD = re.compile(r"[^\W\d_]{2,}")
_KEPT = re.compile(r"(?:^\W*|[\"'])\w")
"""What keeps its capital: the first letter, and one behind a mark, which tells that a quotation begins there."""


def lowered(paragraph: str) -> str:
    """A paragraph in lower case if all of its words are in capitals, else as it is; as long as before."""
    words = _WORD.findall(paragraph)
    if len(words) < LEAST or not all(word.isupper() for word in words):
        return paragraph
    lower = "".join(small if len(small := character.lower()) == 1 else character for character in paragraph)
    kept = {match.end() - 1 for match in _KEPT.finditer(paragraph)}
    return "".join(paragraph[n] if n in kept else character for n, character in enumerate(lower))
