"""Factuality: whether the text says that the saying took place.

"Ito refused to say" is negative, "Ito may say" hypothetical, "Ito is expected to say" future. Polarity and modality are
the two scales of event factuality (Saurí and Pustejovsky 2009, FactBank); here they are read off negations, auxiliaries
and the verbs that govern an infinitive.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from quotes.attribution.article import Article
from quotes.attribution.model import Modality, Polarity
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def polarity(article: Article, cue: int) -> Polarity:
    """Whether a cue, given by its head token, is negated: did not say, never said, refused to say, has yet to say."""
    document, classes = article.document, article.lexicon.classes
    chain = _verb_chain(document, cue)
    reach = _reach_of_negation(article, chain)
    words = {word for i in reach for word in _dependent_lemmas(article, i, "advmod", "det", "aux", "cc", "mark")}
    subject = trees.child(document, chain[-1], "nsubj")
    if subject and subject.upos != "NUM":  # no one said, neither side said; but No 10 did
        words |= {subject.lemma.lower()} | _dependent_lemmas(article, subject.index, "det")
    refused = any(document.tokens[i].lemma in classes.refusing_verbs for i in _governing(document, chain))
    undone = any(word in classes.shortfalls for i in reach for word in _lemmas_before_marker(document, i))
    return "negative" if words & classes.negations or refused or undone else "positive"


def modality(article: Article, cue: int) -> Modality:
    """Whether a saying, given by its cue's head token, is still to come: will say, is to say, may say, if he says.

    Would not say and would only say tell of an answer that was given.
    """
    document, classes = article.document, article.lexicon.classes
    chain = _verb_chain(document, cue)
    auxiliaries = _auxiliaries(article, chain)
    if _is_answer(article, cue):
        auxiliaries -= classes.volitions
    clauses = _climb(document, cue, lambda token: token.relation == "xcomp" or _shares_subordinator(document, token))
    subordinators = {word for i in clauses for word in _dependent_lemmas(article, i, "mark")}
    if auxiliaries & classes.possibilities or subordinators & classes.conditions:
        return "hypothetical"
    prospective = any(_is_prospect(article, i) for i in _governing(document, chain))
    ahead = prospective or any(_is_to(document, i) for i in chain)
    return "future" if auxiliaries & classes.futures or ahead else "asserted"


def _auxiliaries(article: Article, chain: Sequence[int]) -> set[str]:
    """The auxiliaries of a chain of verbs, without those that beyond "and" tell of a habit: he would come and say."""
    reach = _reach_of_negation(article, chain)
    own = {word for i in reach for word in _dependent_lemmas(article, i, "aux")}
    beyond = {word for i in chain[len(reach) :] for word in _dependent_lemmas(article, i, "aux")}
    return own | (beyond - article.lexicon.classes.habits)


def _climb(document: Document, cue: int, goes_on: Callable[[Token], bool]) -> list[int]:
    """A cue and its governors, from each to the next as long as that goes on."""
    chain = [cue]
    while (token := document.tokens[chain[-1]]).head is not None and goes_on(token):
        chain.append(token.head)
    return chain


def _verb_chain(document: Document, cue: int) -> list[int]:
    """A cue and the verbs that it is the infinitive of or shares auxiliaries with.

    Say, refused in "refused to say"; urge, meet in "will meet Lee and urge him to go".
    """
    return _climb(document, cue, lambda token: token.relation == "xcomp" or _shares_auxiliaries(document, token))


def _shares_auxiliaries(document: Document, verb: Token) -> bool:
    """True for a verb that is coordinated with another in the same form, which is not finite: meet Lee and urge him."""
    form = verb.features.get("VerbForm", "Fin")
    if verb.relation != "conj" or verb.head is None or form == "Fin":
        return False
    alike = document.tokens[verb.head].features.get("VerbForm") == form
    return alike and trees.child(document, verb.index, "nsubj", "aux") is None


def _shares_subordinator(document: Document, verb: Token) -> bool:
    """True for a verb that is coordinated with another and has its subject: if he comes and says."""
    return verb.relation == "conj" and trees.child(document, verb.index, "nsubj", "mark") is None


def _governing(document: Document, chain: Sequence[int]) -> list[int]:
    """Those of a chain of verbs that govern the one before as their infinitive."""
    return [governor for verb, governor in pairwise(chain) if document.tokens[verb].relation == "xcomp"]


def _reach_of_negation(article: Article, chain: Sequence[int]) -> Sequence[int]:
    """The verbs of a chain whose negation is the first one's too: not beyond "and"."""
    document, alternatives = article.document, article.lexicon.classes.alternatives

    def is_added(verb: int) -> bool:
        joining = trees.children(document, verb, "cc") if document.tokens[verb].relation == "conj" else []
        return any(t.lemma.lower() not in alternatives for t in joining)

    end = next((n for n, verb in enumerate(chain, 1) if is_added(verb)), len(chain))
    return chain[:end]


def _lemmas_before_marker(document: Document, verb: int) -> set[str]:
    """The lemmas right before the words that mark a clause: yet to say, short of saying, refrained from saying."""
    markers = trees.children(document, verb, "mark", "case")
    return {document.tokens[t.index - 1].lemma.lower() for t in markers if t.index}


def _is_answer(article: Article, cue: int) -> bool:
    """True for a cue that is negated or restricted: would not say, would only say, would say only."""
    restrictions = article.lexicon.classes.restrictions
    behind = article.document.tokens[cue + 1 : cue + 2]
    words = _dependent_lemmas(article, cue, "advmod") | {t.lemma.lower() for t in behind}
    return bool(words & restrictions) or polarity(article, cue) == "negative"


def _is_prospect(article: Article, verb: int) -> bool:
    """True for a word whose infinitive is still to come: is going to say; but not "going on to say"."""
    form = article.document.tokens[verb].text.lower()
    return form in article.lexicon.classes.prospects and not trees.child(article.document, verb, "compound:prt")


def _is_to(document: Document, verb: int) -> bool:
    """True for an infinitive behind a form of "be": Ito is to tell the House."""
    to = next((t.index for t in trees.children(document, verb, "mark") if t.lemma == "to"), 0)
    return any(t.lemma == "be" and t.index < to for t in trees.children(document, verb, "aux", "cop"))


def _dependent_lemmas(article: Article, head: int, *relations: str) -> set[str]:
    """The lemmas of dependents that stand on the same side of quotation marks as their head: "Never," she told them."""
    found = trees.children(article.document, head, *relations)
    return {t.lemma.lower() for t in found if article.passage_of[t.index] == article.passage_of[head]}
