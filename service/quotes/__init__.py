"""Who said what: every attributed quote of an article, with its cue, its speaker and the relay it came through.

import quotes

reader = quotes.load()
result = reader.read('"Rates will fall," Ito said.')
for quote in result.quotes:
    print(quote.id, quote.type, result.words(quote.content))
"""

from quotes.attribution.model import CATEGORIES, Attribution, Cue, Entity, Mention, Reference, Via
from quotes.nlp.document import Span, TextWarning
from quotes.nlp.models import ModelError
from quotes.reader import Reader, load
from quotes.result import Result

__version__ = "0.3.0"

__all__ = [
    "CATEGORIES",
    "Attribution",
    "Cue",
    "Entity",
    "Mention",
    "ModelError",
    "Reader",
    "Reference",
    "Result",
    "Span",
    "TextWarning",
    "Via",
    "load",
]
