"""JSON lines: one object a line, whose members are columns. Blank lines count, and are no articles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import IO

from pyarrow import fs

from quotes.api.ndjson import read_lines
from quotes.archive.files import open_seeking
from quotes.archive.inputs import Columns, Limits, Piece, Record
from quotes.archive.inputs.records import cut

BLOCK = 2**20


def split(system: fs.FileSystem, path: str, size: int, limits: Limits) -> Iterator[tuple[int, int, int, int]]:
    """Cut a file between lines; `start` and `stop` are bytes."""
    with open_seeking(system, path) as stream:
        yield from cut(_lines(stream), size)


def _lines(stream: IO[bytes]) -> Iterator[tuple[int, int]]:
    """The number and the end of each line that is not blank, holding no more than `BLOCK` of one that is long."""
    number, end, blank = 1, 0, True
    while line := stream.readline(BLOCK):
        end += len(line)
        blank &= not line.strip()
        if line.endswith(b"\n"):
            if not blank:
                yield number, end
            number, blank = number + 1, True
    if not blank:
        yield number, end


def read(system: fs.FileSystem, piece: Piece, columns: Columns, limits: Limits) -> Iterator[Record]:
    """The articles of a piece."""
    with open_seeking(system, piece.path, piece.start) as stream:
        lines = read_lines(_bytes(stream, piece.stop - piece.start), limits.body, limits.depth)
        before = None  # lines of the file before the piece
        for number, line in islice(lines, piece.articles):
            before = piece.first - number if before is None else before
            yield Record(before + number, line)


def _bytes(stream: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (block := stream.read(min(length, BLOCK))):
        length -= len(block)
        yield block
