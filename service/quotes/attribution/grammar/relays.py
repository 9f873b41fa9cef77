"""Relays: through whom the words of a speaker came.

Three shapes: an attribution of an attribution that stands behind or inside it (Ito warned of war, the ministry
reported); somebody who issued, read or was quoted as the bearer of it (in a statement issued by his spokesman);
and an attribution inside the content of another, which the outer source passes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.grammar import complements, sources
from quotes.attribution.model import ViaRelation
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

ISSUING = frozenset({"issue", "release", "read", "deliver", "send", "make", "give", "post", "provide", "convey"})
"""What those who pass a statement on do with it."""


@dataclass(frozen=True)
class Relay:
    """A relay of an attribution: the head token of the one who passed it on."""

    relation: ViaRelation
    source: int


def absorb(article: Article, likely: Sequence[Candidate], proposed: Sequence[Candidate]) -> list[Candidate]:
    """Turn attributions of attributions into relays of theirs, and let those speak whom an outlet cites.

    The outer ones are sought among all candidates: what is itself reported makes them likely enough.
    """
    citing = {n: c for n, candidate in enumerate(likely) if (c := _citing_participle(article, candidate)) is not None}
    candidates = [_as_cited(article.document, c, citing[n]) if n in citing else c for n, c in enumerate(likely)]
    inner: dict[int, set[int]] = {}
    for m, candidate in enumerate(candidates):
        for head in {candidate.clause, candidate.cue.head if candidate.cue else None}:
            if head is not None:
                inner.setdefault(head, set()).add(m)
    relaying: dict[int, dict[int, Candidate]] = {}
    gone = set(citing.values())
    for outer in proposed:
        if outer.cue is None or outer.shape != "parenthetical" or outer.source is None or outer.clause is None:
            continue
        for m in inner.get(outer.clause, ()):
            if _reports_on(article, outer, candidates[m]):
                relaying.setdefault(m, {}).setdefault(outer.cue.head, outer)
                gone.add(outer.cue.head)
    return [
        _relayed(candidate, list(relaying.get(n, {}).values()))
        for n, candidate in enumerate(candidates)
        if not candidate.cue or candidate.cue.head not in gone
    ]


def _relayed(candidate: Candidate, outer: Sequence[Candidate]) -> Candidate:
    passing_on = tuple(o.source for o in outer if o.source is not None)
    reporting = frozenset().union(*(o.reporting_clause for o in outer))
    content = (candidate.content - reporting) or candidate.content
    return replace(candidate, relayed_by=(*candidate.relayed_by, *passing_on), content=content)


def _reports_on(article: Article, outer: Candidate, inner: Candidate) -> bool:
    """True if the outer, parenthetical candidate reports the saying itself: its clause is the inner cue's."""
    if inner.cue is None or outer.cue is None or inner.cue.kind != "verb" or inner.cue.category == "thought":
        return False
    if inner.source in (None, outer.source) or outer.cue.head == inner.cue.head:
        return False
    if article.passage_of[inner.cue.head] is not None:  # said within the quotation
        return False
    about_content = inner.shape != "parenthetical" and outer.clause == inner.clause is not None
    return outer.clause == inner.cue.head or about_content


def _citing_participle(article: Article, candidate: Candidate) -> int | None:
    """The participle that names whom a source has it from: Reuters reported, citing two officials."""
    if candidate.cue is None or candidate.cue.kind != "verb" or candidate.source is None:
        return None
    document = article.document
    heads = [candidate.cue.head, candidate.source, *([candidate.clause] if candidate.clause is not None else [])]
    clauses = (t for head in heads for t in trees.children(document, head, "advcl", "acl"))
    return next(
        (
            t.index
            for t in clauses
            if t.lemma in complements.CITING
            and t.features.get("VerbForm") != "Fin"
            and (cited := trees.child(document, t.index, "obj"))
            and article.passage_of[cited.index] is None
        ),
        None,
    )


def _as_cited(document: Document, candidate: Candidate, citing: int) -> Candidate:
    """The candidate as one of whom its source cites, which its source passes on."""
    cited = trees.child(document, citing, "obj")
    said = {t.index for t in trees.children(document, citing, "ccomp")}
    content = (candidate.content - trees.subtree(document, citing, said)) or candidate.content
    if cited is None or candidate.source is None:
        return candidate
    passed_on = (*candidate.relayed_by, candidate.source)
    return replace(candidate, source=cited.index, source_mention=frozenset(), relayed_by=passed_on, content=content)


