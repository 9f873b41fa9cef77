"""How far the reader takes the words of a candidate for a report, as numbers."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.nlp.reader.labels import IN_CUE, SOURCE
from quotes.nlp.reading import Report

UNKNOWN = math.nan
"""What the reader would say, where it says nothing."""

_NAMES = (
    *("anchor", "cued", "inside", "weakest", "edge", "beyond", "missed", "agreed", "cue_share"),
    *("source_share", "source_weakest", "source_missed", "thought_share"),
)


def with_reader(
    article: Article, candidate: Candidate, words: Sequence[int], mention: Collection[int]
) -> Mapping[str, float]:
    """The agreement of the reader with a candidate, by the names of the features.

    Args:
        article: where it stands.
        candidate: what is asked about.
        words: those of its content, in text order.
        mention: the tokens that name its source.
    """
    reading = article.document.reading
    if reading is None:
        return dict.fromkeys(_NAMES, UNKNOWN)
    anchors = candidate.cue.tokens if candidate.cue else words
    likeliest = max((float(reading.anchors[i]) for i in anchors), default=0.0)
    report = article.report(anchors)
    if report is None:
        return {**dict.fromkeys(_NAMES, UNKNOWN), "anchor": likeliest}
    shares = _Shares(article, report)
    cue = candidate.cue.head if candidate.cue else None
    return {
        "anchor": likeliest,
        "cued": report.cued,
        "cue_share": UNKNOWN if cue is None else shares.of(cue, IN_CUE),
        "thought_share": report.thought,
        **_of_content(shares, words),
        **_of_source(shares, mention),
    }


@dataclass(frozen=True)
class _Shares:
    """How probable roles are for the tokens of an article."""

    article: Article
    report: Report

    @property
    def near(self) -> range:
        """The tokens that were read with the report."""
        return range(self.report.first, self.report.first + len(self.report.shares))

    def of(self, token: int, role: int) -> float:
        """The probability of a role; 0 for what was not read with the report."""
        return float(self.report.shares[token - self.report.first, role]) if token in self.near else 0.0

    def words(self, tokens: Collection[int]) -> list[int]:
        """Those of some tokens that are no punctuation."""
        return [i for i in tokens if self.article.document.tokens[i].upos != "PUNCT"]


def _of_content(shares: _Shares, words: Sequence[int]) -> Mapping[str, float]:
    first = shares.report.first
    content = {i: float(shares.report.content[i - first]) for i in shares.words(shares.near)}
    inside = [content.get(i, 0.0) for i in words]
    total = sum(content.values())
    missed = total - sum(inside)
    ends = [content.get(i, 0.0) for i in (words[0], words[-1])] if words else [0.0]
    beside = [content.get(i, 0.0) for i in _beside(shares.article, words)]
    return {
        "inside": sum(inside) / max(1, len(words)),
        "weakest": min(inside, default=0.0),
        "edge": min(ends),
        "beyond": max(beside, default=0.0),
        "missed": missed / max(1e-9, total),
        "agreed": sum(inside) / max(1e-9, len(words) + missed),
    }


def _of_source(shares: _Shares, mention: Collection[int]) -> Mapping[str, float]:
    named = [shares.of(i, SOURCE) for i in shares.words(mention)]
    likeliest = max((shares.of(i, SOURCE) for i in shares.words(shares.near)), default=0.0)
    return {
        "source_share": sum(named) / len(named) if named else UNKNOWN,
        "source_weakest": min(named, default=UNKNOWN),
        "source_missed": likeliest - max(named, default=0.0),
    }


def _beside(article: Article, words: Sequence[int]) -> set[int]:
    """The words right before and behind every stretch of some."""
    own, tokens = set(words), article.document.tokens
    out: set[int] = set()
    for word in words:
        for step in (-1, 1):
            i = word + step
            while 0 <= i < len(tokens) and tokens[i].upos == "PUNCT":
                i += step
            if 0 <= i < len(tokens) and i not in own:
                out.add(i)
    return out
