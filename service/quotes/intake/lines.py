"""Lines out of a stream of bytes, as they arrive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def split(pieces: Iterable[bytes], limit: int) -> Iterator[bytes | None]:
    """Each line, without its line feed, as soon as it is whole; None in place of one that is too long.

    The last line needs no line feed. No more than one piece and `limit` bytes are held at a time, and the whole
    takes linear time.

    Args:
        pieces: the bytes, cut anywhere.
        limit: the longest line, in bytes.
    """
    held = bytearray()
    skipping = False
    for piece in pieces:
        *ends, rest = piece.split(b"\n")
        for end in ends:
            if not skipping:
                yield None if len(held) + len(end) > limit else bytes(held + end)
            held.clear()
            skipping = False
        if skipping:
            continue
        if len(held) + len(rest) > limit:
            yield None
            held.clear()
            skipping = True
        else:
            held += rest
    if held:
        yield bytes(held)
