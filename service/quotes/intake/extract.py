"""What is read of a body: a text, and the way back to the body for every stretch of it."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Protocol, TypedDict

from quotes.intake.offsets import offset_table
from quotes.nlp.document import BlockQuote, Span

Units = Callable[[str], Sequence[int]]
"""The offset table of one string in an encoding of `offsets.ENCODINGS`."""


class TooLongError(Exception):
    """The text is longer than it may be."""


class Location(TypedDict, total=False):
    """Where a stretch of the text stands in the body, in the units of an encoding; ends are exclusive.

    Attributes:
        html_start, html_end: in the HTML that was sent, or in that of the block.
        block: id of the block in which it begins.
        end_block: id of the block in which it ends, where that is another one.
        block_start, block_end: in the text of the block in which it begins and of that in which it ends.
    """

    html_start: int
    html_end: int
    block: str
    end_block: str
    block_start: int
    block_end: int


class Extract(Protocol):
    """The text of a body."""

    @property
    def text(self) -> str:
        """What is analysed."""
        ...

    @property
    def identity(self) -> object:
        """The body: what tells an extract from others of its class."""
        ...

    @property
    def block_quotes(self) -> tuple[BlockQuote, ...]:
        """What the body sets apart as quotations, in the order of the text."""
        ...

    def locate(self, span: Span, encoding: str) -> Location:
        """Where a stretch of the text stands in the body."""
        ...


def units_of(text: str) -> Units:
    """The offset tables of a text, each made once."""
    return cache(partial(offset_table, text))


class PlainText:
    """A text that is its own body."""

    block_quotes: tuple[BlockQuote, ...] = ()

    def __init__(self, text: str) -> None:
        self.text = self.identity = text

    def locate(self, span: Span, encoding: str) -> Location:
        """Nothing that the span itself does not tell."""
        return {}


class Pieces:
    """A text made of pieces of another one, its source.

    A piece is either copied, and then as long as its source, or stands for a source of another length, as a
    character does for its reference: it begins and ends with that as a whole.
    """

    def __init__(self, limit: float = math.inf) -> None:
        """Begin without any; `limit` is the longest text that they may make, in code points."""
        self.length = 0
        self._limit = limit
        self._parts: list[str] = []
        self._begins: list[int] = []
        self._sources: list[tuple[int, int]] = []

    @property
    def text(self) -> str:
        """All pieces so far."""
        return "".join(self._parts)

    @property
    def tail(self) -> str:
        """The last characters, four where there are so many."""
        return "".join(part[-4:] for part in self._parts[-4:])[-4:]

    def add(self, text: str, start: int, end: int) -> None:
        """Append a piece that stands for the source from `start` to `end`; the sources come in order.

        Raises:
            TooLongError: it makes the text longer than the limit.
        """
        if self.length + len(text) > self._limit:
            raise TooLongError
        if not (self._sources and self._continues(len(text), start, end)):
            self._begins.append(self.length)
            self._sources.append((start, end))
        self._parts.append(text)
        self.length += len(text)

    def _continues(self, length: int, start: int, end: int) -> bool:
        """Make the last piece longer if both are copied and one follows the other."""
        first, last = self._sources[-1]
        continues = start == last and end - start == length and last - first == self.length - self._begins[-1]
        if continues:
            self._sources[-1] = (first, end)
        return continues

    def source(self, span: Span) -> Span:
        """The stretch of the source that stands for a stretch of the text; all of it for a part of a whole."""
        start, _ = self._at(span.start)
        return Span(start, self._at(span.end - 1)[1] if span.end > span.start else start)

    def place(self, offset: int) -> int:
        """Where a code point of the source comes to stand in the text; what is left out, where it would have stood."""
        number = bisect_right(self._sources, (offset, math.inf)) - 1
        if number < 0:
            return 0
        begin, (start, end) = self._begins[number], self._sources[number]
        after = self._begins[number + 1] if number + 1 < len(self._begins) else self.length
        if offset >= end:
            return after
        return begin + offset - start if after - begin == end - start else begin

    def _at(self, offset: int) -> tuple[int, int]:
        """Where the source of one code point of the text begins and ends."""
        if offset >= self.length:
            end = self._sources[-1][1] if self._sources else 0
            return end, end
        number = bisect_right(self._begins, offset) - 1
        begin, (start, end) = self._begins[number], self._sources[number]
        length = (self._begins[number + 1] if number + 1 < len(self._begins) else self.length) - begin
        if length != end - start:
            return start, end
        return start + offset - begin, start + offset - begin + 1
