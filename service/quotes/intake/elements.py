"""The elements of HTML by what a reader sees of them.

Names are from the HTML standard (https://html.spec.whatwg.org/multipage/). What is dropped is decided by element, by
role and by what hides an element in itself: never by its class, of which no standard tells the meaning.
"""

from __future__ import annotations

import re

from quotes.intake.markup import attributes

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())

ASIDE = frozenset("aside dialog footer nav search".split())
"""Blocks beside the article: navigation, related links, pull quotes, legal notes."""

BLOCKS = HEADINGS | ASIDE | frozenset(
    "address article blockquote caption center dd details dir div dl dt fieldset figcaption figure form header hgroup "
    "hr legend li listing main menu ol p pre section summary table tbody td tfoot th thead tr ul".split()
)  # fmt: skip
"""What begins and ends a paragraph."""

DROPPED = ASIDE | frozenset(
    "applet audio button canvas datalist del label math meter object option output progress rp rt select svg template "
    "video".split()
)
"""What is no part of the running text: the above, controls, embedded things with their fallbacks, deleted words,
pronunciations. Those whose content is no markup (script, style ...) never become text in the first place."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr".split()
)
"""What has no content and no end tag."""

FOREIGN = frozenset({"svg", "math"})
"""Elements of another language, in which tags may close themselves and no raw text is."""

ENDS_FOREIGN = BLOCKS | frozenset(
    "b big body br code em embed head i img meta nobr ruby s small span strong strike sub sup tt u var".split()
)
"""Start tags at which an element of another language ends that nobody closed."""

BARRIERS = BLOCKS | FOREIGN | frozenset("applet button foreignobject marquee object select template".split())
"""What the end tag of an inline element outside does not close."""

_ROWS = frozenset({"tbody", "thead", "tfoot", "caption", "tr", "td", "th"})
_CELLS = frozenset({"tr", "td", "th"})
CLOSED_BY = {
    **dict.fromkeys(HEADINGS, HEADINGS),
    "li": frozenset({"li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"dd", "dt"})),
    **dict.fromkeys(("tbody", "thead", "tfoot"), _ROWS),
    "tr": _CELLS | {"caption"},
    **dict.fromkeys(("td", "th"), frozenset({"td", "th"})),
}
"""The elements without an end tag of their own that a start tag closes. Any block closes a paragraph besides."""

_DROPPED_ROLES = frozenset(
    "alert alertdialog complementary contentinfo dialog doc-backlink doc-endnotes doc-footnote doc-noteref "
    "doc-pullquote menu menubar navigation search".split()
)
_MAY_DROP = re.compile("hidden|role|style", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def drops(source: str) -> bool:
    """True if the attributes of a tag, as they stand there, hide its element or say that it is beside the article."""
    if not _MAY_DROP.search(source):
        return False
    found = attributes(source)
    return (
        found.get("hidden", "until-found").lower() != "until-found"
        or found.get("aria-hidden", "").strip().lower() == "true"
        or found.get("role", "").strip().lower() in _DROPPED_ROLES
        or _NOT_SHOWN.search(found.get("style", "")) is not None
    )
