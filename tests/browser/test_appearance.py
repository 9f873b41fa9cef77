"""For every reader: axe-core's rules in both colour schemes, a narrow window, paper."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.support.fakes import engine

TEXT = '"Rates will fall," Ito said on Sunday.\n\n"They will not," Abe said.'
LONG = f"{'Anticonstitutionnellement' * 6} {TEXT}"
KEY = "a-key-of-sixteen-letters"


def send(page, text=TEXT):
    page.get_by_label("Article", exact=True).fill(text)
    page.get_by_role("button", name="Find the quotes").click()


def severe(page):
    """Violations that keep somebody out, each with the first element."""
    violations = Axe().run(page).response["violations"]
    return [(v["id"], v["nodes"][0]["html"]) for v in violations if v["impact"] in ("serious", "critical")]


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


def test_the_form_with_a_problem_is_accessible(run, open_page, scheme):
    page = open_page(run(engine(), api_keys=(KEY,)), color_scheme=scheme)
    send(page)
    expect(page.get_by_label("API key")).to_be_visible()
    assert severe(page) == []


@pytest.mark.model
def test_a_shown_article_is_accessible(open_page, service, scheme):
    address = f"http://127.0.0.1:{service.port}/#000_460fb2e832f0ba7a.txt"
    page = open_page(address, color_scheme=scheme, reduced_motion="reduce")
    expect(page.locator("#result")).to_be_visible()
    assert severe(page) == []
    page.locator("#filters summary").click()
    page.get_by_label("Thought").check()
    page.locator("#speakers summary").first.click()
    page.locator("#speakers summary").last.click()
    page.locator("article button").nth(4).focus()
    assert severe(page) == []


def test_what_can_be_opened_beside_an_article_is_accessible(run, open_page, scheme):
    page = open_page(run(engine()), color_scheme=scheme, reduced_motion="reduce")
    send(page, f"{TEXT} RUN")
    page.get_by_role("button", name="Save or share").click()
    assert severe(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="By speaker").click()
    page.get_by_role("button", name="Correct", exact=True).click()
    page.locator("#list [data-entry]").first.click()
    assert severe(page) == []
    page.get_by_role("button", name="Wrong speaker").click()
    assert severe(page) == []


def test_an_article_without_quotes_is_accessible_on_a_phone(run, open_page, scheme):
    page = open_page(run(engine()), color_scheme=scheme, viewport={"width": 390, "height": 844})
    send(page, "RUN in the rain.")
    expect(page.get_by_role("heading", level=1)).to_have_text("No quotes were found")
    assert severe(page) == []


def test_the_documentation_is_accessible_with_its_forms(run, open_page, scheme):
    page = open_page(f"{run(engine())}docs", color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
    assert severe(page) == []


def test_the_page_follows_the_colour_scheme_of_the_browser(run, open_page, scheme):
    page = open_page(run(engine()), color_scheme=scheme)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (background == "rgb(253, 252, 249)") == (scheme == "light")


def test_nothing_is_cut_off_at_360_pixels(run, open_page):
    page = open_page(run(engine()), viewport={"width": 360, "height": 740})
    overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(overflow) == 0
    send(page, LONG)
    page.locator("article button").first.focus()
    card = page.get_by_role("tooltip").bounding_box()
    assert (card["x"], card["width"]) == (0, 360)
    assert page.evaluate(overflow) == 0
    page.get_by_role("button", name="Speakers and filters").click()
    expect(page.get_by_role("complementary")).to_be_focused()
    expect(page.get_by_role("heading", name="Speakers", exact=True)).to_be_in_viewport()


def test_on_paper_the_article_comes_with_what_each_speaker_said(run, open_page):
    page = open_page(run(engine()))
    send(page)
    expect(page.locator("article")).to_be_visible()
    page.get_by_role("button", name="Correct", exact=True).click()
    page.emulate_media(media="print")
    expect(page.locator("article")).to_be_visible()
    expect(page.locator("#speakers q").first).to_be_visible()
    for unwanted in ("#filters", ".toolbar .actions", "#correcting", "#to-panel", "footer"):
        expect(page.locator(unwanted)).to_be_hidden()
