"""Offsets in the units that a client counts in."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

ENCODINGS = ("utf-32", "utf-16", "utf-8")
"""utf-32 counts Unicode code points, utf-16 code units (as JavaScript does), utf-8 bytes."""


def _utf16(character: str) -> int:
    return 1 if character < "\U00010000" else 2


def _utf8(character: str) -> int:
    if character < "\x80":
        return 1
    if character < "\u0800":
        return 2
    return 3 if character < "\U00010000" else 4


_WIDTHS = {"utf-16": _utf16, "utf-8": _utf8}


def offset_table(text: str, encoding: str) -> Sequence[int]:
    """Where each code point of a text begins in the units of `encoding`.

    A lone surrogate counts as one unit of utf-16 and three of utf-8, as if it could be encoded.

    Returns:
        A sequence of `len(text) + 1` offsets; the last is the length of the text.

    Raises:
        KeyError: the encoding is none of `ENCODINGS`.
    """
    if encoding not in ENCODINGS:
        raise KeyError(encoding)
    if encoding == "utf-32" or text.isascii():
        return range(len(text) + 1)
    return list(accumulate(map(_WIDTHS[encoding], text), initial=0))
