"""Content: the spans of what was said, and how much of it stands in quotation marks.

In "It failed," Ito said, "and badly", two passages with their quotation marks are one content of two spans. In Ito said
that it "failed badly" the words and the passage are one span, of type `mixed`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from itertools import chain, groupby

from quotes.attribution import quotation
from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.model import QuoteType
from quotes.attribution.syntax import trees
from quotes.nlp.document import Span

_JOINING = re.compile(r"[\s,;:()\[\]–—-]*")
"""What may stand between two stretches of one span."""


def content_spans(article: Article, candidate: Candidate) -> tuple[Span, ...]:
    """The spans of a candidate's content: its words, and its passages with their quotation marks.

    Nothing but spaces and punctuation between words and a passage makes no gap; two passages stay two spans. Speech in
    speech has its quotation marks too.
    """
    return tuple(_with_quotation_marks(article, span) or span for span in _stretches(article, candidate))


def quote_type(article: Article, candidate: Candidate) -> QuoteType:
    """Direct if all words of the content stand in quotation marks, mixed if some do, else indirect."""
    words, own = article.words(candidate.content), frozenset(candidate.passages)
    marked = [i for i in words if (p := article.passage(i)) in own and p and p.marked]
    if not marked:
        retold = all(_with_quotation_marks(article, span) for span in _stretches(article, candidate))
        return "direct" if retold else "indirect"
    return "direct" if len(marked) == len(words) else "mixed"


def _with_quotation_marks(article: Article, span: Span) -> Span | None:
    """A stretch of quoted speech with quotation marks of its own: My father told me, 'Never come back.'"""
    passage = article.passage(article.token_at(span.start))
    return quotation.with_quotation_marks(article.document.text, span, passage.inner) if passage else None


def _stretches(article: Article, candidate: Candidate) -> list[Span]:
    """The words and passages of a content, joined where only spaces and punctuation part them."""
    cue = [article.document.tokens[i].span for i in candidate.cue.tokens] if candidate.cue else []
    passages = {p.span for p in candidate.passages if p.marked and not any(p.span.overlaps(word) for word in cue)}
    out: list[Span] = []
    for part in _parts(article, candidate, passages):
        if out and _is_one(article, out[-1], part, cue, passages):
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return out


def _parts(article: Article, candidate: Candidate, passages: Collection[Span]) -> tuple[Span, ...]:
    """The passages of a content, and its words outside of them."""
    cue = candidate.cue.tokens if candidate.cue else frozenset[int]()
    outside = sorted(i for i in candidate.content if (p := article.passage(i)) is None or p.span not in passages)
    by_paragraph = (trees.spans(article.document, words, cue) for _, words in groupby(outside, article.paragraph))
    return trees.merge([*passages, *chain.from_iterable(by_paragraph)])


def _is_one(article: Article, before: Span, part: Span, cue: Iterable[Span], passages: Collection[Span]) -> bool:
    """True if a part goes on right behind what is before it; two passages stay two, and so do two paragraphs."""
    gap = Span(before.end, part.start)
    between = article.document.slice(gap)
    if not _JOINING.fullmatch(between) or "\n" in between or any(gap.overlaps(word) for word in cue):
        return False
    return before.end not in {p.end for p in passages} or part.start not in {p.start for p in passages}
