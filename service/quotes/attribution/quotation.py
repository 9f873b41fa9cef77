"""Quotation marks: which stretches of a text stand in them.

Marks are paired paragraph by paragraph with a stack, so marks may nest. Straight marks are told apart by the
spaces around them, single marks from apostrophes by what stands on either side. A paragraph that leaves a
mark open is continued by the next one if that opens with the same kind of mark (re-opened speech); otherwise
the mark is unclosed. All offsets are code points.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from quotes.nlp.document import BlockQuote, Span, TextWarning

_DOUBLE = dict.fromkeys('"“”„‟＂', "double")
_ANGLE = dict.fromkeys("«»", "angle")
_SINGLE = dict.fromkeys("'‘’‚‹›", "single")
_MARKS = _DOUBLE | _ANGLE | _SINGLE
_MARK = re.compile(f"``|''|[{re.escape(''.join(_MARKS))}]")
_SINGLE_CLOSE = re.compile(r"(?<=\S)(?<!['‘’]n)['’›](?!\w)")
_STRAIGHT = re.compile('"')
_FEET = re.compile(r"\d['’] ?\d{1,2}(?:\.\d+)?$")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_ONLY_OPEN = frozenset("“„‟‘‚‹")
_ELISION = re.compile(r"(?:\d0s|em|cause|til|tis|twas|bout|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in quotation marks, or a paragraph of a block quote, which has none.

    Attributes:
        span: with its marks.
        inner: without them.
        speech: number of the run of re-opened paragraphs that the passage belongs to; passages of one
            number are one speech.
        credit: the paragraph that names the speaker of a block quote.
    """

    span: Span
    inner: Span
    speech: int
    credit: Span | None = None

    @property
    def marked(self) -> bool:
        """False for a paragraph of a block quote."""
        return self.span != self.inner


_OPENING = re.compile(r"[\"“„‟'‘‚«‹]")
_CLOSING = re.compile(r"[,.!?…]?[\"”'’»›]")


def with_quotation_marks(text: str, span: Span, limits: Span) -> Span | None:
    """The stretch with the marks that stand directly around it, a stop before the closing one included.

    Args:
        text: the text.
        span: a stretch of it.
        limits: where the marks may stand.

    Returns:
        None where there is none on either side.
    """
    opening = _OPENING.match(text, max(limits.start, span.start - 1), span.start)
    closing = _CLOSING.match(text, span.end, limits.end)
    return Span(opening.start(), closing.end()) if opening and closing else None


@dataclass
class _Open:
    family: str
    start: int
    length: int


def passages(text: str, paragraphs: Iterable[Span]) -> tuple[tuple[Passage, ...], tuple[TextWarning, ...]]:
    """The outermost passages in quotation marks, in text order, and a warning for every mark without a partner."""
    found: list[Passage] = []
    warnings: list[TextWarning] = []
    pending: Passage | None = None
    for paragraph in paragraphs:
        inside, unclosed, strays = _pair(text, paragraph)
        if pending and _reopens(text, paragraph, pending):
            found.append(pending)
            inside, unclosed = (
                [_same_speech(p, paragraph, pending) for p in inside],
                unclosed and _same_speech(unclosed, paragraph, pending),
            )
        elif pending:
            found.append(_first_sentence(text, pending))
            warnings.append(_unclosed(pending))
        found += inside
        warnings += [TextWarning("stray_quotation_mark", "a quotation mark without a partner", s) for s in strays]
        pending = unclosed
    if pending:
        found.append(_first_sentence(text, pending))
        warnings.append(_unclosed(pending))
    found.sort(key=lambda p: p.span)
    numbered = {speech: n for n, speech in enumerate(dict.fromkeys(p.speech for p in found))}
    return tuple(replace(p, speech=numbered[p.speech]) for p in found), tuple(warnings)


def with_block_quotes(
    found: Sequence[Passage], quotes: Iterable[BlockQuote], paragraphs: Sequence[Span]
) -> tuple[Passage, ...]:
    """The passages of a text with those of its block quotes, in text order.

    Marks that stand around most of a block quote tell better what is said there; those within it are speech in speech.
    """
    out = list(found)
    speech = max((p.speech for p in out), default=-1)
    for quote in quotes:
        inside = [p for p in out if quote.content.contains(p.span)]
        if 2 * sum(len(p.span) for p in inside) > len(quote.content):
            continue
        speech += 1
        own = (p for p in paragraphs if quote.content.contains(p))
        out = [p for p in out if not quote.content.overlaps(p.span)]
        out += [Passage(p, p, speech, quote.credit) for p in own]
    return tuple(sorted(out, key=lambda p: p.span))


def _first_sentence(text: str, passage: Passage) -> Passage:
    """An unclosed passage up to the end of its first sentence: how far else it goes, nothing tells."""
    end = _SENTENCE_END.search(text, passage.inner.start, passage.inner.end)
    stop = end.end() if end else passage.inner.end
    return replace(passage, span=Span(passage.span.start, stop), inner=Span(passage.inner.start, stop))


def _same_speech(passage: Passage, paragraph: Span, earlier: Passage) -> Passage:
    """The passage as a part of the earlier one's speech, if it opens the paragraph."""
    return replace(passage, speech=earlier.speech) if passage.span.start == paragraph.start else passage


def _unclosed(passage: Passage) -> TextWarning:
    mark = Span(passage.span.start, passage.inner.start)
    return TextWarning("unclosed_quotation_mark", "a quotation mark that nothing closes", mark)


def _reopens(text: str, paragraph: Span, pending: Passage) -> bool:
    family = _MARKS.get(text[pending.span.start], "double")
    return _MARKS.get(text[paragraph.start]) == family


