"""Annotated texts in words and windows, with what the network is to say of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from quotes.nlp.document import Span
from quotes.nlp.reader.labels import (
    ADDRESSEE,
    ADDRESSEE_IN_CONTENT,
    CONTENT,
    CUE,
    IN_CUE,
    KINDS,
    MODALITIES,
    NAMES,
    QUOTATION,
    RELAYS,
    SOURCE,
)
from quotes.nlp.reader.network import LONGEST_MENTION
from quotes.nlp.reader.pairs import pairs, traits
from quotes.nlp.reader.windows import Window
from quotes.nlp.reader.words import Tokenize, Word, read_words
from training.reader.annotated import Annotated, Report

FARTHEST = 150
"""Mentions between a mention and its antecedent, at most."""

_RELAY_ROLES = {relation: role for role, relation in RELAYS.items()}


@dataclass(frozen=True, slots=True)
class Anchored:
    """A report by its anchor, with the role of each word that has one.

    Attributes:
        anchor: the first word of its cue, or of its content if it has no cue.
        kind: CUE or QUOTATION.
        roles: word -> role, of `labels.ROLES`.
        thought: whether it is of a belief, wish, plan or feeling.
        negative: whether the text says that it was not said.
        modality: number of one of `labels.MODALITIES`.
    """

    anchor: int
    kind: int
    roles: Mapping[int, int]
    thought: bool = False
    negative: bool = False
    modality: int = 0


@dataclass(frozen=True, slots=True)
class MentionedPairs:
    """The mentions of a text, first and last word of each, with the pairs of which one may be the other's antecedent.

    Attributes:
        entities: the entity of each mention.
        kinds: the kind of its entity, of `KINDS`; -1 where that is not annotated.
        later, earlier, features: of each pair; the pairs of a mention stand together.
    """

    spans: list[tuple[int, int]]
    entities: list[str]
    kinds: list[int]
    later: NDArray[numpy.int64]
    earlier: NDArray[numpy.int64]
    features: NDArray[numpy.uint8]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text in words, with all that there is to learn of it: `tells` as of its annotation, names as labels of
    `NAMES`."""

    id: str
    tells: frozenset[str]
    convention: int
    words: tuple[Word, ...]
    reports: list[Anchored]
    names: list[int]
    mentions: MentionedPairs


@dataclass(frozen=True, slots=True)
class Cut:
    """A lesson cut into windows."""

    lesson: Lesson
    windows: list[Window]


def lesson(annotated: Annotated, tokenize: Tokenize) -> Lesson:
    """An annotated text in words."""
    words = read_words(annotated.text, tokenize)
    cover = covering(words)
    return Lesson(
        annotated.id,
        annotated.tells,
        annotated.convention,
        words,
        [found for report in annotated.reports if (found := anchored(report, cover))],
        _names(annotated, words, cover),
        mentioned_pairs(words, _mentions(annotated, cover), annotated),
    )


Cover = Callable[[Iterable[Span]], list[int]]
"""The words that begin within some spans, in the order of the text."""


def covering(words: Sequence[Word]) -> Cover:
    """What tells the words of spans."""
    starts = [word.span.start for word in words]

    def cover(spans: Iterable[Span]) -> list[int]:
        return sorted(
            {n for span in spans for n in range(bisect_left(starts, span.start), bisect_left(starts, span.end))}
        )

    return cover


def anchored(report: Report, cover: Cover) -> Anchored | None:
    """A report by its anchor; None where its words cannot be found."""
    content, cue = cover(report.content), cover(report.cue)
    if not content or (report.cue and not cue):
        return None
    roles = dict.fromkeys(content, CONTENT)
    for number in cover(report.addressee):
        roles[number] = ADDRESSEE_IN_CONTENT if number in roles else ADDRESSEE
    roles |= dict.fromkeys((n for n in cover(report.source) if n not in roles), SOURCE)
    for relation, span in report.relays:
        roles |= dict.fromkeys((n for n in cover([span]) if n not in roles), _RELAY_ROLES[relation])
    roles |= dict.fromkeys(cue, IN_CUE)
    return Anchored(
        (cue or content)[0],
        CUE if cue else QUOTATION,
        roles,
        report.thought,
        report.negative,
        MODALITIES.index(report.modality),
    )


def _names(annotated: Annotated, words: Sequence[Word], cover: Cover) -> list[int]:
    labels = [0] * len(words)
    for kind, span in sorted(annotated.names, key=lambda each: -len(each[1])):
        for place, number in enumerate(cover([span])):
            labels[number] = NAMES.index(f"{'I' if place else 'B'}-{kind}")
    return labels


def _mentions(annotated: Annotated, cover: Cover) -> list[tuple[int, int, str]]:
    """First and last word and entity of each mention, in the order of the text, outer ones first."""
    found = {}
    for entity, span in annotated.mentions:
        numbers = cover([span])
        if numbers and numbers[-1] - numbers[0] < LONGEST_MENTION:
            found[numbers[0], numbers[-1]] = entity
    return sorted(((first, last, entity) for (first, last), entity in found.items()), key=lambda m: (m[0], -m[1]))


def mentioned_pairs(
    words: Sequence[Word], mentions: Sequence[tuple[int, int, str]], annotated: Annotated
) -> MentionedPairs:
    """The mentions with the features of all pairs that are near enough."""
    told = [traits(words, first, last) for first, last, _ in mentions]
    near = pairs(told, FARTHEST)
    return MentionedPairs(
        [(first, last) for first, last, _ in mentions],
        [entity for *_, entity in mentions],
        [KINDS.index(annotated.kinds[entity]) if entity in annotated.kinds else -1 for *_, entity in mentions],
        *near,
    )
