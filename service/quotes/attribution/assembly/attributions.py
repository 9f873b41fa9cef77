"""Attributions: what a report's tokens come to as content, cue, speaker, relays, addressee and circumstances.

A report within the content of another is relayed by the outer one's speaker: in Ito said that Sato had warned of war,
Sato's words come via Ito.
"""

from __future__ import annotations

from collections.abc import Sequence

from quotes.attribution.article import Article
from quotes.attribution.assembly.content import content_spans, quote_type
from quotes.attribution.assembly.entities import Entities
from quotes.attribution.assembly.factuality import modality, polarity
from quotes.attribution.candidate import Report
from quotes.attribution.coreference.resolver import resolve
from quotes.attribution.grammar import circumstances, relays, sources
from quotes.attribution.grammar.relays import Relay
from quotes.attribution.model import Attribution, Context, Cue, Entity, Reference, Via, ViaRelation
from quotes.attribution.syntax import trees


def assemble(article: Article, reports: Sequence[Report]) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of the reports, in text order, and the entities that they refer to."""
    reports = sorted(reports, key=lambda report: content_spans(article, report))
    relaying = [relays.of(article, report) for report in reports]
    entities = Entities(article.document, resolve(article, _participants(reports, relaying)))
    attributions = []
    for number, outer in enumerate(relays.nesting(reports)):
        outer_source = None if outer is None else reports[outer].source
        assembled = _Assembly(article, reports[number], outer_source, entities)
        attributions.append(assembled.attribution(number, outer, relaying[number]))
    return tuple(attributions), entities.all()


def _participants(reports: Sequence[Report], relaying: Sequence[Sequence[Relay]]) -> dict[int, frozenset[int]]:
    """The heads of sources, relays and addressees; each with the cue and content that it is the source of."""
    others = {r.addressee for r in reports} | {relay.source for via in relaying for relay in via}
    said = {r.source: r.content | (r.cue.tokens if r.cue else frozenset()) for r in reports if r.source is not None}
    return {**{head: frozenset[int]() for head in others if head is not None}, **said}


class _Assembly:
    """One attribution in the making."""

    def __init__(self, article: Article, report: Report, outer_source: int | None, entities: Entities) -> None:
        """Of a report; `outer_source` is the head of the source of the report that it is nested in."""
        self._article = article
        self._document = article.document
        self._report = report
        self._outer_source = outer_source
        self._entities = entities

    def attribution(self, number: int, outer: int | None, relaying: Sequence[Relay]) -> Attribution:
        """The attribution of that number, counted from 0, nested in that of the number `outer`."""
        report = self._report
        cue = report.cue
        speaker = None if report.source is None else self._reference(report.source)
        if speaker and cue is None:
            speaker = Reference((), speaker.entity)
        return Attribution(
            id=f"q{number + 1}",
            type=quote_type(self._article, report),
            content=content_spans(self._article, report),
            cue=self._cue(),
            speaker=speaker,
            via=tuple(self._via(relay) for relay in self._relays(relaying)),
            addressee=self._reference(report.addressee) if report.addressee is not None else None,
            context=circumstances.find(self._article, cue.head, report.content) if cue else Context(),
            nested_in=f"q{outer + 1}" if outer is not None else None,
            confidence=round(report.confidence, 3),
        )

    def _cue(self) -> Cue | None:
        cue = self._report.cue
        if cue is None:
            return None
        spans = trees.spans(self._document, cue.tokens)
        return Cue(
            spans or tuple(self._document.tokens[i].span for i in sorted(cue.tokens)),  # punctuation: a colon, a dash
            cue.lemma,
            cue.category,
            polarity(self._article, cue.head),
            modality(self._article, cue.head),
        )

    def _reference(self, head: int) -> Reference:
        """The words of the mention of a head token, and its entity; the "I" of a nested report is the outer source."""
        report = self._report
        if head == report.source:
            tokens = sources.named(self._article, report)
        else:
            cue = report.cue.tokens if report.cue else frozenset[int]()
            tokens = sources.mention(self._article, head, cue) - report.content
        spans = trees.spans(self._document, tokens)
        outer = self._outer_source
        bearer = outer if outer is not None and _is_quoted_first_person(self._article, head) else head
        return Reference(spans or (self._document.tokens[head].span,), self._entities.id(bearer))

    def _relays(self, relaying: Sequence[Relay]) -> list[Relay]:
        """Who passed the report on: the relays beside it, and the outer source, who does not relay words of its own."""
        outer = self._outer_source
        known = [head for head in (self._report.source, *(r.source for r in relaying)) if head is not None]
        if outer is None or any(self._corefer(outer, head) for head in known):
            return list(relaying)
        return [*relaying, Relay(relays.relation(self._article, outer), outer)]

    def _corefer(self, one: int, two: int) -> bool:
        return self._entities.referent(one) is self._entities.referent(two)

    def _via(self, relay: Relay) -> Via:
        """A relay with what the text says there or elsewhere of how it stands to the speaker."""
        referent = self._entities.referent(relay.source)
        speaks_for = referent is not None and bool(referent.head_nouns & self._article.lexicon.spokespersons)
        relation: ViaRelation = "spokesperson" if speaks_for else relay.relation
        return Via(relation, self._reference(relay.source))


def _is_quoted_first_person(article: Article, head: int) -> bool:
    """True for the "I", "me" and "we" of a quotation, who is its speaker."""
    return article.passage_of[head] is not None and article.document.tokens[head].features.get("Person") == "1"
