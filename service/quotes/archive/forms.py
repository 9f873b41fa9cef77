"""The two forms of an archive's output: `documents`, a row an article, and `quotes`, a row a quote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from quotes.attribution.model import unsaid
from quotes.records import SEPARATOR, entities_by_id, name_of

_SPAN = pa.struct([("start", pa.int32()), ("end", pa.int32())])
_CONTENT = pa.struct(
    [
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("html_start", pa.int32()),
        ("html_end", pa.int32()),
        ("block", pa.string()),
        ("block_start", pa.int32()),
        ("block_end", pa.int32()),
    ]
)
_WORD = pa.dictionary(pa.int32(), pa.string())
"""A string of which a column has few."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_ARTICLE = [
    pa.field("article", pa.string(), nullable=False),
    pa.field("source", _WORD, nullable=False),
    pa.field("number", pa.int64(), nullable=False),
    pa.field("date", pa.string()),
    pa.field("publisher", _WORD),
]
"""What both forms say of the article; `source` and `number` together are its own."""

DOCUMENTS = pa.schema(
    [
        *_ARTICLE,
        pa.field("text", pa.string()),
        pa.field("answer", pa.string()),
        pa.field("warnings", pa.list_(_WORD)),
        pa.field("problem", _WORD),
        pa.field("detail", pa.string()),
        pa.field("words", pa.int32(), nullable=False),
        pa.field("quotes", pa.int32(), nullable=False),
        pa.field("seconds", pa.float32(), nullable=False),
    ]
)

_REFERENCE = pa.struct(
    [
        ("relation", _WORD),
        ("name", pa.string()),
        ("named", pa.bool_()),
        ("kind", _WORD),
        ("role", pa.string()),
        ("text", pa.string()),
        ("entity", pa.string()),
        ("spans", pa.list_(_SPAN)),
    ]
)

QUOTES = pa.schema(
    [
        *_ARTICLE,
        pa.field("quote", pa.string(), nullable=False),
        pa.field("type", _WORD, nullable=False),
        pa.field("content", pa.string(), nullable=False),
        pa.field("words", pa.int32(), nullable=False),
        pa.field("spans", pa.list_(_CONTENT), nullable=False),
        pa.field("prefix", pa.string(), nullable=False),
        pa.field("suffix", pa.string(), nullable=False),
        pa.field("cue", pa.string()),
        pa.field("cue_spans", pa.list_(_SPAN)),
        pa.field("lemma", _WORD),
        pa.field("category", _WORD),
        pa.field("polarity", _WORD),
        pa.field("modality", _WORD),
        pa.field("unsaid", pa.bool_(), nullable=False),
        pa.field("speaker", pa.string()),
        pa.field("speaker_kind", _WORD),
        pa.field("speaker_role", pa.string()),
        pa.field("speaker_named", pa.bool_(), nullable=False),
        pa.field("speaker_text", pa.string()),
        pa.field("speaker_entity", pa.string()),
        pa.field("speaker_spans", pa.list_(_SPAN)),
        pa.field("speaker_mentions", pa.list_(pa.struct([("text", pa.string()), ("type", _WORD)]))),
        pa.field("via", pa.list_(_REFERENCE), nullable=False),
        pa.field("addressee", _REFERENCE),
        pa.field("medium", pa.string()),
        pa.field("time", pa.string()),
        pa.field("place", pa.string()),
        pa.field("nested_in", pa.string()),
        pa.field("confidence", pa.float32(), nullable=False),
    ]
)

FORMS: Mapping[str, pa.Schema] = {"documents": DOCUMENTS, "quotes": QUOTES}
"""Each form by its name, which is that of its folder too."""


@dataclass(frozen=True)
class Reading:
    """What became of an article.

    Attributes:
        about: the columns that both forms have.
        text: the text that was read, if there was one.
        answer: the answer, as the service gives it; None where there is a problem.
        problem: the problem's type (its slug) and its detail.
        seconds: what it took.
    """

    about: Mapping[str, Any]
    text: str | None
    answer: Mapping[str, Any] | None
    problem: tuple[str, str] | None
    seconds: float


