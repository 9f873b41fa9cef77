"""Cutting a stream of records into pieces, wherever these end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def cut(records: Iterable[tuple[int, int]], size: int) -> Iterator[tuple[int, int, int, int]]:
    """Runs of at most `size` records.

    Args:
        records: of each record its number and the offset at which it ends, in order; the first begins at 0.
        size: the most of one run.

    Yields:
        Where a run starts and stops, the number of its first record, and how many it has.
    """
    start = stop = first = count = 0
    for number, end in records:
        first = first if count else number
        count, stop = count + 1, end
        if count == size:
            yield start, stop, first, count
            start, count = stop, 0
    if count:
        yield start, stop, first, count
