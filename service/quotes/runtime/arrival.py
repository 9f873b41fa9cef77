"""How much of a request must have arrived before it is worth a thread."""

from __future__ import annotations

import re

LONGEST_HEAD = 2**16
"""Bytes of the head of a request that are waited for."""

LONGEST_BODY = 2**18
"""Bytes of a body that are waited for, those of any article; they stay with the kernel meanwhile."""

_END = b"\r\n\r\n"
_PROBE = re.compile(rb"(?:GET|HEAD) /(?:livez|readyz|health|metrics)[ ?]")
_IN_PIECES = re.compile(rb"\r\n(?:Expect|Transfer-Encoding):|\A\S+ [^ ?]*/v1/quotes/batch/?[ ?]", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\nContent-Length:[ \t]*(\d{1,7})[ \t]*\r\n", re.IGNORECASE)


def needed(arrived: bytes) -> int:
    """How many bytes of a request are to be there, if they are not yet; else 0.

    That is one more than there are, as long as the head is not whole; then head and body together. What is sent in
    pieces, to be answered in pieces or at a word of the service's, is not waited for, nor is a large body.

    Args:
        arrived: the request so far.
    """
    end = arrived.find(_END)
    if end < 0:
        return len(arrived) + 1 if len(arrived) < LONGEST_HEAD else 0
    head = arrived[: end + len(_END)]
    length = _LENGTH.search(head)
    if length is None or _IN_PIECES.search(head) or int(length[1]) > LONGEST_BODY:
        return 0
    whole = len(head) + int(length[1])
    return whole if len(arrived) < whole else 0


def is_probe(arrived: bytes) -> bool:
    """Whether a request is one of the machinery's, which must be answered whatever else is going on."""
    return _PROBE.match(arrived) is not None
