"""Words that a line's end or something invisible breaks, and spaces other than the usual one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from quotes.fair_copy.edits import Edit

_INVISIBLE = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Soft hyphens, spaces without a width, joiners and marks of direction."""

_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"

_UNSEEN = re.compile(rf"[{_INVISIBLE}]+|[{_SPACES}]")

_LETTER = r"[^\W\d_]"
_LINE_END = re.compile(rf"(?<={_LETTER})(?P<hyphen>\u00ad|[-‐])[ \t]*\r?\n[ \t]*(?={_LETTER})")
"""A hyphen at a line's end behind a letter, with the break."""
_BEFORE = re.compile(rf"(?:{_LETTER}|[-‐])+\Z")
_BEHIND = re.compile(rf"{_LETTER}+")
_WORDS = re.compile(rf"{_LETTER}+(?:[-‐]{_LETTER}+)*+")
_LONGEST_WORD = 40

_SUSPENDED = frozenset("and or nor to but".split())
"""What follows a hyphen that ends a word for good: pre- and post-war."""

_COMPOUNDING = frozenset(
    "all cross ex far first full half high ill left long low much near old one open part post pre right second self "
    "short so third three two well world year".split()
)
"""First parts that mostly keep their hyphen: well-known."""

_NEXT_SPACE = re.compile(r"\s+")


def joined(text: str) -> list[Edit]:
    """Words broken at a line's end as one word before the break: "Ma-⏎rianne Holt" is read "Marianne⏎Holt".

    The hyphen stays where the word has one anyway: before a capital, in a compound of several, or where the same word
    stands elsewhere in the text with it.
    """
    breaks = list(_LINE_END.finditer(text))
    words = {word.casefold() for word in _WORDS.findall(text)} if breaks else set()
    edits: list[Edit] = []
    for number, here in enumerate(breaks):
        rest = _word(_BEHIND, text, here.end(), here.end() + _LONGEST_WORD)
        if rest in _SUSPENDED:
            continue
        word = _word(_BEFORE, text, max(0, here.start() - _LONGEST_WORD), here.start())
        keeps = here["hyphen"] != "\u00ad" and _keeps_hyphen(word, rest, words)
        edits.append(Edit(*here.span(), here["hyphen"] if keeps else ""))
        space = _NEXT_SPACE.search(text, here.end())
        next_break = breaks[number + 1].start() if number + 1 < len(breaks) else len(text)
        if space and "\n" not in space[0] and space.start() < next_break:
            edits.append(Edit(*space.span(), "\n"))
    return edits


def _word(pattern: re.Pattern[str], text: str, start: int, end: int) -> str:
    """What a pattern finds between two places."""
    found = pattern.search(text, start, end)
    return found[0] if found else ""


def _keeps_hyphen(word: str, rest: str, words: Collection[str]) -> bool:
    """True if the hyphen is the word's own and not of the line's end; `words` are those of the text, in lower case."""
    if rest[0].isupper() or "-" in word or "‐" in word:
        return True
    if f"{word}{rest}".casefold() in words:
        return False
    return word.casefold() in _COMPOUNDING or f"{word}-{rest}".casefold() in words


def visible(text: str) -> Iterator[Edit]:
    """What is invisible left out, and every kind of space as the usual one."""
    if text.isascii():
        return
    for match in _UNSEEN.finditer(text):
        yield Edit(*match.span(), "" if re.match(f"[{_INVISIBLE}]", match[0]) else " ")
