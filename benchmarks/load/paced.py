"""The service over a reader that finds nothing and takes its time: a fifth of a second for each text."""

from __future__ import annotations

import time

from flask import Flask

from evaluation.fakes import FakeParser, attribute
from quotes.app import create_app, make_engine
from quotes.reader import Reader
from quotes.runtime import golden
from quotes.settings import Settings

PACE = 0.2
"""Seconds that a text takes."""


def reader() -> Reader:
    """The reader."""
    return Reader(FakeParser(lambda text: time.sleep(PACE * (text != golden.TEXT))), attribute)


def create() -> Flask:
    """The application with the settings of the environment."""
    settings = Settings.from_environ()
    engine = make_engine(settings, reader)
    engine.start()
    return create_app(settings, engine)
