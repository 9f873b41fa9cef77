"""Relays: through whom the words of a speaker came.

Three shapes: an attribution of an attribution that stands behind or inside it (Ito warned of war, the ministry
reported); somebody who issued, read or was quoted as the bearer of it (in a statement issued by his spokesman);
and an attribution inside the content of another, which the outer source passes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.grammar import sources
from quotes.attribution.model import ViaRelation
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token
from quotes.nlp.reader.labels import RELAYS

SURE = 0.8
"""The least probability of every word of a relay that the reader alone sees."""


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
    outer = _outer_by_inner(article, candidates, proposed)
    gone = {*citing.values(), *(cue for by_cue in outer.values() for cue in by_cue)}
    return [
        _relayed(candidate, list(outer.get(n, {}).values()))
        for n, candidate in enumerate(candidates)
        if not candidate.cue or candidate.cue.head not in gone
    ]


def _outer_by_inner(
    article: Article, candidates: Sequence[Candidate], proposed: Iterable[Candidate]
) -> dict[int, dict[int, Candidate]]:
    """By the number of a candidate those that report its saying, by their cues' heads; of several the first."""
    by_head: dict[int, set[int]] = {}
    for number, candidate in enumerate(candidates):
        for head in (candidate.clause, candidate.cue.head if candidate.cue else None):
            if head is not None:
                by_head.setdefault(head, set()).add(number)
    found: dict[int, dict[int, Candidate]] = {}
    for outer in proposed:
        if outer.cue is None or outer.shape != "parenthetical" or outer.source is None or outer.clause is None:
            continue
        for number in by_head.get(outer.clause, ()):
            if _reports_on(article, outer, candidates[number]):
                found.setdefault(number, {}).setdefault(outer.cue.head, outer)
    return found


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
            if t.lemma in article.lexicon.classes.citing_verbs
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
    """The relays that a candidate's reporting clause names, by the grammar and by the reader."""
    passed_on = [*candidate.relayed_by, *_who_quote(article, candidate.source)]
    found = [Relay(relation(article, source), source) for source in passed_on]
    found += _through(article, candidate)
    known = {i for relay in found for i in sources.mention(article, relay.source, candidate.anchors)}
    return [*found, *(relay for relay in _read(article, candidate) if relay.source not in known)]


def _read(article: Article, candidate: Candidate) -> Iterator[Relay]:
    """The relays that the reader sees."""
    report = article.report(candidate.anchors)
    if report is None:
        return
    for role, relation_ in RELAYS.items():
        for run in article.runs(report.having(role)):
            head = trees.outermost(article.document, run)
            sure = min(float(report.shares[i - report.first, role]) for i in run) >= SURE
            if sure and head not in candidate.content and head != candidate.source:
                yield Relay("spokesperson" if relation_ == "spokesperson" else relation(article, head), head)


def _through(article: Article, candidate: Candidate) -> Iterator[Relay]:
    """Those through whom the words came by a phrase beside the cue: in a statement issued by his spokesman."""
    document = article.document
    for token in trees.children(document, candidate.cue.head, "obl", "nmod", "advcl") if candidate.cue else ():
        if token.index in candidate.content:
            continue
        through = trees.has_case(document, token.index, *article.lexicon.classes.channel_prepositions)
        bearer = token.index if through else _issuer(article, token.index)
        if bearer is not None and bearer != candidate.source and _is_nominal(document, bearer):
            reach = trees.subtree(document, token.index) | set(range(token.index, bearer))
            behalf = any(document.tokens[i].lemma == "behalf" for i in reach)
            behalf = behalf or (through and token.lemma.lower() in article.lexicon.persons)
            yield Relay("spokesperson" if behalf else relation(article, bearer), bearer)


def _who_quote(article: Article, source: int | None) -> list[int]:
    """Who quotes a source beside its mention: witnesses quoted by the radio said ..."""
    document, citing_verbs = article.document, article.lexicon.classes.citing_verbs
    clauses = trees.children(document, source, "acl") if source is not None else []
    agents = (sources.agent(document, clause.index) for clause in clauses if clause.lemma in citing_verbs)
    return [agent for agent in agents if agent is not None]


def _issuer(article: Article, medium: int) -> int | None:
    """By whom a statement was issued, read or made.

    A statement issued by X, a statement that X read, a letter from X; not who printed or broadcast it.
    """
    document, classes = article.document, article.lexicon.classes
    governor = document.tokens[medium].head
    beside = trees.children(document, governor, "advcl") if governor is not None else []
    clauses = [*trees.children(document, medium, "acl"), *(t for t in beside if t.index > medium)]
    issuers = (_issuer_by_clause(document, clause) for clause in clauses if clause.lemma in classes.issuing_verbs)
    found = next((issuer for issuer in issuers if issuer is not None), None)
    if found is not None:
        return found
    phrases = (t.index for t in trees.children(document, medium, "nmod"))
    return next((i for i in phrases if trees.has_case(document, i, *classes.issuer_prepositions)), None)


def _issuer_by_clause(document: Document, clause: Token) -> int | None:
    """The agent of a clause of issuing, its "by" phrase (read on her behalf by Amina Farouk) or its subject."""
    if (agent := sources.agent(document, clause.index)) is not None:
        return agent
    phrases = trees.children(document, clause.index, "obl")
    nouns = (noun.index for phrase in phrases for noun in _with_dependent_nouns(document, phrase.index))
    if (agent := next((i for i in nouns if trees.has_case(document, i, "by")), None)) is not None:
        return agent
    reader = trees.child(document, clause.index, "nsubj")
    return reader.index if reader and not trees.is_relative(reader) else None


def _with_dependent_nouns(document: Document, head: int) -> list[Token]:
    """A noun and the nouns that hang on it by prepositions."""
    return [document.tokens[head], *trees.children(document, head, "nmod")]


def _is_nominal(document: Document, bearer: int) -> bool:
    return document.tokens[bearer].upos in ("NOUN", "PROPN")


def relation(article: Article, source: int) -> ViaRelation:
    """`spokesperson` if the text says that the one who passes it on speaks for another."""
    document = article.document
    head = document.tokens[source]
    described = {head.head} if head.relation == "appos" and head.head is not None else set[int]()
    speaks_for = any(is_spokesperson(article, i) for i in sources.mention(article, source, ()) | described)
    return "spokesperson" if speaks_for else "reported_by"


def is_spokesperson(article: Article, noun: int) -> bool:
    """True for a noun of somebody who speaks for another: spokesman, lawyer, press secretary."""
    document, listed = article.document, article.lexicon.spokespersons
    lemma = document.tokens[noun].lemma.lower()
    before = trees.children(document, noun, "compound")
    return lemma in listed or any(f"{t.lemma.lower()} {lemma}" in listed for t in before)


def nesting(candidates: Sequence[Candidate]) -> list[int | None]:
    """For each candidate the index of the innermost one in whose content it stands."""
    holding: dict[int, list[int]] = {}
    for m, candidate in enumerate(candidates):
        for i in candidate.content:
            holding.setdefault(i, []).append(m)
    out: list[int | None] = []
    for candidate in candidates:
        anchor = candidate.cue.head if candidate.cue else min(candidate.content, default=-1)
        outer = [m for m in holding.get(anchor, ()) if _stands_in(candidate, candidates[m])]
        out.append(min(outer, key=lambda m: len(candidates[m].content), default=None))
    return out


def _stands_in(inner: Candidate, outer: Candidate) -> bool:
    """True if most of a content is in another one, which is larger."""
    shared = len(inner.content & outer.content)
    return len(inner.content) < len(outer.content) and 2 * shared > len(inner.content)
