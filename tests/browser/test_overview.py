"""What the page says of a whole article: remarks, counts, lists. The answers are those of the fakes, or near them."""

import pytest
from playwright.sync_api import expect

from tests.support.fakes import engine

TEXT = '"Rates will fall," Ito said.\n\n"They will not," Abe said.\n\n"So be it," Ito said.\n\nIto hoped for peace.'


@pytest.fixture
def read(run, open_page):
    """Have a text read, with the answer changed before the page sees it."""

    def open_and_read(text=TEXT, change=lambda answer: None, **window):
        page = open_page(run(engine()), **window)

        def changed(route):
            answer = route.fetch().json()
            change(answer)
            route.fulfill(json=answer)

        page.route("**/v1/quotes", changed)
        page.get_by_label("Article", exact=True).fill(text)
        page.get_by_role("button", name="Find the quotes").click()
        expect(page.locator("#result")).to_be_visible()
        return page

    return open_and_read


def with_a_thought(answer):
    """The third quote as a thought without marks, and all of Ito's by one Ito."""
    answer["quotes"][2].update(type="indirect", confidence=0.7)
    answer["quotes"][2]["cue"].update(category="thought")
    answer["quotes"][2]["speaker"]["entity"] = answer["quotes"][0]["speaker"]["entity"]


def warning(code, detail, start=0, end=1):
    return {"code": code, "detail": detail, "start": start, "end": end, "text": ""}


def test_a_language_that_is_not_read_is_told_above_the_article_and_large_where_nothing_is_found(read):
    def foreign(answer):
        answer["warnings"] = [
            warning("stray_quotation_mark", "a quotation mark without a partner"),
            warning("unexpected_language", "does not read as English: 0 of 30 words", 0, 40),
        ]

    page = read("Der Regen fiel. " * 20, foreign)
    notice = page.locator("#notice")
    expect(notice).to_contain_text("This does not read as English")
    expect(notice).not_to_contain_text("Der Regen fiel. Der Regen fiel. Der")
    assert notice.bounding_box()["y"] < page.get_by_role("article").bounding_box()["y"]
    size = "notice => Number.parseFloat(getComputedStyle(notice).fontSize)"
    assert notice.evaluate(size) > page.get_by_role("article").evaluate(size)
    notice.get_by_text("1 more remark about this text").click()
    expect(notice.get_by_role("listitem")).to_contain_text("A quotation mark without a partner")


def test_a_remark_is_smaller_than_the_article_where_quotes_are_found(read):
    page = read(f"{TEXT} RUN")
    size = "element => Number.parseFloat(getComputedStyle(element).fontSize)"
    assert page.locator("#notice").evaluate(size) < page.get_by_role("article").evaluate(size)


def test_thoughts_are_said_to_be_hidden_and_can_be_shown(read):
    page = read(change=with_a_thought)
    expect(page.get_by_role("heading", level=1)).to_have_text("2 quotes by 2 speakers")
    expect(page.get_by_role("status")).to_have_text("1 thought is hidden: nobody need have voiced it.")
    page.get_by_role("button", name="Show the thought").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("3 quotes by 2 speakers")
    expect(page.get_by_role("button", name="Show the thought")).to_be_hidden()
    page.locator("summary").filter(has_text="Category").click()
    expect(page.get_by_role("checkbox", name="Thought")).to_be_checked()


def test_every_count_is_of_the_quotes_that_pass_the_other_filters(read):
    page = read(change=with_a_thought)
    counts = page.locator("#types .many")
    expect(counts).to_have_text(["2", "0", "0"])
    page.get_by_role("button", name="Show the thought").click()
    expect(counts).to_have_text(["2", "0", "1"])
    page.get_by_label("Confidence of at least").fill("0.6")
    expect(counts).to_have_text(["1", "0", "1"])
    expect(page.locator("#categories .many")).to_have_text(["1", "1"])
    expect(page.locator("#speakers .many")).to_have_text(["1 quote", "1 quote"])
    expect(page.get_by_role("heading", level=1)).to_have_text("2 quotes by 2 speakers")
    expect(page.get_by_role("status")).to_have_text("The filters hide 1 quote.")


def test_the_list_has_each_speaker_s_quotes_in_full_and_leads_back_to_the_article(read):
    def one_ito(answer):
        answer["quotes"][2]["speaker"]["entity"] = answer["quotes"][0]["speaker"]["entity"]

    page = read(change=one_ito)
    page.get_by_role("button", name="By speaker").click()
    listed = page.get_by_role("region", name="Quotes by speaker")
    expect(page.get_by_role("article")).to_be_hidden()
    expect(listed.get_by_role("heading", level=2)).to_have_text(["1Ito2 quotes", "2Abe1 quote"])
    expect(listed.locator("q")).to_have_text(['"Rates will fall,"', '"So be it,"', '"They will not,"'])
    listed.get_by_role("button").filter(has_text="So be it").click()
    expect(page.locator('article button[data-quote="q3"]')).to_be_focused()


def test_on_a_phone_the_speakers_are_one_tap_away_wherever_the_reader_is(read):
    page = read(f"{TEXT}\n\n{'It rained. ' * 400}", viewport={"width": 390, "height": 844})
    page.mouse.wheel(0, 2_000)
    panel = page.get_by_role("complementary")
    expect(panel).to_be_hidden()
    page.get_by_role("button", name="Speakers and filters").click()
    expect(panel).to_be_in_viewport()
    panel.locator("#speakers summary").first.click()
    panel.locator("#speakers [data-entry]").first.click()
    expect(panel).to_be_hidden()
    expect(page.locator('article button[data-quote="q1"]')).to_be_in_viewport()
    page.get_by_role("button", name="Speakers and filters").click()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Speakers and filters")).to_be_focused()
