"""The formats by name, and which one a file has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pyarrow import fs

from quotes.archive.files import PACKED
from quotes.archive.inputs import Columns, Format, Limits, Piece, Record, csv_table, json_lines, parquet
from quotes.archive.inputs.whole_file import WholeFile

FORMATS: Mapping[str, Format] = {
    "parquet": parquet,
    "json": json_lines,
    "csv": csv_table,
    "text": WholeFile("text"),
    "html": WholeFile("html"),
}

ONE_ARTICLE = ("text", "html")
"""Formats of which a file is one article."""

SUFFIXES = {
    "parquet": "parquet",
    "jsonl": "json",
    "ndjson": "json",
    "csv": "csv",
    "txt": "text",
    "html": "html",
    "htm": "html",
}
"""What a file's name ends in, before `.gz` and the like; a file that ends otherwise is no part of an archive."""


def format_of(path: str) -> str | None:
    """The name of the format of a file; None where it is none of an archive."""
    names = path.rpartition("/")[2].lower().split(".")
    if len(names) > 2 and names[-1] in PACKED:
        names.pop()
    return SUFFIXES.get(names[-1]) if len(names) > 1 else None


def read(system: fs.FileSystem, piece: Piece, columns: Columns, limits: Limits) -> Iterator[Record]:
    """The articles of a piece, by its format. A file that is one article has no columns but those of the default."""
    if piece.start < piece.stop:  # of a file that could not be cut there is nothing to read
        format_ = FORMATS[piece.format]
        yield from format_.read(system, piece, Columns() if isinstance(format_, WholeFile) else columns, limits)