class _Marks:
    """The marks of one paragraph that are open, innermost last, and where its single marks may close."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text = text
        self.paragraph = paragraph
        self.open: list[_Open] = []
        self._of: dict[str, list[int]] = {"double": [], "angle": [], "single": []}
        may = [m.start() for m in _SINGLE_CLOSE.finditer(text, paragraph.start, paragraph.end)]
        self._may_close = may
        self._closes = [at for at in may if text[at - 1] not in "sS"]
        straight = [m.start() for m in _STRAIGHT.finditer(text, paragraph.start, paragraph.end)]
        self._straight = [at for at in straight if not self._is_inch(at)]

    def push(self, mark: _Open) -> None:
        self._of[mark.family].append(len(self.open))
        self.open.append(mark)

    def innermost(self, family: str) -> int | None:
        """How deep the innermost open mark of a family lies."""
        return self._of[family][-1] if self._of[family] else None

    def only_singles(self) -> bool:
        """True if no open mark is sure to be one: a single mark that stays open was an apostrophe."""
        return not self._of["double"] and not self._of["angle"]

    def cut(self, depth: int) -> list[_Open]:
        """Take away the marks that lie at a depth and deeper."""
        gone = self.open[depth:]
        del self.open[depth:]
        for mark in gone:
            self._of[mark.family].pop()
        return gone

    def single_close(self, start: int) -> int | None:
        """Where a single quotation opened before `start` closes: best not behind an s, which may be a possessive's."""
        for places in (self._closes, self._may_close):
            if (n := bisect_left(places, start)) < len(places):
                return places[n]
        return None

    def measures(self, start: int, end: int) -> bool:
        """True for the mark of inches: 5'10", or a figure's where a quotation goes on."""
        if self.text[start:end] != '"' or start == self.paragraph.start or not self.text[start - 1].isdigit():
            return False
        after = len(self._straight) - bisect_left(self._straight, end)
        return self._is_inch(start) or not self._of["double"] or after % 2 == 1

    def _is_inch(self, at: int) -> bool:
        return _FEET.search(self.text, max(self.paragraph.start, at - 12), at) is not None


def _pair(text: str, paragraph: Span) -> tuple[list[Passage], Passage | None, list[Span]]:
    """The closed outermost passages of a paragraph, the one left open to its end, and stray marks."""
    marks = _Marks(text, paragraph)
    closed: list[Passage] = []
    strays: list[Span] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        family = _MARKS.get(match[0], "double")
        depth = marks.innermost(family)
        if marks.measures(start, end):
            continue
        if depth is not None and _closes(marks, start, end, marks.open[depth]):
            opening = marks.cut(depth)[0]
            if marks.only_singles():
                inner = Span(opening.start + opening.length, start)
                closed.append(Passage(Span(opening.start, end), inner, opening.start))
        elif _opens(marks, start, end, family):
            if depth == len(marks.open) - 1 and family != "single":  # the earlier one was never closed
                strays += [Span(o.start, o.start + o.length) for o in marks.cut(len(marks.open) - 1)]
            marks.push(_Open(family, start, end - start))
        elif family != "single":
            strays.append(Span(start, end))
    out = _outermost(closed)
    doubles = [o for o in marks.open if o.family != "single"]
    if not doubles:
        return out, None, strays
    first = doubles[0]
    left_open = Passage(Span(first.start, paragraph.end), Span(first.start + first.length, paragraph.end), first.start)
    return out, left_open, strays


def _outermost(closed: Iterable[Passage]) -> list[Passage]:
    """The passages that lie in no other: a single mark that nothing closed holds none."""
    out: list[Passage] = []
    for passage in sorted(closed, key=lambda p: p.span):
        if not out or out[-1].span.end <= passage.span.start:
            out.append(passage)
    return out


def _neighbours(text: str, paragraph: Span, start: int, end: int) -> tuple[str, str]:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return before, after


def _opens(marks: _Marks, start: int, end: int, family: str) -> bool:
    """True for a mark that opens a quotation, by its form or by what stands on either side."""
    mark = marks.text[start:end]
    if mark in ("“", "„", "‟"):
        return True
    before, after = _neighbours(marks.text, marks.paragraph, start, end)
    if family == "single":
        free = before.isspace() or before in '([{—–-/"“«:‘'
        return free and mark not in ("’", "›") and not after.isspace() and _is_single_opening(marks, end)
    free = not before.isalnum() and before != "."
    return free and (mark == "«" or _begins_words(marks.text, end, after))


def _is_single_opening(marks: _Marks, end: int) -> bool:
    """True if a single mark that ends there is closed further on, and is no apostrophe: 'em, '90s."""
    return not _ELISION.match(marks.text, end) and marks.single_close(end) is not None


def _begins_words(text: str, start: int, first: str) -> bool:
    """True if words may begin there with the first character: a letter, a digit, a bracket, an ellipsis."""
    if first.isspace():
        return False
    return first.isalnum() or ord(first) > 127 or first in "([{$@#'\"-" or text.startswith("..", start)


def _closes(marks: _Marks, start: int, end: int, opening: _Open) -> bool:
    mark = marks.text[start:end]
    before, after = _neighbours(marks.text, marks.paragraph, start, end)
    if mark in _ONLY_OPEN and (mark, marks.text[opening.start]) != ("“", "„"):
        return False
    if _MARKS.get(mark) == "single":
        return not after.isalnum() and not before.isspace() and marks.single_close(start) == start
    opens_rather = before.isspace() and after.isalnum()
    return not opens_rather
