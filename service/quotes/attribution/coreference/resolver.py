"""Coreference: who is who in an article.

Its steps go from the surest to the least sure, and each builds on what those before it found, in the manner of the
sieves of Raghunathan et al. (2010, A multi-pass sieve for coreference resolution): names by their words, then nominals
as a learned judge tells, groups, and last pronouns. What cannot be decided stays an entity of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quotes.attribution.article import Article
from quotes.attribution.coreference import antecedents, groups, names
from quotes.attribution.coreference.antecedents import Judge
from quotes.attribution.coreference.referents import Referents


def resolve(article: Article, participants: Mapping[int, Collection[int]], judge: Judge) -> Referents:
    """Join all mentions of an article that refer to one entity.

    Args:
        article: the article.
        participants: the head tokens of the mentions that take part in an attribution, as its source, relay or
            addressee; each with the tokens of its phrase. They are mentions whatever they look like, and the
            likeliest antecedents.
        judge: tells the antecedents of nominals and pronouns.
    """
    referents = Referents(article, participants)
    names.join(referents)
    antecedents.join(referents, "nominal", judge)
    groups.join(referents)
    antecedents.join(referents, "pronoun", judge)
    return referents
