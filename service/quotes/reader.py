"""One call from an article to its quotes: what notebooks, the command line and the HTTP service all use."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from quotes.attribution import pipeline
from quotes.attribution.filters import DEFAULT_CATEGORIES
from quotes.attribution.model import CATEGORIES, Analysis
from quotes.fair_copy.copying import FairCopy
from quotes.intake.reading import read
from quotes.nlp import models
from quotes.nlp.document import BlockQuote, Document, Parser
from quotes.result import ModelName, Result

ALL = "all"
"""In place of the categories: every one of them."""

Observer = Callable[[str, float], None]
"""Told the name of a stage (`parse`, `attribution`) and the seconds it took."""


@dataclass(frozen=True, repr=False)
class Reader:
    """Reads articles. One at a time: it is not safe to share between threads.

    Attributes:
        parser: the models.
        attribute: the core: from a parsed document to its attributions.
    """

    parser: Parser
    attribute: Callable[[Document], Analysis] = field(default_factory=lambda: pipeline.bundled().attribute)

    def __repr__(self) -> str:
        return f"<quotes.Reader: {' '.join(self.model)}>"

    def read(
        self,
        text: str | None = None,
        *,
        html: str | None = None,
        blocks: Sequence[Mapping[str, str]] | None = None,
        selector: str | None = None,
        id: str | None = None,  # noqa: A002 (the contract's word)
        include: Collection[str] | str = DEFAULT_CATEGORIES,
        min_confidence: float = 0.0,
    ) -> Result:
        """Find every attributed quote of an article, which is exactly one of `text`, `html` and `blocks`.

        Args:
            text: the article as plain text; a blank line ends a paragraph.
            html: the article as HTML, a whole page or a part.
            blocks: the article as the blocks of an editor, each a mapping with an `id` of its own and either a `text`
                or an `html`.
            selector: which elements of HTML are read, as in CSS: names, classes, ids and attributes (`main .story`); by
                default the only `<main>` or `<article>` of a page, else all but what stands beside an article.
            id: a name of the caller's for the article; it comes back as it is.
            include: categories of the cues wanted, of `quotes.CATEGORIES`, or "all"; by default all but "thought". A
                thought in quotation marks is a quote in any case.
            min_confidence: quotes of a lower confidence, 0 to 1, are left out.

        Raises:
            ValueError: the article is not given in exactly one form or holds no text, the selector is none, `include`
                names no category, or the confidence is none.
            TypeError: an argument is not of its type.
        """
        given = {"text": text, "html": html, "blocks": blocks, "selector": selector}
        extract = read({form: article for form, article in given.items() if article is not None})
        if not extract.text.strip():
            raise ValueError("The article holds no text.")
        if not (id is None or isinstance(id, str)):
            raise TypeError("The id must be a string.")
        if not 0 <= min_confidence <= 1:
            raise ValueError("The confidence must be a number from 0 to 1.")
        asked = {include} if isinstance(include, str) else set(include)
        categories = set(CATEGORIES) if ALL in asked else asked
        if unknown := categories - set(CATEGORIES):
            raise ValueError(f"No categories of cues: {', '.join(sorted(unknown))}. There are {', '.join(CATEGORIES)}.")
        analysis = self.analyse(extract.text, block_quotes=extract.block_quotes)
        return Result.of(extract, analysis, self.model, id=id, include=categories, min_confidence=min_confidence)

    def analyse(
        self,
        text: str,
        observe: Observer = lambda stage, seconds: None,
        block_quotes: tuple[BlockQuote, ...] = (),
    ) -> Analysis:
        """Everything that is found in a text, thoughts included.

        Args:
            text: the text.
            observe: told the stages.
            block_quotes: what its layout sets apart as quotations.
        """

        def analysed(copy: FairCopy) -> Analysis:
            with _timed("parse", observe):
                document = self.parser.parse(copy.text)
            led = tuple(quote.led(copy.led_on) for quote in block_quotes)
            with _timed("attribution", observe):
                return self.attribute(replace(document, block_quotes=led) if led else document)

        return through_fair_copy(text, analysed)

    @property
    def model(self) -> ModelName:
        """Which models these are."""
        return ModelName(self.parser.name, self.parser.version)


def through_fair_copy(text: str, analyse: Callable[[FairCopy], Analysis]) -> Analysis:
    """What `analyse` finds in the fair copy of a text, led back to the text."""
    copy = FairCopy(text)
    analysis = analyse(copy)
    if copy.is_text:
        return analysis
    led = analysis.led_back(copy.led_back)
    return replace(led, warnings=(*copy.warnings, *led.warnings))


def load(
    source: str = "bundled",
    *,
    threads: int = 1,
    max_sentence_words: int = 200,
    max_run: int = 512,
    precision: str = "auto",
) -> Reader:
    """Load the models, which takes some seconds, and make a reader.

    Args:
        source: `bundled`, `official` (Stanza's own English package, fetched by Stanza's downloader) or a directory of
            the bundled layout.
        threads: torch threads of the process.
        max_sentence_words: longer sentences are cut for the parser, with a warning.
        max_run: longer runs of characters without a space are shortened for the parser, with a warning.
        precision: `auto` for bfloat16 where the processor multiplies it in hardware, or `float32`, for the same answers
            on every machine.

    Raises:
        ModelError: a model is missing, altered or cannot be loaded.
    """
    return Reader(models.load(source, threads, max_sentence_words, max_run, precision))


@contextmanager
def _timed(stage: str, observe: Observer) -> Iterator[None]:
    start = time.monotonic()
    try:
        yield
    finally:
        observe(stage, time.monotonic() - start)
