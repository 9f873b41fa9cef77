"""Makes the README's picture: the page with a seed article and the card of one quote.

usage: python docs/images/picture.py     (from the repository's root; `make picture`)
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser

sys.path.insert(0, ".")

from evaluation.serving import serve
from tests.support.browser import launch

PICTURE = Path(__file__).with_name("page.png")
SEED = "000_460fb2e832f0ba7a.txt"
QUOTE = "that the continuing violations"
"""A quote within another, which somebody relayed, begins like this."""


def screenshot(browser: Browser, root: str) -> bytes:
    """The page as a PNG."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, color_scheme="light")
    page.goto(f"{root}#{SEED}")
    page.locator("mark mark", has_text=QUOTE).hover()
    return page.screenshot(animations="disabled")


if __name__ == "__main__":
    with serve() as server, launch() as browser:
        PICTURE.write_bytes(screenshot(browser, f"http://127.0.0.1:{server.port}/"))
