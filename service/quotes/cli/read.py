"""`quotes read FILE...`: the quotes of files, without a server."""

from __future__ import annotations

import io
import math
import os
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import click
from rich.console import Console
from werkzeug.exceptions import RequestEntityTooLarge

from quotes.api.bodies import decode
from quotes.api.formats import NDJSON
from quotes.api.ndjson import Line, is_problem, outcome, read_lines
from quotes.api.notes import Notes
from quotes.api.queries import LONGEST_ID, make_query
from quotes.attribution.model import CATEGORIES
from quotes.cli.table import print_answer, print_problem
from quotes.intake import reading
from quotes.nlp import memory
from quotes.nlp.models import ModelError
from quotes.reader import ALL, Reader, load
from quotes.settings import Settings

KINDS = {".html": "html", ".htm": "html", ".jsonl": "ndjson", ".ndjson": "ndjson"}
"""What a file holds, by its suffix; others hold plain text."""

PIECE = 65536
"""Bytes read at a time of NDJSON."""


class Share(click.FloatRange):
    """A number from 0 to 1, and not NaN."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        """The number."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail("nan is not in the range 0<=x<=1.", param, ctx)
        return number


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One answer a line, as the service's batches have it.")
@click.option("--as", "kind", type=click.Choice(("text", "html", "ndjson")), help="What all FILES hold.")
@click.option(
    "--include", multiple=True, type=click.Choice((ALL, *CATEGORIES)), help="A cue category, or all; may be repeated."
)
@click.option("--selector", help="Which elements of HTML are read, such as `main .story`.")
@click.option("--min-confidence", type=Share(0, 1), help="Leave out quotes below it.")
@click.pass_context
def read(
    ctx: click.Context,
    files: tuple[str, ...],
    as_json: bool,
    kind: str | None,
    include: tuple[str, ...],
    selector: str | None,
    min_confidence: float | None,
) -> None:
    """Print every attributed quote of FILES, in UTF-8; - is standard input.

    A file is an article in plain text; in HTML, if its name ends in .html or .htm; or one article a line in JSON, as
    the service takes it, if it ends in .ndjson or .jsonl. An article that cannot be read is told of in its place, and
    makes the exit status 1; models or settings that cannot be used make it 3.
    """
    parameters = {"include": ",".join(include)} if include else {}
    if selector is not None:
        parameters["selector"] = selector
    if min_confidence is not None:
        parameters["min_confidence"] = str(min_confidence)
    settings = Settings.from_environ()
    answer = partial(_answer, ctx.obj or _load(settings), settings, parameters)
    console = Console(highlight=False)
    failed = False
    for file in files:
        shown = click.format_filename(file)  # names of files are bytes, and not all are UTF-8
        for place, line in _articles(file, kind or KINDS.get(Path(file).suffix.lower(), "text"), settings):
            found = outcome(line, answer, quote(os.fsencode(file)) + (f"#{place}" if place else ""), Notes())
            failed |= is_problem(found)
            if as_json:
                click.echo(NDJSON.write(found), nl=False)
                continue
            name = found.get("id") or found.get("document", {}).get("id") or (f"{shown}:{place}" if place else shown)
            show = print_problem if is_problem(found) else print_answer
            show(console, name, found)
    ctx.exit(failed)


class CannotStartError(click.ClickException):
    """There are no models to read with: not the fault of any article."""

    exit_code = 3


def _load(settings: Settings) -> Reader:
    memory.keep_freed()
    try:
        return load(**settings.loading)
    except ModelError as error:
        raise CannotStartError(f"The models cannot be used. {error}") from None


def _answer(reader: Reader, settings: Settings, parameters: Mapping[str, str], body: Any) -> dict[str, Any]:
    """The answer to the JSON object of a request."""
    query = make_query(body, parameters, partial(reading.read, limit=settings.max_characters))
    analysis = reader.analyse(query.text, block_quotes=query.extract.block_quotes)
    return query.result(analysis, reader.model).to_dict(query.offset_encoding)


def _articles(file: str, kind: str, settings: Settings) -> Iterator[tuple[int, Line]]:
    """Each article of a file with its line, 0 where the file is one article."""
    with click.open_file(file, "rb") as opened:
        stream = cast(io.BufferedReader, opened)
        if kind == "ndjson":
            pieces = iter(partial(stream.read1, PIECE), b"")
            yield from read_lines(pieces, settings.max_body_bytes, settings.max_json_depth)
        else:
            yield 0, partial(_read_article, file, stream, kind, settings.max_body_bytes)


def _read_article(file: str, stream: io.BufferedReader, field: str, longest: int) -> dict[str, Any]:
    """The request of a file that is one article; `field` is what it is sent as."""
    body = stream.read(longest + 1)
    if len(body) > longest:
        raise RequestEntityTooLarge(f"The file is longer than {longest} bytes.")
    return {field: decode(body, "utf-8"), "id": click.format_filename(file)[-LONGEST_ID:]}
