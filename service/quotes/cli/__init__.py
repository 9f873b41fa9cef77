"""`flask --app quotes.app quotes FILE...`: the quotes of files, without a server."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import click
from flask import current_app
from flask.cli import with_appcontext
from rich.console import Console
from werkzeug.exceptions import RequestEntityTooLarge

from quotes.api.bodies import decode
from quotes.api.context import context
from quotes.api.formats import NDJSON
from quotes.api.queries import ALL, LONGEST_ID
from quotes.api.results import Document, documents, is_problem, result
from quotes.attribution.model import CATEGORIES
from quotes.cli.terminal import print_answer, print_problem

KINDS = {".html": "html", ".htm": "html", ".jsonl": "ndjson", ".ndjson": "ndjson"}
"""What a file holds, by its suffix; others hold plain text."""

PIECE = 65536
"""Bytes read at a time of NDJSON."""


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="One result a line, as the service's batches have it.")
@click.option("--as", "kind", type=click.Choice(("text", "html", "ndjson")), help="What all FILES hold.")
@click.option(
    "--include", multiple=True, type=click.Choice((ALL, *CATEGORIES)), help="A cue category, or all; may be repeated."
)
@click.option("--min-confidence", type=click.FloatRange(0, 1), help="Leave out quotes below it.")
@click.pass_context
@with_appcontext
def quotes(
    ctx: click.Context,
    files: tuple[str, ...],
    as_json: bool,
    kind: str | None,
    include: tuple[str, ...],
    min_confidence: float | None,
) -> None:
    """Print every attributed quote of FILES, in UTF-8; - is standard input.

    A file is an article in plain text; in HTML, if its name ends in .html or .htm; or one article a line in JSON, as
    the service takes it, if it ends in .ndjson or .jsonl. An article that cannot be read is told of in its place, and
    makes the exit status 1.
    """
    parameters = {"include": ",".join(include)} if include else {}
    if min_confidence is not None:
        parameters["min_confidence"] = str(min_confidence)
    context().engine.wait()
    console = Console(highlight=False)
    failed = False
    for file in files:
        shown = click.format_filename(file)  # names of files are bytes, and not all are UTF-8
        for place, document in _documents(file, kind or KINDS.get(Path(file).suffix.lower(), "text")):
            found = result(document, parameters, quote(os.fsencode(file)) + (f"#{place}" if place else ""))
            failed |= is_problem(found)
            if as_json:
                click.echo(NDJSON.write(found), nl=False)
                continue
            name = found.get("id") or found.get("document", {}).get("id") or (f"{shown}:{place}" if place else shown)
            show = print_problem if is_problem(found) else print_answer
            show(console, name, found)
    ctx.exit(failed)


def _documents(file: str, kind: str) -> Iterator[tuple[int, Document]]:
    """Each document of a file with its line, 0 where the file is one document."""
    with click.open_file(file, "rb") as opened:
        stream = cast(io.BufferedReader, opened)
        if kind == "ndjson":
            yield from documents(iter(partial(stream.read1, PIECE), b""))
        else:
            yield 0, partial(_read, file, stream, kind)


def _read(file: str, stream: io.BufferedReader, field: str) -> dict[str, Any]:
    """The request of a file that is one article; `field` is what it is sent as."""
    limit: int = current_app.config["MAX_CONTENT_LENGTH"]
    body = stream.read(limit + 1)
    if len(body) > limit:
        raise RequestEntityTooLarge(f"The file is longer than {limit} bytes.")
    return {field: decode(body, "utf-8"), "id": click.format_filename(file)[-LONGEST_ID:]}
