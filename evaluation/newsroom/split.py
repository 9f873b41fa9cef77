"""What is learned from and what is kept for measuring: a tenth of each writer's documents, listed by id in a file."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from evaluation.newsroom.model import Document
from evaluation.newsroom.reading import read

LIST = "held-out.txt"
_SEED = 20260101


def train(folder: Path) -> list[Document]:
    """The documents that models may learn from."""
    kept = listed(folder)
    return [document for document in read(folder) if document.id not in kept]


def held_out(folder: Path) -> list[Document]:
    """The documents that nothing may learn from; what is measured on them is the truth."""
    kept = listed(folder)
    return [document for document in read(folder) if document.id in kept]


def listed(folder: Path) -> frozenset[str]:
    """The ids of the documents kept for measuring."""
    return frozenset((folder / LIST).read_text("utf-8").split())


def draw(writer: str, identifiers: Sequence[str]) -> list[str]:
    """A tenth of a writer's documents, at random but the same each time, whatever other writers there are."""
    count = max(1, round(len(identifiers) / 10))
    drawn = random.Random(f"{_SEED} {writer}").sample(identifiers, count)
    return sorted(drawn, key=identifiers.index)
