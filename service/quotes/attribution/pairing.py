"""The quotation marks of one paragraph: which of them open and close a passage.

They are paired with a stack, so marks may nest. Straight marks are told apart by the spaces around them, single marks
from apostrophes by what stands on either side.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quotes.nlp.document import Span

_DOUBLE = dict.fromkeys('"“”„‟＂', "double")
_ANGLE = dict.fromkeys("«»", "angle")
_SINGLE = dict.fromkeys("'‘’‚‹›", "single")
MARKS = _DOUBLE | _ANGLE | _SINGLE
_MARK = re.compile(f"``|''|[{re.escape(''.join(MARKS))}]")
_SINGLE_CLOSE = re.compile(r"(?<=\S)(?<!['‘’]n)['’›](?!\w)|(?<=[\w.,;:!?…])[‘‹](?!\w)")
_CLIPPED = r"(?:(?<=[sS])|(?<=\win)|(?<=\b(?:an|ol|th|wi))|(?<=\bo))['’]"
_MAY_BE_APOSTROPHE = re.compile(rf"{_CLIPPED}(?=\s+\w)")
"""Of those, what may belong to the word before: the workers' faces, goin' home, the ol' man."""
_MAY_BE_APOSTROPHE_ANYWHERE = re.compile(_CLIPPED)
"""The same where the word may be the last of its sentence: the faces are the workers'."""
_SINGLE_OPEN = re.compile(r"(?:(?<=[\s(\[{—–/\"“«:-])|\A)['‘’‚‹›](?=\w)")
_STRAIGHT = re.compile('"')
_FEET = re.compile(r"\d['’] ?\d{1,2}(?:\.\d+)?$")
_ONLY_OPEN = frozenset("“„‟‘‚‹")
_ELISION = re.compile(
    r"['‘’](?:\d0s|\d\d|em|im|er|cause|cos|coz|til|tis|twas|twere|twill|bout|round|fore|neath|nuff|ere|s|n)\b",
    re.IGNORECASE,
)
"""What may be an apostrophe, with what it leaves of a word or a year: 'em, '90s."""
_BEFORE_QUOTATION = re.compile(r"(?:\A|[.!?…:;,—–\-(\[{\"“”«»]|[.!?…,]['’])\s*\Z")
"""Behind what a quotation may begin, whatever its first word is: a stop or a mark, or nothing in its paragraph."""
_PARTNERS = frozenset({("„", "“"), ("‚", "‘"), ("›", "‹")})
"""Pairs of which the second is a mark that only opens elsewhere."""


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


@dataclass
class _Open:
    family: str
    start: int
    length: int


