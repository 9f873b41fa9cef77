"""What the page gives to take along: what it shows in any form, or a link. The application runs over the fakes."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from quotes.api.formats import RENDERINGS
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


@pytest.fixture
def menu():
    """Open the menu of a page; it closes with Escape."""

    def opened(page):
        page.get_by_role("button", name="Save or share").click()
        return page.locator("#saving")

    return opened


def expect_answers(page, menu, enabled):
    for name in ("Copy", "Download"):
        button = menu(page).get_by_role("button", name=name, exact=True)
        expect(button).to_be_enabled() if enabled else expect(button).to_be_disabled()
        page.keyboard.press("Escape")


def copied(page, menu):
    """Ids of the quotes that come with a copy."""
    menu(page).get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Copied as JSON.")
    return [quote["id"] for quote in json.loads(page.evaluate("navigator.clipboard.readText()"))["quotes"]]


@pytest.mark.parametrize("box", ["Statement", "Direct"])
def test_no_answer_can_be_taken_while_no_quote_passes_the_filters(read, menu, box):
    page = read(SAID)
    filters = page.get_by_role("form", name="Filters")
    filters.get_by_role("checkbox", name=box).first.uncheck()
    expect(page.get_by_role("heading", level=1)).to_have_text("No quote passes the filters")
    expect_answers(page, menu, enabled=False)
    filters.get_by_role("checkbox", name=box).first.check()
    expect_answers(page, menu, enabled=True)
    assert copied(page, menu) == ["q1"]


def test_no_answer_can_be_taken_where_only_a_thought_in_quotation_marks_passes_without_its_category(read, menu):
    page = read(f"{SAID} {THOUGHT}")
    page.get_by_role("checkbox", name="Statement").uncheck()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")
    expect_answers(page, menu, enabled=False)


def test_thoughts_in_quotation_marks_are_copied_where_there_is_no_other_quote(read, menu):
    assert copied(read(THOUGHT), menu) == ["q1"]


def test_every_form_of_the_answer_can_be_downloaded(read, menu):
    page = read(SAID)
    forms = menu(page).get_by_role("option").evaluate_all("options => options.map(({ value }) => value)")
    page.keyboard.press("Escape")
    plain = {rendering.content_type.removesuffix(f"; {rendering.parameters}") for rendering in RENDERINGS}
    assert set(forms) == plain
    for form in forms:
        menu(page).get_by_role("combobox").select_option(form)
        with page.expect_response("**/v1/quotes") as answered, page.expect_download() as saved:
            page.get_by_role("button", name="Download", exact=True).click()
        assert answered.value.headers["content-type"].startswith(form)
        assert (
            Path(saved.value.path()).read_text("utf-8").strip() == answered.value.text().replace("\r\n", "\n").strip()
        )
        assert saved.value.suggested_filename.startswith("quotes.")


TEXTS = [("text", f"{SAID} 😀\n\nMore of it."), ("html", "<p>&ldquo;Rates will <em>fall</em>,&rdquo; Ito said.</p>")]


@pytest.mark.parametrize(("kind", "text"), TEXTS)
def test_a_link_opens_the_same_text_again_and_only_its_reader_sends_it(run, open_page, menu, kind, text):
    page = open_page(run(engine()), permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("HTML" if kind == "html" else "Text", exact=True).check()
    page.get_by_label("Article", exact=True).fill(text)
    page.get_by_role("button", name="Find the quotes").click()
    menu(page).get_by_role("button", name="Copy a link").click()
    expect(page.get_by_role("status")).to_contain_text("The link is copied.")
    link = page.evaluate("navigator.clipboard.readText()")
    assert "Rates" not in link
    other = page.context.new_page()
    asked = []
    other.on("request", lambda request: asked.append(request))
    other.goto(link)
    expect(other.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")
    assert other.get_by_label("Article", exact=True).input_value() == text
    (sent,) = [request for request in asked if request.method == "POST"]
    assert sent.post_data_json[kind] == text
    assert not [request for request in asked if link.partition("#")[2] in request.url.partition("#")[0]]


@pytest.mark.parametrize("fragment", ["text=never", "html=", "text=%25"])
def test_a_broken_link_says_so(run, open_page, fragment):
    page = open_page(f"{run(engine())}#{fragment}")
    expect(page.get_by_role("alert")).to_contain_text("This link is broken")
    expect(page.get_by_label("Article", exact=True)).to_be_visible()


def test_a_link_that_would_unpack_to_more_than_the_service_takes_is_refused(run, open_page):
    page = open_page(run(engine(), max_body_bytes=2_000))
    fragment = page.evaluate(
        """async () => (await import("./web/links.js")).pack({ kind: "text", text: "a".repeat(10_000_000) })"""
    )
    page.evaluate("fragment => { location.hash = fragment; }", fragment)
    expect(page.get_by_role("alert")).to_contain_text("This link is broken")
