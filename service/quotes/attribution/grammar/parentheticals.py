"""Reporting clauses as parentheticals: Rates, Ito said, will fall; as Ito put it, rates will fall."""

from __future__ import annotations

from quotes.attribution.article import Article
from quotes.attribution.candidate import Content
from quotes.attribution.grammar import sources
from quotes.attribution.grammar.verb_entries import VerbEntry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def is_reporting_clause(article: Article, token: Token) -> bool:
    """True for the verb of a bare reporting clause set off by a comma: ..., the ministry reported on Sunday."""
    document = article.document
    if token.upos != "VERB" or token.relation not in ("parataxis", "ccomp", "conj", "advcl", "acl"):
        return False
    if not any("clause" in entry.frames for entry in article.lexicon.verb(token)):
        return False
    subject = sources.own_subject(article, token.index)
    if subject is None or trees.is_relative(subject):
        return False
    own = trees.children(document, token.index, "ccomp", "obj", "xcomp", "mark", "cc", "iobj", "csubj")
    if any(not sources.is_converb(document, t) for t in own):
        return False
    clause = trees.trim(document, trees.subtree(document, token.index))
    if clause[0] == article.sentence(clause[0]).first:
        return False
    before, after = document.tokens[clause[0] - 1], document.tokens[clause[-1] + 1 : clause[-1] + 2]
    if token.relation == "acl":  # the parser takes for a relative clause what two commas set off
        return before.text == "," and bool(after) and after[0].text == ","
    return before.upos == "PUNCT"


def asides(article: Article, clause: int) -> set[int]:
    """The heads of what is set off within a clause but no part of it: reporting clauses, remarks upon the clause."""
    document = article.document
    reporting = {
        i for i in trees.subtree(document, clause) if i != clause and is_reporting_clause(article, document.tokens[i])
    }
    if document.tokens[clause].upos in ("NOUN", "PROPN", "PRON"):
        return reporting
    remarks = trees.children(document, clause, "appos", "parataxis")  # a phrase that she has used before
    return reporting | {t.index for t in remarks if t.upos == "NOUN" and t.index > clause}


def host_clause(article: Article, verb: VerbEntry) -> Content | None:
    """The clause that a reporting clause stands in: Rates will fall, Ito said; rates, Ito said, will fall."""
    document, token = article.document, verb.token
    if token.head is None or verb.has_other_object(document):
        return None
    if not _is_as_clause(document, token) and not is_reporting_clause(article, token):
        return None
    host = _clause_around(document, document.tokens[token.head])
    tokens = trees.subtree(document, host.index, asides(article, host.index) | {verb.index})
    if document.tokens[min(tokens)].deprel == "cc":
        tokens.discard(min(tokens))
    return Content(frozenset(tokens), "parenthetical", host.index)


def narrated_host(article: Article, verb: VerbEntry) -> Content | None:
    """Ito told them to "stop," Reuters reported: a host clause before the verb, with its head in narration."""
    head = verb.token.head
    narrated = head is not None and head < verb.index and article.passage_of[head] is None
    return host_clause(article, verb) if narrated and is_reporting_clause(article, verb.token) else None


def _is_as_clause(document: Document, verb: Token) -> bool:
    """True for "as Ito put it"."""
    return verb.relation == "advcl" and any(t.lemma == "as" for t in trees.children(document, verb.index, "mark"))


def _clause_around(document: Document, token: Token) -> Token:
    """The head of the clause of which a token heads a part."""
    while token.head is not None and token.relation in ("nsubj", "obj", "obl", "nmod", "xcomp"):
        token = document.tokens[token.head]
    return token
