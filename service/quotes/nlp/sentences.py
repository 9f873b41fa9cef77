"""Sentences as the parser is given them: tokens without spaces, quotations that begin a sentence, none too long."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from quotes.nlp.tokens import Row

_WORD = re.compile(r"\S+")
_STOPS = (".", "!", "?")
_CLAUSE_ENDS = frozenset(';:—–-,"')


def split_at_spaces(token: Row, text: str) -> Iterator[Row]:
    """A token as one or more without spaces: in very long sentences the tokenizer may join two words."""
    for word in _WORD.finditer(text, token["start_char"], token["end_char"]):
        yield {**token, "text": word[0], "start_char": word.start(), "end_char": word.end()}


def split_before_quotations(sentences: Iterable[list[Row]], paragraph: Callable[[int], int]) -> Iterator[list[Row]]:
    """The sentences, each ended by a stop before the mark that opens a quotation: "No," said Lee. "Not now," added Ito.

    The tokenizer takes the mark for a closing one. A mark opens a quotation if those before it in its paragraph are
    even in number; `paragraph` gives the paragraph of an offset.
    """
    here, opened = -1, False
    for sentence in sentences:
        if (number := paragraph(sentence[0]["start_char"])) != here:
            here, opened = number, False
        first = 0
        marks = [n for n, token in enumerate(sentence) if token["text"] == '"']
        for n in marks:
            before, mark = sentence[max(0, n - 1)], sentence[n]
            apart = mark["start_char"] > before["end_char"] and n + 1 < len(sentence)
            if not opened and apart and before["text"].endswith(_STOPS) and sentence[n + 1]["text"][0].isupper():
                yield [*sentence[first : n - 1], *_without_stop(before)]
                first = n
            opened = not opened
        yield sentence[first:]


def _without_stop(token: Row) -> Iterator[Row]:
    """A token and the stop that ends its sentence, which the tokenizer may take for that of an abbreviation."""
    word, stop, end = token["text"][:-1], token["text"][-1], token["end_char"]
    if word.isalpha():
        yield {**token, "text": word, "end_char": end - 1}
        yield {**token, "text": stop, "start_char": end - 1}
    else:
        yield token


def cut_sentence(tokens: list[Row], most: int) -> Iterator[list[Row]]:
    """Cut a sentence into parts of at most `most` tokens, after the last clause mark that allows it."""
    while len(tokens) > most:
        marks = (i + 1 for i in range(most - 1, most // 2, -1) if tokens[i]["text"] in _CLAUSE_ENDS)
        at = next(marks, most)
        yield tokens[:at]
        tokens = tokens[at:]
    yield tokens
