"""Quotation marks: which stretches of a text stand in them.

Marks are paired paragraph by paragraph (pairing.py). A paragraph that leaves a mark open is continued by the next one
if that opens with the same kind of mark (re-opened speech); otherwise the mark is unclosed. All offsets are code
points.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quotes.attribution.pairing import MARKS, Pair, outermost, pair
from quotes.attribution.pairing import Passage as Passage
from quotes.nlp.document import BlockQuote, Span, TextWarning

_SENTENCE_END = re.compile(r"[.!?…](?=\s|$)")
STRAY, WITHOUT_PARTNER = "stray_quotation_mark", "a quotation mark without a partner"
"""Code and detail of the warning of a mark that is neither opened nor closed."""

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


def passages(text: str, paragraphs: Iterable[Span]) -> tuple[tuple[Passage, ...], tuple[TextWarning, ...]]:
    """The outermost passages in quotation marks, in text order, and a warning for every mark without a partner."""
    found: list[Passage] = []
    warnings: list[TextWarning] = []
    pending: Passage | None = None
    singles: list[Passage] = []
    for paragraph in paragraphs:
        marks = pair(text, paragraph)
        inside, unclosed = marks.closed, marks.unclosed
        if pending and _reopens(text, paragraph, pending):
            found.append(pending)
            inside, unclosed = (
                [_same_speech(p, paragraph, pending) for p in inside],
                unclosed and _same_speech(unclosed, paragraph, pending),
            )
        elif pending:
            found.append(_first_sentence(text, pending))
            warnings.append(_unclosed(pending))
        singles, whole = _re_opened_singles(text, paragraph, singles, marks)
        found += whole or inside
        warnings += [TextWarning(STRAY, WITHOUT_PARTNER, s) for s in marks.strays]
        pending = unclosed
    if pending:
        found.append(_first_sentence(text, pending))
        warnings.append(_unclosed(pending))
    found = outermost(found)
    numbered = {speech: n for n, speech in enumerate(dict.fromkeys(p.speech for p in found))}
    return tuple(replace(p, speech=numbered[p.speech]) for p in found), tuple(warnings)


def with_block_quotes(
    found: Sequence[Passage], quotes: Iterable[BlockQuote], paragraphs: Sequence[Span]
) -> tuple[Passage, ...]:
    """The passages of a text with those of its block quotes, in text order.

    Marks that stand around most of a block quote tell better what is said there; those within it are speech in speech.

    Args:
        found: the passages in marks, in text order.
        quotes: the block quotes, in text order; none overlaps another.
        paragraphs: the paragraphs of the text, in its order.
    """
    spans = [passage.span for passage in found]
    speech = max((p.speech for p in found), default=-1)
    out: list[Passage] = []
    read = 0
    for quote in quotes:
        met = _overlapping(spans, quote.content)
        inside = (span for span in spans[met] if quote.content.contains(span))
        if 2 * sum(map(len, inside)) > len(quote.content):
            continue
        speech += 1
        own = (p for p in paragraphs[_overlapping(paragraphs, quote.content)] if quote.content.contains(p))
        out += found[read : met.start]
        out += [Passage(p, p, speech, quote.credit) for p in own]
        read = met.stop
    return tuple(sorted([*out, *found[read:]], key=lambda p: p.span))


def _overlapping(spans: Sequence[Span], other: Span) -> slice:
    """Which of some spans overlap another; they are in text order, and none overlaps the next."""
    first = bisect_right(spans, other.start, key=lambda span: span.end)
    return slice(first, bisect_left(spans, other.end, key=lambda span: span.start))


def _re_opened_singles(
    text: str, paragraph: Span, before: list[Passage], marks: Pair
) -> tuple[list[Passage], list[Passage]]:
    """The paragraphs in single marks that are left open so far, and all passages of a speech that is closed here.

    A single mark that nothing closes may be an apostrophe: only where the paragraphs behind it open with one, and the
    last of them is closed, is it a quotation mark.
    """
    first = marks.closed[0] if marks.closed else None
    left_open = marks.single
    if not before or MARKS.get(text[paragraph.start]) != "single":
        return ([left_open] if left_open else []), []
    if left_open and left_open.span.start == paragraph.start:
        before.append(replace(left_open, speech=before[0].speech))
        return before, []
    if first and first.span.start == paragraph.start:
        return [], [*before, replace(first, speech=before[0].speech), *marks.closed[1:]]
    return [], []


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
    family = MARKS.get(text[pending.span.start], "double")
    return MARKS.get(text[paragraph.start]) == family
