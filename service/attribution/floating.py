"""Quotations that no cue of their own sentence introduces: continued, floating and credited ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from service.attribution import contents, trees
from service.attribution.article import Article
from service.attribution.marks import Passage
from service.attribution.reports import Cue, Report


def complete(article: Article, reports: list[Report]) -> list[Report]:
    """Add the passages that no report claims: to the speech they continue, else as quotes of their own."""
    reports = [_reopened(article, report) for report in reports]
    claimed = {passage for report in reports for passage in report.passages}
    out = list(reports)
    for passage in article.passages:
        if passage in claimed or any(_covers(article, r, passage) for r in out) or not is_statement(article, passage):
            continue
        claimed.add(passage)
        interrupted = next((r for r in out if _continues(article, r, passage)), None)
        if interrupted:
            out[out.index(interrupted)] = _reopened(article, _with(article, interrupted, [passage]))
        else:
            quote = Report(
                None, _tokens(article, passage), (passage,), _source(article, out, passage), shape="quotation"
            )
            out.append(_reopened(article, quote))
        claimed |= {p for r in out for p in r.passages}
    return sorted(out, key=lambda r: min(r.content))


def _tokens(article: Article, passage: Passage) -> frozenset[int]:
    return frozenset(t.index for t in article.tokens_in(passage.span))


def _with(article: Article, report: Report, more: Iterable[Passage]) -> Report:
    passages = tuple(sorted({*report.passages, *more}, key=lambda p: p.span))
    content = report.content.union(*(_tokens(article, p) for p in passages))
    return replace(report, content=content, passages=passages)


def _reopened(article: Article, report: Report) -> Report:
    """The report with all paragraphs of a speech that is re-opened paragraph after paragraph."""
    speeches = {p.speech for p in report.passages}
    more = [p for p in article.passages if p.speech in speeches and p not in report.passages]
    return _with(article, report, more) if more else report


def _covers(article: Article, report: Report, passage: Passage) -> bool:
    return bool(report.content & _tokens(article, passage))


def is_statement(article: Article, passage: Passage) -> bool:
    """True for a passage that stands as a sentence or more of its own, and so is speech without a cue."""
    tokens = [t for t in article.tokens_in(passage.inner) if t.upos != "PUNCT"]
    if len(tokens) < 2 or not contents.is_speech(article, passage):
        return False
    text = article.document.text
    before, after = text[: passage.span.start].rstrip(" "), text[passage.span.end :].lstrip(" ")
    begins = not before or before[-1] in "\n.!?:;—–-…”\"»’'"
    ends = not after or after[0] in '\n—–-…“"(' or text[passage.inner.end - 1] in ".!?…" or after[0] == "."
    return begins and ends


def _continues(article: Article, report: Report, passage: Passage) -> bool:
    """True if the report's cue interrupts a speech that the passage takes up again: "A," she said. "B."."""
    if not report.passages or report.cue is None:
        return False
    document = article.document
    cue = document.tokens[report.cue.head]
    first = report.passages[0]
    last = report.passages[-1]
    if first.span.start > cue.start or article.passage_of[min(report.content)] is None:
        return False
    if any(i not in _tokens(article, first) and article.passage_of[i] is None for i in report.content):
        return False
    end = (
        document.tokens[document.sentences[cue.sentence].last - 1].end if last.span.end <= cue.start else last.span.end
    )
    gap = document.text[end : passage.span.start]
    return cue.start < passage.span.start and len(gap.strip(" \"'”’")) == 0 and "\n" not in gap


def _source(article: Article, reports: list[Report], passage: Passage) -> int | None:
    """Who a floating quotation is by: the last speaker of the narration before it, else the subject before it."""
    document = article.document
    before = [t for t in document.tokens if t.end <= passage.span.start]
    if not before:
        return None
    last = before[-1]
    earlier = [r for r in reports if r.source is not None and min(r.content) < last.index + 1]
    near = [
        r
        for r in earlier
        if article.paragraph(last.index) - article.paragraph(max(max(r.content), r.cue.head if r.cue else 0)) <= 0
    ]
    sentence = document.sentences[last.sentence]
    in_sentence = [r for r in near if r.cue and document.tokens[r.cue.head].sentence == sentence.index]
    if in_sentence:
        return in_sentence[-1].source
    if article.passage_of[last.index] is None:
        root = next(t for t in document.words(sentence) if t.head is None)
        subject = trees.child(document, root.index, "nsubj")
        if subject and subject.upos in ("PROPN", "PRON", "NOUN"):
            return subject.index
    candidates = near or earlier
    return max(candidates, key=lambda r: max(r.content)).source if candidates else None


def credits(article: Article) -> Iterable[Report]:
    """Quotations credited by punctuation alone: Ito: tax cut "dead"; "Go." - Ito."""
    document = article.document
    for sentence in document.sentences:
        words = document.words(sentence)
        colon = next((t for t in words[:10] if t.text == ":"), None)
        if colon is None or colon.index - sentence.first < 1 or colon.index + 1 >= sentence.last:
            continue
        before = words[: colon.index - sentence.first]
        heads = [t for t in before if t.head is None or not sentence.first <= t.head < colon.index]
        named = all(t.upos in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PUNCT", "PART") for t in before)
        if len(heads) != 1 or not named or heads[0].upos != "PROPN" or heads[0].entity == "O":
            continue
        if sentence.first and document.sentences[sentence.index - 1].paragraph == sentence.paragraph:
            continue
        content = frozenset(t.index for t in words if t.index > colon.index)
        cue = Cue(colon.index, frozenset({colon.index}), ":", "statement", "mark")
        yield Report(cue, content, tuple(article.touched(content)), heads[0].index, shape="quotation")
