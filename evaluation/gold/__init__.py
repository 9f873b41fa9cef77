"""Annotated articles: every kind of file that holds them is read into one form."""

from evaluation.gold.model import (
    Corpus,
    GoldAttribution,
    GoldDocument,
    GoldEntity,
    GoldVia,
    Spans,
)
from evaluation.gold.newsroom import newsroom
from evaluation.gold.offsets import polnear, seeds
from evaluation.gold.strings import articles, constructions, relays

__all__ = [
    "Corpus",
    "GoldAttribution",
    "GoldDocument",
    "GoldEntity",
    "GoldVia",
    "Spans",
    "articles",
    "constructions",
    "newsroom",
    "polnear",
    "relays",
    "seeds",
]
