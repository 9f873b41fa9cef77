"""Charts as SVG without scripts; each mark has a title that shows when it is pointed at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

WIDTH, ROW, LABEL, COLUMNS_HIGH = 760, 24, 230, 180
"""Pixels, as far as the picture is not scaled: of a chart, of a bar with its gap, of the labels beside bars, and of the
highest column."""


@dataclass(frozen=True)
class Bar:
    """A bar or a column of one or more parts.

    Attributes:
        label: what it stands for.
        parts: a figure for each of the chart's series.
    """

    label: str
    parts: Sequence[int]

    @property
    def total(self) -> int:
        """All parts together."""
        return sum(self.parts)


def bars(title: str, series: Sequence[str], rows: Sequence[Bar]) -> Markup:
    """Bars that lie, longest as wide as there is room."""
    most = max((row.total for row in rows), default=0) or 1
    room = WIDTH - LABEL - 70
    out: list[Markup] = []
    for number, row in enumerate(rows):
        y = number * ROW
        out.append(_text(row.label, LABEL - 8, y + 16, "end", cut=34))
        x = float(LABEL)
        for place, (name, value) in enumerate(zip(series, row.parts, strict=True)):
            width = room * value / most
            out.append(_rect(x, y + 3, width, ROW - 6, place, f"{row.label}: {value:,} {name}"))
            x += width
        out.append(_text(f"{row.total:,}", x + 6, y + 16))
    return _svg(title, len(rows) * ROW, out)


def columns(title: str, series: Sequence[str], rows: Sequence[Bar]) -> Markup:
    """Columns that stand, the highest as high as there is room."""
    most = max((row.total for row in rows), default=0) or 1
    step = WIDTH / max(1, len(rows))
    every = max(1, -(-len(rows) // 12))  # labels that there is room for
    out: list[Markup] = []
    for number, row in enumerate(rows):
        x, y = number * step, float(COLUMNS_HIGH)
        for place, (name, value) in enumerate(zip(series, row.parts, strict=True)):
            height = COLUMNS_HIGH * value / most
            y -= height
            out.append(_rect(x + step * 0.1, y, step * 0.8, height, place, f"{row.label}: {value:,} {name}"))
        if number % every == 0:
            out.append(_text(row.label, x + step / 2, COLUMNS_HIGH + 16, "middle"))
    return _svg(title, COLUMNS_HIGH + 24, out)


def _rect(x: float, y: float, width: float, height: float, series: int, title: str) -> Markup:
    place = Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" class="s{}">').format(
        x, y, width, height, series
    )
    return place + Markup("<title>{}</title></rect>").format(title)


def _text(text: str, x: float, y: float, anchor: str = "start", cut: int = 80) -> Markup:
    shown = text if len(text) <= cut else text[: cut - 1] + "…"
    return Markup('<text x="{:.1f}" y="{:.1f}" text-anchor="{}">{}</text>').format(x, y, anchor, shown)


def _svg(title: str, height: int, marks: Iterable[Markup]) -> Markup:
    head = Markup('<svg viewBox="0 0 {} {}" role="img" aria-label="{}">').format(WIDTH, height, escape(title))
    return head + Markup("").join(marks) + Markup("</svg>")
