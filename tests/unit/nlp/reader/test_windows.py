"""Windows over paragraphs: every word has one owner, neighbours overlap, and offsets are those of the text as sent."""

from __future__ import annotations

import itertools

import pytest

from quotes.nlp import stanza_parser
from quotes.nlp.models import BUNDLED
from quotes.nlp.reader.windows import windows
from quotes.nlp.reader.words import in_marks
from tests.support.lessons import words_of

TOKENIZER = stanza_parser.load_tokenizer(BUNDLED)
PARAGRAPH = 'Ito told reporters on Sunday that "rates would fall" unrelentingly. '
TEXT = "\n\n".join(PARAGRAPH * (1 + number % 4) for number in range(30))
WORDS = words_of(TEXT)


@pytest.mark.parametrize(("most", "shared"), [(40, 0), (40, 20), (100, 30), (384, 112), (10_000, 112)])
def test_every_word_is_owned_by_one_window_that_holds_it(most: int, shared: int) -> None:
    found = windows(WORDS, TOKENIZER, most, shared)
    assert [number for window in found for number in window.owned] == list(range(len(WORDS)))
    assert all(window.start <= window.owned.start and window.owned.stop <= window.end for window in found)
    assert all(len(window.first) == len(window.case) == window.end - window.start for window in found)
    assert all(len(window.subwords) == len(window.quoted) <= most + 2 for window in found)


def test_neighbours_overlap_by_whole_paragraphs_and_each_owns_half() -> None:
    found = windows(WORDS, TOKENIZER, 250, 120)
    for one, other in itertools.pairwise(found):
        assert other.start < one.end
        assert WORDS[other.start].paragraph != WORDS[other.start - 1].paragraph
        assert other.start <= one.owned.stop <= one.end


def test_a_long_paragraph_is_cut_and_read_with_what_stands_around_it() -> None:
    words = words_of(PARAGRAPH * 30)
    found = windows(words, TOKENIZER, 100, 40)
    assert [number for window in found for number in window.owned] == list(range(len(words)))
    assert all(one.end > other.start for one, other in itertools.pairwise(found))


def test_words_lead_back_to_the_text_as_sent() -> None:
    text = "“No”,  said\u00adthe—minister.\r\n\r\n«Yes», she said."
    words = words_of(text)
    assert [text[word.span.start : word.span.end] for word in words][:4] == ["“", "No", "”", ","]
    assert [word.text for word in words][:3] == ['"', "No", '"']
    assert {word.paragraph for word in words} == {0, 1}


def test_an_empty_text_has_no_windows() -> None:
    assert windows(words_of(" \n "), TOKENIZER) == []


@pytest.mark.parametrize(
    ("texts", "quoted"),
    [
        (["“", "Go", "”", "he"], [True, True, True, False]),
        (['"', "Go", '"', "he"], [True, True, True, False]),
        (["he", "«go", "now»", "he"], [False, True, True, False]),
    ],
)
def test_marks_and_the_words_between_them_are_quoted(texts: list[str], quoted: list[bool]) -> None:
    assert in_marks(texts, [0] * len(texts)) == quoted


def test_a_paragraph_opens_its_marks_anew() -> None:
    assert in_marks(["“", "Go", "He"], [0, 0, 1]) == [True, True, False]
