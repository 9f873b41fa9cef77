"""Openings: what stands before the text of a paragraph and is no part of it.

A dateline ("MANILA, Philippines – ", "LAGOS, March 3 (Reuters) - "), the time of a turn in a transcript ("[00:12] ")
and the mark of a post that was passed on ("RT "). The parser does not read them, so they can be nobody's name or words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from quotes.nlp.document import Span

LONGEST = 100
"""Characters of an opening, at most."""

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_WORD = r"[^\W\d_][\w.'’-]*"
_NAME = rf"(?:{_WORD})(?:[ /](?:{_WORD})){{0,4}}"
_AGENCY = r"\([^()\n]{2,40}\)|/[^/\n]{2,30}/"
_DASH = r"(?: ?(?:--+|[–—―|])|(?: |(?<=[)/]))-)"
_DATELINE = re.compile(
    rf"(?P<place>{_NAME})?(?P<region>(?:, {_NAME})*?)(?P<date>,? ?\(?{_DATE}\)?)?"
    rf"(?P<agency>,? ?(?:{_AGENCY}))?{_DASH} ?(?:(?P<behind>{_AGENCY}) ?{_DASH} ?)?(?=[\"'(\[]*[A-Z0-9])"
)
_TIME = re.compile(r"(?:\[\d{1,2}(?::\d\d){1,2}(?:[.,]\d+)?\]|\(\d{1,2}(?::\d\d){1,2}\)|\d{1,2}(?::\d\d){1,2}) +(?=\S)")
_PASSED_ON = re.compile(r"RT (?=@\w)")
_CAPITAL_WORDS = re.compile(r"[^a-z]+")
_DETERMINED = re.compile(r"(?:THE|AN?|MY|HIS|HER|OUR|THEIR|THIS|THESE|IN|ON|AT|IT|WE|I)\b")


def begins(text: str, paragraphs: Sequence[Span]) -> list[int]:
    """Where the text of each paragraph begins behind its opening; where the paragraph begins if it has none.

    A place and a dash alone are taken for a dateline where one paragraph has them: in a list or a transcript several
    do, and name who or what follows.

    Args:
        text: with straight quotation marks.
        paragraphs: its paragraphs, without white space at their ends.
    """
    found = [_opening(text, paragraph) for paragraph in paragraphs]
    bare = Counter(kind for kind, _ in found)["bare"]
    return [
        paragraph.start if kind == "bare" and bare > 1 else end
        for paragraph, (kind, end) in zip(paragraphs, found, strict=True)
    ]


def _is_name(words: str) -> bool:
    """True for words with capitals, and the small ones between them: Rio de Janeiro."""
    return all(word[0].isupper() or len(word) < 4 for word in re.findall(_WORD, words))


def _opening(text: str, paragraph: Span) -> tuple[str, int]:
    """What kind of opening a paragraph has, if any, and where it ends."""
    for kind, pattern in (("time", _TIME), ("post", _PASSED_ON)):
        if match := pattern.match(text, paragraph.start, paragraph.end):
            return kind, match.end()
    match = _DATELINE.match(text, paragraph.start, min(paragraph.end, paragraph.start + LONGEST))
    kind = _kind(match) if match and match.end() < paragraph.end else ""
    return kind, match.end() if match and kind else paragraph.start


def _kind(match: re.Match[str]) -> str:
    """`told` for a dateline that its date or agency tells, `bare` for what may be one, else nothing."""
    place = match["place"] or ""
    if not _is_name(place + match["region"]):
        return ""
    if match["agency"] or match["behind"] or (match["date"] and place):
        return "told"
    capitals = len(place) > 2 and _CAPITAL_WORDS.fullmatch(place)
    return "bare" if (capitals or match["region"]) and not _DETERMINED.match(place.upper()) else ""
