"""Edits of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple


class Edit(NamedTuple):
    """A stretch of a text, in code points with its end exclusive, and what is read in its place."""

    start: int
    end: int
    text: str = ""


def every(pattern: re.Pattern[str], text: str, instead: str = "") -> Iterator[Edit]:
    """An edit for each place where a pattern matches."""
    return (Edit(*match.span(), instead) for match in pattern.finditer(text))
