"""Which of the candidate reports are attributions, and how sure that is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Report
from quotes.attribution.grammar import complements
from quotes.attribution.ranking.features import evidence
from quotes.attribution.ranking.scorer import Scorer
from quotes.attribution.syntax import trees

LEAST = 0.4
"""The least probability of a report that is kept."""
LEAST_LISTED = 0.25
"""The same for a listed cue in a construction that the grammar knows: it reports, however well its parts were found."""
LEAST_CLAUSE = 0.1
"""The same where what a listed cue governs is a clause."""
LEAST_MARKED = 0.05
"""The same for what colons and dashes credit, which the annotated corpus hardly has, and for speech that stands in
marks beside its verb, which would float without it."""


def _least(article: Article, report: Report) -> float:
    if report.cue is None or report.cue.kind == "tag":
        return LEAST
    own = frozenset(report.passages)
    quoted = all(article.passage(i) in own for i in article.words(report.content))
    spoken = quoted and all(complements.is_speech(article, p) for p in report.passages)
    if report.cue.kind == "mark" or spoken:
        return LEAST_MARKED
    if not report.cue.listed:
        return LEAST
    return LEAST_CLAUSE if report.shape == "clause" else LEAST_LISTED


def likely(article: Article, reports: Iterable[Report], scorer: Scorer) -> list[Report]:
    """The best reading of each cue, with its confidence, where that makes a report likely."""
    best: dict[object, tuple[float, Report]] = {}
    for number, candidate in enumerate(reports):
        report = apart(article, candidate)
        if not _sourced(report) or not _worded(article, report):
            continue
        score = scorer.score(evidence(article, report))
        key = (report.cue.kind == "mark", report.cue.head) if report.cue else number
        if score.right >= _least(article, report) and (key not in best or score.exact > best[key][0]):
            best[key] = score.exact, replace(report, confidence=score.right)
    return [report for _, report in best.values()]


def rated(article: Article, reports: Iterable[Report], scorer: Scorer) -> list[Report]:
    """The reports with the confidence that they deserve as they have become."""
    return [replace(r, confidence=scorer.score(evidence(article, r)).right) for r in reports]


def apart(article: Article, report: Report) -> Report:
    """The report with its cue on one side of the marks and no word of it in the content, whatever hangs where."""
    cue = report.cue
    if cue is None:
        return report
    words = frozenset(i for i in cue.tokens if article.passage_of[i] == article.passage_of[cue.head])
    return replace(report, cue=replace(cue, tokens=words), content=report.content - words)


def _worded(article: Article, report: Report) -> bool:
    return any(article.document.tokens[i].upos not in ("PUNCT", "SCONJ", "ADP", "DET", "CCONJ") for i in report.content)


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
