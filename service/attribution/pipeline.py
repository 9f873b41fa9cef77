"""The whole core: from a parsed document to its attributions."""

from __future__ import annotations

from itertools import chain

from service.attribution import article as articles
from service.attribution import assembly, cues, floating, relays, selecting, tags
from service.attribution.results import Analysis
from service.nlp.document import Document


def attribute(document: Document) -> Analysis:
    """Find every attribution of a document: marks, cues with their contents and sources, relays, speakers."""
    article = articles.read(document)
    candidates = chain(cues.find(article), floating.credited(article))
    likely = selecting.likely(article, candidates)
    settled = selecting.settle(article, relays.absorb(article, likely))
    found = floating.complete(article, settled)
    tagged = selecting.likely(article, tags.find(article, found))
    found = selecting.settle(article, [*found, *tagged])
    quotes, entities = assembly.assemble(article, found)
    return Analysis(quotes, entities, (*document.warnings, *article.warnings))
