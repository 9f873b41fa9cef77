"""Quotation marks that are written with two characters or more, or with one that is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.fair_copy.edits import Edit, every

_FIELD = re.compile(r'\s*"((?:[^"]++|"")*+)"\s*')
_DOUBLED = re.compile('""')
_TWO_SINGLE = re.compile(
    r"""
    (?<![\w`´'‘’]) (``|´´|‘‘|''|,,) (?=[^\s`´'‘’,])
    (?: [^\n`´‘’']++ | (?! (?<=\S)''(?!\w) ) ' )*+
    (?: (?<=\S) (''|´´|’’|``|‘‘) (?!\w) )?
    """,
    re.VERBOSE,
)
"""Two single marks, and the next two that may close what they open: where these are none, the next to open have none
either, and are passed over."""

_ACCENT = re.compile("[`´]")
_ESCAPED = re.compile(r"""\\(?=["'“”])""")
_PARAGRAPH = re.compile(r"[^\n]+")


def single(text: str) -> list[Edit]:
    """Each mark as one character: two single marks, marks doubled or escaped for a table, accents in place of marks."""
    edits = [*every(_ESCAPED, text), *_two_single(text)]
    taken = {place for edit in edits for place in range(edit.start, edit.end)}
    edits += [edit for edit in every(_ACCENT, text, "'") if edit.start not in taken]
    edits += _field(text) or [edit for match in _PARAGRAPH.finditer(text) for edit in _paragraph(text, match)]
    return sorted(edits)


def _two_single(text: str) -> Iterator[Edit]:
    """The marks of each quotation between two pairs of single ones."""
    for match in _TWO_SINGLE.finditer(text):
        if match[2]:
            yield Edit(*match.span(1), '"')
            yield Edit(*match.span(2), '"')


def _field(text: str) -> list[Edit]:
    """The marks of a text that is one field of a table as CSV has it: in marks, and each of its own doubled."""
    field = _FIELD.fullmatch(text)
    if field is None or '""' not in field[1]:
        return []
    inner = [Edit(match.start(), match.end(), '"') for match in _DOUBLED.finditer(text, *field.span(1))]
    return [Edit(field.start(1) - 1, field.start(1)), *inner, Edit(field.end(1), field.end(1) + 1)]


def _paragraph(text: str, paragraph: re.Match[str]) -> Iterator[Edit]:
    """The marks of a paragraph that has none which is not doubled."""
    for mark, partner in (('"', '"'), ("“", "”"), ("«", "»")):
        runs = re.findall(f"{mark}+|{partner}+", paragraph[0])
        if runs and all(len(run) == 2 for run in runs):
            for match in re.finditer(f"{mark}{{2}}|{partner}{{2}}", paragraph[0]):
                start = paragraph.start() + match.start()
                yield Edit(start, start + 2, match[0][0])
