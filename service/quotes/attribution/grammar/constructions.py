"""Cues: which words report, and what they report.

Each function knows one kind of cue and gives the report that a token makes, if it makes one; which of them are
kept is decided in selecting.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from quotes.attribution.article import Article
from quotes.attribution.candidate import Cue, Kind, Report
from quotes.attribution.grammar import complements, relays, sources, verbs
from quotes.attribution.grammar.complements import Content
from quotes.attribution.lexicon import Entry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def find(article: Article) -> Iterator[Report]:
    """All reports that the article's cues could make, in text order of the cues."""
    for token in article.document.tokens:
        if _spoken(article, token.index):
            report = _retold(article, token) if token.upos == "VERB" else None
        else:
            find_one = _FINDERS.get(token.upos)
            report = find_one(article, token) if find_one else None
            report = report or according_to(article, token) or viewpoint(article, token)
        if report:
            yield report


def _spoken(article: Article, token: int) -> bool:
    number = article.passage_of[token]
    return number is not None and article.sizes[number] > 1


def _retold(article: Article, token: Token) -> Report | None:
    """What somebody's quoted speech reports in its turn: "My neighbour told me the well was dry," said Horn.

    What speakers say that they say now (we call on all parties) is their own speech act, not a report.
    """
    found = verbs.report(article, token)
    if found is None or found.cue is None or found.source is None or found.shape not in ("clause", "parenthetical"):
        return None
    source = article.document.tokens[found.source]
    performed = source.features.get("Person") in ("1", "2") and token.features.get("Tense") != "Past"
    inside = {article.passage_of[i] for i in found.content} == {article.passage_of[token.index]}
    listed = found.cue.listed and found.cue.category != "thought"
    return found if listed and inside and not performed else None


def noun(article: Article, token: Token) -> Report | None:
    """His warning that it failed; her call for calm; the ministry's pledge to pay."""
    document = article.document
    entry = article.lexicon.nouns.get(token.lemma.lower())
    if entry is None:
        return None
    owner = sources.possessor(document, token.index)
    clause = _noun_clause(document, token)
    phrase = None if clause or owner is None else _noun_phrase(document, token, owner)
    if clause:
        content = Content(frozenset(trees.subtree(document, clause.index)), "clause", clause.index)
    elif phrase:
        cases = {t.index for t in trees.children(document, phrase.index, "case")}
        content = Content(frozenset(trees.subtree(document, phrase.index, cases)), "phrase")
    else:
        return None
    source = owner if owner is not None else _giver(article, token)
    return None if source is None else _report(article, token, entry, "noun", content, source)


def _noun_clause(document: Document, noun: Token) -> Token | None:
    """The clause with "that" or "to" that a noun governs."""
    for clause in trees.children(document, noun.index, "acl", "ccomp", "advcl", "xcomp"):
        marks = trees.children(document, clause.index, "mark")
        infinitive = any(t.lemma == "to" for t in marks)
        if clause.lemma in relays.ISSUING and not infinitive and trees.child(document, clause.index, "obj") is None:
            continue  # a statement that her lawyer read
        if clause.deprel != "acl:relcl" and any(t.lemma in ("that", "to") for t in marks):
            return clause
    return None


def _noun_phrase(document: Document, noun: Token, owner: int) -> Token | None:
    """What a noun of saying is of, for, to, against or about, other than its owner."""
    for phrase in trees.children(document, noun.index, "nmod", "acl"):
        cased = trees.has_case(document, phrase.index, "of", "for", "to", "against", "about", "on")
        if cased and phrase.index != owner:
            return phrase
    return None


def _giver(article: Article, noun: Token) -> int | None:
    """The subject of the verb that a noun of saying is the object of: issued a warning that ..."""
    if noun.head is None or noun.relation not in ("obj", "obl") or article.document.tokens[noun.head].upos != "VERB":
        return None
    return sources.subject(article, noun.head)


def adjective(article: Article, token: Token) -> Report | None:
    """Ito was adamant that it failed."""
    document = article.document
    entry = article.lexicon.adjectives.get(token.lemma.lower())
    clause = trees.child(document, token.index, "ccomp", "xcomp", "advcl")
    subject = trees.child(document, token.index, "nsubj")
    if not (entry and clause and subject) or subject.lemma.lower() in ("it", "there"):
        return None
    if not any(t.lemma in ("that", "to") for t in trees.children(document, clause.index, "mark")):
        return None
    content = Content(frozenset(trees.subtree(document, clause.index)), "clause", clause.index)
    return _report(article, token, entry, "adjective", content, sources.subject(article, token.index))


def adverb(article: Article, token: Token) -> Report | None:
    """It reportedly failed: a report without a source."""
    entry = article.lexicon.adverbs.get(token.lemma.lower())
    if entry is None or token.head is None:
        return None
    host = _clause_head(article.document, token.head)
    content = frozenset(trees.subtree(article.document, host, {token.index}))
    return _report(article, token, entry, "adverb", Content(content, "parenthetical", host), None)


def _report(article: Article, token: Token, entry: Entry, kind: Kind, content: Content, source: int | None) -> Report:
    """The report of a cue of one word."""
    content = complements.fit(article, content, token.index)
    cue = Cue(token.index, frozenset({token.index}), entry.lemma, entry.category, kind)
    return Report(cue, content.tokens, content.passages, source, None, content.clause, content.shape)


def according_to(article: Article, token: Token) -> Report | None:
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
    cue = Cue(token.index, frozenset({token.index, to.index}), "according to", "statement", "preposition")
    return _beside_clause(article, cue, source, outside)


def viewpoint(article: Article, token: Token) -> Report | None:
    """In Ito's view (words), rates will fall."""
    document = article.document
    entry = article.lexicon.viewpoints.get(token.lemma.lower())
    case = next((t for t in trees.children(document, token.index, "case") if t.lemma.lower() in ("in", "to")), None)
    owner = trees.child(document, token.index, "nmod:poss")
    if entry is None or case is None or owner is None:
        return None
    words = frozenset({case.index, token.index})
    cue = Cue(token.index, words, f"in {entry.lemma}", entry.category, "preposition")
    return _beside_clause(article, cue, owner.index, token.index)


def _beside_clause(article: Article, cue: Cue, source: int, phrase: int) -> Report | None:
    """The report of a phrase that stands beside the clause that it reports."""
    document = article.document
    governor = document.tokens[phrase].head
    if governor is None:
        return None
    host = _clause_head(document, governor)
    tokens = frozenset(trees.subtree(document, host, {phrase}))
    content = complements.fit(article, Content(tokens, "parenthetical", host), cue.head)
    own = frozenset(trees.subtree(document, phrase))
    return Report(cue, content.tokens, content.passages, source, None, host, "parenthetical", own)


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


_FINDERS = {"VERB": verbs.report, "NOUN": noun, "ADJ": adjective, "ADV": adverb}
