"""Factuality: whether the text says that the saying took place.

"Ito refused to say" is negative, "Ito may say" hypothetical, "Ito will say" future. Polarity and modality are the two
scales of event factuality (Saurí and Pustejovsky 2009, FactBank); here they are read off negations and auxiliaries.
"""

from __future__ import annotations

from quotes.attribution.article import Article
from quotes.attribution.model import Modality, Polarity
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document

_NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "nobody", "none", "nothing"})
_REFUSALS = frozenset({"refuse", "decline", "fail"})
"""Verbs whose infinitive did not take place."""
_POSSIBILITIES = frozenset({"may", "might", "could", "would", "should", "must", "can"})
_CONDITIONS = frozenset({"if", "unless"})
_FUTURES = frozenset({"will", "shall", "'ll", "wo"})
"""Auxiliaries of the future; `wo` is what is left of "won't"."""


def polarity(article: Article, cue: int) -> Polarity:
    """Whether a cue, given by its head token, is negated: did not say, never said, refused to say."""
    document = article.document
    chain = _verb_chain(document, cue)
    words = {word for i in chain for word in _dependent_lemmas(article, i, "advmod", "det", "aux", "cc")}
    subject = trees.child(document, chain[-1], "nsubj")
    if subject and subject.upos != "NUM":  # no one said, neither side said; but No 10 did
        words |= {subject.lemma.lower()} | _dependent_lemmas(article, subject.index, "det")
    refused = any(document.tokens[i].lemma in _REFUSALS for i in chain[1:])
    return "negative" if words & _NEGATIONS or refused else "positive"


def modality(article: Article, cue: int) -> Modality:
    """Future for will say, hypothetical for may, would, could, should say and under "if"; of a cue's head token."""
    auxiliaries = {word for i in _verb_chain(article.document, cue) for word in _dependent_lemmas(article, i, "aux")}
    subordinators = _dependent_lemmas(article, cue, "mark")
    if auxiliaries & _POSSIBILITIES or subordinators & _CONDITIONS:
        return "hypothetical"
    return "future" if auxiliaries & _FUTURES else "asserted"


def _verb_chain(document: Document, cue: int) -> list[int]:
    """A cue and the verbs that it is the infinitive of: say, refused in "refused to say"."""
    chain = [cue]
    while (token := document.tokens[chain[-1]]).relation == "xcomp" and token.head is not None:
        chain.append(token.head)
    return chain


def _dependent_lemmas(article: Article, head: int, *relations: str) -> set[str]:
    """The lemmas of dependents that stand on the same side of quotation marks as their head: "Never," she told them."""
    found = trees.children(article.document, head, *relations)
    return {t.lemma.lower() for t in found if article.passage_of[t.index] == article.passage_of[head]}
