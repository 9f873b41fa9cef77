"""A row of the table: a promise, what was measured, and whether it is held."""

from __future__ import annotations

from dataclasses import dataclass

HEAD = "| promise | measured | held |\n|---|---|---|"

_HELD = {True: "yes", False: "**no**", None: "not run here"}


@dataclass(frozen=True)
class Row:
    """A promise and what became of it.

    Attributes:
        promise: what must hold.
        measured: what was found; where nothing could be, why.
        held: whether it holds; None where this machine cannot tell.
    """

    promise: str
    measured: str
    held: bool | None

    def __str__(self) -> str:
        """The row of a Markdown table."""
        return f"| {self.promise} | {self.measured} | {_HELD[self.held]} |"
