"""What the reader does not learn from, since the scorer does, which must see the reader as it is on texts new to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_T = TypeVar("_T")

_EVERY = {"newsroom": (8, 0), "polnear": (7, 3), "contract": (3, 0)}
"""Of so many documents of a corpus one, and which."""

_FIRST = {"contract": 168}
"""Of how many documents of a corpus that is so; those after them were annotated when the reader had been trained."""


def kept(corpus: str, documents: Sequence[_T]) -> list[_T]:
    """The documents of a corpus, in its own order, that are for the scorer."""
    if corpus not in _EVERY:
        return []
    every, which = _EVERY[corpus]
    first = _FIRST.get(corpus, len(documents))
    return [*documents[which:first:every], *documents[first:]]


def others(corpus: str, documents: Sequence[_T]) -> list[_T]:
    """The documents of a corpus that are for the reader."""
    every, which = _EVERY.get(corpus, (len(documents) + 1, len(documents)))
    first = documents[: _FIRST.get(corpus, len(documents))]
    return [each for number, each in enumerate(first) if number % every != which]
