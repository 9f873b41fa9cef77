"""The whole core: from a parsed document to its attributions."""

from __future__ import annotations

from quotes.attribution import article as articles
from quotes.attribution import floating
from quotes.attribution.article import Article
from quotes.attribution.assembly.attributions import assemble
from quotes.attribution.candidate import Report
from quotes.attribution.grammar import constructions, relays
from quotes.attribution.learned import candidates
from quotes.attribution.model import Analysis
from quotes.attribution.ranking import ranking
from quotes.nlp.document import Document


def proposals(article: Article) -> list[Report]:
    """All that may be a report, by grammar and by what the report model sees; several readings of a cue among them."""
    known = [*constructions.find(article), *floating.credited(article)]
    return [*known, *candidates.find(article, known)]


def attribute(document: Document) -> Analysis:
    """Find every attribution of a document: marks, cues with their contents and sources, relays, speakers."""
    article = articles.read(document)
    possible = proposals(article)
    likely = ranking.likely(article, possible)
    settled = ranking.settle(article, relays.absorb(article, likely, possible))
    found = ranking.rated(article, floating.complete(article, settled))
    quotes, entities = assemble(article, found)
    return Analysis(quotes, entities, (*document.warnings, *article.warnings))
