"""The blocks of a block editor as one text, and the way back to each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from quotes.intake.extract import Extract, Location, Units, units_of
from quotes.nlp.document import BlockQuote, Span

BETWEEN = "\n\n"
"""What parts two blocks: they are paragraphs, or more than one."""


@dataclass(frozen=True)
class Block:
    """A block of the editor, with the client's name for it."""

    id: str
    extract: Extract


class Blocks:
    """Blocks in the order in which they are read. A stretch of the text may begin in one and end in another."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.text = BETWEEN.join(block.extract.text for block in blocks)
        self.identity = self._blocks = blocks
        self._units: list[Units] = [units_of(block.extract.text) for block in blocks]
        lengths = (len(block.extract.text) + len(BETWEEN) for block in blocks)
        self._begins = list(accumulate(lengths, initial=0))[:-1]
        self.block_quotes = tuple(
            BlockQuote(_moved(quote.content, begin), quote.credit and _moved(quote.credit, begin))
            for begin, block in zip(self._begins, blocks, strict=True)
            for quote in block.extract.block_quotes
        )

    def locate(self, span: Span, encoding: str) -> Location:
        """Where a stretch of the text stands in its block, or in the two between which it runs."""
        first = bisect_right(self._begins, span.start) - 1
        last = bisect_right(self._begins, max(span.start, span.end - 1)) - 1
        begin, end = self._inside(first, span, encoding), self._inside(last, span, encoding)
        location: Location = {"block": self._blocks[first].id}
        if last != first:
            location["end_block"] = self._blocks[last].id
        location["block_start"] = begin["block_start"]
        location["block_end"] = end["block_end"]
        if "html_start" in begin:
            location["html_start"] = begin["html_start"]
        if "html_end" in end:
            location["html_end"] = end["html_end"]
        return location

    def _inside(self, number: int, span: Span, encoding: str) -> Location:
        """Where the part of a stretch stands that lies in one block."""
        begin, extract = self._begins[number], self._blocks[number].extract
        start, end = (min(max(offset - begin, 0), len(extract.text)) for offset in (span.start, span.end))
        units = self._units[number](encoding)
        return {"block_start": units[start], "block_end": units[end], **extract.locate(Span(start, end), encoding)}


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)
