"""When the page offers to copy what it shows: never anything else. The application runs over the fakes."""

import json

import pytest
from playwright.sync_api import expect

from tests.support.fakes import engine

SAID = '"Rates will fall," Ito said.'
THOUGHT = '"So be it," Kim thought.'


@pytest.fixture
def read(run, open_page):
    """Open the page and have it read a text, with all filters in view."""

    def open_and_read(text):
        page = open_page(run(engine()), permissions=["clipboard-read", "clipboard-write"])
        page.get_by_label("Article", exact=True).fill(text)
        page.get_by_role("button", name="Find the quotes").click()
        expect(page.locator("#result")).to_be_visible()
        page.locator("summary").filter(has_text="Category").click()
        return page

    return open_and_read


def buttons(page):
    return page.get_by_role("group", name="Copy as").get_by_role("button").all()


def copied(page):
    """Ids of the quotes that come with a copy."""
    page.get_by_role("button", name="JSON", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Copied as JSON.")
    return [quote["id"] for quote in json.loads(page.evaluate("navigator.clipboard.readText()"))["quotes"]]


@pytest.mark.parametrize("box", ["Statement", "Direct"])
def test_copying_is_disabled_while_no_quote_passes_the_filters(read, box):
    page = read(SAID)
    filters = page.get_by_role("form", name="Filters")
    filters.get_by_role("checkbox", name=box).first.uncheck()
    expect(page.get_by_role("heading", level=1)).to_have_text("No quote passes the filters")
    for button in buttons(page):
        expect(button).to_be_disabled()
    filters.get_by_role("checkbox", name=box).first.check()
    for button in buttons(page):
        expect(button).to_be_enabled()
    assert copied(page) == ["q1"]


def test_copying_is_disabled_where_only_a_thought_in_quotation_marks_passes_without_its_category(read):
    page = read(f"{SAID} {THOUGHT}")
    page.get_by_role("checkbox", name="Statement").uncheck()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")
    for button in buttons(page):
        expect(button).to_be_disabled()


def test_thoughts_in_quotation_marks_are_copied_where_there_is_no_other_quote(read):
    assert copied(read(THOUGHT)) == ["q1"]
