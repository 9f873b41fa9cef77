"""The plan of an archive: which part has which articles, the same for every run."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyarrow
import pyarrow.parquet

from quotes.archive.files import Folder
from quotes.archive.inputs import Columns, Limits, Piece, body_of
from quotes.archive.inputs.formats import FORMATS, ONE_ARTICLE, format_of, read

UNREADABLE = (EOFError, OSError, pyarrow.ArrowException, zlib.error)
"""What files raise that are not what their names say, or not whole; an OSError may also be passing."""

UNCUT = (0, 0, 0, 1)
"""What cannot be cut of a file: it counts for one article, number 0, whose problem will be told."""

SCHEMA = pyarrow.schema(
    [
        ("part", pyarrow.int32()),
        ("path", pyarrow.string()),
        ("format", pyarrow.string()),
        ("start", pyarrow.int64()),
        ("stop", pyarrow.int64()),
        ("first", pyarrow.int64()),
        ("articles", pyarrow.int32()),
    ]
)


class InputError(Exception):
    """The input is none; the message says why."""


@dataclass(frozen=True)
class Part:
    """Articles that are read by one reader and written as one file of each form.

    Attributes:
        number: from 0.
        pieces: where its articles stand, in their order.
    """

    number: int
    pieces: tuple[Piece, ...]

    @property
    def articles(self) -> int:
        """How many it has."""
        return sum(piece.articles for piece in self.pieces)

    def to_json(self) -> str:
        """The part as a string, by which it travels."""
        return json.dumps([self.number, self.pieces])

    @classmethod
    def from_json(cls, text: str) -> Part:
        """The part of such a string."""
        number, pieces = json.loads(text)
        return cls(number, tuple(Piece(*piece) for piece in pieces))


def make(root: Folder, size: int, limits: Limits, only: str | None = None) -> list[Part]:
    """Cut an input into parts, in the order of the files' paths.

    Args:
        root: the file or folder.
        size: the most articles of a part.
        limits: what of a file is read.
        only: the format of all files; by default, each has that of its name, and files with other names are left out.

    Raises:
        FileNotFoundError: there is nothing at the path.
        InputError: it holds no article.
    """
    parts = [Part(number, pieces) for number, pieces in enumerate(_grouped(_pieces(root, size, limits, only), size))]
    if not parts:
        raise InputError(f"{root.path} holds no articles; what is read ends in .parquet, .jsonl, .csv, .txt or .html.")
    return parts


def _pieces(root: Folder, size: int, limits: Limits, only: str | None) -> Iterator[Piece]:
    for file in root.files():
        if name := only or format_of(file.path):
            try:
                for piece in FORMATS[name].split(root.system, file.path, size, limits):
                    yield Piece(file.path, name, *piece)
            except UNREADABLE:
                yield Piece(file.path, name, *UNCUT)


def _grouped(pieces: Iterable[Piece], size: int) -> Iterator[tuple[Piece, ...]]:
    """Neighbours together, as long as they have no more than so many articles."""
    group: list[Piece] = []
    room = size
    for piece in pieces:
        if group and piece.articles > room:
            yield tuple(group)
            group, room = [], size
        group.append(piece)
        room -= piece.articles
    if group:
        yield tuple(group)


def check_columns(root: Folder, parts: Iterable[Part], columns: Columns, limits: Limits) -> None:
    """See by the first article that there are the columns which were named, and one with the articles.

    Raises:
        InputError: there are not; the message says which there are.
    """
    first = next(iter(parts)).pieces[0]
    try:
        row = next(read(root.system, first, columns, limits)).row()
    except Exception:  # its problem will be told in its place
        return
    if not isinstance(row, dict) or first.format in ONE_ARTICLE:
        return
    missing = sorted(columns.named() - row.keys())
    if missing or not (row.keys() & set(columns.bodies.values()) or body_of(row, columns)):
        wanted = ", ".join(missing) or " or ".join(columns.bodies.values())
        raise InputError(f"{first.path} has no column {wanted}.")


def to_table(parts: Iterable[Part]) -> pyarrow.Table:
    """The plan as a table, a row a piece."""
    rows = [{"part": part.number, **piece._asdict()} for part in parts for piece in part.pieces]
    return pyarrow.Table.from_pylist(rows, SCHEMA)


def from_table(table: pyarrow.Table) -> list[Part]:
    """The plan of such a table."""
    pieces: dict[int, list[Piece]] = {}
    for row in table.to_pylist():
        pieces.setdefault(row.pop("part"), []).append(Piece(**row))
    return [Part(number, tuple(found)) for number, found in pieces.items()]
