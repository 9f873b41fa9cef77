"""A file that is one article: plain text or HTML, in UTF-8."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyarrow import fs
from werkzeug.exceptions import RequestEntityTooLarge

from quotes.api.bodies import decode
from quotes.archive.inputs import Columns, Limits, Piece, Record


@dataclass(frozen=True)
class WholeFile:
    """The format of such files.

    Attributes:
        member: what they hold, as a request calls it: `text` or `html`.
    """

    member: str

    def split(self, system: fs.FileSystem, path: str, size: int, limits: Limits) -> Iterator[tuple[int, int, int, int]]:
        """The one piece that there is."""
        yield 0, 1, 1, 1

    def read(self, system: fs.FileSystem, piece: Piece, columns: Columns, limits: Limits) -> Iterator[Record]:
        """The article."""

        def row() -> dict[str, Any]:
            with system.open_input_stream(piece.path) as stream:
                body = bytes(stream.read(limits.body + 1))
            if len(body) > limits.body:
                raise RequestEntityTooLarge(f"The file is longer than {limits.body} bytes.")
            return {self.member: decode(body, "utf-8")}

        yield Record(1, row)
