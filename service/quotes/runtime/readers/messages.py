"""What readers and those who ask them tell each other, besides tasks, readings and cards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Start:
    """The first thing that a reader's process is told.

    Attributes:
        path: where Python looks for modules; `load` may need it.
        load: what gives the reader (`Callable[[], Reader]`), pickled.
        log_level: least severe messages that it logs.
    """

    path: tuple[str, ...]
    load: bytes
    log_level: str


@dataclass(frozen=True)
class Unfit:
    """In place of a card: the models are not what they should be, and why."""

    reason: str


@dataclass(frozen=True)
class Late:
    """In place of a reading: its deadline came first."""


@dataclass(frozen=True)
class Failed:
    """In place of a reading: it raised an exception, which this process has logged."""


@dataclass(frozen=True)
class Lost:
    """In place of a reading: the reader ended in the middle of it. Only a reader elsewhere is told of so."""
