"""One call from an article to its quotes: what notebooks, the command line and the HTTP service all use."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from quotes.attribution import pipeline
from quotes.attribution.filters import DEFAULT_CATEGORIES, select
from quotes.attribution.model import CATEGORIES, Analysis
from quotes.intake.extract import Extract
from quotes.intake.reading import read
from quotes.nlp import models
from quotes.nlp.document import Document, Parser
from quotes.result import ModelName, Result

ALL = "all"
"""In place of the categories: every one of them."""

Observer = Callable[[str, float], None]
"""Told the name of a stage (`parse`, `attribution`) and the seconds it took."""


@dataclass(frozen=True)
class Reader:
    """Reads articles. One at a time: it is not safe to share between threads.

    Attributes:
        parser: the models.
        attribute: the core: from a parsed document to its attributions.
    """

    parser: Parser
    attribute: Callable[[Document], Analysis] = field(default_factory=lambda: pipeline.bundled().attribute)

    def read(
        self,
        text: str | None = None,
        *,
        html: str | None = None,
        blocks: Sequence[Mapping[str, str]] | None = None,
        id: str | None = None,  # noqa: A002 (the contract's word)
        include: Collection[str] | str = DEFAULT_CATEGORIES,
        min_confidence: float = 0.0,
    ) -> Result:
        """Find every attributed quote of an article, which is exactly one of `text`, `html` and `blocks`.

        Args:
            text: the article as plain text; a blank line ends a paragraph.
            html: the article as HTML, a whole page or a part.
            blocks: the article as the blocks of an editor, each a mapping with an `id` and a `text` or an `html`.
            id: a name of the caller's for the article; it comes back as it is.
            include: categories of the cues wanted, of `quotes.CATEGORIES`, or "all"; by default all but "thought". A
                thought in quotation marks is a quote in any case.
            min_confidence: quotes of a lower confidence, 0 to 1, are left out.

        Raises:
            ValueError: the article is not given in exactly one form, holds no text, or `include` names no category.
        """
        forms = {"text": text, "html": html, "blocks": blocks}
        given = {form: article for form, article in forms.items() if article is not None}
        if len(given) != 1:
            raise ValueError("Exactly one of text, html and blocks must be given.")
        categories = frozenset(CATEGORIES if include == ALL else [include] if isinstance(include, str) else include)
        if unknown := categories - set(CATEGORIES):
            raise ValueError(f"No categories of cues: {', '.join(sorted(unknown))}. There are {', '.join(CATEGORIES)}.")
        extract = read(given)
        if not extract.text.strip():
            raise ValueError("The article holds no text.")
        return self.read_extract(extract, id=id, include=categories, min_confidence=min_confidence)

    def read_extract(
        self,
        extract: Extract,
        *,
        id: str | None = None,  # noqa: A002 (the contract's word)
        language: str = "en",
        include: Collection[str] = DEFAULT_CATEGORIES,
        min_confidence: float = 0.0,
    ) -> Result:
        """The same of a text that has been taken out of its body already.

        Args:
            extract: the text, and the way back to the body.
            id: as for `read`.
            language: the BCP 47 tag that the result says; any English is read.
            include: categories of the cues wanted.
            min_confidence: as for `read`.
        """
        analysis = select(self.analyse(extract.text), include, min_confidence)
        return Result(extract, analysis, self.model, id, language)

    def analyse(self, text: str, observe: Observer = lambda stage, seconds: None) -> Analysis:
        """Everything that is found in a text, thoughts included; `observe` is told the stages."""
        with _timed("parse", observe):
            document = self.parser.parse(text)
        with _timed("attribution", observe):
            return self.attribute(document)

    @property
    def model(self) -> ModelName:
        """Which models these are."""
        return ModelName(self.parser.name, self.parser.version)


def load(source: str = "bundled", *, threads: int = 1, max_sentence_words: int = 200, max_run: int = 512) -> Reader:
    """Load the models, which takes some seconds, and make a reader.

    Args:
        source: `bundled`, `official` (Stanza's own English package, fetched by Stanza's downloader) or a directory of
            the bundled layout.
        threads: torch threads of the process.
        max_sentence_words: longer sentences are cut for the parser, with a warning.
        max_run: longer runs of characters without a space are shortened for the parser, with a warning.

    Raises:
        ModelError: a model is missing, altered or cannot be loaded.
    """
    return Reader(models.load(source, threads, max_sentence_words, max_run))


@contextmanager
def _timed(stage: str, observe: Observer) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        observe(stage, time.monotonic() - start)
