"""The whole core: from a parsed document to its attributions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from quotes.attribution import article as articles
from quotes.attribution import floating
from quotes.attribution.article import Article
from quotes.attribution.assembly.attributions import assemble
from quotes.attribution.candidate import Candidate
from quotes.attribution.coreference.antecedents import Judge, LearnedJudge
from quotes.attribution.grammar import constructions, relays
from quotes.attribution.learned import proposals
from quotes.attribution.lexicon import Lexicon
from quotes.attribution.model import Analysis
from quotes.attribution.ranking import ranking
from quotes.attribution.ranking.scorer import Ensembles, Scorer
from quotes.nlp.document import Document

Proposer = Callable[[Article, Sequence[Candidate]], Iterable[Candidate]]
"""Gives candidates of an article, beside those that the proposers before it have given."""


def grammatical(article: Article, known: Sequence[Candidate]) -> Iterable[Candidate]:
    """The candidates that the constructions of the grammar find."""
    return constructions.find(article)


@dataclass(frozen=True)
class Attributor:
    """Finds the attributions of a document, with the words, the scorer, the judge and the proposers that it is given.

    `attribute` takes all the steps; each of them is public, for those who measure or train one.
    """

    lexicon: Lexicon
    scorer: Scorer
    judge: Judge
    proposers: tuple[Proposer, ...] = (grammatical, proposals.propose)

    def attribute(self, document: Document) -> Analysis:
        """Find every attribution of a document, from its quotation marks and cues to its speakers."""
        article = self.article(document)
        found = self.complete(article, self.rank(article, self.propose(article)))
        quotes, entities = assemble(article, found, self.judge)
        return Analysis(quotes, entities, (*document.warnings, *article.warnings))

    def article(self, document: Document) -> Article:
        """The document with its trees corrected and its quotation marks paired."""
        return articles.read(document, self.lexicon)

    def propose(self, article: Article) -> list[Candidate]:
        """All that may be an attribution, several candidates to a cue among them."""
        found: list[Candidate] = []
        for proposer in self.proposers:
            found += proposer(article, tuple(found))
        return found

    def rank(self, article: Article, proposed: Sequence[Candidate]) -> list[Candidate]:
        """The best candidate of each cue and each content, where it is likely; in text order."""
        likely = ranking.likely_of_each_cue(article, proposed, self.scorer)
        best = relays.absorb(article, [first for first, *_ in likely], proposed)
        found = ranking.best_of_each_content(article, best, likely)
        return [proposals.addressed(article, candidate) for candidate in found]

    def complete(self, article: Article, ranked: Sequence[Candidate]) -> list[Candidate]:
        """The candidates with the quotations that no cue introduces, and with how sure each of them is."""
        return ranking.with_confidence(article, floating.complete(article, list(ranked)), self.scorer)


@cache
def bundled() -> Attributor:
    """The attributor of the bundled lexicon and scorer."""
    return Attributor(Lexicon.load(), Ensembles.load(), LearnedJudge.load())
