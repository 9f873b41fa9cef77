"""`flask --app service.app quotes FILE...`: the quotes of files, for ad hoc checks."""

from __future__ import annotations

import json
from typing import Any

import click
from flask.cli import with_appcontext

from service.api.context import context
from service.api.queries import Query
from service.api.rendering import render
from service.api.schemas import QuotesResponse, dump
from service.attribution.results import CATEGORIES
from service.attribution.selection import DEFAULT_CATEGORIES, select
from service.intake.extract import PlainText

COLUMNS = {"id": 4, "type": 8, "speaker": 28, "cue": 20}
"""Columns of the table and their widths; the content has the rest of the line."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One response a line, as the service would give it.")
@click.option("--include", multiple=True, type=click.Choice(CATEGORIES), help="A cue category; may be repeated.")
@click.option("--min-confidence", type=click.FloatRange(0, 1), default=0.0, help="Leave out quotes below it.")
@with_appcontext
def quotes(files: tuple[str, ...], as_json: bool, include: tuple[str, ...], min_confidence: float) -> None:
    """Print every attributed quote of FILES (plain text in UTF-8; - is standard input)."""
    engine = context().engine
    engine.wait()
    for file in files:
        query = Query(PlainText(_read(file)), id=file, include=frozenset(include) or DEFAULT_CATEGORIES)
        found = select(engine.analyse(query.text), query.include, min_confidence)
        answer = dump(QuotesResponse, render(query, found, engine.parser))
        click.echo(json.dumps(answer) if as_json else _table(answer))


def _read(path: str) -> str:
    try:
        with click.open_file(path, "rb") as file:
            text: str = file.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{path}: the byte at offset {error.start} is not UTF-8") from None
    return text


def _table(answer: dict[str, Any]) -> str:
    names = {entity["id"]: entity["name"] for entity in answer["entities"]}
    lines = [f"{answer['document']['id']}: {len(answer['quotes'])} quotes"]
    for quote in answer["quotes"]:
        cue = quote["cue"]
        cells = {
            "id": quote["id"],
            "type": quote["type"],
            "speaker": _speaker(quote, names),
            "cue": f"{cue['lemma']} ({cue['category']})" if cue else "",
        }
        row = "  ".join(cells[name][:width].ljust(width) for name, width in COLUMNS.items())
        lines.append(f"{row}  {' ... '.join(' '.join(span['text'].split()) for span in quote['content'])}")
    return "\n".join(lines)


def _speaker(quote: dict[str, Any], names: dict[str, str]) -> str:
    """The speaker's name and the relays'."""
    references = [reference for reference in (quote["speaker"], *quote["via"]) if reference]
    return " via ".join(names.get(reference["entity"]) or reference["text"] or "?" for reference in references)
