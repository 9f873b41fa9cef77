"""What is told at the end of a run: totals, and the slowest and the failed articles."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.archive import tables
from quotes.archive.files import Folder

SLOWEST = 5
FAILED = 20
"""Articles that are named."""

TOTALS = """
    select count(*), coalesce(sum(words), 0), coalesce(sum(quotes), 0), coalesce(sum(seconds), 0), count(problem)
    from documents
"""
SLOW = """
    select article, words, round(seconds, 1) from documents where problem is null
    order by seconds desc, article limit $most
"""
PROBLEMS = "select problem, count(*) from documents where problem is not null group by all order by 2 desc, 1"
FAILURES = """
    select article, problem, detail from documents where problem is not null
    order by problem <> 'poison-text', problem, article limit $most
"""


def report(edition: Folder, console: Console) -> None:
    """Print it."""
    asked = tables.connect(edition)
    ((articles, words, quotes, seconds, problems),) = asked.execute(TOTALS).fetchall()
    console.print(f"{articles:,} articles, {words:,} words, {quotes:,} quotes, {problems:,} problems", highlight=False)
    console.print(f"{seconds / 3600:,.2f} hours of reading", highlight=False)
    _print(console, "slowest", ("article", "words", "seconds"), asked.execute(SLOW, {"most": SLOWEST}).fetchall())
    _print(console, "problems", ("problem", "articles"), asked.execute(PROBLEMS).fetchall())
    _print(console, "failed", ("article", "problem", "detail"), asked.execute(FAILURES, {"most": FAILED}).fetchall())


def _print(console: Console, title: str, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    if rows:
        table = Table(*columns, title=title, title_justify="left", box=None, padding=(0, 2, 0, 0))
        for row in rows:
            table.add_row(*(Text(f"{cell:,}" if isinstance(cell, int | float) else str(cell)) for cell in row))
        console.print(table)
