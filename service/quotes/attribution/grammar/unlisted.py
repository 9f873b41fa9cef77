"""Verbs of no list: one reports if it introduces a quotation: "It failed," Ito beamed."""

from __future__ import annotations

from quotes.attribution.article import Article
from quotes.attribution.candidate import Content
from quotes.attribution.grammar import complements, quotations, sources
from quotes.attribution.grammar.verb_entries import VerbEntry
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Span, Token


def content(article: Article, verb: VerbEntry) -> Content | None:
    """The quotation that a verb introduces: as its complement, or right beside it and set off as speech is."""
    if _is_said_of_thing(article, verb.token):
        return None
    if found := complements.quoted_clause(article, verb):
        return found
    found = quotations.beside(article, verb)
    if found is None:
        return None
    passage = found.passages[0]
    introduced = _is_adjacent(article, verb.token, passage) and _is_set_off(article, verb.token, passage)
    return found if introduced else None


def _is_said_of_thing(article: Article, verb: Token) -> bool:
    """True for what is said of a thing that cannot speak itself: Cole said the row had one cause: "They hate us."."""
    subject = sources.own_subject(article, verb.index)
    thing = subject is not None and subject.upos == "NOUN" and not article.lexicon.may_speak(subject)
    governor = article.document.tokens[verb.head] if verb.relation == "ccomp" and verb.head is not None else None
    return thing and governor is not None and article.lexicon.is_verb_of_saying(governor)


def _is_set_off(article: Article, verb: Token, passage: Passage) -> bool:
    """True if punctuation parts verb and quotation, as it does speech."""
    before, after = article.beside(passage.span)
    if passage.span.start > verb.start:
        return before in (",", ":")
    return article.document.text[passage.inner.end - 1] in ",.!?…—–-" or after in (",", "—", "–", "-")


def _is_adjacent(article: Article, verb: Token, passage: Passage) -> bool:
    """True if nothing but the verb's subject, auxiliaries and adverbs stands between it and the quotation."""
    start = min(passage.span.end, verb.end)
    between = article.tokens_in(Span(start, max(start, passage.span.start, verb.start)))
    subject = sources.own_subject(article, verb.index)
    allowed = trees.subtree(article.document, subject.index) if subject else set()
    return all(t.index in allowed or t.upos in ("PUNCT", "AUX", "ADV", "PART") or t == verb for t in between)
