"""A report as one page that needs nothing else: no script, no font, no picture from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from quotes.archive.report import charts
from quotes.archive.report.charts import Bar
from quotes.archive.report.figures import Table

MOST = 500
"""Rows of a table that are on the page; a CSV has all."""

CHARTED = 20
"""Bars of a chart."""

TYPES = ("direct", "mixed", "indirect")

Chart = Callable[[str, Sequence[str], Sequence[Bar]], Markup]

CHARTS: Mapping[str, tuple[Chart, Sequence[str], Sequence[str], int | None]] = {
    "people": (charts.bars, ("name",), TYPES, CHARTED),
    "bodies": (charts.bars, ("name",), TYPES, CHARTED),
    "unnamed_people": (charts.bars, ("name",), TYPES, CHARTED),
    "unnamed_bodies": (charts.bars, ("name",), TYPES, CHARTED),
    "kinds": (charts.bars, ("kind", "how"), ("quotes",), None),
    "roles": (charts.bars, ("role",), ("quotes",), CHARTED),
    "forms": (charts.bars, ("type",), ("quotes",), None),
    "relays": (charts.bars, ("relay",), ("quotes",), CHARTED),
    "publishers": (charts.bars, ("publisher",), ("quotes",), CHARTED),
    "months": (charts.columns, ("month",), TYPES, None),
    "genders": (charts.bars, ("gender",), ("quotes",), None),
}
"""The chart of a table: its kind, the columns that label a bar, those that are its parts, and the most bars."""


def render(name: str, tables: Sequence[Table]) -> str:
    """The page.

    Args:
        name: whose report it is.
        tables: all tables; the first has the totals.
    """
    totals, *others = tables
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    environment.filters["figure"] = figure
    return environment.from_string(_file("page.html")).render(
        name=name,
        style=Markup(_file("page.css")),  # noqa: S704 (our own)
        totals=list(zip(totals.columns, totals.rows[0], strict=True)),
        totals_note=totals.note,
        series=TYPES,
        tables=[table for table in others if table.rows],
        charts={table.name: _chart(table) for table in others if table.name in CHARTS},
        most=MOST,
    )


def figure(value: Any) -> str:
    """A cell as it is read: thousands apart, nothing for what is not told."""
    if value is None:
        return ""
    return f"{value:,}" if isinstance(value, int | float) else str(value)


def _chart(table: Table) -> Markup:
    draw, labels, parts, most = CHARTS[table.name]
    named = zip(*(map(figure, table.column(label)) for label in labels), strict=True)
    values = zip(*(table.column(part) for part in parts), strict=True)
    rows = [Bar(" ".join(filter(None, label)), value) for label, value in zip(named, values, strict=True)]
    return draw(table.title, parts, rows[:most])


def _file(name: str) -> str:
    return files("quotes.archive.report").joinpath(name).read_text("utf-8")
