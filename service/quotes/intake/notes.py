"""References to notes in HTML: `<sup>` with a number or a sign in it, linked or not."""

from __future__ import annotations

import re

_REFERENCE = re.compile(
    r"""
    (?P<tags> (?: \s{0,9} <[^<>]{1,500}> ){0,4} ) \s{0,9}
    (?: (?P<number> \d{1,3} (?: ,\s? \d{1,3} ){0,5} | [*†‡§¶]{1,3} )
      | [\[(] \s{0,9} (?: [a-z]{1,4}\s )? (?: \d{1,3} | [a-z] | [ivx]{1,5} ) \s{0,9} [\])]
      | (?P<letter> [a-z] | [ivx]{1,5} ) )
    \s{0,9} (?: </ (?!sup\b) [^<>]{1,50} > \s{0,9} ){0,4} </sup \s{0,9} >
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LINK = re.compile(r"<a\s", re.IGNORECASE)
_REFERRING = re.compile(r"(?:[^\w\s]|[^\W\d_]{3}|\b[^\W\d_][a-z])\Z")
"""What a number on high refers from: a mark, a stop or a word; behind a digit or a unit it is a power."""


def after(html: str, position: int, before: str) -> int | None:
    """Where the `<sup>` ends whose start tag ends at a position, if it refers to a note; None if it does not.

    Args:
        html: the source.
        position: where the content of the element begins.
        before: the text right before the element.
    """
    found = _REFERENCE.match(html, position)
    if found is None:
        return None
    linked = _LINK.search(found["tags"]) is not None
    refers = linked or (not found["letter"] and (not found["number"] or _REFERRING.search(before) is not None))
    return found.end() if refers else None
