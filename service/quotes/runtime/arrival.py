"""How much of a request must have arrived before it is worth a thread, and which threads serve it."""

from __future__ import annotations

import re
from enum import Enum

LONGEST_HEAD = 2**16
"""Bytes of the head of a request, at most."""

LONGEST_BODY = 2**18
"""Bytes of a body that are waited for, those of any article; they stay with the kernel meanwhile."""

LONGEST_NUMBER = 18
"""Digits of a length that is taken for one; Python refuses to read thousands of them."""

_END = b"\r\n\r\n"
_PROBE = re.compile(rb"(?:GET|HEAD) /(?:livez|readyz|health|metrics)[ ?]")
_IN_PIECES = re.compile(rb"\r\n(?:Expect|Transfer-Encoding):|\A\S+ [^ ?]*/v1/quotes/batch/?[ ?]", re.IGNORECASE)
_LENGTH = re.compile(rb"\r\nContent-Length:([^\r]*)", re.IGNORECASE)


class Service(Enum):
    """How a request is served."""

    PROBE = "probe"  # the machinery's, without a body: whatever else is going on
    WHOLE = "whole"  # all of it is there
    PIECES = "pieces"  # it is read as it comes: sent in pieces, to be answered in pieces, or large
    REFUSAL = "refusal"  # its head is too long


def judge(arrived: bytes) -> int | Service:
    """How a request is to be served; or how many bytes of it are to be there before that can be said.

    That is one more than there are, as long as the head is not whole; then head and body together.

    Args:
        arrived: the request so far.
    """
    end = arrived.find(_END)
    if end < 0:
        return len(arrived) + 1 if len(arrived) < LONGEST_HEAD else Service.REFUSAL
    head = arrived[: end + len(_END)]
    lengths = [each.strip() for each in _LENGTH.findall(head)]
    if len(lengths) > 1 or not all(each.isdigit() and len(each) <= LONGEST_NUMBER for each in lengths):
        return Service.WHOLE  # it will be refused, whatever else comes
    length = int(lengths[0]) if lengths else 0
    if _IN_PIECES.search(head) or length > LONGEST_BODY:
        return Service.PIECES
    if not length:
        return Service.PROBE if _PROBE.match(head) else Service.WHOLE
    whole = len(head) + length
    return whole if len(arrived) < whole else Service.WHOLE
