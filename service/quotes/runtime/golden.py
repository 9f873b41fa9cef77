"""The golden parse: a text whose one quote is known, run through parser and core before the service is ready.

Weights that load without complaint may still be the wrong ones; this tells.
"""

from __future__ import annotations

from collections.abc import Callable

from quotes.attribution.model import Analysis
from quotes.nlp.document import Document, Parser, Span

TEXT = '"Rates will fall," Ito said.'
CONTENT = '"Rates will fall,"'
SPEAKER = "Ito"


class GoldenError(Exception):
    """The models do not find the quote that they must."""


def check(parser: Parser, attribute: Callable[[Document], Analysis]) -> None:
    """Analyse the golden text.

    Raises:
        GoldenError: its quote did not come out, word for word.
    """

    def words(spans: tuple[Span, ...]) -> str:
        return " ".join(TEXT[span.start : span.end] for span in spans)

    found = [
        (words(quote.content), words(quote.speaker.spans) if quote.speaker else None)
        for quote in attribute(parser.parse(TEXT)).quotes
    ]
    if found != [(CONTENT, SPEAKER)]:
        raise GoldenError(f"{parser.name} {parser.version}: the golden text gives {found}, not {[(CONTENT, SPEAKER)]}")
