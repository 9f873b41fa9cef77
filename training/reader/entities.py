"""Corpora that tell of entities alone: GUM and LitBank their chains, GAP who a pronoun is, sets of sentences names."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evaluation.gold import gum
from quotes.nlp.document import Span
from quotes.nlp.reader.labels import CONVENTIONS
from training.reader.annotated import CHAINS, NAMES, Annotated

_CONTRACT = CONVENTIONS.index("contract")
_GUM_KINDS = frozenset(("person", "organization", "place"))
_LITBANK_KINDS = frozenset(("PER", "ORG", "GPE"))
_NAME_KINDS = {"PER": "person", "ORG": "organization", "LOC": "place"}
_SENTENCES = 12
"""Sentences without a context that are read as one text, a paragraph each."""
_CLOSE_BEFORE = re.compile(r"\s+(?=[.,;:!?)\]’”%]|'s\b|n't\b|'(?:re|ve|ll|d|m)\b)")
_CLOSE_AFTER = re.compile(r"(?<=[(\[“‘$])\s+")


def of_gum(path: Path, without: frozenset[str] = frozenset()) -> Iterator[Annotated]:
    """GUM's documents with their chains of persons, organisations and places.

    Args:
        path: CoNLL-U with GUM's `Entity` in MISC, gzipped or not.
        without: ids of documents to leave out.
    """
    for article in gum.read(path):
        if article.id not in without:
            found = tuple((entity, span) for entity, kind, span in article.mentions if kind in _GUM_KINDS)
            yield Annotated(article.id, _CONTRACT, article.text, mentions=found, tells=frozenset((CHAINS,)))


def of_litbank(path: Path) -> Iterator[Annotated]:
    """LitBank's openings of novels with the chains of their characters, bodies and places."""
    for line in _text(path).splitlines():
        book: dict[str, Any] = json.loads(line)
        text, spans = _joined(book["sentences"], " ")
        found = []
        for number, each in enumerate(book["mentions"]):
            if each["kind"] in _LITBANK_KINDS:
                first, start, last, end = each["span"]
                entity = each["entity"] or f"alone {number}"
                found.append((entity, Span(spans[first][start].start, spans[last][end].end)))
        yield Annotated(book["id"], _CONTRACT, text, mentions=tuple(found), tells=frozenset((CHAINS,)))


def of_gap(path: Path) -> Iterator[Annotated]:
    """GAP's passages in which a pronoun is one of two names, with these three mentions."""
    for row in csv.DictReader(_text(path).splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if (row["A-coref"] == "TRUE") == (row["B-coref"] == "TRUE"):
            continue
        who = "A" if row["A-coref"] == "TRUE" else "B"
        found = (
            (entity, Span(start := int(row[f"{column}-offset"]), start + len(row[column])))
            for entity, column in (("A", "A"), ("B", "B"), (who, "Pronoun"))
        )
        yield Annotated(row["ID"], _CONTRACT, row["Text"], mentions=tuple(found), tells=frozenset((CHAINS,)))


def of_tagged(path: Path) -> Iterator[Annotated]:
    """Sentences with names in the form of Stanza's trainer (JSON, gzipped or not), some together as one text."""
    sentences: list[list[dict[str, str]]] = json.loads(_text(path))
    for start in range(0, len(sentences), _SENTENCES):
        some = sentences[start : start + _SENTENCES]
        text, spans = _joined([[word["text"] for word in sentence] for sentence in some], "\n")
        names: list[tuple[str, Span]] = []
        for sentence, places in zip(some, spans, strict=True):
            for word, span in zip(sentence, places, strict=True):
                position, _, kind = word["ner"].partition("-")
                if position == "B":
                    names.append((_NAME_KINDS[kind], span))
                elif position == "I":
                    names[-1] = (names[-1][0], Span(names[-1][1].start, span.end))
        yield Annotated(f"{path.name} {start}", _CONTRACT, text, names=tuple(names), tells=frozenset((NAMES,)))


def _joined(sentences: Iterable[Sequence[str]], between: str) -> tuple[str, list[list[Span]]]:
    """Sentences of words as a text with spaces as in print, and where each word stands."""
    text = ""
    out: list[list[Span]] = []
    for sentence in sentences:
        text += between if text else ""
        spans: list[Span] = []
        for word in sentence:
            apart = bool(spans) and not _touches(text, word)
            text += " " if apart else ""
            spans.append(Span(len(text), len(text) + len(word)))
            text += word
        out.append(spans)
    return text, out


def _touches(before: str, word: str) -> bool:
    """Whether a word stands right after what is before it."""
    joint = f"{before[-1]} {word}"
    return bool(_CLOSE_BEFORE.match(joint, 1) or _CLOSE_AFTER.match(joint, 1))


def _text(path: Path) -> str:
    read: Callable[[bytes], bytes] = gzip.decompress if path.suffix == ".gz" else bytes
    return read(path.read_bytes()).decode()
