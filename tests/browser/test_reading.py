"""The page over the real service: an article's quotes, what is told of them, and what a reader can do with them."""

import json
from functools import cache

import pytest
from playwright.sync_api import expect

from tests.support.server import ROOT

pytestmark = pytest.mark.model

LIBYA, HAFTAR = "000_460fb2e832f0ba7a.txt", "002_60c554162cc26d5f.txt"
SEEDS = (LIBYA, HAFTAR)


def text_of(seed):
    return (ROOT / "seeds" / seed).read_bytes().decode("utf-8")


@cache
def answer_of(service, text, accept="application/json", **options):
    """What the API says to a text."""
    body = json.dumps({"text": text, **options})
    headers = {"Content-Type": "application/json", "Accept": accept}
    status, _, answer = service.request("POST", "/v1/quotes", body, **headers)
    assert status == 200, answer
    return answer.decode("utf-8")


def quotes_of(service, text, **options):
    return json.loads(answer_of(service, text, **options))["quotes"]


def ids(quotes):
    return [quote["id"] for quote in quotes]


def marked(page):
    """Ids of the quotes that are marked in the article, in its order."""
    return page.eval_on_selector_all("article button", "buttons => buttons.map((button) => button.dataset.quote)")


def words(page, quote, role):
    """The words of the article that have a role in a quote, one piece after the other."""
    pieces = page.locator(f'article .{role}[data-quote="{quote["id"]}"]').all_text_contents()
    return "".join(pieces)


def joined(spans):
    return "".join(span["text"] for span in spans)


@pytest.fixture
def read(open_page, service):
    """Open the page and have it read an article: one of the seeds, or a text of one's own."""

    def open_and_read(article, **options):
        root = f"http://127.0.0.1:{service.port}/"
        page = open_page(f"{root}#{article}" if article in SEEDS else root, **options)
        if article not in SEEDS:
            page.get_by_label("Article", exact=True).fill(article)
            page.get_by_role("button", name="Find the quotes").click()
        expect(page.locator("#result")).to_be_visible()
        return page

    return open_and_read


@pytest.mark.parametrize("seed", SEEDS)
def test_every_quote_of_the_answer_is_marked_word_for_word(read, service, seed):
    page, quotes = read(seed), quotes_of(service, text_of(seed))
    assert marked(page) == ids(quotes)
    expect(page.get_by_role("heading", level=1)).to_contain_text(f"{len(quotes)} quotes by")
    for quote in quotes:
        assert words(page, quote, "content") == joined(quote["content"])
        assert words(page, quote, "cue") == joined(quote["cue"]["spans"])
        assert words(page, quote, "speaker") == joined(quote["speaker"]["spans"])
        assert words(page, quote, "via") == "".join(joined(via["spans"]) for via in quote["via"])


@pytest.mark.parametrize("seed", SEEDS)
def test_the_article_is_shown_unchanged(read, seed):
    page = read(seed)
    page.eval_on_selector_all("article button", "numbers => numbers.forEach((number) => number.remove())")
    shown = page.locator("article p").all_text_contents()
    assert shown == [paragraph for paragraph in text_of(seed).split("\n\n") if paragraph]


def test_quotes_are_marked_rightly_behind_characters_beyond_the_basic_plane(read, service):
    text = '😀😀 <b>News</b> & more.\n\n"Rates 😀 fall," Ito said on Sunday, "and soon."\n\n  The end.'
    page, quotes = read(text), quotes_of(service, text)
    assert quotes
    assert [words(page, quote, "content") for quote in quotes] == [joined(quote["content"]) for quote in quotes]
    assert page.locator("article p").first.text_content() == "😀😀 <b>News</b> & more."


def test_hovering_over_a_quote_shows_its_card(read, service):
    quote = next(q for q in quotes_of(service, text_of(HAFTAR)) if q["via"] and q["addressee"])
    page = read(HAFTAR)
    card = page.get_by_role("tooltip")
    expect(card).to_be_hidden()
    page.locator(f'article mark[data-quote="{quote["id"]}"]').first.hover()
    for told in ("Hulusi Akar", "Turkish Defence Minister", "person", "warned", "warning", "indirect"):
        expect(card).to_contain_text(told)
    for told in ("Turkish Ministry of Defence (reported it)", "Khalifa Haftar", f"{round(quote['confidence'] * 100)}%"):
        expect(card).to_contain_text(told)
    card.hover()
    expect(card).to_be_visible()
    page.locator(".masthead").hover()
    expect(card).to_be_hidden()


