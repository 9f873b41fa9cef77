"""The fair copy: what is read of a text, and the way back to it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.fair_copy.copying import FairCopy
from quotes.nlp.document import Span

CLEAN = (
    '"The ferry is late," said Ida Holm. "It’s the crew’s fault." The No.1 boat, 20 m² of deck and 10⁶ bolts, cost $2.5'
    " million [sic]; the sailors' union [a body of 1,200] met at the well-known “Café Nord” in 2016."
)
PARTS = st.sampled_from(
    """We|won|Ida|No|,|.|1|12|³|[3]|(4)|†|*|"|""|“|”|'|‘|’|`|´|&quot;|&amp;lt;|â€œ|â€|é|Ã©|😀|[a b="c"]|[/a]|[a]| |"""
    "\n|\n\n|-\n|\u00ad|\u200b|\u00a0|\ufffd|\ud800|\\".split("|")
)
TEXTS = st.one_of(st.lists(PARTS, max_size=25).map("".join), st.text(max_size=30))


def test_a_clean_text_is_its_own_fair_copy():
    copy = FairCopy(CLEAN)
    assert copy.is_text
    assert (copy.text, copy.warnings) == (CLEAN, ())
    assert copy.led_back(Span(3, 9)) == Span(3, 9)


@given(TEXTS)
@example("Ida\u00adHolm-\nx 1")
def test_what_stands_in_the_copy_leads_back_to_the_text_in_order(text):
    copy = FairCopy(text)
    spans = [copy.led_back(Span(i, i + 1)) for i in range(len(copy.text))]
    assert all(span.start < span.end <= len(text) for span in spans)
    assert spans == sorted(spans)
    for character, span in zip(copy.text, spans, strict=True):
        if character.isascii() and character.isalpha():
            assert character in text[span.start : span.end] or "&" in text[span.start : span.end]
    assert all(len(warning.span) and warning.span.end <= len(text) for warning in copy.warnings)


@given(TEXTS, st.data())
def test_a_stretch_of_the_copy_leads_back_to_all_from_its_first_character_to_its_last(text, data):
    copy = FairCopy(text)
    if copy.text:
        start = data.draw(st.integers(0, len(copy.text) - 1))
        end = data.draw(st.integers(start + 1, len(copy.text)))
        first, last = copy.led_back(Span(start, start + 1)), copy.led_back(Span(end - 1, end))
        assert copy.led_back(Span(start, end)) == Span(first.start, last.end)


@pytest.mark.parametrize(
    ("text", "word", "verbatim"),
    [
        ("“We won,”1 said I\u00adda\u200b Holm.2", "Ida Holm", "I\u00adda\u200b Holm"),
        ("“We won,”1 said Ida Holm.2", "“We won,”", "“We won,”"),
        ("said Ma-\nrie Holm, who", "Marie\nHolm", "Ma-\nrie Holm"),
        ("&quot;We won,&quot;1 said Ida", '"We won,"', "&quot;We won,&quot;"),
        ("‘We won’, said Ida", '"We won"', "‘We won’"),
    ],
)
def test_a_stretch_is_verbatim_in_the_text(text, word, verbatim):
    copy = FairCopy(text)
    start = copy.text.index(word)
    span = copy.led_back(Span(start, start + len(word)))
    assert text[span.start : span.end] == verbatim


def test_the_place_of_a_warning_is_one_of_the_text():
    text = "I\u00adda said &quot;no&quot; and left.” Then she came."
    found = [(warning.code, text[warning.span.start : warning.span.end]) for warning in FairCopy(text).warnings]
    assert found == [("html_references", "&quot;"), ("stray_quotation_mark", "”")]
    assert FairCopy(text).warnings[0].detail.startswith("2 references")


def test_a_stretch_of_the_text_is_found_again_in_the_copy():
    text = "Bo\u00ad came.[1] &quot;We won,&quot;2 said I\u00adda."
    copy = FairCopy(text)
    start, end = text.index("&quot;We"), text.index("2 said")
    span = copy.led_on(Span(start, end))
    assert copy.text[span.start : span.end] == '"We won,"'
    assert copy.led_on(Span(0, len(text))) == Span(0, len(copy.text))
    assert not len(copy.led_on(Span(text.index("[1]"), text.index("[1]") + 3)))


@given(TEXTS)
def test_what_is_led_back_and_on_again_holds_where_it_came_from(text):
    copy = FairCopy(text)
    for start in range(len(copy.text)):
        span = Span(start, start + 1)
        assert copy.led_on(copy.led_back(span)).contains(span)
