"""Corpora that give offsets: PolNeAR, and the annotation of the seed articles."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

from evaluation.gold.model import Corpus, GoldAttribution, GoldDocument, GoldVia, Spans
from quotes.nlp.document import Span


def polnear(path: Path, limit: int | None = None) -> Corpus:
    """Read PolNeAR as JSON lines, gzipped or not; the publisher stands before the first `_` of an id."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in islice(lines, limit)]
    documents = tuple(
        GoldDocument(
            id=row["id"],
            group=row["id"].partition("_")[0],
            text=row["text"],
            attributions=tuple(
                GoldAttribution(str(number), _pairs(each["content"]), _pairs(each["source"]), _pairs(each["cue"]))
                for number, each in enumerate(row["attributions"], 1)
            ),
        )
        for row in rows
    )
    return Corpus("PolNeAR", documents, one_layer=True)


def seeds(path: Path, texts: Path) -> Corpus:
    """Read the annotation of the seed articles, whose texts lie in the folder `texts`."""
    documents = []
    for row in json.loads(path.read_text("utf-8"))["documents"]:
        text = (texts / row["seed"]).read_bytes().decode("utf-8")
        quotes = tuple(_seed_quote(each, text) for each in row["quotes"])
        documents.append(GoldDocument(row["seed"], row["seed"][:3], text, quotes))
    return Corpus("seeds", tuple(documents), entities=True, thoughts=False)


def _pairs(pairs: Iterable[tuple[int, int]]) -> Spans:
    return tuple(Span(start, end) for start, end in pairs)


def _seed_quote(row: dict[str, Any], text: str) -> GoldAttribution:
    def spans(*parts: dict[str, Any] | None) -> Spans:
        for part in parts:
            if part and text[part["start"] : part["end"]] != part["text"]:
                raise ValueError(f"quote {row['id']}: the text is not at its offsets: {part}")
        return tuple(Span(part["start"], part["end"]) for part in parts if part)

    speaker = row.get("speaker") or {}
    return GoldAttribution(
        id=row["id"],
        content=spans(*row["content"]),
        source=spans(speaker.get("mention")),
        cue=spans(row.get("cue")),
        type=row["type"],
        speaker=speaker.get("name"),
        kind=speaker.get("kind"),
        via=tuple(GoldVia(each.get("relation"), each["name"]) for each in row.get("via", ())),
        nested_in=row.get("nested_in"),
    )
