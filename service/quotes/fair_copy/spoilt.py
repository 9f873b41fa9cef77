"""Characters that were spoilt on the way: text of one encoding read as another, and references of HTML left as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import ftfy
from ftfy.badness import is_bad

from quotes.fair_copy.edits import Edit
from quotes.intake.markup import resolve

_LONGEST_RUN = 200
_RUN = re.compile(r"\S+")
_LOST_CLOSING = re.compile(r"â€(?:[\x9d\ufffd?](?!\w)|(?=[\s.,;:!?]|\Z))")
"""A closing double mark read as windows-1252, which has no character for its last byte."""

_LOST_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\ufffd(?=(?:t|s|re|ve|ll|d|m)\b)")
_LOST_MARKS = re.compile(
    r"(?<!\S)\ufffd(?=[^\s\ufffd])[^\ufffd\n]*(?:(?<=[^\W\d_])\ufffd(?=\w)[^\ufffd\n]*)*(?<=[,.!?…])\ufffd(?!\w)"
)

_REFERENCE = re.compile(r"&(?:amp;)*(\#[xX][0-9A-Fa-f]{1,6};|\#[0-9]{1,7};|[A-Za-z][A-Za-z0-9]{1,31};)")


def reencoded(text: str) -> list[Edit]:
    """Text that was read in another encoding than its own, as what was meant: â€œWe wonâ€, “We won”.

    Only where ftfy is sure of it. The sign for what could not be decoded is read as the mark that it must have been:
    around what ends in punctuation, and in don�t.
    """
    if text.isascii():
        return []
    edits = {Edit(*match.span(), "”") for match in _LOST_CLOSING.finditer(text)}
    edits |= set(_lost(text)) if "\ufffd" in text else set()
    taken = {place for edit in edits for place in range(edit.start, edit.end)}
    for run in _RUN.finditer(text):
        if not run[0].isascii() and len(run[0]) <= _LONGEST_RUN and is_bad(run[0]):
            edits |= {edit for edit in _changes(run[0], run.start()) if taken.isdisjoint(range(edit.start, edit.end))}
    return sorted(edits)


def _changes(run: str, start: int) -> Iterator[Edit]:
    """What ftfy changes in a run without spaces that begins at a place of the text."""
    fixed = ftfy.fix_encoding(_LOST_CLOSING.sub(lambda lost: "â€\x9d"[: len(lost[0])], run))
    for change, first, last, begin, end in SequenceMatcher(None, run, fixed, autojunk=False).get_opcodes():
        if change != "equal" and last > first:
            yield Edit(start + first, start + last, fixed[begin:end])


def _lost(text: str) -> Iterator[Edit]:
    """What could not be decoded and was a mark."""
    for match in _LOST_APOSTROPHE.finditer(text):
        yield Edit(*match.span(), "’")
    for match in _LOST_MARKS.finditer(text):
        yield Edit(match.start(), match.start() + 1, "“")
        yield Edit(match.end() - 1, match.end(), "”")


def unescaped(text: str) -> Iterator[Edit]:
    """References of HTML, once or several times escaped, as the characters that they stand for."""
    if "&" not in text:
        return
    for match in _REFERENCE.finditer(text):
        character, length = resolve(f"&{match[1]}")
        if length == len(match[1]) + 1:
            yield Edit(*match.span(), character)
