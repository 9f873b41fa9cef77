"""Leaving parts of the core out, to see what each is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from unittest.mock import patch

from quotes.attribution import floating
from quotes.attribution.grammar import constructions
from quotes.attribution.ranking import scorer
from quotes.nlp.document import NO_PREDICTION, Document

PARTS = ("predictions", "grammar", "scorer")
"""What may be left out: what the report model sees, the candidates that grammar proposes, the learned scorer."""


def without_predictions(document: Document) -> Document:
    """A document as models without a report model would give it."""
    return replace(document, tokens=tuple(replace(token, prediction=NO_PREDICTION) for token in document.tokens))


class _Even:
    """A scorer that thinks every candidate as likely as the next: the first reading of each cue stands."""

    def score(self, evidence: Mapping[str, float]) -> scorer.Score:
        return scorer.Score(0.5, 0.5)


@contextmanager
def without(part: str | None) -> Iterator[None]:
    """Run the core without one of its parts; the predictions are taken away by `without_predictions`."""
    with ExitStack() as stack:
        if part == "grammar":
            stack.enter_context(patch.object(constructions, "find", lambda article: ()))
            stack.enter_context(patch.object(floating, "credited", lambda article: ()))
        if part == "scorer":
            stack.enter_context(patch.object(scorer, "bundled", _Even))
        yield
