"""What an archive may be given as: a module each format, with two functions that agree on what an article is.

`split` cuts a file into pieces, and `read` gives the articles of a piece, as many as `split` counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, NamedTuple, Protocol

from pyarrow import fs

from quotes.api.ndjson import Line


class Piece(NamedTuple):
    """A stretch of one file.

    Attributes:
        path: the file's path in its file system.
        format: the format that it is read by, of `formats.FORMATS`.
        start, stop: from where to where, in bytes or in rows, as the format counts; `stop` is exclusive.
        first: the number of its first article in the file, from 1; in lines or in rows.
        articles: how many it has.
    """

    path: str
    format: str
    start: int
    stop: int
    first: int
    articles: int


@dataclass(frozen=True)
class Columns:
    """Where an article's members stand in a table or a JSON object.

    Attributes:
        text, html: the article; where neither is named, whichever of `text`, `html` and `blocks` has one.
        id, date, publisher: what is told of it.
    """

    text: str | None = None
    html: str | None = None
    id: str = "id"
    date: str = "date"
    publisher: str = "publisher"

    @property
    def bodies(self) -> dict[str, str]:
        """The members of a request that hold an article, each with its column."""
        named = {name: column for name, column in (("text", self.text), ("html", self.html)) if column}
        return named or {"text": "text", "html": "html", "blocks": "blocks"}

    @property
    def all(self) -> list[str]:
        """Every column that is read."""
        return [*self.bodies.values(), self.id, self.date, self.publisher]

    def named(self) -> set[str]:
        """Columns that do not have their default name: those must be there."""
        default = asdict(Columns())
        return {getattr(self, each.name) for each in fields(self) if getattr(self, each.name) != default[each.name]}


@dataclass(frozen=True)
class Limits:
    """What of a file is read; lengths in bytes.

    Attributes:
        body: the longest line, and the longest file that is one article.
        depth: the deepest nesting of a line's JSON.
    """

    body: int
    depth: int


class Record(NamedTuple):
    """An article as a file has it.

    Attributes:
        number: its number in the file, from 1.
        row: gives the members of its row, or raises what is wrong with it.
    """

    number: int
    row: Line


class Format(Protocol):
    """One kind of file."""

    def split(self, system: fs.FileSystem, path: str, size: int, limits: Limits) -> Iterator[tuple[int, int, int, int]]:
        """`start`, `stop`, `first` and `articles` of the pieces of a file, none with more than `size` articles."""
        ...

    def read(self, system: fs.FileSystem, piece: Piece, columns: Columns, limits: Limits) -> Iterator[Record]:
        """The articles of a piece, in order."""
        ...


def text_of(value: Any) -> str | None:
    """What a cell says as a string: a date in ISO 8601, a number in digits; None where it is empty."""
    if value is None or value == "":
        return None
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)


def body_of(row: Mapping[str, Any], columns: Columns) -> dict[str, Any]:
    """The article of a row as the members of a request."""
    found = {name: row.get(column) for name, column in columns.bodies.items()}
    return {name: value for name, value in found.items() if value not in (None, "")}
