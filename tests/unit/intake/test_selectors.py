"""Which elements of a page are read: those that a selector chooses, or that the page says are the article."""

import pytest

from quotes.intake import selectors
from quotes.intake.html import Html
from quotes.nlp.document import Span

PAGE = """
<div class="Bar top">Bar</div>
<div id="page"><p class="story first">One.</p><footer class="story">Two.</footer><i data-part="lead">Three.</i></div>
<p class="story">Four.</p>
"""


@pytest.mark.parametrize(
    ("selector", "text"),
    [
        ("p", "One.\n\nFour."),
        ("*", "Bar\n\nOne.\n\nTwo.\n\nThree.\n\nFour."),
        (".story", "One.\n\nTwo.\n\nFour."),
        ("p.story", "One.\n\nFour."),
        (".story.first", "One."),
        ("#page", "One.\n\nThree."),
        ("#page .story", "One.\n\nTwo."),
        ("[data-part]", "Three."),
        ("[data-part=lead]", "Three."),
        ('i[data-part="lead"], .top', "Bar\n\nThree."),
        ("div div p", ""),
        (".bar", ""),
    ],
)
def test_the_elements_that_a_selector_chooses_are_read_whatever_they_are(selector, text):
    assert Html(PAGE, selector=selector).text == text


@pytest.mark.parametrize("selector", ["", " p", "p >", "p > q", "p:hover", "p,", ".", "#", "[a", "p\n", "p" * 201])
def test_what_is_no_selector_is_refused(selector):
    with pytest.raises(ValueError, match="names, classes, ids"):
        selectors.parse(selector)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>Bar</div><main><h1>Title</h1><p>One.</p></main><div>More</div>", "Title\n\nOne."),
        ("<div>Bar</div><article><p>One.</p></article><div>More</div>", "One."),
        ("<main><div>Bar</div><article>One.</article></main><article>Two.</article>", "One."),
        ("<main><h1>Title</h1><article>One.</article><article>Two.</article></main>More", "Title\n\nOne.\n\nTwo."),
        ("<article>One.<article>A comment.</article></article>More", "One.\n\nA comment."),
        ("<aside><article>Card</article></aside><article>One.</article>More", "One."),
        ("<main hidden>Old</main><main>One.</main>More", "One."),
    ],
)
def test_of_a_page_with_one_article_only_that_is_read(html, text):
    assert Html(html).text == text


@pytest.mark.parametrize(
    "html", ["<article>One.</article><article>Two.</article>", "<main></main><p>One.</p><p>Two.</p>"]
)
def test_a_page_that_does_not_tell_its_article_is_read_as_a_whole(html):
    assert Html(html).text == "One.\n\nTwo."


def test_places_are_those_of_the_whole_page():
    html = "<p>Bar</p><main>A &lt; <b>B</b></main>"
    page = Html(html)
    start = html.index("B</b>")
    assert page.locate(page_span(page, "B"), "utf-32") == {"html_start": start, "html_end": start + 1}


def page_span(page, word):
    start = page.text.index(word)
    return Span(start, start + len(word))


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("“No,”<sup>1</sup> said Ida Holm<sup>2</sup>.", "“No,” said Ida Holm."),
        ("Ida<sup class='fn'><a href='#fn3'>[3]</a></sup> left<sup>*</sup>", "Ida left"),
        ("She left<sup><a href='#a'>a</a></sup>, so<sup>[b]</sup> he came", "She left, so he came"),
        ('She left<a role="doc-noteref" href="#n1">1</a>.', "She left."),
        ("10<sup>6</sup> m<sup>2</sup> on the 21<sup>st</sup>, x<sup>n</sup>", "106 m2 on the 21st, xn"),
        ("M<sup>lle</sup> Holm <sup>1</sup>", "Mlle Holm 1"),
    ],
)
def test_a_reference_to_a_note_is_no_text_and_other_superscripts_are(html, text):
    assert Html(html).text == text


def test_whether_a_superscript_refers_to_a_note_is_told_by_the_characters_before_it():
    word = "a" * 40_000
    assert Html(word + "<sup>1</sup>" * 20_000).text == word


def test_the_attributes_of_an_element_are_read_once_for_all_alternatives(monkeypatch):
    read = []
    monkeypatch.setattr(selectors, "attributes", lambda source: read.append(source) or {"class": "d"})
    _, chosen = selectors.parse(".a, .b, [c], .d").enter((0, 0, 0, 0), "p", ' class="d"')
    assert chosen
    assert len(read) == 1
