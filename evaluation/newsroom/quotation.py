"""How much of a content stands in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from quotes.nlp.document import Span

MARK = re.compile(r"[\"“”«»„]")
_WORD = re.compile(r"\w+")
_WORD_OR_MARK = re.compile(rf"\w+|{MARK.pattern}")
_SINGLE_PAIR = re.compile(r"(^|\W)[‘'](?!s\b)\w.*\w[.,?!…]?[’'](\W|$)")
_ELISION = re.compile(r"['‘]\w{1,3}\b(?!.*[’'])")
_SECOND_PAIR = re.compile(r"[’'][,.?!]?\s.*\s[‘']")


def occurrences(text: str, strings: Iterable[str]) -> list[Span]:
    """Where the strings stand in the text."""
    return [Span(*match.span()) for string in strings for match in re.finditer(re.escape(string), text)]


def quote_type(text: str, content: Iterable[Span], not_quotes: Iterable[Span]) -> str:
    """`direct` if all words of the content are in marks, `mixed` if some are, else `indirect`.

    Every piece opens its marks anew: the paragraphs of a speech, the halves of a split quotation.
    """
    pieces = [_spoken(text, span, not_quotes) for span in content]
    words = sum(len(_WORD.findall(piece)) for piece in pieces)
    inside = sum(map(_words_inside, pieces))
    if words and inside == words:
        return "direct"
    return "mixed" if inside or _SINGLE_PAIR.search(" ".join(pieces)) else "indirect"


def _spoken(text: str, span: Span, not_quotes: Iterable[Span]) -> str:
    """A piece of content without the marks of strings that are no speech, unless the piece is such a string itself."""
    out = list(text[span.start : span.end])
    for marked in not_quotes:
        for place in (marked.start, marked.end - 1):
            if span.start <= place < span.end and not marked.contains(span):
                out[place - span.start] = " "
    return "".join(out)


def _words_inside(piece: str) -> int:
    if _wholly_in_single_marks(piece):
        return len(_WORD.findall(piece))
    count, inside = 0, False
    for match in _WORD_OR_MARK.finditer(piece):
        if match.group() == '"':
            inside = not inside
        elif match.group() in "“«„":
            inside = True
        elif match.group() in "”»":
            inside = False
        else:
            count += inside
    return count


def _wholly_in_single_marks(piece: str) -> bool:
    """True of ‘No’ and of an opened paragraph; not of ’tis or of ‘no’ and ‘yes’."""
    closed = piece[-1] in "’'" or "’" not in piece
    return piece[0] in "‘'" and closed and not _ELISION.match(piece) and not _SECOND_PAIR.search(piece[1:-1])
