"""`quotes archive INPUT OUTPUT`: the quotes of many articles, as tables; `quotes archive report OUTPUT`: who said them.

What it needs besides the service comes with `pip install quotes[archive]`, and is imported when it is asked for.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click
from rich.console import Console

from quotes.attribution.model import CATEGORIES
from quotes.cli.read import CannotStartError, Share
from quotes.nlp.models import ModelError
from quotes.reader import ALL, load
from quotes.settings import Settings

FORMATS = ("parquet", "json", "csv", "text", "html")


class _ReadByDefault(click.Group):
    """A group whose command `read` need not be named."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments, with the command."""
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["read", *args]
        return super().parse_args(ctx, args)


@click.group(cls=_ReadByDefault, subcommand_metavar="INPUT OUTPUT | report OUTPUT")
def archive() -> None:
    """Read many articles, on all cores or a cluster, and say who is quoted in them.

    `quotes archive read --help` has the options of the first.
    """
    try:
        import duckdb  # noqa: F401 (whether they can be)
        import ray.data  # noqa: F401
    except ImportError:
        raise click.ClickException(
            "This takes packages that are not installed: pip install 'quotes[archive]'"
        ) from None


@archive.command("read")
@click.argument("input_", metavar="INPUT")
@click.argument("output")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Of all files; by default, each by its name.")
@click.option("--text-column", "text", metavar="NAME", help="The column with the article as plain text.")
@click.option("--html-column", "html", metavar="NAME", help="The column with the article as HTML.")
@click.option("--id-column", "id", metavar="NAME", default="id", show_default=True)
@click.option("--date-column", "date", metavar="NAME", default="date", show_default=True)
@click.option("--publisher-column", "publisher", metavar="NAME", default="publisher", show_default=True)
@click.option(
    "--include", multiple=True, type=click.Choice((ALL, *CATEGORIES)), help="A cue category, or all; may be repeated."
)
@click.option("--min-confidence", type=Share(0, 1), help="Leave out quotes below it.")
@click.option("--part", type=click.IntRange(1, 100_000), default=100, show_default=True, help="Articles of a file.")
@click.option("--workers", type=click.IntRange(1), help="Readers.  [default: one for each core]")
@click.option("--address", help="Of a Ray cluster; auto finds one on this machine.  [default: this machine alone]")
@click.option("--quiet", is_flag=True, help="Show neither progress nor the closing report.")
@click.pass_context
def read(
    ctx: click.Context,
    /,
    input_: str,
    output: str,
    format_: str | None,
    include: tuple[str, ...],
    min_confidence: float | None,
    part: int,
    workers: int | None,
    address: str | None,
    quiet: bool,
    **columns: Any,
) -> None:
    """Read the articles of INPUT and write their quotes to OUTPUT, as Parquet.

    INPUT is a file or a folder of Parquet, JSON lines, CSV, plain text or HTML, OUTPUT a folder; each a path, or a URL
    such as s3://bucket/key. A run that was broken off goes on when the same command is given again. Each article that
    cannot be read is a row with its problem.
    """
    from quotes.archive import closing, progress
    from quotes.archive.inputs import Columns
    from quotes.archive.plan import InputError
    from quotes.archive.run import Request, RunError, run

    settings = replace(Settings.from_environ(), api_keys=(), cache="off", log_level="error")
    parameters = {"include": ",".join(include)} if include else {}
    if min_confidence is not None:
        parameters["min_confidence"] = str(min_confidence)
    request = Request(
        input=input_,
        output=output,
        settings=settings,
        load=ctx.obj or partial(load, **settings.loading),
        columns=Columns(**columns),
        format=format_,
        part=part,
        parameters=parameters,
        workers=workers,
        address=address,
    )
    console = Console(highlight=False)
    try:
        done = run(request, progress.watch(console, quiet))
    except ModelError as error:
        raise CannotStartError(f"The models cannot be used. {error}") from None
    except (InputError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    except RunError as error:
        raise click.ClickException(f"The run broke off; the same command goes on. {error}") from None
    if not quiet:
        closing.report(done.folder, console)


@archive.command("report")
@click.argument("output")
@click.option("--gender", is_flag=True, help="Tell the genders of speakers, by pronouns and titles in the articles.")
@click.option("--rows", type=click.IntRange(1), default=15, show_default=True, help="Rows of each table shown.")
@click.option("--csv", "csv_folder", type=click.Path(file_okay=False), help="Write each table there, with all rows.")
@click.option("--html", "html_file", type=click.Path(dir_okay=False), help="Write a page there, with charts.")
def report(output: str, gender: bool, rows: int, csv_folder: str | None, html_file: str | None) -> None:
    """Say who is quoted in OUTPUT: by name, role, publisher and month; how, and through whom."""
    from quotes.archive.files import Folder
    from quotes.archive.output import OutputError, only_edition
    from quotes.archive.report import figures, page, printed

    try:
        edition = only_edition(Folder.at(output))
        tables = figures.report(edition, gender)
    except (OutputError, OSError, ValueError) as error:
        raise click.ClickException(str(error)) from None
    if csv_folder:
        printed.write_csv(tables, Path(csv_folder))
    if html_file:
        Path(html_file).write_text(page.render(edition.path.rpartition("/")[2], tables), "utf-8")
    if not (csv_folder or html_file):
        printed.show(tables, Console(highlight=False), rows)
