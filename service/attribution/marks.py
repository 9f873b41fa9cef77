"""Quotation marks: which stretches of a text stand in them.

Marks are paired paragraph by paragraph with a stack, so marks may nest. Straight marks are told apart by the
spaces around them, single marks from apostrophes by what stands on either side. A paragraph that leaves a
mark open is continued by the next one if that opens with the same kind of mark (re-opened speech); otherwise
the mark is unclosed. All offsets are code points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.nlp.document import Span, TextWarning

_DOUBLE = dict.fromkeys('"“”„‟＂', "double")
_ANGLE = dict.fromkeys("«»", "angle")
_SINGLE = dict.fromkeys("'‘’‚‹›", "single")
_MARKS = _DOUBLE | _ANGLE | _SINGLE
_MARK = re.compile(f"[{re.escape(''.join(_MARKS))}]|``|''")
_SINGLE_CLOSE = re.compile(r"(?<=\S)['’›](?!\w)")
_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
_ONLY_OPEN = frozenset("“„‟‘‚‹")
_ELISION = re.compile(r"(?:\d0s|em|cause|til|tis|twas|bout|n)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch in quotation marks.

    Attributes:
        span: with its marks.
        inner: without them.
        speech: number of the run of re-opened paragraphs that the passage belongs to; passages of one
            number are one speech.
    """

    span: Span
    inner: Span
    speech: int


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


def _pair(text: str, paragraph: Span) -> tuple[list[Passage], Passage | None, list[Span]]:
    """The closed outermost passages of a paragraph, the one left open to its end, and stray marks."""
    stack: list[_Open] = []
    out: list[Passage] = []
    strays: list[Span] = []
    for match in _MARK.finditer(text, paragraph.start, paragraph.end):
        start, end = match.span()
        family = _MARKS.get(match[0], "double")
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d].family == family), None)
        if depth is not None and _closes(text, paragraph, start, end, match[0]):
            opening = stack[depth]
            del stack[depth:]
            if not stack:
                inner = Span(opening.start + opening.length, start)
                out.append(Passage(Span(opening.start, end), inner, opening.start))
        elif _opens(text, paragraph, start, end, match[0], family, bool(stack)):
            if depth is not None and family != "single":  # the earlier one of its family was never closed
                strays += [Span(o.start, o.start + o.length) for o in stack[depth:]]
                del stack[depth:]
            stack.append(_Open(family, start, end - start))
        elif family != "single":
            strays.append(Span(start, end))
    doubles = [o for o in stack if o.family != "single"]
    if not doubles:
        return out, None, strays
    first = doubles[0]
    left_open = Passage(Span(first.start, paragraph.end), Span(first.start + first.length, paragraph.end), first.start)
    return out, left_open, strays


def _around(text: str, paragraph: Span, start: int, end: int) -> tuple[str, str]:
    before = text[start - 1] if start > paragraph.start else " "
    after = text[end] if end < paragraph.end else " "
    return before, after


def _opens(text: str, paragraph: Span, start: int, end: int, mark: str, family: str, nested: bool) -> bool:
    before, after = _around(text, paragraph, start, end)
    if mark in ("“", "„", "‟"):
        return True
    free = (
        before.isspace() or before in '([{—–-/"“«:‘' or (family != "single" and not before.isalnum() and before != ".")
    )
    if family == "single":
        if mark in ("’", "›") or not free or after.isspace() or _ELISION.match(text, end):
            return False
        return _single_close(text, paragraph, end) is not None
    starts = after.isalnum() or after in "([{$£€#@'‘“\"«…—–-¡¿" or text.startswith("..", end) or ord(after) > 127
    return free and not after.isspace() and starts


def _closes(text: str, paragraph: Span, start: int, end: int, mark: str) -> bool:
    before, after = _around(text, paragraph, start, end)
    if mark in _ONLY_OPEN:
        return False
    if _MARKS.get(mark) == "single":
        return not after.isalnum() and not before.isspace() and _single_close(text, paragraph, start) == start
    opens_rather = before.isspace() and after.isalnum()
    return not opens_rather


def _single_close(text: str, paragraph: Span, start: int) -> int | None:
    """Where a single quotation opened before `start` closes: after punctuation, else at the last mark that may."""
    last = None
    for match in _SINGLE_CLOSE.finditer(text, start, paragraph.end):
        at = match.start()
        if text[at - 1] in ".,!?;:…":
            return at
        if text[at - 1] not in "sS" or last is None:
            last = at
        if text[at - 1] not in "sS":
            return at
    return last


def inside(found: Sequence[Passage], span: Span) -> Passage | None:
    """The passage that a span lies in, marks included."""
    return next((passage for passage in found if passage.span.contains(span)), None)