def of(article: Article, candidate: Candidate) -> list[Relay]:
    """The relays that a candidate's reporting clause names."""
    document = article.document
    passed_on = [*candidate.relayed_by, *_who_quote(document, candidate.source)]
    relays = [Relay(relation(article, source), source) for source in passed_on]
    if candidate.cue is None:
        return relays
    head = candidate.cue.head
    for token in trees.children(document, head, "obl", "nmod", "advcl"):
        if token.index in candidate.content:
            continue
        through = trees.has_case(document, token.index, "through", "via")
        bearer = token.index if through else _issuer(document, token.index)
        if bearer is not None and bearer != candidate.source and _is_nominal(document, bearer):
            reach = trees.subtree(document, token.index) | set(range(token.index, bearer))
            behalf = any(document.tokens[i].lemma == "behalf" for i in reach)
            behalf = behalf or (through and token.lemma.lower() in article.lexicon.persons)
            relays.append(Relay("spokesperson" if behalf else relation(article, bearer), bearer))
    return relays


def _who_quote(document: Document, source: int | None) -> list[int]:
    """Who quotes a source beside its mention: witnesses quoted by the radio said ..."""
    clauses = trees.children(document, source, "acl") if source is not None else []
    agents = (sources.agent(document, clause.index) for clause in clauses if clause.lemma in complements.CITING)
    return [agent for agent in agents if agent is not None]


def _issuer(document: Document, medium: int) -> int | None:
    """By whom a statement was issued, read or made.

    A statement issued by X, a statement that X read, a letter from X; not who printed or broadcast it.
    """
    governor = document.tokens[medium].head
    beside = trees.children(document, governor, "advcl") if governor is not None else []
    for clause in [*trees.children(document, medium, "acl"), *(t for t in beside if t.index > medium)]:
        if clause.lemma not in ISSUING:
            continue
        if (agent := sources.agent(document, clause.index)) is not None:
            return agent
        phrases = [
            p.index
            for t in trees.children(document, clause.index, "obl")
            for p in _with_dependent_nouns(document, t.index)
        ]
        if (agent := next((i for i in phrases if trees.has_case(document, i, "by")), None)) is not None:
            return agent  # read on her behalf by Amina Farouk
        reader = trees.child(document, clause.index, "nsubj")
        if reader and not trees.is_relative(reader):
            return reader.index
    for token in trees.children(document, medium, "nmod"):
        if trees.has_case(document, token.index, "by", "from", "through", "via"):
            return token.index
    return None


def _with_dependent_nouns(document: Document, head: int) -> list[Token]:
    """A noun and the nouns that hang on it by prepositions."""
    return [document.tokens[head], *trees.children(document, head, "nmod")]


def _is_nominal(document: Document, bearer: int) -> bool:
    return document.tokens[bearer].upos in ("NOUN", "PROPN")


def relation(article: Article, source: int) -> ViaRelation:
    """`spokesperson` if the text says that the one who passes it on speaks for another."""
    document = article.document
    head = document.tokens[source]
    named = {t.index for t in trees.children(document, source, "appos", "nmod:desc")}
    if head.relation == "appos" and head.head is not None:
        named.add(head.head)
    speaks_for = any(is_spokesperson(article, i) for i in {source} | named)
    return "spokesperson" if speaks_for else "reported_by"


def is_spokesperson(article: Article, noun: int) -> bool:
    """True for a noun of somebody who speaks for another: spokesman, lawyer, press secretary."""
    document, listed = article.document, article.lexicon.spokespersons
    lemma = document.tokens[noun].lemma.lower()
    before = trees.children(document, noun, "compound")
    return lemma in listed or any(f"{t.lemma.lower()} {lemma}" in listed for t in before)


def nesting(candidates: Sequence[Candidate]) -> list[int | None]:
    """For each candidate the index of the innermost one whose content holds its cue."""
    holding: dict[int, list[int]] = {}
    for m, candidate in enumerate(candidates):
        attitude = (
            candidate.cue is not None and candidate.cue.kind == "predicted" and candidate.cue.category == "thought"
        )
        for i in candidate.content if not attitude else ():  # what only broadcasts a speech does not report it
            holding.setdefault(i, []).append(m)
    out: list[int | None] = []
    for n, candidate in enumerate(candidates):
        holders = holding.get(candidate.cue.head, ()) if candidate.cue else ()
        outer = [m for m in holders if m != n and candidate.content <= candidates[m].content]
        out.append(min(outer, key=lambda m: len(candidates[m].content)) if outer else None)
    return out
