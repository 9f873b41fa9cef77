"""The tokens of HTML, each exactly where it stands.

The expressions follow the tokenizer of the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html,
sections 13.2.5 and 13.2.6). Whatever the input, they match at every place of it and never go back: their
quantifiers are possessive, and what is left open runs to the end of the input. So a scan takes linear time.
"""

from __future__ import annotations

import re
from html.entities import html5

SPACE = r"[\t\n\f\r ]"
"""White space, for HTML; a no-break space is none."""

_ATTRIBUTE = rf"""
    [^\t\n\f\r />] [^\t\n\f\r />=]*+
    (?: {SPACE}*+ = {SPACE}*+ (?: "[^"]*+ (?: "|\Z ) | '[^']*+ (?: '|\Z ) | [^\t\n\f\r >]++ )?+ )?+
"""
TOKEN = re.compile(
    rf"""
    (?P<text> (?: [^<]++ | < (?! [A-Za-z!?/] ) | </?\Z )++ )
    | < (?P<slash> /? ) (?P<name> [A-Za-z] [^\t\n\f\r />]*+ )
        (?P<attributes> (?: [\t\n\f\r /]++ | {_ATTRIBUTE} )*+ ) (?P<closed> >? )
    | <!-- (?: -?> | (?: [^-]++ | - (?! -!?> ) )*+ (?: --!?> | \Z ) )
    | < [!?/] [^>]*+ >?
    """,
    re.VERBOSE,
)
"""A text, a tag (not `closed` where the input ends in it), or a comment of some kind."""

_REFERENCE = r"&(?:\#(?:[xX][0-9A-Fa-f]++|[0-9]++);?|[A-Za-z][A-Za-z0-9]{1,31}+;?)"
PART = re.compile(
    rf"""
    (?P<space> {SPACE}++ )
    | (?P<reference> {_REFERENCE} )
    | (?: [^&\t\n\f\r ]++ (?: [ ][^&\t\n\f\r ]++ )*+ | & )
    """,
    re.VERBOSE,
)
"""A stretch of a text: white space, what may be a character reference, or words with one space between them."""

RAW = "script style textarea title xmp iframe noembed noframes noscript".split()
"""Elements whose content is no markup up to their end tag. A reader sees none of it."""

_REFERENCES = re.compile(_REFERENCE)
_NAMED_ATTRIBUTE = re.compile(
    rf"""
    (?P<name> [^\t\n\f\r />] [^\t\n\f\r />=]*+ )
    (?: {SPACE}*+ = {SPACE}*+ (?: "(?P<double>[^"]*+)"?+ | '(?P<single>[^']*+)'?+ | (?P<bare>[^\t\n\f\r >]++) )?+ )?+
    """,
    re.VERBOSE,
)
_REPLACEMENT = "\ufffd"
_LONGEST_LEGACY = max(len(name) for name in html5 if not name.endswith(";"))
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\t\n\f\r />])|\Z", re.IGNORECASE) for name in RAW}


def attributes(source: str) -> dict[str, str]:
    """The attributes of a tag with lower-case names; of two with one name, the first."""
    found: dict[str, str] = {}
    for match in _NAMED_ATTRIBUTE.finditer(source):
        value = match["double"] or match["single"] or match["bare"] or ""
        found.setdefault(match["name"].lower(), _REFERENCES.sub(_resolved, value))
    return found


def _resolved(match: re.Match[str]) -> str:
    text, length = resolve(match[0])
    return text + match[0][length:]


def after_raw_text(html: str, name: str, position: int) -> int:
    """Where the content ends of an element that begins before `position`, if it holds raw text; else `position`."""
    end = _RAW_ENDS[name].search(html, position) if name in _RAW_ENDS else None
    return end.start() if end else position


def resolve(reference: str) -> tuple[str, int]:
    """What a character reference stands for, and how many characters of it that takes.

    Legacy names need no semicolon and may be followed by letters. What is no reference stands for nothing.
    """
    if reference.startswith("&#"):
        return _numbered(reference[2:].rstrip(";")), len(reference)
    name = reference[1:]
    if name in html5:
        return html5[name], len(reference)
    for length in range(min(_LONGEST_LEGACY, len(name)), 1, -1):
        if name[:length] in html5:
            return html5[name[:length]], length + 1
    return "", 0


def _numbered(number: str) -> str:
    """The character of a code point: those of the C1 range are meant to be windows-1252's."""
    base = 16 if number[0] in "xX" else 10
    digits = number.lstrip("xX").lstrip("0")
    code = int(digits or "0", base) if len(digits) < 8 else 0
    if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
        return _REPLACEMENT
    if 0x80 <= code < 0xA0:
        return bytes([code]).decode("cp1252", "ignore") or chr(code)
    return chr(code)
