"""The command `quotes`."""

from __future__ import annotations

import click

from quotes import __version__
from quotes.cli.archive import archive
from quotes.cli.read import read
from quotes.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="quotes", message="%(prog)s %(version)s")
def main() -> None:
    """Who said what: every attributed quote of a news article, with its cue, its speaker and its relay."""


main.add_command(archive)
main.add_command(read)
main.add_command(serve)
