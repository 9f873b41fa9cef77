"""Edits of an annotated text, which leave every span on the words that it stood on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from quotes.nlp.document import Span
from training.reader.annotated import Annotated, Report, Spans


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """What stands in the text's place `start` to `end` (exclusive) instead; an insertion if these are one."""

    start: int
    end: int
    text: str


def edited(annotated: Annotated, edits: Iterable[Edit]) -> Annotated:
    """A text with some edits made; a span grows or shrinks with what is edited within it.

    What is inserted at the border of a span stands outside of it. Spans that are deleted altogether are left out.

    Args:
        annotated: the text with its spans.
        edits: none overlaps another.
    """
    ordered = sorted(edits)
    if not ordered:
        return annotated
    places = _Places(ordered)
    reports = (_report(report, places) for report in annotated.reports)
    return replace(
        annotated,
        text=_text(annotated.text, ordered),
        reports=tuple(report for report in reports if report.content),
        names=tuple((kind, moved) for kind, span in annotated.names for moved in places.moved((span,))),
        mentions=tuple((entity, moved) for entity, span in annotated.mentions for moved in places.moved((span,))),
    )


class _Places:
    """Where the places of a text are after its edits."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self._edits = edits
        self._starts = [edit.start for edit in edits]
        self._ends = [edit.end for edit in edits]
        self._grown = [0, *accumulate(len(edit.text) - (edit.end - edit.start) for edit in edits)]

    def moved(self, spans: Spans) -> Spans:
        found = ((self._start(span.start), self._end(span.end)) for span in spans)
        return tuple(Span(start, end) for start, end in found if start < end)

    def _start(self, place: int) -> int:
        """Where a span begins: after what is inserted or deleted just before it."""
        before = bisect_right(self._ends, place)
        if before < len(self._edits) and self._starts[before] < place:  # within an edit, which goes with the span
            return self._starts[before] + self._grown[before]
        if before and self._starts[before - 1] == place and self._ends[before - 1] > place:
            before -= 1
        return place + self._grown[before]

    def _end(self, place: int) -> int:
        """Where a span ends: before what is inserted just after it."""
        before = bisect_left(self._starts, place)
        if before and self._ends[before - 1] > place:  # within an edit
            edit = self._edits[before - 1]
            return edit.start + self._grown[before - 1] + len(edit.text)
        return place + self._grown[before]


def _text(text: str, edits: Sequence[Edit]) -> str:
    parts, at = [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, text[at:]])


def _report(report: Report, places: _Places) -> Report:
    return replace(
        report,
        content=places.moved(report.content),
        cue=places.moved(report.cue),
        source=places.moved(report.source),
        relays=tuple((relation, moved) for relation, span in report.relays for moved in places.moved((span,))),
        addressee=places.moved(report.addressee),
    )
