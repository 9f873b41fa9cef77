"""How an article comes into the page: as text, as HTML, from a file. The application runs over the fakes."""

import pytest
from playwright.sync_api import expect

from tests.support.fakes import engine

SAID = "“We won,” Ito said."


@pytest.fixture
def page(run, open_page):
    return open_page(run(engine(), max_body_bytes=20_000))


def choose(page, name, body):
    """Open a file with the form's button."""
    page.get_by_label("Open a file").set_input_files({"name": name, "mimeType": "", "buffer": body})


@pytest.mark.parametrize(
    "body",
    [SAID.encode(), b"\xef\xbb\xbf" + SAID.encode(), b"\xff\xfe" + SAID.encode("utf-16-le"), SAID.encode("cp1252")],
    ids=["utf-8", "utf-8 with a mark", "utf-16", "windows-1252"],
)
def test_a_file_is_read_in_the_encoding_that_it_has(page, body):
    choose(page, "article.txt", body)
    expect(page.get_by_role("article")).to_have_text("1“We won,” Ito said.")
    assert page.get_by_label("Text", exact=True).is_checked()


def test_a_file_that_is_dropped_is_read_and_the_next_one_too(page):
    for name in ("Ito", "Abe"):
        transfer = page.evaluate_handle(
            """said => { const data = new DataTransfer();
                         data.items.add(new File([said], "article.txt")); return data; }""",
            f'"No," {name} said.',
        )
        page.dispatch_event("main", "drop", {"dataTransfer": transfer})
        expect(page.get_by_role("article")).to_contain_text(f"{name} said.")


@pytest.mark.parametrize("name", ["page.html", "page.txt"])
def test_a_file_of_html_is_read_as_html_whatever_its_name(page, name):
    choose(page, name, b"<!doctype html><title>News</title><p>&ldquo;We <b>won</b>,&rdquo; Ito said.<p>So it was.")
    expect(page.get_by_role("article").locator("p")).to_have_text(["1“We won,” Ito said.", "So it was."])
    page.get_by_role("button", name="Change the article").click()
    expect(page.get_by_label("HTML", exact=True)).to_be_checked()


def test_a_file_that_is_no_text_is_refused_before_it_is_sent(page):
    sent = []
    page.on("request", lambda request: sent.append(request.method))
    choose(page, "article.pdf", b"%PDF\x00\x01")
    expect(page.get_by_role("alert")).to_contain_text("article.pdf is no text.")
    choose(page, "book.txt", b"a" * 20_001)
    expect(page.get_by_role("alert")).to_contain_text("book.txt is too large")
    assert "POST" not in sent


def test_html_is_shown_as_the_text_that_it_says(page):
    page.get_by_label("HTML", exact=True).check()
    page.get_by_label("Article", exact=True).fill("<p>Rain &amp; wind. &ldquo;We <i>won</i>,&rdquo; Ito said.</p>")
    page.get_by_role("button", name="Find the quotes").click()
    expect(page.get_by_role("article")).to_have_text("Rain & wind. 1“We won,” Ito said.")
    assert page.locator('article mark[data-quote="q1"]').text_content() == "“We won,”"


def test_html_that_is_pasted_is_taken_for_html(run, open_page):
    page = open_page(run(engine()), permissions=["clipboard-read", "clipboard-write"])
    for copied, kind in (("<p>It rained.</p>", "HTML"), ("It rained.", "Text")):
        page.evaluate("copied => navigator.clipboard.writeText(copied)", copied)
        page.get_by_label("Article", exact=True).focus()
        page.keyboard.press("Control+A")
        page.keyboard.press("Control+V")
        expect(page.get_by_label(kind, exact=True)).to_be_checked()
