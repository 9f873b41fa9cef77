"""Paragraphs in capitals, and what only has some."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.nlp.capitals import lowered


def test_a_paragraph_in_capitals_is_read_in_lower_case_but_for_where_quotations_begin() -> None:
    said = 'THE MAYOR OF ÅRHUS SAID NO. "WE WILL WAIT," SHE ADDED.'
    assert lowered(said) == 'The mayor of århus said no. "We will wait," she added.'


@pytest.mark.parametrize("text", ["HORN: When did you see it?", "NATO AND EUROPE", "THE MAYOR SAID no, SHE SAID NO."])
def test_names_and_words_in_capitals_stay_as_they_are(text: str) -> None:
    assert lowered(text) == text


@given(st.text())
def test_the_text_stays_as_long_as_it_is(text: str) -> None:
    assert len(lowered(text.upper())) == len(text.upper())
