"""gzip out of a stream of bytes, as they arrive (RFC 1952)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

from werkzeug.exceptions import RequestEntityTooLarge

PIECE = 65536
"""Most bytes that are unpacked at a time; the next are when they are asked for."""

SLACK = 2**20
MOST_PER_BYTE = 100
"""Bytes that each packed byte may stand for, beyond the slack. Articles pack to a third of their size, answers to a
twentieth; what packs to a hundredth is made to exhaust whoever unpacks it."""


class GzipError(Exception):
    """The bytes are not gzip, break off, or go on behind its end."""


def unzipped(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What the bytes of one gzip member stand for, in pieces of bounded size.

    Args:
        pieces: the bytes, cut anywhere; what it raises passes through.

    Raises:
        GzipError: they are not what they should be.
        RequestEntityTooLarge: they stand for so much that it can be no text.
    """
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)  # with gzip's header and checksum
    came = went = 0
    for piece in pieces:
        came += len(piece)
        for found in _of_piece(unzip, piece):
            went += len(found)
            if went > SLACK + MOST_PER_BYTE * came:
                raise RequestEntityTooLarge("The body unpacks to more than any text does.")
            yield found
        if unzip.unused_data:
            raise GzipError("Something follows the end of the gzip body.")
    if came and not unzip.eof:
        raise GzipError("The gzip body breaks off.")


def _of_piece(unzip: zlib._Decompress, piece: bytes) -> Iterator[bytes]:
    full = True
    while piece or full:
        try:
            found = unzip.decompress(piece, PIECE)
        except zlib.error:
            raise GzipError("The body is not gzip, as its Content-Encoding says.") from None
        if found:
            yield found
        piece, full = unzip.unconsumed_tail, len(found) == PIECE  # if so, there may be more though all is consumed
