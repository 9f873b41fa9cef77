"""The whole core: from a parsed document to its attributions."""

from __future__ import annotations

from quotes.attribution import article as articles
from quotes.attribution import assembly, cues, floating, readings, relays, selecting
from quotes.attribution.article import Article
from quotes.attribution.reports import Report
from quotes.attribution.results import Analysis
from quotes.nlp.document import Document


def candidates(article: Article) -> list[Report]:
    """All that may be a report, by grammar and by what the report model sees; several readings of a cue among them."""
    known = [*cues.find(article), *floating.credited(article)]
    return [*known, *readings.find(article, known)]


def attribute(document: Document) -> Analysis:
    """Find every attribution of a document: marks, cues with their contents and sources, relays, speakers."""
    article = articles.read(document)
    possible = candidates(article)
    likely = selecting.likely(article, possible)
    settled = selecting.settle(article, relays.absorb(article, likely, possible))
    found = selecting.rated(article, floating.complete(article, settled))
    quotes, entities = assembly.assemble(article, found)
    return Analysis(quotes, entities, (*document.warnings, *article.warnings))
