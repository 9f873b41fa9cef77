"""Nouns and adjectives that report: her warning that it failed, he was adamant that it failed."""

from __future__ import annotations

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, Content, CueKind
from quotes.attribution.grammar import quotations, sources
from quotes.attribution.lexicon import Entry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def reporting_noun(article: Article, noun: Token) -> Candidate | None:
    """His warning that it failed; her call for calm; the ministry's pledge to pay; reports that it failed."""
    document = article.document
    entry = article.lexicon.nouns.get(noun.lemma.lower())
    if entry is None:
        return None
    owner = sources.possessor(document, noun.index)
    clause = _complement_clause(article, noun)
    phrase = None if clause or owner is None else _phrase(article, noun, owner)
    if clause:
        content = Content(frozenset(trees.subtree(document, clause.index)), "clause", clause.index)
    elif phrase:
        cases = {t.index for t in trees.children(document, phrase.index, "case")}
        content = Content(frozenset(trees.subtree(document, phrase.index, cases)), "phrase")
    else:
        return None
    source = owner if owner is not None else _giver(article, noun)
    if source is None and not (clause and _is_that_clause(document, clause)):
        return None
    return _candidate(article, noun, entry, "noun", content, source)


def _is_that_clause(document: Document, clause: Token) -> bool:
    return any(t.lemma == "that" for t in trees.children(document, clause.index, "mark"))


def _complement_clause(article: Article, noun: Token) -> Token | None:
    """The clause with "that" or "to" that a noun governs."""
    document, issuing_verbs = article.document, article.lexicon.classes.issuing_verbs
    for clause in trees.children(document, noun.index, "acl", "ccomp", "advcl", "xcomp"):
        markers = trees.children(document, clause.index, "mark")
        infinitive = any(t.lemma == "to" for t in markers)
        if clause.lemma in issuing_verbs and not infinitive and trees.child(document, clause.index, "obj") is None:
            continue  # a statement that her lawyer read
        if clause.deprel != "acl:relcl" and any(t.lemma in ("that", "to") for t in markers):
            return clause
    return None


def _phrase(article: Article, noun: Token, owner: int) -> Token | None:
    """What a reporting noun is of, for, to, against or about, other than its owner."""
    document, prepositions = article.document, article.lexicon.classes.reporting_noun_prepositions
    phrases = (t for t in trees.children(document, noun.index, "nmod", "acl") if t.index != owner)
    return next((t for t in phrases if trees.has_case(document, t.index, *prepositions)), None)


def _giver(article: Article, noun: Token) -> int | None:
    """The subject of the verb that a reporting noun is the object of: issued a warning that ...

    Who denies a report has not given it.
    """
    if noun.head is None or noun.relation not in ("obj", "obl") or article.document.tokens[noun.head].upos != "VERB":
        return None
    denied = article.lexicon.denies(article.document.tokens[noun.head])
    return None if denied else sources.subject(article, noun.head)


def reporting_adjective(article: Article, adjective: Token) -> Candidate | None:
    """Ito was adamant that it failed."""
    document = article.document
    entry = article.lexicon.adjectives.get(adjective.lemma.lower())
    clause = trees.child(document, adjective.index, "ccomp", "xcomp", "advcl")
    subject = trees.child(document, adjective.index, "nsubj")
    if not (entry and clause and subject) or subject.lemma.lower() in article.lexicon.classes.expletives:
        return None
    if not any(t.lemma in ("that", "to") for t in trees.children(document, clause.index, "mark")):
        return None
    content = Content(frozenset(trees.subtree(document, clause.index)), "clause", clause.index)
    return _candidate(article, adjective, entry, "adjective", content, sources.subject(article, adjective.index))


def _candidate(
    article: Article, word: Token, entry: Entry, kind: CueKind, content: Content, source: int | None
) -> Candidate:
    content = quotations.fit(article, content, word.index)
    cue = CandidateCue(word.index, frozenset({word.index}), entry.lemma, entry.category, kind)
    return Candidate(cue, content.tokens, content.passages, source, clause=content.clause, shape=content.shape)
