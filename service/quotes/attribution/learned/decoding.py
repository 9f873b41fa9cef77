"""Reports as the report model sees them.

The model gives every word a part in a report and arcs to the words that it goes with (see nlp.document.Prediction).
Words of one part that stand together are a chunk; a chunk of content goes to the cue that its arcs lead to, a cue to
the source that its arcs lead to. What that makes of the reports of the grammar is for readings.py.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from quotes.nlp.document import Document, Token

Chunk = tuple[int, ...]

FAINT = 0.25
"""The least probability of a part that makes a candidate of its own."""
LINKED = 0.35
"""The least probability, on the average of its words, that a content is that of a cue."""
_NO_ARC = 1e-3


@dataclass(frozen=True)
class Seen:
    """A report as the model sees it, in tokens; `source` is empty where it sees none."""

    cue: Chunk
    content: frozenset[int]
    source: Chunk


def seen(document: Document) -> list[Seen]:
    """The reports that the model sees, in text order of their cues: those of the likeliest parts, then fainter ones."""
    cues, parts, named = (_chunks(document, kind) for kind in ("CUE", "CONTENT", "SOURCE"))
    likely = _linked(document, cues, parts, named)
    known, before = {i for each in likely for i in each.cue}, set(likely)
    words = [t for t in document.tokens if t.upos != "PUNCT"]
    more_cues = _runs(t for t in words if t.prediction.cue > FAINT)
    more_parts = [(t.index,) for t in words if t.prediction.content > FAINT]
    fainter = _linked(document, more_cues, more_parts, named)
    return likely + [
        each for each in fainter if each not in before and (known.isdisjoint(each.cue) or len(each.content) > 1)
    ]


def _linked(document: Document, cues: Sequence[Chunk], parts: Sequence[Chunk], named: Sequence[Chunk]) -> list[Seen]:
    """The cues with the parts whose arcs lead to them, and with the sources that theirs lead to."""
    said: dict[Chunk, set[int]] = {}
    chunk_of = {i: cue for cue in cues for i in cue}
    for part in parts:
        reached = {chunk_of[j] for i in part for j in document.tokens[i].prediction.cue_of if j in chunk_of}
        reached = {cue for cue in reached if not set(cue) & set(part)}
        if reached:
            best = max(reached, key=lambda cue: (_pull(document, part, cue), cue))
            if sum(reported_by(document, i, best) for i in part) > LINKED * len(part):
                said.setdefault(best, set()).update(part)
    return [Seen(cue, frozenset(said[cue]), _source(document, cue, named)) for cue in cues if cue in said]


def _runs(tokens: Iterable[Token]) -> list[Chunk]:
    """Runs of successive tokens of one sentence."""
    out: list[list[Token]] = []
    for token in tokens:
        if out and (out[-1][-1].index, out[-1][-1].sentence) == (token.index - 1, token.sentence):
            out[-1].append(token)
        else:
            out.append([token])
    return [tuple(token.index for token in run) for run in out]


def _chunks(document: Document, kind: str) -> list[Chunk]:
    """The stretches of a document that most likely play one part."""
    out: list[list[int]] = []
    for token in document.tokens:
        begins = token.prediction.label == f"B-{kind}"
        if begins or (token.prediction.label == f"I-{kind}" and not (out and out[-1][-1] == token.index - 1)):
            out.append([token.index])
        elif token.prediction.label == f"I-{kind}":
            out[-1].append(token.index)
    return [tuple(chunk) for chunk in out]


def _pull(document: Document, part: Chunk, cue: Collection[int]) -> float:
    """The log-probability that the words of a content are those of a cue."""
    return sum(math.log(_NO_ARC + reported_by(document, i, cue)) for i in part)


def reported_by(document: Document, token: int, cue: Collection[int]) -> float:
    """The probability that a word, if it is content, is reported by a cue."""
    arcs = document.tokens[token].prediction.cue_of
    return sum(p for j, p in arcs.items() if j in cue)


def whose(document: Document, cue: Collection[int], source: Collection[int]) -> float:
    """The probability that a cue's source is among some tokens."""
    arcs = [document.tokens[i].prediction.source_of for i in cue]
    return sum(p for each in arcs for j, p in each.items() if j in source) / max(1, len(arcs))


def _source(document: Document, cue: Chunk, named: Sequence[Chunk]) -> Chunk:
    """The source that a cue's arcs lead to; empty if they rather lead nowhere."""
    arcs: dict[int, float] = {}
    for i in cue:
        for j, p in document.tokens[i].prediction.source_of.items():
            arcs[j] = arcs.get(j, 0.0) + p / len(cue)
    nobody = 1 - sum(arcs.values())
    chunk_of = {i: chunk for chunk in named for i in chunk}
    masses: dict[Chunk, float] = {}
    for j, p in arcs.items():
        chunk = chunk_of.get(j, (j,))
        masses[chunk] = masses.get(chunk, 0.0) + p
    best = max(masses, key=lambda chunk: (masses[chunk], chunk), default=())
    return best if best and masses[best] > nobody else ()
