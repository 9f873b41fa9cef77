"""Openings of paragraphs: what the parser is not given to read, and what it is."""

import pytest

from quotes.nlp.text import ReadingCopy

TOLD = "The bank said it would open."


def read(text: str) -> str:
    return ReadingCopy(text, 500).text


@pytest.mark.parametrize(
    "dateline",
    [
        "OSLO — ",
        "OSLO, Norway – ",
        "NEW YORK -- ",
        "SÃO PAULO, Brazil - ",
        "Oslo, Norway — ",
        "ROME, Italy, Feb. 3 — ",
        "OSLO, March 3 (Reuters) - ",
        "OSLO (AP) — ",
        "St. Louis, Mo. (AP) — ",
        "(CNN) — ",
        "Bergen, 12 April 2019 - ",
        "NAIROBI/GENEVA, 6 June — ",
        "LONDON, Jan 5 /PRNewswire/ -- ",
        "NEW YORK--(BUSINESS WIRE)--",
        "LYON, FRANCE (8 May 2020) - ",
    ],
)
def test_a_dateline_is_not_read(dateline: str) -> None:
    copy = ReadingCopy(dateline + TOLD, 500)
    assert copy.text == TOLD
    assert copy.span(0, 3).start == len(dateline)


@pytest.mark.parametrize(
    "text",
    [
        "Ito – a minister – said it would open.",
        "THE MAYOR — A FORMER JUDGE — SAID IT WOULD OPEN.",
        "Bridge “unsafe” — engineer",
        "The US-Saudi talks failed.",
        "In May 2019 - a warm month - the bank opened.",
        "He left (at last) - The End.",
        "OSLO —",
    ],
)
def test_what_only_looks_like_a_dateline_is_read(text: str) -> None:
    assert len(read(text)) == len(text)


def test_names_before_the_dashes_of_several_paragraphs_are_read() -> None:
    assert read("ITO — We will go.\n\nSATO — We will stay.") == "ITO — We will go.\n\nSATO — We will stay."


@pytest.mark.parametrize("time", ["[00:12] ", "[01:02:40] ", "(0:12) ", "00:12 ", "[00:12.5] "])
def test_the_time_of_a_turn_is_not_read(time: str) -> None:
    assert read(f"{time}ITO: We will go.") == "ITO: We will go."


def test_a_clause_that_begins_with_a_time_of_day_is_read_from_its_words_on() -> None:
    assert read("At 10:30 the doors opened.") == "At 10:30 the doors opened."


def test_the_mark_of_a_post_that_was_passed_on_is_not_read() -> None:
    assert read("RT @ItoKana: We won.") == "@ItoKana: We won."
    assert read("RT is a channel.") == "RT is a channel."