def test_the_keyboard_reaches_every_quote(read, service):
    quotes = quotes_of(service, text_of(LIBYA))
    page = read(LIBYA)
    card = page.get_by_role("tooltip")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    reached = []
    for _ in range(len(quotes) + 20):
        page.keyboard.press("Tab")
        if quote := page.evaluate("document.activeElement.dataset.quote ?? null"):
            reached.append(quote)
            assert page.evaluate("document.activeElement.getAttribute('aria-describedby')") == "card"
            expect(card).to_be_visible()
        elif reached:
            break
    assert reached == ids(quotes)
    expect(card).to_be_hidden()
    page.keyboard.press("Shift+Tab")
    expect(card).to_be_visible()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_an_article_can_be_sent_with_control_enter(open_page, service):
    page = open_page(f"http://127.0.0.1:{service.port}/")
    page.get_by_label("Article", exact=True).focus()
    page.keyboard.insert_text('"Rates will fall," Ito said.')
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")


def test_filters_select_quotes_without_another_request(read, service):
    text = text_of(LIBYA)
    everything = quotes_of(service, text, include="all")
    page = read(LIBYA)
    sent = []
    page.on("request", lambda request: sent.append(request.url))
    filters = page.get_by_role("form", name="Filters")
    filters.get_by_text("Category").first.click()
    filters.get_by_label("Thought").check()
    assert marked(page) == ids(everything)
    for type_ in ("Indirect", "Mixed"):
        filters.get_by_label(type_).uncheck()
    assert marked(page) == [quote["id"] for quote in everything if quote["type"] == "direct"]
    filters.get_by_label("Direct", exact=False).first.uncheck()
    expect(page.get_by_role("heading", level=1)).to_have_text("No quote passes the filters")
    for type_ in ("Direct", "Mixed", "Indirect"):
        filters.get_by_role("checkbox", name=type_).first.check()
    filters.get_by_label("Thought").uncheck()
    filters.get_by_label("Confidence").fill("0.9")
    assert marked(page) == ids(quotes_of(service, text, min_confidence=0.9))
    hidden = len(everything) - len(quotes_of(service, text, min_confidence=0.9))
    expect(page.get_by_role("status")).to_contain_text(f"The filters hide {hidden}")
    assert sent == []


def test_opening_a_speaker_shows_that_speaker_s_quotes(read, service):
    quotes = quotes_of(service, text_of(LIBYA))
    page = read(LIBYA)
    speakers = page.get_by_role("list", name="Speakers")
    haftar = speakers.get_by_role("listitem").filter(has_text="Khalifa Haftar").first
    his = [quote for quote in quotes if quote["speaker"]["entity"] == quotes[1]["speaker"]["entity"]]
    expect(haftar).to_contain_text(f"{len(his)} quotes")
    expect(haftar).to_contain_text("Retired Major General · person")
    haftar.locator("summary").click()
    expect(haftar.locator("q")).to_have_text([" … ".join(s["text"] for s in quote["content"]) for quote in his])
    faded = page.eval_on_selector_all(
        "article button.faded", "numbers => numbers.map((number) => number.dataset.quote)"
    )
    assert faded == [quote["id"] for quote in quotes if quote not in his]
    haftar.get_by_role("button").last.click()
    expect(page.locator(f'article button[data-quote="{his[-1]["id"]}"]')).to_be_focused()
    expect(page.get_by_role("tooltip")).to_contain_text("Khalifa Haftar")


@pytest.mark.parametrize(("name", "accept"), [("JSON", "application/json"), ("CSV", "text/csv")])
def test_a_copy_is_the_answer_of_the_service_in_that_format(read, service, name, accept):
    text = text_of(HAFTAR)
    page = read(HAFTAR, permissions=["clipboard-read", "clipboard-write"])
    page.get_by_label("Confidence").fill("0.9")
    page.get_by_role("button", name="Save or share").click()
    page.get_by_label("The answer as").select_option(label=name)
    page.get_by_role("button", name="Copy", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text(f"Copied as {name}.")
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    assert copied == answer_of(service, text, accept, min_confidence=0.9).replace("\r\n", "\n")


def test_a_field_to_copy_from_opens_where_the_browser_has_no_clipboard(read):
    page = read('"Rates will fall," Ito said.')
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")  # as on a bare http:// address
    page.get_by_role("button", name="Save or share").click()
    page.get_by_role("button", name="Copy", exact=True).click()
    field = page.get_by_label("Text to copy")
    expect(field).to_be_focused()
    assert json.loads(field.input_value())["quotes"]
    page.keyboard.press("Escape")
    expect(field).to_be_hidden()


def test_a_link_opens_an_article_and_the_browser_goes_back_to_the_form(open_page, service):
    page = open_page(f"http://127.0.0.1:{service.port}/")
    page.get_by_role("link", name="Paris calls on Haftar").click()
    expect(page.locator("article")).to_contain_text("said a deputy spokesman")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who said what?")
    assert page.get_by_label("Article", exact=True).input_value() == text_of(HAFTAR)


def test_a_text_without_quotes_is_shown_with_a_message(read):
    page = read("It rained in the night.")
    expect(page.get_by_role("heading", level=1)).to_have_text("No quotes were found")
    expect(page.locator("article")).to_have_text("It rained in the night.")


def test_warnings_about_the_text_are_shown(read):
    page = read(LIBYA)
    expect(page.locator("#notice")).to_contain_text("A quotation mark without a partner")
