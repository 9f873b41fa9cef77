"""An answer as flat records, one a quote: the rows of a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

COLUMNS = (
    "document", "id", "type", "speaker", "speaker_kind", "speaker_role", "speaker_text", "cue", "lemma", "category",
    "polarity", "modality", "content", "via", "addressee", "medium", "time", "place", "nested_in", "confidence",
    "prefix", "suffix", "spans", "body_spans",
)  # fmt: skip
"""The keys of a record. `spans` are `start-end` in the text; `body_spans` the same in an HTML body as it was given, or
`block:start-end` in its blocks."""

SEPARATOR = " | "
"""Between several values (spans, relays) in one field."""


def records(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The quotes of an answer, a `QuotesResponse`; None where a quote has nothing of the kind."""
    entities = entities_by_id(answer)
    return [_record(answer["document"]["id"], quote, entities) for quote in answer["quotes"]]


def _record(document: str | None, quote: dict[str, Any], entities: dict[str, dict[str, Any]]) -> dict[str, Any]:
    speaker, cue, spans = quote["speaker"] or {}, quote["cue"] or {}, quote["content"]
    entity = entities.get(speaker.get("entity") or "", {})
    found = {
        "document": document,
        "id": quote["id"],
        "type": quote["type"],
        "speaker": name_of(quote["speaker"], entities),
        "speaker_kind": entity.get("kind"),
        "speaker_role": entity.get("role"),
        "speaker_text": speaker.get("text"),
        "cue": " ".join(span["text"] for span in cue.get("spans", ())) or None,
        **{column: cue.get(column) for column in ("lemma", "category", "polarity", "modality")},
        "content": _separated(span["text"] for span in spans),
        "via": _separated(f"{name_of(via, entities) or ''} ({via['relation']})" for via in quote["via"]) or None,
        "addressee": name_of(quote["addressee"], entities),
        **quote["context"],
        "nested_in": quote["nested_in"],
        "confidence": quote["confidence"],
        "prefix": quote["prefix"],
        "suffix": quote["suffix"],
        "spans": _separated(f"{span['start']}-{span['end']}" for span in spans),
        "body_spans": _separated(filter(None, map(_in_body, spans))) or None,
    }
    return {column: found[column] for column in COLUMNS}


def entities_by_id(answer: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The entities of an answer."""
    return {entity["id"]: entity for entity in answer["entities"]}


def name_of(reference: Mapping[str, Any] | None, entities: Mapping[str, Mapping[str, Any]]) -> str | None:
    """The name of whom a reference means, or else its words; None where there are none."""
    if reference is None:
        return None
    name: str | None = entities.get(reference["entity"], {"name": reference["text"]})["name"]
    return name


def _in_body(span: Mapping[str, Any]) -> str:
    """Where a span stands in an HTML body or in a block."""
    if span.get("block") is not None:
        return f"{span['block']}:{span['block_start']}-{span['block_end']}"
    return f"{span['html_start']}-{span['html_end']}" if span.get("html_start") is not None else ""


def _separated(values: Iterable[str]) -> str:
    return SEPARATOR.join(values)


def counted(number: int) -> str:
    """A number of quotes in words: "1 quote", "2 quotes"."""
    return f"{number} quote{'' if number == 1 else 's'}"
