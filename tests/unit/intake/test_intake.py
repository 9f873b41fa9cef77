"""From an article to its extract: what it is made of, and how far it is read."""

import pytest

from quotes.intake import html as module
from quotes.intake.extract import TooLongError
from quotes.intake.html import Html
from quotes.intake.reading import markup, read


@pytest.mark.parametrize(
    ("article", "text", "characters"),
    [
        ({"text": "<p>a"}, "<p>a", 0),
        ({"html": "<p>a&amp;b<p>"}, "a&b", 13),
        ({"blocks": [{"id": "1", "text": "a"}]}, "a", 0),
        ({"blocks": [{"id": "1", "text": "a"}, {"id": "2", "html": "<p>b"}, {"id": "3", "html": ""}]}, "a\n\nb\n\n", 4),
    ],
    ids=str,
)
def test_an_article_is_read_up_to_the_longest_text(article, text, characters):
    assert read(article, len(text)).text == text
    assert markup(article) == characters
    with pytest.raises(TooLongError):
        read(article, len(text) - 1)


class Counted:
    """TOKEN, counting the tokens that are read."""

    def __init__(self, pattern):
        self.pattern = pattern
        self.tokens = 0

    def match(self, *args):
        self.tokens += 1
        return self.pattern.match(*args)


@pytest.mark.parametrize(
    "article",
    [
        {"html": "<q>a" * 10_000},
        {"html": "<p>a" * 10_000},
        {"html": "<b>&amp;</b>" * 10_000},
        {"blocks": [{"id": str(number), "html": "<p>a"} for number in range(10_000)]},
    ],
    ids=["marks", "paragraphs", "references", "blocks"],
)
def test_an_article_that_is_too_long_is_read_no_further(monkeypatch, article):
    counted = Counted(module.TOKEN)
    monkeypatch.setattr(module, "TOKEN", counted)
    with pytest.raises(TooLongError):
        read(article, 50)
    assert counted.tokens < 200


def test_quotation_marks_added_to_close_open_elements_count_towards_the_length():
    assert Html("<q>a<q>b", 6).text == "“a‘b’”"
    with pytest.raises(TooLongError):
        Html("<q>a<q>b", 5)
