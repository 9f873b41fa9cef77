"""Quotation marks as the models were trained on them: double ones around a quotation, and none without a partner."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.attribution.quotation import STRAY, passages
from quotes.fair_copy.edits import Edit
from quotes.nlp.text import STRAIGHT, paragraphs, readable

_SINGLE = frozenset(mark for mark, straight in STRAIGHT.items() if straight == "'") | {"'"}
_DOUBLE = re.compile("[{}]".format("".join(mark for mark, straight in STRAIGHT.items() if straight == '"') + '"'))

_OPENING = re.compile(r"(?<!\S)\S{1,2}(?=\w)")


def doubled_singles(text: str) -> Iterator[Edit]:
    """Double marks around each quotation in single ones, and single ones around those in it."""
    if _SINGLE.isdisjoint(text):
        return
    found, _ = passages(text, paragraphs(readable(text)))
    for passage in found:
        if text[passage.span.start] in _SINGLE and passage.inner.start - passage.span.start == 1:
            yield Edit(passage.span.start, passage.inner.start, '"')
            for mark in _DOUBLE.finditer(text, passage.inner.start, passage.inner.end):
                yield Edit(*mark.span(), "'")
            if passage.inner.end < passage.span.end:
                yield Edit(passage.inner.end, passage.span.end, '"')


def strays(text: str) -> Iterator[Edit]:
    """The marks without a partner left out, which would mislead the parser about their neighbours.

    One that looks like an opening mark stays: speech begins there, and its closing mark is lost.
    """
    _, warnings = passages(text, paragraphs(readable(text)))
    for warning in sorted(warnings, key=lambda warning: warning.span):
        start, end = warning.span.start, warning.span.end
        if warning.code == STRAY and not _OPENING.match(text, start):
            yield Edit(start, end)
