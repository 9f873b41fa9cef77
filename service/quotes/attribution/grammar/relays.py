"""Relays: through whom the words of a speaker came.

Three shapes: a report about a report that stands behind or inside it (Ito warned of war, the ministry
reported); somebody who issued, read or was quoted as the bearer of it (in a statement issued by his spokesman);
and a report inside the content of another, which the outer source passes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Report
from quotes.attribution.grammar import complements, sources
from quotes.attribution.model import ViaRelation
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

ISSUING = frozenset({"issue", "release", "read", "deliver", "send", "make", "give", "post", "provide", "convey"})
"""What those who pass a statement on do with it."""


@dataclass(frozen=True)
class Relay:
    """A relay of a report: the head token of the one who passed it on."""

    relation: ViaRelation
    source: int


def absorb(article: Article, reports: Sequence[Report], candidates: Sequence[Report]) -> list[Report]:
    """Turn reports about reports into relays of theirs, and let those speak whom an outlet cites.

    The outer ones are sought among all candidates: what is itself reported makes them likely enough.
    """
    citing = {n: c for n, report in enumerate(reports) if (c := _citing(article, report)) is not None}
    reports = [_cited(article.document, r, citing[n]) if n in citing else r for n, r in enumerate(reports)]
    inner: dict[int, set[int]] = {}
    for m, report in enumerate(reports):
        for head in {report.clause, report.cue.head if report.cue else None}:
            if head is not None:
                inner.setdefault(head, set()).add(m)
    relaying: dict[int, dict[int, Report]] = {}
    gone = set(citing.values())
    for outer in candidates:
        if outer.cue is None or outer.shape != "parenthetical" or outer.source is None or outer.clause is None:
            continue
        for m in inner.get(outer.clause, ()):
            if _reports_on(article, outer, reports[m]):
                relaying.setdefault(m, {}).setdefault(outer.cue.head, outer)
                gone.add(outer.cue.head)
    return [
        _relayed(report, list(relaying.get(n, {}).values()))
        for n, report in enumerate(reports)
        if not report.cue or report.cue.head not in gone
    ]


def _relayed(report: Report, outer: Sequence[Report]) -> Report:
    sources = tuple(o.source for o in outer if o.source is not None)
    own = frozenset().union(*(o.own for o in outer))
    return replace(report, relayed_by=(*report.relayed_by, *sources), content=(report.content - own) or report.content)


def _reports_on(article: Article, outer: Report, inner: Report) -> bool:
    """True if the outer, parenthetical report is about the saying itself: its clause is the inner cue's."""
    if inner.cue is None or outer.cue is None or inner.cue.kind != "verb" or inner.cue.category == "thought":
        return False
    if inner.source in (None, outer.source) or outer.cue.head == inner.cue.head:
        return False
    if article.passage_of[inner.cue.head] is not None:  # said within the quotation
        return False
    about_content = inner.shape != "parenthetical" and outer.clause == inner.clause is not None
    return outer.clause == inner.cue.head or about_content


def _citing(article: Article, report: Report) -> int | None:
    """The participle of a report that names whom it has it from: Reuters reported, citing two officials."""
    if report.cue is None or report.cue.kind != "verb" or report.source is None:
        return None
    document = article.document
    heads = [report.cue.head, report.source, *([report.clause] if report.clause is not None else [])]
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


def _cited(document: Document, report: Report, citing: int) -> Report:
    """A report whose source passes on what the one it cites says."""
    cited = trees.child(document, citing, "obj")
    said = {t.index for t in trees.children(document, citing, "ccomp")}
    content = (report.content - trees.subtree(document, citing, said)) or report.content
    if cited is None or report.source is None:
        return report
    passed_on = (*report.relayed_by, report.source)
    return replace(report, source=cited.index, mention=frozenset(), relayed_by=passed_on, content=content)


def of(article: Article, report: Report) -> list[Relay]:
    """The relays that a report's own clause names."""
    document = article.document
    passed_on = [*report.relayed_by, *_quoting(document, report.source)]
    relays = [Relay(relation(article, source), source) for source in passed_on]
    if report.cue is None:
        return relays
    head = report.cue.head
    for token in trees.children(document, head, "obl", "nmod", "advcl"):
        if token.index in report.content:
            continue
        through = trees.has_case(document, token.index, "through", "via")
        bearer = token.index if through else _issuer(document, token.index)
        if bearer is not None and bearer != report.source and _speaks_for(document, bearer):
            reach = trees.subtree(document, token.index) | set(range(token.index, bearer))
            behalf = any(document.tokens[i].lemma == "behalf" for i in reach)
            behalf = behalf or (through and token.lemma.lower() in article.lexicon.persons)
            relays.append(Relay("spokesperson" if behalf else relation(article, bearer), bearer))
    return relays


def _quoting(document: Document, source: int | None) -> list[int]:
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
        phrases = [p.index for t in trees.children(document, clause.index, "obl") for p in _phrase(document, t.index)]
        if (agent := next((i for i in phrases if trees.has_case(document, i, "by")), None)) is not None:
            return agent  # read on her behalf by Amina Farouk
        reader = trees.child(document, clause.index, "nsubj")
        if reader and not trees.is_relative(reader):
            return reader.index
    for token in trees.children(document, medium, "nmod"):
        if trees.has_case(document, token.index, "by", "from", "through", "via"):
            return token.index
    return None


def _phrase(document: Document, head: int) -> list[Token]:
    """A noun and the nouns that hang on it by prepositions."""
    return [document.tokens[head], *trees.children(document, head, "nmod")]


def _speaks_for(document: Document, bearer: int) -> bool:
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


def nesting(reports: Sequence[Report]) -> list[int | None]:
    """For each report the index of the innermost report whose content holds its cue."""
    holding: dict[int, list[int]] = {}
    for m, report in enumerate(reports):
        attitude = report.cue is not None and report.cue.kind == "tag" and report.cue.category == "thought"
        for i in report.content if not attitude else ():  # what only broadcasts a speech does not report it
            holding.setdefault(i, []).append(m)
    out: list[int | None] = []
    for n, report in enumerate(reports):
        around = holding.get(report.cue.head, ()) if report.cue else ()
        outer = [m for m in around if m != n and report.content <= reports[m].content]
        out.append(min(outer, key=lambda m: len(reports[m].content)) if outer else None)
    return out
