"""CSV with a header, by RFC 4180, in UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import IO

from pyarrow import fs

from quotes.api.ndjson import Line, failing
from quotes.api.problems import InvalidEncodingError
from quotes.archive.files import open_seeking
from quotes.archive.inputs import Columns, Limits, Piece, Record
from quotes.archive.inputs.records import cut


class _Table:
    """The records of a stream, and how far they have been read."""

    def __init__(self, stream: IO[bytes], longest: int) -> None:
        csv.field_size_limit(longest)  # of the process, for which no other code reads CSV
        self.offset = 0
        self._stream = stream
        self._reader = csv.reader(self._lines())

    def _lines(self) -> Iterator[str]:
        for line in self._stream:
            self.offset += len(line)
            yield line.decode("utf-8", "surrogateescape").removeprefix("\ufeff" if self.offset == len(line) else "")

    def __iter__(self) -> Iterator[list[str] | csv.Error]:
        """Each record, or what is wrong with it; blank lines are none. The offset is then behind it."""
        while True:
            try:
                if record := next(self._reader):
                    yield record
            except StopIteration:
                return
            except csv.Error as error:
                yield error


def split(system: fs.FileSystem, path: str, size: int, limits: Limits) -> Iterator[tuple[int, int, int, int]]:
    """Cut a file between records; `start` and `stop` are bytes. The header belongs to the first piece, unread."""
    with open_seeking(system, path) as stream:
        table = _Table(stream, limits.body)
        records = iter(table)
        next(records, None)
        yield from cut(((number, table.offset) for number, _ in enumerate(records, 1)), size)


def read(system: fs.FileSystem, piece: Piece, columns: Columns, limits: Limits) -> Iterator[Record]:
    """The articles of a piece."""
    with open_seeking(system, piece.path) as stream:
        header = next(iter(_Table(stream, limits.body)))
    with open_seeking(system, piece.path, piece.start) as stream:
        records = iter(_Table(stream, limits.body))
        if piece.start == 0:
            next(records)
        for number in range(piece.first, piece.first + piece.articles):
            yield Record(number, _row(header, next(records)))


def _row(header: list[str] | csv.Error, record: list[str] | csv.Error) -> Line:
    if isinstance(header, csv.Error) or isinstance(record, csv.Error):
        return failing(InvalidEncodingError("The record, or the header, is no CSV."))
    row = dict(zip(header, record, strict=False))
    try:
        "".join(row.values()).encode("utf-8")
    except UnicodeEncodeError:
        return failing(InvalidEncodingError("The record is not UTF-8."))
    return lambda: row
