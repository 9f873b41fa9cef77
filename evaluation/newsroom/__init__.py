"""The newsroom corpus: invented news texts, annotated in full by the project's own contract (docs/newsroom.md)."""

from evaluation.newsroom import standoff
from evaluation.newsroom.model import Document, Entity, Mention, Name, Quote, Via
from evaluation.newsroom.reading import Reading, read, readings
from evaluation.newsroom.split import held_out, train

__all__ = [
    "Document",
    "Entity",
    "Mention",
    "Name",
    "Quote",
    "Reading",
    "Via",
    "held_out",
    "read",
    "readings",
    "standoff",
    "train",
]
