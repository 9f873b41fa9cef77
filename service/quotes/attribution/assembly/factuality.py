"""Factuality: whether the text says that the saying took place.

"Ito refused to say" is negative, "Ito may say" hypothetical, "Ito will say" future. Polarity and modality are the two
scales of event factuality (Saurí and Pustejovsky 2009, FactBank); here they are read off negations and auxiliaries.
"""

from __future__ import annotations

from quotes.attribution.article import Article
from quotes.attribution.model import Modality, Polarity
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document


def polarity(article: Article, cue: int) -> Polarity:
    """Whether a cue, given by its head token, is negated: did not say, never said, refused to say."""
    document, classes = article.document, article.lexicon.classes
    chain = _verb_chain(document, cue)
    words = {word for i in chain for word in _dependent_lemmas(article, i, "advmod", "det", "aux", "cc")}
    subject = trees.child(document, chain[-1], "nsubj")
    if subject and subject.upos != "NUM":  # no one said, neither side said; but No 10 did
        words |= {subject.lemma.lower()} | _dependent_lemmas(article, subject.index, "det")
    refused = any(document.tokens[i].lemma in classes.refusing_verbs for i in chain[1:])
    return "negative" if words & classes.negations or refused else "positive"


def modality(article: Article, cue: int) -> Modality:
    """Future for will say, hypothetical for may, would, could, should say and under "if"; of a cue's head token."""
    classes = article.lexicon.classes
    auxiliaries = {word for i in _verb_chain(article.document, cue) for word in _dependent_lemmas(article, i, "aux")}
    subordinators = _dependent_lemmas(article, cue, "mark")
    if auxiliaries & classes.possibilities or subordinators & classes.conditions:
        return "hypothetical"
    return "future" if auxiliaries & classes.futures else "asserted"


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
