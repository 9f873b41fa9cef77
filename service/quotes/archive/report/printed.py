"""A report on a terminal, and as files of CSV."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import rich.table
from rich.console import Console
from rich.text import Text

from quotes.api.formats.csv_table import harmless
from quotes.archive.report.figures import Table
from quotes.archive.report.page import figure


def show(tables: Sequence[Table], console: Console, most: int) -> None:
    """Print the head of each table."""
    for table in tables:
        if not table.rows:
            continue
        shown = rich.table.Table(
            title=Text(table.title, style="bold"), title_justify="left", box=None, padding=(0, 2, 0, 0)
        )
        places = [table.columns.index(column) for column in table.brief or table.columns]
        for place in places:
            numbers = isinstance(table.rows[0][place], int | float)
            width = {"justify": "right", "min_width": 6} if numbers else {"max_width": 36, "min_width": 8}
            shown.add_column(table.columns[place], **width)
        for row in table.rows[:most]:
            shown.add_row(*(_printable(figure(row[place])) for place in places))
        console.print(shown)
        if len(table.rows) > most:
            console.print(f"and {len(table.rows) - most:,} more", style="dim")
        if table.note:
            console.print(Text(table.note, style="dim"))
        console.print()


def _printable(text: str) -> Text:
    """A cell, and nothing in it that would steer the terminal."""
    return Text("".join(character for character in text if character.isprintable()))


def write_csv(tables: Sequence[Table], folder: Path) -> None:
    """Write each table as a file of its name, with all rows; no cell is taken for a formula by a spreadsheet."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(table.columns)
            writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in table.rows)
