"""The fair copy of a text: what the models and the core read of it, with the way back to every character of it.

A text comes with what is no part of its words: characters that nobody sees, words broken at a line's end, numbers of
footnotes, codes of the system that published it, characters spoilt on the way, marks as a table or another country has
them. Each of these is one list of edits, made one after the other; where there are none, the copy is the text itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from quotes.attribution.quotation import STRAY, WITHOUT_PARTNER
from quotes.fair_copy import breaks, codes, doubled, marks, notes, spoilt
from quotes.fair_copy.edits import Edit
from quotes.intake.extract import Pieces
from quotes.nlp.document import Span, TextWarning

_STEPS: tuple[Callable[[str], Iterable[Edit]], ...] = (
    spoilt.reencoded,
    spoilt.unescaped,
    breaks.joined,
    breaks.visible,
    codes.removed,
    doubled.single,
    notes.removed,
    marks.doubled_singles,
    marks.strays,
)
"""Each reads what the one before has left; no two edits of one overlap."""

_DETAILS = {
    spoilt.reencoded: (
        "wrong_encoding",
        "characters that seem to be of another encoding, read as what they must have been",
    ),
    spoilt.unescaped: (
        "html_references",
        "references of HTML in plain text, read as the characters that they stand for",
    ),
}
"""Codes and details of the warnings that a step gives, one for all of its edits."""


class FairCopy:
    """What is read of a text.

    Attributes:
        text: the copy, mostly the text itself.
        warnings: what was read otherwise than it may be meant, with spans of the text.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._back: list[Pieces] = []
        warnings: list[TextWarning] = []
        for step in _STEPS:
            edits = list(step(self.text))
            if edits:
                warnings += self._warnings(step, edits)
                pieces = _edited(self.text, edits)
                self.text = pieces.text
                self._back.append(pieces)
        self.warnings = tuple(warnings)

    @property
    def is_text(self) -> bool:
        """True if nothing was edited."""
        return not self._back

    def led_back(self, span: Span) -> Span:
        """The stretch of the text that a stretch of the copy stands for."""
        for pieces in reversed(self._back):
            span = pieces.source(span)
        return span

    def led_on(self, span: Span) -> Span:
        """The stretch of the copy that stands for a stretch of the text; empty for one that is not read."""
        for pieces in self._back:
            span = Span(pieces.place(span.start), pieces.place(span.end))
        return span

    def _warnings(self, step: Callable[[str], Iterable[Edit]], edits: Sequence[Edit]) -> Iterator[TextWarning]:
        """The warnings of a step whose edits are not yet made."""
        places = (self.led_back(Span(edit.start, edit.end)) for edit in edits)
        if step in _DETAILS:
            code, detail = _DETAILS[step]
            yield TextWarning(code, f"{len(edits)} {detail}", next(places))
        elif step is marks.strays:
            yield from (TextWarning(STRAY, WITHOUT_PARTNER, place) for place in places)


def _edited(text: str, edits: Iterable[Edit]) -> Pieces:
    """The text with the edits made, which are in its order."""
    pieces = Pieces()
    at = 0
    for edit in edits:
        if edit.start > at:
            pieces.add(text[at : edit.start], at, edit.start)
        if edit.text:
            pieces.add(edit.text, edit.start, edit.end)
        at = edit.end
    if at < len(text):
        pieces.add(text[at:], at, len(text))
    return pieces
