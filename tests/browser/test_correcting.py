"""What a reader corrects becomes a line of gold, as `make quality` reads it. The application runs over the fakes."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from evaluation import gold
from tests.support.fakes import engine

TEXT = (
    '"We won," Ito said. It rained.\n\n"We won," Abe said. The mayor called it "a day to keep," and Cole denied 😀.\n\n'
    '"The fox," Lee said.'
)


@pytest.fixture
def page(run, open_page):
    page = open_page(run(engine()))
    read(page, TEXT)
    page.get_by_role("button", name="Correct", exact=True).click()
    return page


def read(page, text):
    page.get_by_label("Article", exact=True).fill(text)
    page.get_by_role("button", name="Find the quotes").click()
    expect(page.locator("#result")).to_be_visible()


def pick(page, quote):
    page.locator(f'article button[data-quote="{quote}"]').focus()


def select(page, words):
    """Select words of one paragraph of the article that are in no quote."""
    page.get_by_role("article").evaluate(
        """(article, words) => {
            const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
            while (!walker.nextNode().nodeValue.includes(words));
            const at = walker.currentNode.nodeValue.indexOf(words);
            document.getSelection().setBaseAndExtent(
                walker.currentNode, at, walker.currentNode, at + words.length);
        }""",
        words,
    )


def save(page):
    """Save what the dialog was told; the page has taken it over then."""
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("#picked")).to_contain_text("Pick a quote")


def missing(page, words, speaker, cue=""):
    select(page, words)
    page.get_by_role("button", name="A quote is missing here").click()
    page.get_by_label("Speaker", exact=True).fill(speaker)
    page.get_by_label("The word that tells it").fill(cue)
    save(page)


def downloaded(page):
    """The documents of the file, by the same code that reads the gold of a measurement."""
    with page.expect_download() as saved:
        page.get_by_role("button", name="Download corrections").click()
    assert saved.value.suggested_filename == "corrections.jsonl"
    return gold.articles(Path(saved.value.path()), "corrections").documents


def contents(document):
    return [[document.text[span.start : span.end] for span in each.content] for each in document.attributions]


def test_what_is_left_as_it_is_comes_as_it_was_found(page):
    (document,) = downloaded(page)
    assert document.text == TEXT
    assert contents(document) == [['"We won,"'], ['"We won,"'], ['"The fox,"']]
    assert [each.content[0].start for each in document.attributions] == [0, 32, TEXT.index('"The fox')]
    assert [each.speaker for each in document.attributions] == ["Ito", "Abe", "Lee"]
    assert document.not_quotes == ()


def test_a_quote_that_is_none_leaves_the_article_and_is_kept_as_no_speech(page):
    pick(page, "q3")
    page.get_by_role("button", name="Not a quote").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("2 quotes by 2 speakers")
    (document,) = downloaded(page)
    assert len(document.attributions) == 2
    assert [document.text[span.start : span.end] for span in document.not_quotes] == ['"The fox,"']


def test_a_wrong_speaker_is_replaced_by_another_of_the_article_or_by_nobody(page):
    pick(page, "q2")
    page.get_by_role("button", name="Wrong speaker").click()
    expect(page.get_by_label("Speaker", exact=True)).to_have_value("Abe")
    page.get_by_label("Speaker", exact=True).fill("Cole")
    save(page)
    expect(page.get_by_role("list", name="Speakers")).to_contain_text("Cole")
    pick(page, "q3")
    page.get_by_role("button", name="Wrong speaker").click()
    page.get_by_label("Speaker", exact=True).fill("")
    save(page)
    (document,) = downloaded(page)
    assert [each.speaker for each in document.attributions] == ["Ito", "Cole", None]
    assert [TEXT[s.start : s.end] for each in document.attributions for s in each.source] == ["Ito", "Cole"]


def test_a_missing_quote_is_marked_and_comes_with_its_marks_its_cue_and_its_speaker(page):
    missing(page, "a day to keep", "The mayor", "called")
    missing(page, "ained", "Ito")
    expect(page.locator('article mark[data-quote^="added"]')).to_have_text(["rained", '"a day to keep,"'])
    (document,) = downloaded(page)
    assert contents(document) == [['"We won,"'], ["rained"], ['"We won,"'], ['"a day to keep,"'], ['"The fox,"']]
    added = document.attributions[3]
    assert (added.speaker, added.type) == ("The mayor", "direct")
    assert [TEXT[span.start : span.end] for span in added.cue + added.source] == ["called", "The mayor"]
    assert document.attributions[1].type == "indirect"


def test_a_quote_in_other_borders_is_no_string_without_speech(page):
    pick(page, "q3")
    page.get_by_role("button", name="Not a quote").click()
    missing(page, "The fox", "Lee", "said")
    (document,) = downloaded(page)
    assert contents(document)[-1] == ['"The fox,"']
    assert document.not_quotes == ()


def test_corrections_are_undone_one_by_one(page):
    pick(page, "q1")
    page.get_by_role("button", name="Not a quote").click()
    missing(page, "It rained", "Ito")
    expect(page.locator("#collected")).to_have_text("2 corrections")
    page.get_by_role("button", name="Undo").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
    (document,) = downloaded(page)
    assert len(document.attributions) == 3


def test_the_corrections_of_several_articles_are_lines_of_one_file(page):
    pick(page, "q1")
    page.get_by_role("button", name="Not a quote").click()
    page.get_by_role("button", name="Change the article").click()
    read(page, '"No," Kim said. 😀 "No," Kim said.')
    pick(page, "q2")
    page.get_by_role("button", name="Not a quote").click()
    expect(page.locator("#collected")).to_have_text("1 correction here, and 1 other article")
    first, second = downloaded(page)
    assert (len(first.attributions), len(second.attributions)) == (2, 1)


def test_what_the_filters_hid_is_shown_before_it_can_count_as_right(run, open_page):
    page = open_page(run(engine()))
    read(page, TEXT)
    page.get_by_label("Confidence of at least").fill("0.9")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")
    page.get_by_role("button", name="Correct", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 quotes by 3 speakers")
    expect(page.get_by_role("form", name="Filters")).to_be_hidden()


def test_a_quote_can_be_picked_in_the_list_too(page):
    page.get_by_role("button", name="By speaker").click()
    page.get_by_role("region", name="Quotes by speaker").get_by_role("button").filter(has_text="The fox").click()
    expect(page.locator("#picked")).to_contain_text("Lee")
    page.get_by_role("button", name="Not a quote").click()
    expect(page.get_by_role("region", name="Quotes by speaker")).not_to_contain_text("The fox")
