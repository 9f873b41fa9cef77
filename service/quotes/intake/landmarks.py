"""Where a page says itself which part of it is the article: its only `<main>`, or its only `<article>`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

NAMES = frozenset({"main", "article"})

MAY_HAVE = re.compile("<(?:main|article)[\\t\\n\\f\\r />]", re.IGNORECASE)
"""What a source with one has in it."""


class Landmark(NamedTuple):
    """A visible element with some text, from the beginning of its start tag to that of its end tag."""

    start: int
    end: int
    name: str


def only(landmarks: Iterable[Landmark]) -> Landmark | None:
    """The one that is the article; None where there are several or none.

    That is the article in the main part, if that has one and is one. Articles in an article are comments on it.
    """
    found = sorted(landmarks, key=lambda each: (each.start, -each.end))
    mains = _outermost(each for each in found if each.name == "main")
    articles = [each for each in found if each.name == "article"]
    if len(mains) == 1:
        articles = [each for each in articles if mains[0].start < each.start < mains[0].end]
    elif mains:
        return None
    best = _outermost(articles)
    return best[0] if len(best) == 1 else next(iter(mains), None)


def _outermost(found: Iterable[Landmark]) -> Sequence[Landmark]:
    """Those that lie in no other, of some in order."""
    out: list[Landmark] = []
    for each in found:
        if not out or each.start >= out[-1].end:
            out.append(each)
    return out
