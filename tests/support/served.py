"""The application over the fakes, for tests with a real server: `gunicorn 'tests.support.served:create()'`.

A text with SLOW in it takes a second, one with HANG for ever; one with BREAK raises.
"""

from __future__ import annotations

import time

from flask import Flask

from quotes.app import create_app
from quotes.attribution.model import Analysis
from quotes.reader import Reader
from quotes.runtime.engine import Engine
from quotes.settings import Settings
from tests.support import fakes


def misbehave(text: str) -> None:
    """Do what the text asks for."""
    if "SLOW" in text:
        time.sleep(1)
    if "HANG" in text:
        time.sleep(600)
    if "BREAK" in text:
        raise RuntimeError(text)


def create() -> Flask:
    """Make the application with the settings of the environment."""
    settings = Settings.from_environ()
    limits = {"deadline": settings.deadline, "watchdog_grace": settings.watchdog_grace, "queue": settings.queue}
    limits["batches"] = settings.batches
    return create_app(settings, fakes.engine(fakes.FakeParser(misbehave), **limits))


def create_slowly() -> Flask:
    """The application with models that take a second to load."""
    engine = Engine(lambda: time.sleep(1) or Reader(fakes.FakeParser(), fakes.attribute))
    engine.start()
    return create_app(Settings.from_environ(), engine)


def create_wrong() -> Flask:
    """The application with models that find nothing."""
    engine = Engine(lambda: Reader(fakes.FakeParser(), lambda document: Analysis((), ())))
    engine.start()
    return create_app(Settings.from_environ(), engine)
