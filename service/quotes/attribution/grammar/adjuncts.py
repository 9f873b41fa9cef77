"""Phrases and adverbs beside the clause that they report: according to Ito, in Ito's view, reportedly."""

from __future__ import annotations

from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, Content
from quotes.attribution.grammar import quotations
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def according_to(article: Article, token: Token) -> Candidate | None:
    """According to Ito, rates will fall; not what "according to" only compares with: according to size."""
    document = article.document
    if token.lemma.lower() not in ("accord", "according") or token.index + 1 == len(document.tokens):
        return None
    to = document.tokens[token.index + 1]
    if to.text.lower() != "to" or token.head is None:
        return None
    governed = [t.index for t in trees.children(document, token.index, "obl", "nmod")]
    source = next((i for i in (token.head, to.head, *governed) if i is not None and i > to.index), None)
    if source is None or document.tokens[source].lemma.lower() in article.lexicon.measures:
        return None
    outside = token.index if document.tokens[source].head == token.index else source
    cue = CandidateCue(token.index, frozenset({token.index, to.index}), "according to", "statement", "preposition")
    return _beside_clause(article, cue, source, outside)


def viewpoint(article: Article, noun: Token) -> Candidate | None:
    """In Ito's view, in his words, rates will fall."""
    document, prepositions = article.document, article.lexicon.classes.viewpoint_prepositions
    entry = article.lexicon.viewpoints.get(noun.lemma.lower())
    case = next((t for t in trees.children(document, noun.index, "case") if t.lemma.lower() in prepositions), None)
    owner = trees.child(document, noun.index, "nmod:poss")
    if entry is None or case is None or owner is None:
        return None
    words = frozenset({case.index, noun.index})
    cue = CandidateCue(noun.index, words, f"in {entry.lemma}", entry.category, "preposition")
    return _beside_clause(article, cue, owner.index, noun.index)


def reporting_adverb(article: Article, adverb: Token) -> Candidate | None:
    """It reportedly failed: a report without a source."""
    entry = article.lexicon.adverbs.get(adverb.lemma.lower())
    if entry is None:
        return None
    cue = CandidateCue(adverb.index, frozenset({adverb.index}), entry.lemma, entry.category, "adverb")
    found = _beside_clause(article, cue, None, adverb.index)
    return replace(found, reporting_clause=frozenset()) if found else None


def _beside_clause(article: Article, cue: CandidateCue, source: int | None, phrase: int) -> Candidate | None:
    """The candidate of a phrase, by its head, that stands beside the clause that it reports."""
    document = article.document
    governor = document.tokens[phrase].head
    if governor is None:
        return None
    clause = _clause_head(document, governor)
    tokens = frozenset(trees.subtree(document, clause, {phrase}))
    content = quotations.fit(article, Content(tokens, "parenthetical", clause), cue.head)
    return Candidate(
        cue,
        content.tokens,
        content.passages,
        source,
        clause=clause,
        shape="parenthetical",
        reporting_clause=frozenset(trees.subtree(document, phrase)),
    )


def _clause_head(document: Document, index: int) -> int:
    """The head of the clause that a token stands in."""
    for i in (index, *trees.ancestors(document, index)):
        token = document.tokens[i]
        if token.relation in ("root", "ccomp", "parataxis", "advcl", "csubj") or token.deprel == "acl:relcl":
            return i
        if token.relation == "conj" and trees.child(document, i, "nsubj"):
            return i
        index = i
    return index
