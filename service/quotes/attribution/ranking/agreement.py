"""How far the reader takes the words of a candidate for a report, as numbers."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.nlp.reader.labels import IN_CUE, SOURCE
from quotes.nlp.reading import Probabilities, Report

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
    cue = [candidate.cue.head] if candidate.cue else []
    return {
        "anchor": likeliest,
        "cued": report.cued,
        "cue_share": next(_shares_of(cue, report, report.shares[:, IN_CUE]), UNKNOWN),
        "thought_share": report.thought,
        **_of_content(article, report, words),
        **_of_source(article, report, mention),
    }


def _shares_of(tokens: Iterable[int], report: Report, shares: Probabilities) -> Iterator[float]:
    """The shares of some tokens, of those that the tokens read with a report have; 0 for what was not."""
    for token in tokens:
        near = 0 <= token - report.first < len(shares)
        yield float(shares[token - report.first]) if near else 0.0


def _shares_of_words(article: Article, report: Report, shares: Probabilities) -> list[float]:
    """The shares of all tokens read with a report that are no punctuation."""
    near = slice(report.first, report.first + len(shares))
    found: list[float] = shares[article.is_word[near]].tolist()
    return found


def _of_content(article: Article, report: Report, words: Sequence[int]) -> Mapping[str, float]:
    inside = list(_shares_of(words, report, report.content))
    total = sum(_shares_of_words(article, report, report.content))
    missed = total - sum(inside)
    beside = _shares_of(_beside(article, words), report, report.content)
    return {
        "inside": sum(inside) / max(1, len(words)),
        "weakest": min(inside, default=0.0),
        "edge": min(inside[0], inside[-1]) if inside else 0.0,
        "beyond": max(beside, default=0.0),
        "missed": missed / max(1e-9, total),
        "agreed": sum(inside) / max(1e-9, len(words) + missed),
    }


def _of_source(article: Article, report: Report, mention: Collection[int]) -> Mapping[str, float]:
    shares = report.shares[:, SOURCE]
    named = list(_shares_of(article.words(mention), report, shares))
    likeliest = max(_shares_of_words(article, report, shares), default=0.0)
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
