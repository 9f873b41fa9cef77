"""Relays: through whom the words of a speaker came.

Three shapes: a report about a report that stands behind or inside it (Ito warned of war, the ministry
reported); somebody who issued, read or was quoted as the bearer of it (in a statement issued by his spokesman);
and a report inside the content of another, which the outer source passes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.attribution import lexicon, sources, trees
from service.attribution.article import Article
from service.attribution.reports import Report
from service.attribution.results import ViaRelation
from service.nlp.document import Document

_ISSUING = frozenset(
    {"issue", "release", "read", "deliver", "publish", "send", "make", "give", "post", "provide", "convey"}
)
_CITING = frozenset({"cite", "quote"})


@dataclass(frozen=True)
class Relay:
    """A relay of a report: the head token of the one who passed it on."""

    relation: ViaRelation
    source: int


def absorb(article: Article, reports: Sequence[Report]) -> list[Report]:
    """Turn reports about reports into relays of theirs, and let those speak whom an outlet cites."""
    document = article.document
    cited = [_cited(document, report) for report in reports]
    relaying: dict[int, list[Report]] = {}
    gone = set()
    for n, outer in enumerate(cited):
        if outer.cue is None or outer.shape != "parenthetical" or outer.source is None:
            continue
        for m, inner in enumerate(cited):
            if m != n and _reports_on(document, outer, inner):
                relaying.setdefault(m, []).append(outer)
                gone.add(n)
    consumed = {source for report in cited for source in report.relayed_by}
    return [
        _relayed(report, relaying.get(n, []))
        for n, report in enumerate(cited)
        if n not in gone and not (report.cue and report.cue.lemma in _CITING and report.source in consumed)
    ]


def _relayed(report: Report, outer: Sequence[Report]) -> Report:
    sources = tuple(o.source for o in outer if o.source is not None)
    own = frozenset().union(*(o.own for o in outer))
    return replace(report, relayed_by=(*report.relayed_by, *sources), content=(report.content - own) or report.content)


def _reports_on(document: Document, outer: Report, inner: Report) -> bool:
    """True if the outer, parenthetical report is about the saying itself: its clause is the inner cue's."""
    if inner.cue is None or inner.source is None or inner.cue.kind != "verb" or inner.source == outer.source:
        return False
    if inner.shape == "parenthetical" or outer.cue is None:
        return False
    same_clause = outer.clause == inner.cue.head or outer.clause == inner.clause is not None
    return same_clause and outer.cue.head != inner.cue.head


def _cited(document: Document, report: Report) -> Report:
    """Reuters reported, citing two officials, that ...: the officials speak, through Reuters."""
    if report.cue is None or report.cue.kind != "verb" or report.source is None:
        return report
    for clause in trees.children(document, report.cue.head, "advcl"):
        if clause.lemma in _CITING and (cited := trees.child(document, clause.index, "obj")):
            content = (report.content - trees.subtree(document, clause.index)) or report.content
            return replace(report, source=cited.index, relayed_by=(report.source,), content=content)
    return report


def of(article: Article, report: Report) -> list[Relay]:
    """The relays that a report's own clause names."""
    document = article.document
    relays = [Relay(relation(document, source), source) for source in report.relayed_by]
    if report.cue is None:
        return relays
    head = report.cue.head
    for token in trees.children(document, head, "obl", "nmod", "advcl"):
        if token.index in report.content:
            continue
        bearer = (
            token.index if trees.has_case(document, token.index, "through", "via") else _issuer(document, token.index)
        )
        if bearer is not None and bearer != report.source and _speaks_for(document, bearer):
            behalf = any(document.tokens[i].lemma == "behalf" for i in trees.subtree(document, token.index))
            relays.append(Relay("spokesperson" if behalf else relation(document, bearer), bearer))
    return relays


def _issuer(document: Document, medium: int) -> int | None:
    """By whom a statement was issued, read or made: "a statement issued by X", "a letter from X"."""
    for clause in trees.children(document, medium, "acl"):
        if clause.lemma in _ISSUING and (agent := sources.agent(document, clause.index)) is not None:
            return agent
    for token in trees.children(document, medium, "nmod"):
        if trees.has_case(document, token.index, "by", "from", "through", "via"):
            return token.index
    return None


def _speaks_for(document: Document, bearer: int) -> bool:
    return document.tokens[bearer].upos in ("NOUN", "PROPN")


def relation(document: Document, source: int) -> ViaRelation:
    """`spokesperson` if the text says that the one who passes it on speaks for another."""
    beside = {source} | {t.index for t in trees.children(document, source, "appos", "compound", "nmod:desc", "flat")}
    head = document.tokens[source]
    if head.relation == "appos" and head.head is not None:
        beside.add(head.head)
    lemmas = {document.tokens[i].lemma.lower() for i in beside}
    return "spokesperson" if lemmas & lexicon.words("spokespersons.txt") else "reported_by"


def nesting(reports: Sequence[Report]) -> list[int | None]:
    """For each report the index of the innermost report whose content holds its cue."""
    out: list[int | None] = []
    for n, report in enumerate(reports):
        holding = [
            m
            for m, other in enumerate(reports)
            if m != n and report.cue and report.cue.head in other.content and report.content <= other.content
        ]
        out.append(min(holding, key=lambda m: len(reports[m].content)) if holding else None)
    return out
