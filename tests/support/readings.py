"""Readings written down in short: what a reader would say of a document, by the words that it says it of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy

from quotes.nlp.document import Document
from quotes.nlp.reader.labels import ADDRESSEE, CONTENT, IN_CUE, ROLES, SOURCE
from quotes.nlp.reading import Reading, Report


def tokens(document: Document, words: str) -> range:
    """The tokens of the first place where some words stand side by side, parted by blanks."""
    forms, sought = [token.text for token in document.tokens], words.split()
    starts = (n for n in range(len(forms)) if forms[n : n + len(sought)] == sought)
    first = next(starts)
    return range(first, first + len(sought))


def report(
    document: Document, *, cue: str = "", content: str = "", source: str = "", addressee: str = "", thought: float = 0.0
) -> Report:
    """A report by the words of its parts, each in pieces parted by a bar; its window is the whole document."""
    parts = ((CONTENT, content), (ADDRESSEE, addressee), (SOURCE, source), (IN_CUE, cue))
    pieces = ((role, piece) for role, part in parts for piece in part.split(" | ") if piece)
    roles = {n: role for role, piece in pieces for n in tokens(document, piece)}
    shares = numpy.eye(len(ROLES), dtype=numpy.float32)[[roles.get(n, 0) for n in range(len(document.tokens))]]
    anchor = min(n for n, role in roles.items() if role == (IN_CUE if cue else CONTENT))
    return Report(anchor, bool(cue), 0, shares, roles, thought, 0.0, 0)


def read(
    document: Document, *reports: Report, mentions: tuple[str, ...] = (), links: Mapping[tuple[int, int], float] = {}
) -> Document:
    """A document with a reading of these reports, and these mentions; `links` by a mention and an earlier one."""
    anchors = numpy.zeros(len(document.tokens), numpy.float32)
    anchors[[each.anchor for each in reports]] = 0.9
    places = [tokens(document, each) for each in mentions]
    linked = tuple({e: link for (m, e), link in links.items() if m == number} for number in range(len(mentions)))
    spans = tuple((place[0], place[-1]) for place in places)
    return replace(document, reading=Reading(anchors, reports, spans, linked, ("unknown",) * len(spans)))
