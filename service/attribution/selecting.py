"""Which of the candidate reports are attributions, and how sure that is."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from service.attribution import trees
from service.attribution.article import Article
from service.attribution.contents import tagged
from service.attribution.reports import Report

WEIGHTS = {
    "bias": -1.2,
    "listed": 1.0,
    "clause": 1.4,
    "quotation": 2.0,
    "direct": 1.5,
    "source": 0.8,
    "thought": -1.0,
    "cue_tagged": 1.2,
    "cue_untagged": -0.8,
    "content_tagged": 1.2,
    "noun": -0.8,
}
"""What each piece of evidence adds to the log-odds; set by hand."""


def evidence(article: Article, report: Report) -> dict[str, float]:
    """What speaks for and against a report, by the names of `WEIGHTS`."""
    document = article.document
    found = {
        "bias": 1.0,
        "clause": report.shape in ("clause", "parenthetical", "raised"),
        "quotation": bool(report.passages),
        "direct": bool(report.passages) and all(article.passage_of[i] is not None for i in report.content),
        "source": report.source is not None,
    }
    if report.cue:
        found |= {
            "listed": report.cue.listed,
            "thought": report.cue.category == "thought",
            "noun": report.cue.kind == "noun",
        }
    tags = {document.tokens[i].report[2:] for i in report.cue.tokens} if report.cue else set()
    # the tagger sees one layer: a cue within a content is none to it
    if article.has_report_tags and "CONTENT" not in tags:
        found |= {"cue_tagged": "CUE" in tags, "cue_untagged": report.cue is not None and "CUE" not in tags}
        found["content_tagged"] = 2 * tagged(article, report.content) - 1
    return {name: float(value) for name, value in found.items()}


def confidence(article: Article, report: Report) -> float:
    """How sure it is, 0 to 1, that a report is an attribution: logistic in its evidence, not calibrated."""
    total = sum(WEIGHTS[name] * value for name, value in evidence(article, report).items())
    return 1 / (1 + math.exp(-total))


def likely(article: Article, reports: Iterable[Report], threshold: float = 0.5) -> list[Report]:
    """The reports that are more likely than not, with their confidence."""
    reports = (_apart(article, report) for report in reports)
    scored = (replace(r, confidence=confidence(article, r)) for r in reports if _sourced(r))
    return [r for r in scored if r.confidence >= threshold and _worded(article, r)]


def _apart(article: Article, report: Report) -> Report:
    """The report with its cue on one side of the marks and no word of it in the content, whatever hangs where."""
    cue = report.cue
    if cue is None:
        return report
    words = frozenset(i for i in cue.tokens if article.passage_of[i] == article.passage_of[cue.head])
    return replace(report, cue=replace(cue, tokens=words), content=report.content - words)


def _worded(article: Article, report: Report) -> bool:
    return any(article.document.tokens[i].upos != "PUNCT" for i in report.content)


def _sourced(report: Report) -> bool:
    """A phrase without a source and without marks is a topic, not a report."""
    if report.source is not None:
        return True
    asked = report.cue is not None and report.cue.category == "question"
    return not asked and (bool(report.passages) or report.shape in ("clause", "parenthetical", "raised"))


def settle(article: Article, reports: Iterable[Report]) -> list[Report]:
    """Give each content to its best report only; in text order."""
    kept: list[Report] = []
    holding: dict[int, list[Report]] = {}
    for report in sorted(reports, key=lambda r: -r.confidence):
        near = {id(other): other for i in report.content for other in holding.get(i, ())}
        if not any(_rivals(article, report, other) for other in near.values()):
            kept.append(report)
            for i in report.content:
                holding.setdefault(i, []).append(report)
    return sorted(kept, key=lambda r: min(r.content))


def _rivals(article: Article, report: Report, other: Report) -> bool:
    """True if two reports cannot both stand: they claim one quotation or content, or a noun repeats a verb."""
    if _retold(article, report, other) or _retold(article, other, report):
        return False
    if _nested(report, other) and "quotation" not in (report.shape, other.shape):
        return _object_of(article, report, other) or _object_of(article, other, report)
    if set(report.passages) & set(other.passages):
        return True
    both, either = report.content & other.content, report.content | other.content
    return len(both) > 0.8 * len(either) or _object_of(article, report, other)


def _retold(article: Article, report: Report, other: Report) -> bool:
    """True for a report within somebody's quoted speech."""
    return report.cue is not None and article.passage(report.cue.head) in other.passages


def _object_of(article: Article, report: Report, other: Report) -> bool:
    """True for a noun cue that is the object of the other's verb: expressed his condemnation of ..."""
    if not report.cue or not other.cue or report.cue.kind != "noun":
        return False
    return report.cue.head in {
        other.cue.head,
        *(t.index for t in trees.children(article.document, other.cue.head, "obj")),
    }


def _nested(one: Report, two: Report) -> bool:
    return any(a.cue and a.cue.head in b.content for a, b in ((one, two), (two, one)))
