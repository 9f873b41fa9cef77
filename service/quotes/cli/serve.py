"""`quotes serve`: the HTTP service."""

from __future__ import annotations

import os
import sys

import click

from quotes.settings import PREFIX, Settings

SERVER = ("-m", "gunicorn", "--config", "python:quotes.gunicorn_conf", "quotes.app:create_app()")
"""What Python is told to run gunicorn with the service."""


@click.command()
@click.option("--host", help="Address to listen on.  [default: QUOTES_HOST or 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on.  [default: QUOTES_PORT or 8080]")
def serve(**given: str | int | None) -> None:
    """Serve over HTTP.

    The page is at /, the documentation at /docs. Every setting is an environment variable QUOTES_*; the README has
    the table, and `python -m quotes.settings` prints it.
    """
    for name, value in given.items():
        if value is not None:
            os.environ[PREFIX + name.upper()] = str(value)
    Settings.from_environ()  # what is wrong with them is told here, before anything starts
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *SERVER])  # noqa: S606 (the server takes this process's place: signals reach it)
