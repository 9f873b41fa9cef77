"""The two readers that are compared: the service's own, and a plain Stanza pipeline on the same models."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from evaluation.plain import straightened
from quotes.nlp import memory, models

Reader = Callable[[str], int]
"""Reads a text and returns its number of words (as Universal Dependencies counts them)."""


def ours(precision: str = "auto", stage: Callable[[str], Any] | None = None) -> Reader:
    """Text to attributions, as the service does it. `stage` gives a context manager that times a stage."""
    from quotes.attribution import pipeline

    attribute = pipeline.bundled().attribute
    memory.keep_freed()
    parser = models.load("bundled", precision=precision)

    def read(text: str) -> int:
        document = parser.parse(text)
        with stage("attribution") if stage else nullcontext():
            attribute(document)
        return len(document.tokens)

    return read


def plain() -> Reader:
    """Text to parse and tags by `stanza.Pipeline` as its documentation has it, with one copy of the encoder."""
    from evaluation.plain import load

    models.verify(models.BUNDLED)
    pipeline = load(models.BUNDLED)

    def read(text: str) -> int:
        parsed = pipeline(straightened(text).replace("\n", "\n\n"))
        return int(parsed.num_words)

    return read
