"""What the reader does not learn from, since scorer and judge do, which must see it as it is on texts new to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from evaluation import gold
from evaluation.gold import Corpus
from evaluation.gold.newsroom import gold_document
from evaluation.newsroom import standoff, train

_T = TypeVar("_T")

_EVERY = {"newsroom": (8, 0), "polnear": (7, 3), "contract": (3, 0)}
"""Of so many documents of a corpus one, and which."""

_FIRST = {"contract": 168}
"""Of how many documents of a corpus that is so; those after them were annotated when the reader had been trained."""


def kept(corpus: str, documents: Sequence[_T]) -> list[_T]:
    """The documents of a corpus, in its own order, that are for the scorer."""
    if corpus not in _EVERY:
        return []
    every, which = _EVERY[corpus]
    first = _FIRST.get(corpus, len(documents))
    return [*documents[which:first:every], *documents[first:]]


def others(corpus: str, documents: Sequence[_T]) -> list[_T]:
    """The documents of a corpus that are for the reader."""
    every, which = _EVERY.get(corpus, (len(documents) + 1, len(documents)))
    first = documents[: _FIRST.get(corpus, len(documents))]
    return [each for number, each in enumerate(first) if number % every != which]


def newsroom(folder: Path) -> Corpus:
    """Those of the newsroom corpus, of its folder."""
    return Corpus("newsroom", tuple(map(gold_document, kept("newsroom", train(folder)))))


def polnear(path: Path) -> Corpus:
    """Those of PolNeAR train, in JSON lines, gzipped or not."""
    whole = gold.polnear(path)
    return replace(whole, documents=tuple(kept("polnear", whole.documents)))


def contract(annotations: Path, texts: Path) -> Corpus:
    """Those of PolNeAR's articles that are annotated by the contract; `texts` is PolNeAR train."""
    by_id = {each.id: each.text for each in gold.polnear(texts).documents}
    return Corpus("contract", tuple(map(gold_document, kept("contract", list(standoff.read(annotations, by_id))))))
