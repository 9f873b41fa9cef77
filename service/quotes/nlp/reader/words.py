"""The words of a text as the reader reads them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from quotes.nlp.document import Span
from quotes.nlp.sentences import split_at_spaces
from quotes.nlp.text import ReadingCopy
from quotes.nlp.tokens import tokenize

LONGEST_WORD = 40
"""Characters of a word that are read."""
LONGEST_RUN = 512
"""Characters without a space that the tokenizer is handed whole."""
_OPENING, _CLOSING, _EITHER = "“„«", "”»", '"'


class Word(NamedTuple):
    """A word.

    Attributes:
        text: its letters, marks straightened.
        paragraph: the paragraph that it stands in, from 0.
        quoted: whether it stands in double marks, or holds one.
        span: its code points in the text as sent.
    """

    text: str
    paragraph: int
    quoted: bool
    span: Span


Tokenize = Callable[[str], list[tuple[int, int]]]
"""Tells where the words of a text stand: start and end (exclusive) of each."""


def stanza_tokenizer(processor: Any) -> Tokenize:
    """Tokenizes by the processor `tokenize` of a Stanza pipeline, as the parser does."""

    def tokenized(text: str) -> list[tuple[int, int]]:
        tokens = (token for sentence in tokenize(processor, text) for token in sentence)
        words = (word for token in tokens for word in split_at_spaces(token, text))
        return [(word["start_char"], word["end_char"]) for word in words]

    return tokenized


def read_words(text: str, tokenized: Tokenize) -> tuple[Word, ...]:
    """The words of a text, which is tokenized in its reading copy."""
    copy = ReadingCopy(text, LONGEST_RUN)
    return words_at(tokenized(copy.text) if copy.text else [], text, copy)


def words_at(places: Sequence[tuple[int, int]], text: str, copy: ReadingCopy) -> tuple[Word, ...]:
    """The words that stand at some places (start and end) of a text's reading copy."""
    spans = [copy.span(start, end) for start, end in places]
    paragraphs = [copy.paragraph(start) for start, _ in places]
    quoted = in_marks([text[span.start : span.end] for span in spans], paragraphs)
    texts = [copy.text[start:end][:LONGEST_WORD] for start, end in places]
    return tuple(map(Word, texts, paragraphs, quoted, spans))


def in_marks(texts: Sequence[str], paragraphs: Sequence[int]) -> list[bool]:
    """For words as written whether they stand in double marks or hold one; every paragraph opens its marks anew.

    >>> in_marks(["“", "Go", "”", "he", "said"], [0] * 5)
    [True, True, True, False, False]
    """
    out: list[bool] = []
    inside, last = False, -1
    for text, paragraph in zip(texts, paragraphs, strict=True):
        inside = inside and paragraph == last
        last = paragraph
        here = inside
        for character in text:
            if character in _OPENING:
                inside = True
            elif character in _CLOSING:
                inside = False
            elif character == _EITHER:
                inside = not inside
            here = here or inside
        out.append(here)
    return out