def document(reading: Reading) -> dict[str, Any]:
    """The row of an article."""
    answer = reading.answer
    return {
        **reading.about,
        "text": reading.text,
        "answer": None if answer is None else json.dumps(answer, ensure_ascii=False, separators=(",", ":")),
        "warnings": None if answer is None else [warning["code"] for warning in answer["warnings"]],
        "problem": reading.problem and reading.problem[0],
        "detail": reading.problem and reading.problem[1],
        "words": len((reading.text or "").split()),
        "quotes": len(answer["quotes"]) if answer else 0,
        "seconds": reading.seconds,
    }


def quotes(reading: Reading) -> Iterator[dict[str, Any]]:
    """The rows of an article's quotes."""
    if reading.answer is None:
        return
    entities = entities_by_id(reading.answer)
    for quote in reading.answer["quotes"]:
        yield {**reading.about, **_quote(quote, entities)}


def table(form: str, rows: Sequence[dict[str, Any]]) -> pa.Table:
    """The rows of a form; a lone surrogate, which UTF-8 cannot hold, becomes U+FFFD."""
    try:
        return pa.Table.from_pylist(rows, FORMS[form])
    except UnicodeEncodeError:
        return pa.Table.from_pylist([_encodable(row) for row in rows], FORMS[form])


def _encodable(value: Any) -> Any:
    match value:
        case str():
            return _SURROGATE.sub("\ufffd", value)
        case dict():
            return {name: _encodable(each) for name, each in value.items()}
        case list():
            return [_encodable(each) for each in value]
    return value


def _quote(quote: Mapping[str, Any], entities: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    content = SEPARATOR.join(span["text"] for span in quote["content"])
    cue = quote["cue"] or {}
    return {
        "quote": quote["id"],
        "type": quote["type"],
        "content": content,
        "words": sum(len(span["text"].split()) for span in quote["content"]),
        "spans": quote["content"],
        "prefix": quote["prefix"],
        "suffix": quote["suffix"],
        "cue": " ".join(span["text"] for span in cue.get("spans", ())) or None,
        "cue_spans": cue.get("spans"),
        **{name: cue.get(name) for name in ("lemma", "category", "polarity", "modality")},
        "unsaid": bool(cue) and unsaid(quote["type"], cue["category"], cue["polarity"], cue["modality"]),
        **_speaker(quote["speaker"], entities),
        "via": [_reference(via, entities) for via in quote["via"]],
        "addressee": _reference(quote["addressee"], entities),
        **quote["context"],
        "nested_in": quote["nested_in"],
        "confidence": quote["confidence"],
    }


def _speaker(speaker: Mapping[str, Any] | None, entities: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    found = _reference(speaker, entities) or {}
    entity = entities.get(found.get("entity") or "", {})
    return {
        "speaker": found.get("name"),
        "speaker_named": found.get("named", False),
        **{f"speaker_{name}": found.get(name) for name in ("kind", "role", "text", "entity", "spans")},
        "speaker_mentions": entity.get("mentions"),
    }


def _reference(reference: Mapping[str, Any] | None, entities: Mapping[str, Mapping[str, Any]]) -> dict[str, Any] | None:
    """Whom a reference means; `named` says whether the article has a proper name for them."""
    if reference is None:
        return None
    entity = entities.get(reference["entity"] or "", {})
    return {
        "relation": reference.get("relation"),
        "name": name_of(reference, entities),
        "kind": entity.get("kind"),
        "role": entity.get("role"),
        "text": reference["text"],
        "entity": reference["entity"],
        "named": any(mention["type"] == "name" for mention in entity.get("mentions", ())),
        "spans": reference["spans"],
    }
