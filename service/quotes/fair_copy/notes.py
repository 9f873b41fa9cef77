"""Numbers and signs that refer to notes: “We won,”1 said Ito.[2] He left.³"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.fair_copy.edits import Edit

_SUPERSCRIPT = "¹²³⁰⁴-⁹"
_WORD = r"[^\W\d_]"
_NUMBERS = r"\d{1,3} (?: \s?[,;–-]\s? \d{1,3} )*"
_NOT_OPENED = r"""(?<!\s["']) (?<!\A["'])"""
_SURE = rf"""
    (?<![\d\s]) (?<!\A) (?<!\b{_WORD}) (?<!\b[a-z]{{2}})
        ⁽? [{_SUPERSCRIPT}]+ (?: [,⁻–-] [{_SUPERSCRIPT}]+ )* ⁾?
    | (?<=[^\s“‘«„(\[]) {_NOT_OPENED} \[ (?: {_NUMBERS} | (?:note|nb|n|ref|fn)\.?\s?\d{{1,3}} | citation\ needed ) \]
    | (?<=[.,;:!?…"”’'»\]]) {_NOT_OPENED} \[ [a-z] \]
    | (?<=[.,;:!?…"”’'»])\ \[ {_NUMBERS} \] (?=[\s.,;:!?]|\Z)
    | \ ?\[ \d{{1,3}} \] (?=[.,;:!?])
    | \[\^ [\w-]+ \]
    | (?<=[.,;:!?…"”’»]) \( \d{{1,3}} \) (?=[\s.,;:!?]|\Z)
    | (?<=[\w.,;:!?…"”’'»)]) [†‡]+
    | (?<=[.,;:!?…”»]) \*{{1,3}} (?=[\s.,;:!?]|\Z)
    | (?<=[.,!?…]["'’]) \*{{1,3}} (?=[\s.,;:!?]|\Z)
"""
"""Superscript, in brackets, or a sign. What stands behind a digit or a unit of measure is a power: 10⁶ m²."""

_NUMBER = rf"""
    (?: (?<=\S[”»]) | (?<=[.,!?…]["'’]) | (?<=[^\W_]") | (?<=["”’'»][.,;:!?]) )
        (?P<behind_mark> \d{{1,3}} (?:,\d{{1,3}})*+ ) (?! [\w%°] | [.:/]\d )
    | (?<={_WORD}{{2}}[.!?…]) (?P<behind_stop> \d{{1,3}} ) (?= \s+ ["“‘'«(]? [A-Z] | \s*\n | \s*\Z )
    | (?<=[)\]][.!?]) (?P<behind_bracket> \d{{1,3}} ) (?= \s+ ["“‘'«(]? [A-Z] | \s*\n | \s*\Z )
    | (?<={_WORD}{{2}},) (?P<behind_comma> \d{{1,2}} ) (?= \ [a-z] )
    | (?<={_WORD}{{3}}) (?P<behind_word> \d{{1,2}} ) (?= [\s.,;:!?] | \Z )
"""
"""A number as it comes of a superscript one that has lost its height: right behind a mark, a stop or a word."""

_NOTE = re.compile(f"(?P<sure> {_SURE} ) | {_NUMBER}", re.VERBOSE)

_NUMBERED = re.compile(r"\b(?:no|nos|nr|vol|fig|figs|sec|art|ch|chap|pp?|eq|ver|op|gen|ex|st|rev)\.\Z", re.IGNORECASE)
"""Abbreviations of what has a number of its own: No.10."""


def removed(text: str) -> Iterator[Edit]:
    """What refers to notes.

    A number right behind a word is one only where it counts on from another note's, or another does from it: Covid19.
    """
    found = list(_NOTE.finditer(text))
    numbers = {
        int(match[0]) for match in found if not match["behind_word"] and match[0].isascii() and match[0].isdigit()
    }
    for match in found:
        if match["behind_stop"] and _NUMBERED.search(text, max(0, match.start() - 8), match.start()):
            continue
        if match["behind_word"] and numbers.isdisjoint({int(match[0]) - 1, int(match[0]) + 1}):
            continue
        yield Edit(*match.span())
