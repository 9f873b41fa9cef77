"""Words without a model: what the reader's tests read."""

from __future__ import annotations

import re

from quotes.nlp.reader.words import Word, read_words

_WORD = re.compile(r"\w+(?:[.'’]\w+)*|[^\w\s]")


def by_pattern(text: str) -> list[tuple[int, int]]:
    """Runs of letters, and every other character by itself."""
    return [match.span() for match in _WORD.finditer(text)]


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text."""
    return read_words(text, by_pattern)
