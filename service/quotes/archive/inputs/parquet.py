"""Parquet: a row an article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow.parquet
from pyarrow import fs

from quotes.archive.inputs import Columns, Limits, Piece, Record

AT_ONCE = 32
"""Rows that are held at a time."""


def split(system: fs.FileSystem, path: str, size: int, limits: Limits) -> Iterator[tuple[int, int, int, int]]:
    """Cut a file; `start` and `stop` are rows."""
    with pyarrow.parquet.ParquetFile(path, filesystem=system) as file:
        rows = file.metadata.num_rows
    for start in range(0, rows, size):
        stop = min(start + size, rows)
        yield start, stop, start + 1, stop - start


def read(system: fs.FileSystem, piece: Piece, columns: Columns, limits: Limits) -> Iterator[Record]:
    """The articles of a piece; of a row group, what stands before it is skipped."""
    with pyarrow.parquet.ParquetFile(piece.path, filesystem=system) as file:
        groups, skip = _groups(file.metadata, piece)
        present = [name for name in file.schema_arrow.names if name in columns.all]
        left = piece.articles
        for batch in file.iter_batches(AT_ONCE, row_groups=groups, columns=present):
            if skip >= batch.num_rows:
                skip -= batch.num_rows
                continue
            for row in batch.slice(skip, left).to_pylist():
                yield Record(piece.first + piece.articles - left, _giving(row))
                left -= 1
            skip = 0
            if left == 0:
                return


def _groups(metadata: Any, piece: Piece) -> tuple[list[int], int]:
    """The row groups that hold the piece, and how many rows of them stand before it."""
    groups: list[int] = []
    begin = skip = 0
    for number in range(metadata.num_row_groups):
        end = begin + metadata.row_group(number).num_rows
        if end > piece.start and begin < piece.stop:
            skip = skip if groups else piece.start - begin
            groups.append(number)
        begin = end
    return groups, skip


def _giving(row: dict[str, Any]) -> Any:
    return lambda: row
