"""`quotes serve`: the HTTP service."""

from __future__ import annotations

import os

import click

from quotes.settings import PREFIX, Settings


@click.command()
@click.option("--host", help="Address to listen on.  [default: QUOTES_HOST or 127.0.0.1]")
@click.option("--port", type=click.IntRange(1, 65535), help="Port to listen on.  [default: QUOTES_PORT or 8080]")
def serve(**given: str | int | None) -> None:
    """Serve over HTTP.

    The page is at /, the documentation at /docs. Every setting is an environment variable QUOTES_*; the README has
    the table, and `python -m quotes.settings` prints it.
    """
    for name, value in given.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)
    Settings.from_environ()  # what is wrong with them is told here, before anything starts
    from quotes.server import Server  # reads the settings when it is imported

    Server().run()
