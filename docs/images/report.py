"""Makes the README's picture of a report: the page that `make archive-demo` has written.

usage: python docs/images/report.py     (from the repository's root, after `make archive-demo SAMPLE=250`)
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, ".")

from tests.support.browser import launch

REPORT = Path("build/archive/report.html")
PICTURE = Path(__file__).with_name("report.png")

if __name__ == "__main__":
    with launch() as browser:
        page = browser.new_page(viewport={"width": 1000, "height": 860}, color_scheme="light")
        page.goto((Path(*sys.argv[1:]) if sys.argv[1:] else REPORT).absolute().as_uri())
        PICTURE.write_bytes(page.screenshot(animations="disabled"))