class _Marks:
    """The marks of one paragraph that are open, innermost last, and where its single marks may close."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self.text = text
        self.paragraph = paragraph
        self.open: list[_Open] = []
        self._of: dict[str, list[int]] = {"double": [], "angle": [], "single": []}
        self._may_close = [m.start() for m in _SINGLE_CLOSE.finditer(text, paragraph.start, paragraph.end)]
        self._closes = [at for at in self._may_close if not _MAY_BE_APOSTROPHE.match(text, at)]
        openings = [m.start() for m in _SINGLE_OPEN.finditer(text, paragraph.start, paragraph.end)]
        self._singles = [at for at in openings if not _ELISION.match(text, at)]
        self._quoting = frozenset(self._elisions_in_marks(openings))
        self._singles = sorted({*self._singles, *self._quoting})
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

    def _elisions_in_marks(self, openings: Iterable[int]) -> Iterator[int]:
        """Those of some single marks that open a quotation although an elision might begin there: '25 died,' he said.

        A quotation may begin there, and what is no apostrophe closes it before another one opens.
        """
        sure = [at for at in self._closes if not _MAY_BE_APOSTROPHE_ANYWHERE.match(self.text, at)]
        for at in openings:
            end, another = _first(sure, at + 1), _first(self._singles, at + 1)
            closed = end is not None and (another is None or end < another)
            before = self.text[max(self.paragraph.start, at - 4) : at]
            if closed and self.text[at] != "’" and _BEFORE_QUOTATION.search(before):
                yield at

    def opens_single(self, start: int) -> bool:
        """True for a single mark that is closed further on, and is no apostrophe of an elision: 'em, '90s."""
        if _ELISION.match(self.text, start) and (start not in self._quoting or self.innermost("single") is not None):
            return False
        return self.single_close(start + 1) is not None

    def single_close(self, start: int) -> int | None:
        """Where a single quotation opened before `start` closes.

        Best before the next one opens, and best by a mark that may be no apostrophe.
        """
        for end in (_first(self._singles, start), None):
            for places in (self._closes, self._may_close):
                at = _first(places, start)
                if at is not None and (end is None or at < end):
                    return at
        return None

    def single_left_open(self, closed: Iterable[Passage]) -> Passage | None:
        """The passage from the last single mark that opens one, if no mark closes it but what may be an apostrophe."""
        last = self._singles[-1] if self._singles else None
        if last is None or _first(self._closes, last + 1) is not None:
            return None
        if any(passage.span.start < last < passage.span.end for passage in closed):
            return None
        return _to_end(last, 1, self.paragraph)

    def partner_follows(self, end: int) -> bool:
        """True if there is another straight double mark behind a place."""
        return _first(self._straight, end) is not None

    def measures(self, start: int, end: int) -> bool:
        """True for the mark of inches: 5'10", or a figure's where a quotation goes on."""
        if self.text[start:end] != '"' or start == self.paragraph.start or not self.text[start - 1].isdigit():
            return False
        after = len(self._straight) - bisect_left(self._straight, end)
        return self._is_inch(start) or not self._of["double"] or after % 2 == 1

    def _is_inch(self, at: int) -> bool:
        return _FEET.search(self.text, max(self.paragraph.start, at - 12), at) is not None


def _first(places: list[int], start: int) -> int | None:
    """The first of some places, in order, from a place on."""
    n = bisect_left(places, start)
    return places[n] if n < len(places) else None


@dataclass(frozen=True, slots=True)
class Pair:
    """The marks of a paragraph.

    Attributes:
        closed: the outermost passages that are closed.
        unclosed: the one that is left open to its end.
        single: the same with a single mark, which may be an apostrophe.
        strays: marks without a partner.
    """

    closed: list[Passage]
    unclosed: Passage | None
    single: Passage | None
    strays: list[Span]


def pair(text: str, paragraph: Span) -> Pair:
    """Pair the marks of a paragraph."""
    marks = _Marks(text, paragraph)
    closed: list[Passage] = []
    strays: list[Span] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        family = MARKS.get(match[0], "double")
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
    doubles = [o for o in marks.open if o.family != "single"]
    unclosed = _to_end(doubles[0].start, doubles[0].length, paragraph) if doubles else None
    return Pair(outermost(closed), unclosed, None if doubles else marks.single_left_open(closed), strays)


def _to_end(start: int, length: int, paragraph: Span) -> Passage:
    """A passage from a mark of some length to the end of a paragraph."""
    return Passage(Span(start, paragraph.end), Span(start + length, paragraph.end), start)


def outermost(closed: Iterable[Passage]) -> list[Passage]:
    """The passages that lie in no other: a single mark that nothing closed holds none."""
    out: list[Passage] = []
    for passage in sorted(closed, key=lambda p: (p.span.start, -p.span.end)):
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
    before, after = _neighbours(marks.text, marks.paragraph, start, end)
    if mark in ("“", "„", "‟"):
        return before.isspace() or not after.isspace()
    if family == "single":
        return _opens_single(marks, mark, end, (before, after))
    if mark == '"' and before.isspace() and after.isspace():  # as a tokenizer leaves it: " No , " he said
        return marks.innermost("double") is None and marks.partner_follows(end)
    return _is_free(marks, mark, end, (before, after)) and (mark == "«" or _begins_words(marks.text, end, after))


def _is_free(marks: _Marks, mark: str, end: int, neighbours: tuple[str, str]) -> bool:
    """True for a mark that stands behind no word and no stop, unless what it opens runs on: he said."No," she said."""
    before, after = neighbours
    if before == ".":
        return mark == '"' and after.isalpha() and marks.partner_follows(end)
    return not before.isalnum()


def _opens_single(marks: _Marks, mark: str, end: int, neighbours: tuple[str, str]) -> bool:
    """True for a single mark that opens a quotation; of the form of an apostrophe only before a letter."""
    before, after = neighbours
    free = before.isspace() or before in '([{—–-/"“«:‘'
    return free and (mark != "’" or after.isalpha()) and not after.isspace() and marks.opens_single(end - 1)


def _begins_words(text: str, start: int, first: str) -> bool:
    """True if words may begin there with the first character: a letter, a digit, a bracket, an ellipsis."""
    if first.isspace():
        return False
    return first.isalnum() or ord(first) > 127 or first in "([{$@#'\"-<*_" or text.startswith("..", start)


def _closes(marks: _Marks, start: int, end: int, opening: _Open) -> bool:
    mark = marks.text[start:end]
    before, after = _neighbours(marks.text, marks.paragraph, start, end)
    if mark == "“" and not before.isspace() and not after.isalnum():  # an opening mark by mistake: “No,“ he said
        return True
    if mark in _ONLY_OPEN and (marks.text[opening.start], mark) not in _PARTNERS:
        return False
    if MARKS.get(mark) == "single":
        return not after.isalnum() and not before.isspace() and marks.single_close(start) == start
    opens_rather = before.isspace() and after.isalnum()
    return not opens_rather
