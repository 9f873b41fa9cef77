"""Codes for the system that publishes a text: shortcodes, as WordPress has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quotes.fair_copy.edits import Edit

_VALUE = r"""(?:"[^"\[\]]*+"|'[^'\[\]]*+'|[“”″][^“”″\[\]]*+[“”″]|[^\s\[\]"'“”″]++)"""
"""No value has brackets in it, so that no code is looked for beyond the next one's beginning."""

_SHORTCODE = re.compile(
    rf"""
    \[ (?P<name> [A-Za-z][\w-]*+ ) (?: \s++ [\w:-]++ (?: \s*+ = \s*+ {_VALUE} )?+ )*+ \s*+ /? \]
    | \[ / (?P<closed> [A-Za-z][\w-]*+ ) \]
    """,
    re.VERBOSE,
)

_BLOCKS = frozenset("audio blockquote caption embed gallery playlist pullquote quote video wp_caption".split())
"""Codes that stand for a paragraph or around one."""


def removed(text: str) -> Iterator[Edit]:
    """Shortcodes: `[gallery title="He said no"]`, and the two of `[caption] ... [/caption]`, not what is between.

    Words in brackets are no code unless one has a value or the code is closed further on: editors insert them.
    """
    if "[" not in text:
        return
    found = list(_SHORTCODE.finditer(text))
    closed = {match["closed"].lower() for match in found if match["closed"]}
    for match in found:
        name = (match["name"] or match["closed"]).lower()
        if match["closed"] or "=" in match[0] or name in closed:
            yield Edit(*match.span(), "\n\n" if name in _BLOCKS else "")
