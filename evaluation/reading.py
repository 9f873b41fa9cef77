"""What a reader says of a text, without parse and grammar, in the form of an answer.

Categories, which the cue's word tells, are left out but for thoughts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import cast

import torch

from evaluation.newsroom.quotation import quote_type
from evaluation.plain import load
from quotes.attribution.model import (
    Analysis,
    Attribution,
    Cue,
    Entity,
    EntityKind,
    Mention,
    MentionType,
    Modality,
    QuoteType,
    Reference,
    Via,
    ViaRelation,
)
from quotes.nlp import stanza_parser
from quotes.nlp.document import Span
from quotes.nlp.models import BUNDLED
from quotes.nlp.precision import halves
from quotes.nlp.reader import reader
from quotes.nlp.reader.chains import bare
from quotes.nlp.reader.labels import CONVENTIONS, MODALITIES
from quotes.nlp.reader.pairs import traits
from quotes.nlp.reader.reader import Reader, Reading
from quotes.nlp.reader.reports import Report, Stretch, span
from quotes.nlp.reader.words import read_words, stanza_tokenizer

_MENTION_TYPES: tuple[MentionType, ...] = ("pronoun", "name", "nominal")
_KINDS: dict[str, EntityKind] = {"place": "organization"}


class Analyser:
    """Analyses texts by a reader's model, `reader.pt` in a folder."""

    def __init__(self, folder: Path, convention: str, threads: int) -> None:
        torch.set_num_threads(threads)
        self._tokenize = stanza_tokenizer(load(BUNDLED, ("tokenize",), threads).processors["tokenize"])
        network = reader.load(folder / "reader.pt", stanza_parser.load_encoder(BUNDLED))
        self._reader = Reader(network, stanza_parser.load_tokenizer(BUNDLED), halves("auto"))
        self._convention = CONVENTIONS.index(convention)

    def analyse(self, text: str) -> Analysis:
        """All that the reader finds in a text."""
        return analysis(text, self._reader.read(text, read_words(text, self._tokenize), self._convention))


def analysis(text: str, reading: Reading) -> Analysis:
    """A reading in the form of an answer."""
    quotes = tuple(_attribution(text, reading, number) for number in range(len(reading.reports)))
    return Analysis(quotes, tuple(_entities(text, reading)))


def _attribution(text: str, reading: Reading, number: int) -> Attribution:
    report = reading.reports[number]
    content = _spans(report.content, reading)
    return Attribution(
        id=f"q{number + 1}",
        type=cast(QuoteType, quote_type(text, content, ())),
        content=content,
        cue=_cue(text, reading, report),
        speaker=_reference(text, reading, report.source, beside=bool(report.cue)),
        via=tuple(
            Via(cast(ViaRelation, relation), reference)
            for relation, stretch in report.relays
            if (reference := _reference(text, reading, stretch))
        ),
        addressee=_reference(text, reading, report.addressee),
        nested_in=None if report.outer is None else f"q{report.outer + 1}",
        confidence=report.anchored.confidence,
    )


def _cue(text: str, reading: Reading, report: Report) -> Cue | None:
    if not report.cue:
        return None
    spans = _spans(report.cue, reading)
    return Cue(
        spans,
        " ".join(text[each.start : each.end].lower() for each in spans),
        "thought" if report.anchored.thought else "statement",
        "negative" if report.anchored.negative else "positive",
        cast(Modality, MODALITIES[report.anchored.modality]),
    )


def _reference(text: str, reading: Reading, stretch: Stretch | None, beside: bool = True) -> Reference | None:
    """A mention as a reference; its words only where they stand beside the quote."""
    if stretch is None:
        return None
    number = reading.entity(stretch)
    named = number is not None and reading.entities[number].name is not None
    return Reference((bare(stretch, reading.words, text),) if beside else (), f"e{number}" if named else None)


def _entities(text: str, reading: Reading) -> Iterator[Entity]:
    for number, each in enumerate(reading.entities):
        if each.name is None:
            continue
        stretches = [reading.mentions[mention] for mention in each.mentions]
        mentions = (
            Mention(bare(stretch, reading.words, text), _MENTION_TYPES[traits(reading.words, *stretch).kind])
            for stretch in stretches
        )
        kind = _KINDS.get(each.kind, cast(EntityKind, each.kind))
        yield Entity(f"e{number}", each.name, kind, None, tuple(mentions))


def _spans(stretches: tuple[Stretch, ...], reading: Reading) -> tuple[Span, ...]:
    return tuple(span(stretch, reading.words) for stretch in stretches)
