"""Answers as tables for a terminal: as wide as it is, in colour only there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from quotes.records import counted, entities_by_id, name_of

COLUMNS: Mapping[str, Mapping[str, Any]] = {
    "id": {"style": "dim", "no_wrap": True},
    "type": {"style": "dim", "no_wrap": True},
    "speaker": {"style": "bold cyan", "max_width": 20},
    "cue": {"style": "green", "max_width": 14},
    "content": {"ratio": 1},
}
"""Columns and how each is shown; the content has the rest of the line."""


def print_answer(console: Console, name: str, answer: dict[str, Any]) -> None:
    """Print the quotes of an article, a `QuotesResponse`, under its name."""
    console.print(_printable(f"{name}: {counted(len(answer['quotes']))}"), style="bold")
    entities = entities_by_id(answer)
    table = Table(box=None, show_header=False, expand=True, padding=(0, 2, 0, 0))
    for column, options in COLUMNS.items():
        table.add_column(column, overflow="ellipsis" if options.get("no_wrap") else "fold", **options)
    for quote in answer["quotes"]:
        cue = quote["cue"]
        cells = (
            quote["id"],
            quote["type"],
            _speaker_and_relays(quote, entities),
            f"{cue['lemma']} ({cue['category']})" if cue else "",
            " ... ".join(span["text"] for span in quote["content"]),
        )
        table.add_row(*map(_printable, cells))
    if answer["quotes"]:
        console.print(table)


def print_problem(console: Console, name: str, problem: Mapping[str, Any]) -> None:
    """Print why an article has no answer, a `Problem`."""
    errors: Iterable[Mapping[str, str]] = problem.get("errors", ())
    details = [f"{error['pointer']} {error['detail']}".strip() for error in errors] or [problem["detail"]]
    console.print(_printable(f"{name}: {problem['title']}. {' '.join(details)}"), style="red")


def _speaker_and_relays(quote: dict[str, Any], entities: dict[str, dict[str, Any]]) -> str:
    """The speaker's name and the relays'."""
    references = (reference for reference in (quote["speaker"], *quote["via"]) if reference)
    return " via ".join(name_of(reference, entities) or "?" for reference in references)


def _printable(text: str) -> Text:
    """A text on one line, and nothing in it that would steer the terminal."""
    return Text("".join(character if character.isprintable() else " " for character in " ".join(text.split())))
