"""What the page says when there is no answer. The applications run over the fakes: they fail when they should."""

import pytest
from playwright.sync_api import expect

from tests.support.fakes import FakeParser, Hold, engine

QUOTE = '"Rates will fall," Ito said.'
KEY = "a-key-of-sixteen-letters"


def send(page, text):
    page.get_by_label("Article", exact=True).fill(text)
    page.get_by_role("button", name="Find the quotes").click()


@pytest.fixture
def hold():
    """What keeps texts with HOLD in them in the parser, until the test is over at the latest."""
    hold = Hold()
    yield hold
    hold.release()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (" ", "The request is not valid. The text is blank."),
        ("é" * 60_000, "The body or the text is too long. The text has more than 50000 characters."),
    ],
    ids=["422", "413"],
)
def test_a_problem_is_shown_as_a_sentence_and_the_next_article_is_read(run, open_page, text, told):
    page = open_page(run(engine()))
    send(page, text)
    expect(page.get_by_role("alert")).to_have_text(told)
    expect(page.get_by_label("Article", exact=True)).to_be_focused()
    send(page, QUOTE)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")
    expect(page.get_by_role("alert")).to_be_hidden()


def test_a_busy_service_says_when_to_try_again(run, open_page, hold):
    root = run(engine(FakeParser(hold), queue=0))
    send(open_page(root), "HOLD")
    hold.wait()
    page = open_page(root)
    send(page, QUOTE)
    expect(page.get_by_role("alert")).to_contain_text("Too many texts are waiting. The wait would be about")
    expect(page.get_by_role("alert")).to_contain_text("Try again in")


def test_a_service_whose_models_are_loading_says_when_to_try_again(run, open_page):
    page = open_page(run(engine(boot=False)))
    send(page, QUOTE)
    expect(page.get_by_role("alert")).to_contain_text("The models are still loading. Try again in 5 seconds.")


def test_a_missing_connection_is_shown_and_the_article_can_be_sent_again(run, open_page):
    page = open_page(run(engine()))
    page.context.set_offline(True)
    send(page, QUOTE)
    expect(page.get_by_role("alert")).to_contain_text("The service cannot be reached.")
    page.context.set_offline(False)
    page.get_by_role("button", name="Find the quotes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")


def test_a_refusal_that_is_no_problem_json_is_shown_with_its_status(run, open_page):
    page = open_page(run(engine()))
    refusal = {"status": 429, "body": "<h1>No</h1>", "headers": {"Retry-After": "120"}}
    page.route("**/v1/quotes", lambda route: route.fulfill(**refusal))
    send(page, QUOTE)
    expect(page.get_by_role("alert")).to_contain_text("The service answered with status 429")
    expect(page.get_by_role("alert")).to_contain_text("Try again in 2 minutes.")


def test_the_page_asks_for_a_missing_key_and_does_not_keep_it(run, open_page):
    page = open_page(run(engine(), api_keys=(KEY,)))
    expect(page.get_by_label("API key")).to_be_hidden()
    send(page, QUOTE)
    expect(page.get_by_role("alert")).to_contain_text("This service asks for an API key.")
    expect(page.get_by_label("API key")).to_be_focused()
    page.keyboard.type("wrong")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("This API key is not valid.")
    page.get_by_label("API key").fill(KEY)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")
    assert page.evaluate("localStorage.length + sessionStorage.length + document.cookie.length") == 0


def test_an_article_that_takes_long_can_be_cancelled(run, open_page, hold):
    page = open_page(run(engine(FakeParser(hold))))
    with page.expect_event("requestfailed") as given_up:
        send(page, "HOLD " * 2_000)
        hold.wait()
        expect(page.get_by_role("heading", level=1)).to_have_text("Reading the article")
        expect(page.get_by_role("progressbar")).to_be_visible()
        expect(page.locator("#waiting")).to_contain_text("of about 3 s, by an estimate from 10,000 characters")
        expect(page.locator("#waiting")).to_contain_text("so far, longer than the estimate of 3 s")
        page.get_by_role("button", name="Cancel").click()
    assert given_up.value.url.endswith("/v1/quotes")
    expect(page.get_by_role("heading", level=1)).to_have_text("Who said what?")
    assert page.get_by_label("Article", exact=True).input_value() == "HOLD " * 2_000
    hold.release()
    send(page, QUOTE)
    expect(page.get_by_role("heading", level=1)).to_have_text("1 quote by 1 speaker")


def test_a_text_is_never_shown_as_markup(run, open_page):
    page = open_page(run(engine()))
    send(page, '<img src="x" onerror="alert(1)"> "<b>No</b>," Ito said.')
    expect(page.locator("article")).to_contain_text('<img src="x" onerror="alert(1)">')
    assert page.locator("article :is(img, b)").count() == 0


SPANS = {
    "q1": {"content": [(9, 35), (39, 46)], "cue": (4, 8), "speaker": (0, 3)},
    "q2": {"content": [(24, 42)], "cue": (17, 23), "speaker": (14, 16)},
}
TEXT = "Ada said that Bo thinks it rains, and\n\nso Cy denied."


def test_quotes_that_split_nest_or_overlap_are_marked_word_for_word(run, open_page):
    """Across a paragraph's end too; the answer is made up, as the models seldom give all of it at once."""

    def span(start, end):
        return {"start": start, "end": end, "text": TEXT[start:end]}

    def quote(name, parts):
        reference = {"spans": [span(*parts["speaker"])], "text": TEXT[slice(*parts["speaker"])], "entity": None}
        return {
            "id": name, "type": "mixed", "content": [span(*each) for each in parts["content"]], "prefix": "",
            "suffix": "", "cue": {"spans": [span(*parts["cue"])], "lemma": "say", "category": "statement",
            "polarity": "positive", "modality": "asserted"}, "speaker": reference, "via": [], "addressee": None,
            "context": {"medium": None, "time": None, "place": None}, "nested_in": None, "confidence": 0.5,
        }  # fmt: skip

    answer = {"quotes": [quote(name, parts) for name, parts in SPANS.items()], "entities": [], "warnings": []}
    page = open_page(run(engine()))
    page.route("**/v1/quotes", lambda route: route.fulfill(json=answer))
    send(page, TEXT)
    expect(page.locator("article")).to_be_visible()
    for name, parts in SPANS.items():
        pieces = page.locator(f'article mark[data-quote="{name}"]').all_text_contents()
        assert "".join(pieces) == "".join(TEXT[slice(*each)] for each in parts["content"]).replace("\n\n", "")
    assert page.locator('article mark[data-quote="q1"] mark[data-quote="q2"]').count() > 0
    assert page.locator("article button").count() == 2
