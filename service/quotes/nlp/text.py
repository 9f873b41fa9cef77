"""Preparing a text for the parser without losing one character of it.

The parser reads a *reading copy*: straight marks, no characters that break it, paragraphs apart by a blank
line, no endless runs. `ReadingCopy.span` leads every stretch of the copy back to the text as it was sent.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from quotes.nlp import capitals, openings
from quotes.nlp.document import Span, TextWarning

STRAIGHT = dict.fromkeys("“”„‟«»〝〞＂", '"') | dict.fromkeys("‘’‚‛‹›ʼ＇`´", "'")
"""Quotation marks and apostrophes to the straight ones that the models were trained on."""

NARROWEST, WIDEST = 20, 120
"""Characters of the longest line of a hard-wrapped text, at least and at most."""

RAGGED = 0.85
"""How much of a text's width its lines fill, at least, with the word that did not fit any more."""

KEPT_OF_A_RUN = 40
"""Characters that the reading copy keeps of an over-long run without spaces."""

_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_BREAK = re.compile(r"\n\s*")
_RUN = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"[.!?:][\"')\]]*$")


def _readable(character: str) -> str:
    """One character for one: what the parser reads in its place."""
    if character in STRAIGHT:
        return STRAIGHT[character]
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if character in "\n\x85\u2028\u2029":
        return "\n"
    return " " if category[0] in "CZ" or "\ufe00" <= character <= "\ufe0f" else character


def readable(text: str) -> str:
    """The text with marks straightened and unreadable characters blanked, as long as before.

    Control and format characters, lone surrogates and private use, which the subword tokenizer rejects or
    erases, become spaces, variation selectors too; a combining mark with no letter before it, which it erases
    as well, a hyphen.
    """
    table = {ord(character): _readable(character) for character in set(text)}
    out = re.sub(r"\r(?!\n)", "\n", text).translate(table)
    if not out.isascii():
        marks = "".join({c for c in out if unicodedata.category(c)[0] == "M"})
        if marks:
            out = re.sub(rf"([^\W\d_][{marks}]+)|[{marks}]", lambda match: match[1] or "-", out)
    return out


def is_hard_wrapped(text: str) -> bool:
    """True if most line breaks inside blocks cut a sentence where the next word would have made the line too long.

    Too long is what is wider than the text, from a column of print (`NARROWEST`) to an e-mail's line (`WIDEST`).
    """
    cuts: list[tuple[str, str]] = []
    last: list[str] = []
    for block in _BLANK_LINES.split(text):
        lines = [line.strip() for line in block.strip("\n").split("\n")]
        cuts += pairwise(lines)
        last.append(lines[-1])
    width = max((len(line) for line, _ in cuts if " " in line), default=0)
    if len(cuts) < 2 or not NARROWEST <= width <= WIDEST or sum(len(line) > width for line in last) > len(cuts) / 10:
        return False
    full = sum(_is_full(line, after, width) and not _SENTENCE_END.search(line) for line, after in cuts)
    return full > 0.6 * len(cuts)


def _is_full(line: str, after: str, width: int) -> bool:
    """True for a line to which the first word of the next one could not be added, some raggedness allowed."""
    return len(line) + 1 + len(after.partition(" ")[0]) > RAGGED * width


def paragraphs(text: str) -> Iterator[Span]:
    """The paragraphs of a text: parted by blank lines, and by single breaks unless it is hard-wrapped."""
    separator = _BLANK_LINES if is_hard_wrapped(text) else _BREAK
    start = 0
    for match in [*separator.finditer(text), None]:
        end = match.start() if match else len(text)
        stripped = text[start:end].strip()
        if stripped:
            begin = text.index(stripped[0], start)
            yield Span(begin, begin + len(stripped))
        start = match.end() if match else end


def _in_lower_case(text: str, found: Sequence[Span]) -> str:
    """The text with those of its paragraphs in lower case that are written in capitals; as long as before."""
    parts: list[str] = []
    end = 0
    for paragraph in found:
        parts += text[end : paragraph.start], capitals.lowered(text[paragraph.start : paragraph.end])
        end = paragraph.end
    return "".join([*parts, text[end:]])


@dataclass(frozen=True)
class _Piece:
    """A stretch of the copy and the stretch of the text that it stands for."""

    copy: Span
    source: Span


def _long_runs(clean: str, paragraph: Span, longest: int) -> Iterator[Span]:
    """The runs of more than `longest` characters without a space in a paragraph, in the order of the text."""
    for run in _RUN.finditer(clean, paragraph.start, paragraph.end):
        if len(run[0]) > longest:
            yield Span(*run.span())


class ReadingCopy:
    """What the parser reads, and the way back.

    Attributes:
        text: the copy; paragraphs are parted by exactly one blank line.
        paragraph_starts: where each paragraph begins in the copy.
        warnings: what had to be shortened, with spans of the text as sent.
    """

    def __init__(self, text: str, longest_run: int) -> None:
        """Make the copy; runs of more than `longest_run` characters without a space are shortened."""
        clean = readable(text)
        found = list(paragraphs(clean))
        begins = openings.begins(clean, found)
        clean = _in_lower_case(clean, found)
        parts: list[str] = []
        pieces: list[_Piece] = []
        warnings: list[TextWarning] = []
        length = 0

        def add(start: int, end: int, kept: str) -> None:
            nonlocal length
            if kept:
                parts.append(kept)
                pieces.append(_Piece(Span(length, length + len(kept)), Span(start, end)))
                length += len(kept)

        self.paragraph_starts: list[int] = []
        for paragraph, begin in zip(found, begins, strict=True):
            if parts:
                parts.append("\n\n")
                length += 2
            self.paragraph_starts.append(length)
            at = begin
            for run in _long_runs(clean, Span(begin, paragraph.end), longest_run):
                add(at, run.start, clean[at : run.start])
                add(run.start, run.end, clean[run.start : run.start + KEPT_OF_A_RUN])
                warnings.append(TextWarning("long_run", f"{len(run)} characters without a space", run))
                at = run.end
            add(at, paragraph.end, clean[at : paragraph.end])
        self.text = "".join(parts).replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")
        self.warnings = tuple(warnings)
        self._pieces = pieces
        self._starts = [piece.copy.start for piece in pieces]

    def _piece(self, offset: int) -> _Piece:
        return self._pieces[max(0, bisect_right(self._starts, offset) - 1)]

    def span(self, start: int, end: int) -> Span:
        """Where the stretch `start` to `end` of the copy stands in the text as sent."""
        first, last = self._piece(start), self._piece(end - 1)
        begin = first.source.start + start - first.copy.start
        finish = last.source.end if end >= last.copy.end else last.source.start + end - last.copy.start
        return Span(begin, finish)

    def paragraph(self, offset: int) -> int:
        """The paragraph, counted from 0, that an offset of the copy lies in."""
        return bisect_right(self.paragraph_starts, offset) - 1
