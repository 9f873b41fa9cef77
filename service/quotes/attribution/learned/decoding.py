"""Attributions decoded from the predictions of the report model.

The model gives every word a role in an attribution and arcs to the words that it goes with (nlp.document.Prediction).
Words of one role that stand together are a chunk; a chunk of content goes to the cue that its arcs lead to, a cue to
the source that its arcs lead to. What candidates that makes is for proposals.py.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quotes.nlp.document import Document, Token

Chunk = tuple[int, ...]

FAINT = 0.25
"""The least probability of a role that makes a candidate of its own."""
LINKED = 0.35
"""The least probability, on the average of its words, that a content is that of a cue."""
_NO_ARC = 1e-3


@dataclass(frozen=True)
class PredictedAttribution:
    """An attribution as the model predicts it, in tokens; `source` is empty where it has none."""

    cue: Chunk
    content: frozenset[int]
    source: Chunk


def decode(document: Document) -> list[PredictedAttribution]:
    """The attributions that the model predicts, in text order of their cues: the likeliest, then fainter ones."""
    cues, contents, sources = (_chunks(document, role) for role in ("CUE", "CONTENT", "SOURCE"))
    likely = _linked(document, cues, contents, sources)
    known, before = {i for each in likely for i in each.cue}, set(likely)
    words = [t for t in document.tokens if t.upos != "PUNCT"]
    more_cues = _runs(t for t in words if t.prediction.cue > FAINT)
    more_contents = [(t.index,) for t in words if t.prediction.content > FAINT]
    fainter = _linked(document, more_cues, more_contents, sources)
    return likely + [
        each for each in fainter if each not in before and (known.isdisjoint(each.cue) or len(each.content) > 1)
    ]


def _linked(
    document: Document, cues: Sequence[Chunk], contents: Sequence[Chunk], sources: Sequence[Chunk]
) -> list[PredictedAttribution]:
    """The cues with the contents whose arcs lead to them, and with the sources that theirs lead to."""
    reported: dict[Chunk, set[int]] = {}
    chunk_of = {i: cue for cue in cues for i in cue}
    for content in contents:
        reached = {chunk_of[j] for i in content for j in document.tokens[i].prediction.cue_of if j in chunk_of}
        reached = {cue for cue in reached if not set(cue) & set(content)}
        if reached:
            best = max(reached, key=lambda cue: (_log_probability(document, content, cue), cue))
            if sum(cue_probability(document, i, best) for i in content) > LINKED * len(content):
                reported.setdefault(best, set()).update(content)
    return [
        PredictedAttribution(cue, frozenset(reported[cue]), _source(document, cue, sources))
        for cue in cues
        if cue in reported
    ]


def _runs(tokens: Iterable[Token]) -> list[Chunk]:
    """Runs of successive tokens of one sentence."""
    out: list[list[Token]] = []
    for token in tokens:
        if out and (out[-1][-1].index, out[-1][-1].sentence) == (token.index - 1, token.sentence):
            out[-1].append(token)
        else:
            out.append([token])
    return [tuple(token.index for token in run) for run in out]


def _chunks(document: Document, role: str) -> list[Chunk]:
    """The stretches of a document that most likely have one role."""
    out: list[list[int]] = []
    for token in document.tokens:
        begins = token.prediction.label == f"B-{role}"
        if begins or (token.prediction.label == f"I-{role}" and not (out and out[-1][-1] == token.index - 1)):
            out.append([token.index])
        elif token.prediction.label == f"I-{role}":
            out[-1].append(token.index)
    return [tuple(chunk) for chunk in out]


def _log_probability(document: Document, content: Chunk, cue: Collection[int]) -> float:
    """The log-probability that the words of a content are those of a cue."""
    return sum(math.log(_NO_ARC + cue_probability(document, i, cue)) for i in content)


def cue_probability(document: Document, token: int, cue: Collection[int]) -> float:
    """The probability that a word, if it is content, is reported by a cue."""
    arcs = document.tokens[token].prediction.cue_of
    return sum(p for j, p in arcs.items() if j in cue)


def source_probability(document: Document, cue: Collection[int], source: Collection[int]) -> float:
    """The probability that a cue's source is among some tokens."""
    arcs = [document.tokens[i].prediction.source_of for i in cue]
    return sum(p for each in arcs for j, p in each.items() if j in source) / max(1, len(arcs))


def _source(document: Document, cue: Chunk, sources: Sequence[Chunk]) -> Chunk:
    """The source that a cue's arcs lead to; empty if they rather lead nowhere."""
    arcs: dict[int, float] = {}
    for i in cue:
        for j, p in document.tokens[i].prediction.source_of.items():
            arcs[j] = arcs.get(j, 0.0) + p / len(cue)
    nobody = 1 - sum(arcs.values())
    chunk_of = {i: chunk for chunk in sources for i in chunk}
    masses: dict[Chunk, float] = {}
    for j, p in arcs.items():
        chunk = chunk_of.get(j, (j,))
        masses[chunk] = masses.get(chunk, 0.0) + p
    best = max(masses, key=lambda chunk: (masses[chunk], chunk), default=())
    return best if best and masses[best] > nobody else ()
