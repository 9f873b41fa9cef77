"""One table over all corpora, in Markdown, as docs/quality.md holds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from benchmarks.quality import figures
from benchmarks.quality.figures import Figures, accuracy
from evaluation.metrics import Score

Cell = Callable[[Score], str]


def _f1(total: Score) -> str:
    return f"{100 * total.f1:.1f}"


def _recall(total: Score) -> str:
    return f"{100 * total.recall:.1f}"


def _precision(total: Score) -> str:
    return f"{100 * total.precision:.1f}"


def _count(total: Score) -> str:
    return f"{total.right} of {total.gold}"


COLUMNS: tuple[tuple[str, str, Cell], ...] = (
    ("content@exact", "content@exact", _f1),
    ("content@0.5", "content@0.5", _f1),
    ("relation@0.5", "relation@0.5", _f1),
    ("quoted", figures.QUOTED, _recall),
    ("speaker", accuracy("speaker"), _recall),
    ("mentions", figures.MENTIONS, _recall),
    ("chains", figures.CHAINS, _f1),
    ("via", figures.VIA, _f1),
    ("nesting", figures.NESTING, _f1),
    ("kind", accuracy("kind"), _recall),
    ("category", accuracy("category"), _recall),
    ("negated", figures.NEGATED_OR_MODAL, _f1),
    ("addressee", figures.ADDRESSEES, _f1),
    ("not-quotes", figures.NOT_QUOTES, _count),
    ("at 0.9", figures.CONFIDENT_ONES, _precision),
)
"""Title, figure, and which side of it the table shows."""


def summary(found: Mapping[str, Figures]) -> Iterator[str]:
    """The table: a row a corpus, empty where its annotation does not tell."""
    yield _row("", *(title for title, _, _ in COLUMNS))
    yield _row(*("---",) * (len(COLUMNS) + 1))
    for name, scores in found.items():
        yield _row(name, *(cell(scores[figure]) if figure in scores else "" for _, figure, cell in COLUMNS))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"
