"""The application over the fakes, for tests with a real server: `gunicorn 'tests.support.served:create()'`.

A text with SLOW in it takes a second, one with HANG for ever, one with STUCK too, and cannot be interrupted; one with
BREAK raises, and one with DIE ends the process that reads it. One that begins with UNTIL takes as long as there is no
file of the path behind it.
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

from flask import Flask

from quotes.app import create_app, make_engine
from quotes.attribution.model import Analysis
from quotes.reader import Reader
from quotes.settings import Settings
from tests.support import fakes


def misbehave(text: str) -> None:
    """Do what the text asks for."""
    if "SLOW" in text:
        time.sleep(1)
    while text.startswith("UNTIL") and not Path(text.split()[1]).exists():
        time.sleep(0.01)
    if "HANG" in text:
        time.sleep(600)
    if "STUCK" in text:
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        time.sleep(600)
    if "BREAK" in text:
        raise RuntimeError(text)
    if "DIE" in text:
        os.kill(os.getpid(), signal.SIGKILL)


def read() -> Reader:
    """A reader that does what the texts ask for."""
    return Reader(fakes.FakeParser(misbehave), fakes.attribute)


def read_slowly() -> Reader:
    """One whose models take a second to load."""
    time.sleep(1)
    return read()


def read_licensed(path: Path) -> Reader:
    """One whose models have the licence that a file tells."""
    reader = read()
    reader.parser.licences = (path.read_text("utf-8"),)
    return reader


def read_wrong() -> Reader:
    """One whose models find nothing."""
    return Reader(fakes.FakeParser(), lambda document: Analysis((), ()))


def create(load: Callable[[], Reader] = read) -> Flask:
    """The application with the settings of the environment."""
    settings = Settings.from_environ()
    engine = make_engine(settings, load)
    engine.start()
    return create_app(settings, engine)


def create_slowly() -> Flask:
    """The application with models that take a second to load."""
    return create(read_slowly)


def create_wrong() -> Flask:
    """The application with models that find nothing."""
    return create(read_wrong)
