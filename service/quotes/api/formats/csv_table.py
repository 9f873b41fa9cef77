"""An answer as a table: CSV by RFC 4180, in UTF-8 without a byte order mark, one row a quote.

- Several values in one cell (spans, relays) have ` | ` between them.
- Spreadsheets take a cell for a formula by how it begins
  (https://owasp.org/www-community/attacks/CSV_Injection). Such a cell has an apostrophe before it, and so has one that
  begins with an apostrophe itself: to have all cells verbatim, take one leading apostrophe off each that has one.
- A lone surrogate, which UTF-8 cannot hold, becomes U+FFFD.
"""

from __future__ import annotations

import csv
import io
import re
from typing import Any

from quotes.records import COLUMNS, records

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")
_SURROGATE = re.compile("[\ud800-\udfff]")


def rows(answer: dict[str, Any]) -> str:
    """The whole table, with its header."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for record in records(answer):
        writer.writerow({key: harmless(value) if isinstance(value, str) else value for key, value in record.items()})
    return _SURROGATE.sub("\ufffd", text.getvalue())


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell
