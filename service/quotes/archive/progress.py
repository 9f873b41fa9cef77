"""How far a run is: a bar on a terminal, plain lines elsewhere, or nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from quotes.archive.output import Summary

BETWEEN_LINES = 10.0
"""Seconds between two plain lines."""


NOTHING = Summary()


class Watch(Protocol):
    """Who is told how far a run is."""

    def begin(self, folder: str, articles: int, before: Summary) -> None:
        """It begins: where it writes, how many articles there are, and what earlier runs have read."""
        ...

    def part(self, summary: Summary) -> None:
        """A part is written."""
        ...

    def end(self) -> None:
        """It is over, whether or not all are."""
        ...


class Quiet:
    """Nothing is shown."""

    def begin(self, folder: str, articles: int, before: Summary) -> None:
        """Show nothing."""

    def part(self, summary: Summary) -> None:
        """Show nothing."""

    def end(self) -> None:
        """Show nothing."""


@dataclass
class Pace:
    """How far a run is and how fast.

    Attributes:
        articles: how many there are.
        before: what earlier runs have read.
        read: what this one has.
        seconds: for how long it has been reading.
    """

    articles: int
    before: Summary
    read: Summary = NOTHING
    seconds: float = 0.0

    @property
    def total(self) -> Summary:
        """What is read, by this run and those before."""
        return self.before + self.read

    @property
    def words_a_second(self) -> float:
        """Of this run."""
        return self.read.words / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Until all are read, if it goes on like this; None as long as that cannot be told."""
        if not self.read.articles or not self.seconds:
            return None
        return (self.articles - self.total.articles) * self.seconds / self.read.articles

    def __str__(self) -> str:
        left = "?" if self.seconds_left is None else clock(self.seconds_left)
        total = self.total
        return f"{self.words_a_second:,.0f} words/s, {total.quotes:,} quotes, {total.problems:,} problems, {left} left"


def clock(seconds: float) -> str:
    """A duration as hours, minutes and seconds."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}"


class Lines:
    """A line now and then, for logs."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now

    def begin(self, folder: str, articles: int, before: Summary) -> None:
        """Say where it writes and what there is to do."""
        click.echo(f"{folder}: {before.articles:,} of {articles:,} articles are read")
        self._pace = Pace(articles, before)
        self._began = self._told = self._now()

    def part(self, summary: Summary) -> None:
        """Say how far it is, if that was not said just now."""
        now = self._now()
        self._pace.read += summary
        self._pace.seconds = now - self._began
        if now - self._told >= BETWEEN_LINES:
            self._told = now
            self._tell()

    def end(self) -> None:
        """Say how far it is."""
        self._tell()

    def _tell(self) -> None:
        click.echo(f"{self._pace.total.articles:,} of {self._pace.articles:,} articles: {self._pace}")


class Bar:
    """A bar, on a terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def begin(self, folder: str, articles: int, before: Summary) -> None:
        """Show it."""
        self._console.print(folder, style="dim", highlight=False, markup=False)
        self._progress = Progress(
            BarColumn(None), MofNCompleteColumn(), TextColumn("{task.fields[pace]}"), TimeElapsedColumn(),
            console=self._console, expand=True,
        )  # fmt: skip
        self._pace = Pace(articles, before)
        self._task = self._progress.add_task("articles", total=articles, completed=before.articles, pace="")
        self._progress.start()

    def part(self, summary: Summary) -> None:
        """Move it."""
        self._pace.read += summary
        self._pace.seconds = self._progress.tasks[0].elapsed or 0.0
        self._progress.update(self._task, completed=self._pace.total.articles, pace=str(self._pace))

    def end(self) -> None:
        """Leave it as it is."""
        self._progress.stop()


def watch(console: Console, quiet: bool) -> Watch:
    """What suits where the output goes."""
    if quiet:
        return Quiet()
    return Bar(console) if console.is_terminal else Lines()
