"""From roles of words to reports: what the annotation holds comes back, and ragged roles are mended."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from evaluation import newsroom
from evaluation.words import Words
from quotes.nlp.reader.labels import CONTENT, CUE, IN_CUE, QUOTATION, SOURCE
from quotes.nlp.reader.reports import Anchored, Report, reports, span
from quotes.nlp.reader.words import Word
from tests.support.lessons import words_of
from training.reader.annotated import of_newsroom
from training.reader.data import anchored, covering

CORPUS = Path(__file__).parents[4] / "training" / "newsroom"


def numbers(words: tuple[Word, ...], *texts: str) -> list[int]:
    """The words of each text, at its first occurrence."""
    forms = [word.text for word in words]
    out: list[int] = []
    for text in texts:
        own = [word.text for word in words_of(text)]
        start = next(n for n in range(len(forms)) if forms[n : n + len(own)] == own)
        out += range(start, start + len(own))
    return out


def report(words: tuple[Word, ...], cue: str, *content: str, source: str = "", confidence: float = 1.0) -> Anchored:
    """A report by the texts of its parts."""
    roles = dict.fromkeys(numbers(words, *content), CONTENT) | dict.fromkeys(numbers(words, source), SOURCE)
    if not cue:
        return Anchored(min(roles), QUOTATION, roles, confidence=confidence)
    own = numbers(words, cue)
    return Anchored(own[0], CUE, roles | dict.fromkeys(own, IN_CUE), confidence=confidence)


def contents(found: tuple[Report, ...], words: tuple[Word, ...], text: str) -> list[list[str]]:
    """The texts of the contents' pieces."""
    spans = ([span(piece, words) for piece in each.content] for each in found)
    return [[text[s.start : s.end] for s in each] for each in spans]


def test_the_roles_of_every_report_of_the_newsroom_corpus_give_it_back() -> None:
    total = Counter[str]()
    for document in newsroom.read(CORPUS):
        annotated = of_newsroom(document)
        lesson = words_of(document.text)
        cover = covering(lesson)
        given = [anchored(each, cover) for each in annotated.reports]
        found = reports(filter(None, given), lesson)
        by_anchor = {(each.anchored.anchor, each.anchored.kind): each for each in found}
        ids = {
            (each.anchor, each.kind): quote.id
            for each, quote in zip(given, document.quotes, strict=True)
            if each is not None
        }
        words = Words(document.text)
        for quote, each in zip(document.quotes, given, strict=True):
            total["quotes"] += 1
            answer = by_anchor.get((each.anchor, each.kind)) if each else None
            if answer is None or answer.anchored is not each:
                continue
            outer = None if answer.outer is None else found[answer.outer].anchored
            total["content"] += words.within(span(s, lesson) for s in answer.content) == words.within(quote.content)
            total["cue"] += words.within(span(s, lesson) for s in answer.cue) == words.within(quote.cue)
            total["nesting"] += (outer and ids[outer.anchor, outer.kind]) == quote.nested
    assert total["quotes"] == 12_887
    assert all(total[part] >= 0.998 * total["quotes"] for part in ("content", "cue", "nesting")), total


@pytest.mark.parametrize(
    ("text", "content", "mended"),
    [
        ('"It failed," she said.', "It failed ,", '"It failed,"'),
        ('She said "it failed".', '" it failed', '"it failed"'),
        ("She said that it failed, she did.", "that it failed ,", "that it failed"),
        ("She said that it failed.", "that it failed .", "that it failed"),
    ],
)
def test_contents_end_at_their_marks(text: str, content: str, mended: str) -> None:
    words = words_of(text)
    found = reports([report(words, "said", content)], words)
    assert contents(found, words, text) == [[mended]]


def test_a_report_within_another_keeps_its_own_content() -> None:
    text = "Ito said Sato had denied that it failed."
    words = words_of(text)
    outer = report(words, "said", "Sato had denied that it failed", source="Ito")
    inner = report(words, "denied", "that it failed", source="Sato")
    found = reports([inner, outer], words)
    assert contents(found, words, text) == [["Sato had denied that it failed"], ["that it failed"]]
    assert [each.outer for each in found] == [None, 0]


def test_of_two_readings_of_one_content_the_more_probable_stays() -> None:
    text = "Ito said, according to Sato, that it failed."
    words = words_of(text)
    found = reports(
        [
            report(words, "according to", "that it failed", source="Sato", confidence=0.4),
            report(words, "said", "that it failed", source="Ito", confidence=0.9),
        ],
        words,
    )
    assert [words[each.anchored.anchor].text for each in found] == ["said"]


def test_a_content_is_cut_between_paragraphs() -> None:
    text = '"It failed.\n\n"Twice," she said.'
    words = words_of(text)
    found = reports([report(words, "said", '" It failed .', '" Twice , "')], words)
    assert contents(found, words, text) == [['"It failed.', '"Twice,"']]


def test_a_piece_that_nothing_connects_with_the_content_is_left_out() -> None:
    text = "It failed again, Ito said, and nobody knew. The mayor had left for Oslo by then."
    words = words_of(text)
    found = reports(
        [report(words, "said", "It failed again ,", "and nobody knew", "left for Oslo", source="Ito")], words
    )
    assert contents(found, words, text) == [["It failed again", "and nobody knew"]]


def test_a_gap_of_a_word_or_two_is_no_gap() -> None:
    text = "Ito said that nobody at all knew."
    words = words_of(text)
    found = reports([report(words, "said", "that nobody", "knew", source="Ito")], words)
    assert contents(found, words, text) == [["that nobody at all knew"]]


def test_of_two_contents_that_cross_the_less_probable_loses_what_is_shared() -> None:
    text = "Ito said rates would fall soon. Sato warned that banks would fail first."
    words = words_of(text)
    found = reports(
        [
            report(words, "said", "rates would fall soon .", source="Ito", confidence=0.9),
            report(words, "warned", "soon .", "that banks would fail first", source="Sato", confidence=0.5),
        ],
        words,
    )
    assert contents(found, words, text) == [["rates would fall soon"], ["that banks would fail first"]]


def test_a_report_with_nothing_but_marks_for_content_is_none() -> None:
    words = words_of('Ito said: "')
    assert reports([report(words, "said", '"', source="Ito")], words) == ()
