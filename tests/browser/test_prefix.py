"""The page under a path prefix. That no request goes past the prefix, `open_page` sees to."""

import pytest
from playwright.sync_api import expect

from tests.support.fakes import engine


@pytest.fixture
def root(run):
    return run(engine(), path_prefix="/quotes-api") + "quotes-api/"


def test_the_page_reads_an_article_under_a_prefix(root, open_page):
    page = open_page(root)
    page.get_by_role("link", name="UN chief calls for a ceasefire").click()
    expect(page.get_by_role("article")).to_contain_text("Libya")
    assert page.evaluate("document.styleSheets[0].cssRules.length")


def test_the_page_leads_to_the_documentation_under_a_prefix_and_that_to_the_description(root, open_page):
    page = open_page(root)
    page.get_by_role("link", name="API documentation").click()
    expect(page).to_have_title("Quotes")
    link = page.get_by_role("link", name="openapi.yaml", exact=True)
    assert link.evaluate("link => link.href") == f"{root}openapi.yaml"


def test_the_documentation_tries_operations_and_names_their_addresses_under_a_prefix(root, open_page):
    page = open_page(f"{root}docs")
    model = page.locator("#model")
    expect(model.locator(".curl")).to_have_text(f"curl -sS {root}v1/model")
    model.get_by_text("Try it").click()
    model.get_by_role("button", name="Send").click()
    expect(model.get_by_role("status")).to_contain_text("200 OK")
