"""What the rows of one run have in common."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from benchmarks.load.accounts import Accounts
from benchmarks.load.row import Row
from benchmarks.load.service import Service, running
from evaluation.serving import REAL

FAKE = "evaluation.fakes:create()"
"""The service over a reader that takes no time: for what is about HTTP only."""


class Run:
    """One run of the table.

    Attributes:
        seconds: that each of the long rows takes.
        accounts: of everything that was sent.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.accounts = Accounts()

    def service(self, app: str = REAL, **settings: Any) -> AbstractContextManager[Service]:
        """A service for a row."""
        return running(self.accounts, app, **settings)


Measure = Callable[[Run], Iterator[Row]]
"""What measures a row of the table, or some that belong together."""
