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
from collections.abc import Iterable
from typing import Any

from quotes.api.formats.naming import entities_by_id, name_of

COLUMNS = (
    "document", "id", "type", "speaker", "speaker_kind", "speaker_role", "speaker_text", "cue", "lemma", "category",
    "polarity", "modality", "content", "via", "addressee", "medium", "time", "place", "nested_in", "confidence",
    "prefix", "suffix", "spans", "body_spans",
)  # fmt: skip
"""The header. `spans` are `start-end` in the text; `body_spans` the same in an HTML body as it was sent, or
`block:start-end` in its blocks."""

SEPARATOR = " | "

_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n']")
_SURROGATE = re.compile("[\ud800-\udfff]")


def rows(answer: dict[str, Any]) -> str:
    """The whole table, with its header."""
    entities = entities_by_id(answer)
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for quote in answer["quotes"]:
        row = {"document": answer["document"]["id"], **_quote(quote, entities)}
        writer.writerow(
            {column: _harmless(value) if isinstance(value, str) else value for column, value in row.items()}
        )
    return _SURROGATE.sub("\ufffd", text.getvalue())


def _quote(quote: dict[str, Any], entities: dict[str, dict[str, Any]]) -> dict[str, Any]:
    speaker, cue, spans = quote["speaker"] or {}, quote["cue"] or {}, quote["content"]
    entity = entities.get(speaker.get("entity") or "", {})
    return {
        "id": quote["id"],
        "type": quote["type"],
        "speaker": name_of(quote["speaker"], entities),
        "speaker_kind": entity.get("kind"),
        "speaker_role": entity.get("role"),
        "speaker_text": speaker.get("text"),
        "cue": " ".join(span["text"] for span in cue.get("spans", ())),
        **{column: cue.get(column) for column in ("lemma", "category", "polarity", "modality")},
        "content": _joined(span["text"] for span in spans),
        "via": _joined(f"{name_of(via, entities) or ''} ({via['relation']})" for via in quote["via"]),
        "addressee": name_of(quote["addressee"], entities),
        **quote["context"],
        "nested_in": quote["nested_in"],
        "confidence": quote["confidence"],
        "prefix": quote["prefix"],
        "suffix": quote["suffix"],
        "spans": _joined(f"{span['start']}-{span['end']}" for span in spans),
        "body_spans": _joined(filter(None, map(_in_body, spans))),
    }


def _in_body(span: dict[str, Any]) -> str:
    """Where a span stands in an HTML body or in a block."""
    if span.get("block") is not None:
        return f"{span['block']}:{span['block_start']}-{span['block_end']}"
    return f"{span['html_start']}-{span['html_end']}" if span.get("html_start") is not None else ""


def _joined(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def _harmless(cell: str) -> str:
    return "'" + cell if _FORMULA.match(cell) else cell
