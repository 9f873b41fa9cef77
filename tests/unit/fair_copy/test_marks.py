"""Quotation marks of other kinds, and spoilt ones, as they are read."""

import pytest

from quotes.fair_copy.copying import FairCopy


def warned(text):
    return [warning.code for warning in FairCopy(text).warnings]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('""No,"" said Ida. ""Never.""', '"No," said Ida. "Never."'),
        ('"Ida said: ""No,"" and left."', 'Ida said: "No," and left.'),
        ("““No,”” said Ida.", "“No,” said Ida."),
        ('\\"No,\\" said Ida.', '"No," said Ida.'),
        ("``No,'' said Ida.", '"No," said Ida.'),
        ("''No,'' said Ida.", '"No," said Ida.'),
        ("´No,´ said Ida. I don´t.", '"No," said Ida. I don\'t.'),
        ("`No,´ said Ida.", '"No," said Ida.'),
        ("'No', said Ida. 'Never again', she added.", '"No", said Ida. "Never again", she added.'),
        ("She called it 'a slap in the sailors' faces'.", 'She called it "a slap in the sailors\' faces".'),
        ("'She told me \"no\",' said Ida.", "\"She told me 'no',\" said Ida."),
        ("'We wait.\n\n'We don't mind,' said Ida.", '"We wait.\n\n"We don\'t mind," said Ida.'),
        ("The ferry” is late. “No,” said Ida.", "The ferry is late. “No,” said Ida."),
    ],
)
def test_a_quotation_has_the_marks_that_it_means(text, read):
    assert FairCopy(text).text == read


def test_marks_in_pairs_that_none_closes_stay():
    open_ones = ",,a " * 12_000
    assert FairCopy(f"{open_ones}\n``No,'' said Ida.").text == f'{open_ones}\n"No," said Ida.'


@pytest.mark.parametrize(
    "text",
    [
        "“She said ‘no’”",
        "The sailors' union and the crews' wives.",
        "rock 'n' roll of the '90s",
        '"It\'s his," she said.',
    ],
)
def test_nested_marks_and_apostrophes_stay(text):
    assert FairCopy(text).text == text
    assert not warned(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("â€œNo,â€\x9d said Ida. Itâ€™s late.", "“No,” said Ida. It’s late."),
        ("â€œNo,â€ said Ida.", "“No,” said Ida."),
        ("‚ÄúNo,‚Äù said Ida.", "“No,” said Ida."),
        ("\x93No,\x94 said Ida.", "“No,” said Ida."),
        ("JosÃ© said no.", "José said no."),
        ("\ufffdNo,\ufffd said Ida. \ufffdI don\ufffdt.\ufffd", "“No,” said Ida. “I don’t.”"),
    ],
)
def test_text_read_in_a_wrong_encoding_is_read_as_meant_with_a_warning(text, read):
    assert FairCopy(text).text == read
    assert warned(text) == ["wrong_encoding"]


@pytest.mark.parametrize("text", ["« Le CAFÉ» est à São Tomé.", "The caf\ufffd is closed.", "Ateş, naïve — Å"])
def test_what_may_be_meant_or_cannot_be_known_stays(text):
    assert FairCopy(text).text == text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("&ldquo;No,&rdquo; said Ida &amp; Bo.", "“No,” said Ida & Bo."),
        ("&#8220;No,&#x201D; said Ida.", "“No,” said Ida."),
        ("&amp;quot;No,&amp;quot; said Ida.", '"No," said Ida.'),
        ("Ida&nbsp;Holm", "Ida Holm"),
    ],
)
def test_references_of_html_in_plain_text_are_read_as_characters_with_a_warning(text, read):
    assert FairCopy(text).text == read
    assert warned(text) == ["html_references"]


def test_an_ampersand_that_refers_to_nothing_stays():
    assert FairCopy("R&D, &nosuch; AT&T").is_text
