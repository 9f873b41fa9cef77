"""The golden parse: a text whose one quote is known, run through parser and core before the service is ready.

Weights that load without complaint may still be the wrong ones; this tells.
"""

from __future__ import annotations

from quotes.nlp.document import Span
from quotes.reader import Reader

TEXT = '"Rates will fall," Ito said.'
CONTENT = '"Rates will fall,"'
SPEAKER = "Ito"


class GoldenError(Exception):
    """The models do not find the quote that they must."""


def check(reader: Reader) -> None:
    """Analyse the golden text.

    Raises:
        GoldenError: its quote did not come out, word for word.
    """

    def words(spans: tuple[Span, ...]) -> str:
        return " ".join(TEXT[span.start : span.end] for span in spans)

    found = [
        (words(quote.content), words(quote.speaker.spans) if quote.speaker else None)
        for quote in reader.analyse(TEXT).quotes
    ]
    if found != [(CONTENT, SPEAKER)]:
        raise GoldenError(f"{' '.join(reader.model)}: the golden text gives {found}, not {[(CONTENT, SPEAKER)]}")
