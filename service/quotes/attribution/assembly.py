"""From reports, which point at tokens, to the attributions of the response, which are spans and entities."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quotes.attribution import quotation
from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate as Report
from quotes.attribution.coreference.resolver import Referent, Resolver
from quotes.attribution.grammar import circumstances, relays, sources
from quotes.attribution.model import (
    Attribution,
    Context,
    Cue,
    Entity,
    Kind,
    Mention,
    Modality,
    Polarity,
    QuoteType,
    Reference,
    Via,
    ViaRelation,
)
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Span


def assemble(article: Article, reports: Sequence[Report]) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of the reports, in text order, and the entities that they refer to."""
    reports = sorted(reports, key=lambda report: content_spans(article, report))
    passed_on = [relays.of(article, report) for report in reports]
    outer = relays.nesting(reports)
    said: dict[int, frozenset[int]] = {
        r.source: r.content | (r.cue.tokens if r.cue else frozenset()) for r in reports if r.source is not None
    }
    others = {r.addressee for r in reports} | {v.source for vs in passed_on for v in vs}
    resolver = Resolver(article, {**{head: frozenset() for head in others if head is not None}, **said})
    entities = _Entities(article, resolver)
    quotes = []
    for n, report in enumerate(reports):
        via = [*passed_on[n]]
        holder = outer[n]
        source = None if holder is None else reports[holder].source
        known = [report.source, *(relay.source for relay in via)]
        if source is not None and not any(_same(entities, source, other) for other in known):
            via.append(relays.Relay(relays.relation(article, source), source))
        quotes.append(_attribution(article, report, n, outer[n], via, entities, source))
    return tuple(quotes), entities.all()


def _same(entities: _Entities, one: int, two: int | None) -> bool:
    """True for mentions of one entity: who repeats what he said himself is no relay."""
    return two is not None and entities.referent(one) is entities.referent(two)


def _first_person(article: Article, mention: int) -> bool:
    """True for the "I", "me" and "we" of a quotation: its speaker."""
    return article.passage_of[mention] is not None and article.document.tokens[mention].features.get("Person") == "1"


class _Entities:
    """The entities of a response, numbered in the order in which they are first referred to."""

    def __init__(self, article: Article, resolver: Resolver) -> None:
        self._article = article
        self._resolver = resolver
        self._ids: dict[int, str] = {}
        self._referents: list[Referent] = []

    def id(self, head: int) -> str | None:
        """The id of the entity that the mention of a head token refers to; None where nobody can be told."""
        referent = self._resolver.referent(head)
        if referent is None:
            return None
        if id(referent) not in self._ids:
            self._ids[id(referent)] = f"e{len(self._ids) + 1}"
            self._referents.append(referent)
        return self._ids[id(referent)]

    def referent(self, head: int) -> Referent | None:
        """What the mention of a head token refers to."""
        return self._resolver.referent(head)

    def relation(self, relay: relays.Relay) -> ViaRelation:
        """How a relay stands to the speaker, by what the text says of it there or elsewhere."""
        referent = self._resolver.referent(relay.source)
        described = referent is not None and bool(referent.heads & self._article.lexicon.spokespersons)
        return "spokesperson" if described else relay.relation

    def all(self) -> tuple[Entity, ...]:
        """The entities that were referred to."""
        return tuple(self._entity(referent) for referent in self._referents)

    def _entity(self, referent: Referent) -> Entity:
        document = self._article.document
        mentions = {m.span: Mention(m.span, m.type) for m in sorted(referent.mentions, key=lambda m: m.head)}
        return Entity(
            self._ids[id(referent)],
            document.slice(referent.name_span),
            _kind(referent),
            document.slice(referent.role) if referent.role else None,
            tuple(mentions.values()),
        )


def _kind(referent: Referent) -> Kind:
    """The kind of an entity that speaks: a place that does is a metonym, a thing that does somebody."""
    if referent.kind == "place":
        return "organization"
    if referent.kind == "unknown":
        return "group" if referent.plural else "person"
    return referent.kind


_NEGATIVE = frozenset({"not", "n't", "never", "no", "neither", "nor", "nobody", "none", "nothing"})
_JOINING = re.compile(r"[\s,;:()\[\]–—-]*")


def content_spans(article: Article, report: Report) -> tuple[Span, ...]:
    """The spans of a report's content: its words, and its passages with their marks.

    Nothing but spaces and punctuation between words and a passage makes no gap; two passages stay two spans. Speech in
    speech has its marks too.
    """
    return tuple(_retold(article, span) or span for span in _spans(article, report))


def _retold(article: Article, span: Span) -> Span | None:
    """A stretch of quoted speech with the marks of its own: My father told me, 'Never come back.'"""
    passage = article.passage(article.token_at(span.start))
    return quotation.with_marks(article.document.text, span, passage.inner) if passage else None


def _spans(article: Article, report: Report) -> list[Span]:
    document = article.document
    cue = report.cue.tokens if report.cue else frozenset()
    words = [document.tokens[i].span for i in cue]
    passages = {p.span for p in report.passages if not any(p.span.overlaps(word) for word in words)}
    outside = {i for i in report.content if (p := article.passage(i)) is None or p.span not in passages}
    starts, ends = {p.start for p in passages}, {p.end for p in passages}
    out: list[Span] = []
    for part in trees.merge([*passages, *trees.spans(document, outside, cue)]):
        gap = Span(out[-1].end, part.start) if out else Span(0, 0)
        joined = out and _JOINING.fullmatch(document.slice(gap)) and not any(gap.overlaps(word) for word in words)
        two_passages = out and out[-1].end in ends and part.start in starts
        if joined and "\n" not in document.slice(gap) and not two_passages:
            out[-1] = Span(out[-1].start, part.end)
        else:
            out.append(part)
    return out


def quote_type(article: Article, report: Report) -> QuoteType:
    """Direct if all words of the content stand in marks, mixed if some do, else indirect."""
    words, own = article.words(report.content), frozenset(report.passages)
    marked = [i for i in words if article.passage(i) in own]
    if not marked:
        return "direct" if all(_retold(article, span) for span in _spans(article, report)) else "indirect"
    return "direct" if len(marked) == len(words) else "mixed"


def _chain(document: Document, cue: int) -> list[int]:
    """A cue and the verbs that it is the infinitive of: have to say, refused to say."""
    chain = [cue]
    while (token := document.tokens[chain[-1]]).relation == "xcomp" and token.head is not None:
        chain.append(token.head)
    return chain


def _beside(article: Article, head: int, *relations: str) -> set[str]:
    """The lemmas of dependents that stand on the same side of the marks as their head: "Never," she told them."""
    found = trees.children(article.document, head, *relations)
    return {t.lemma.lower() for t in found if article.passage_of[t.index] == article.passage_of[head]}


def polarity(article: Article, cue: int) -> Polarity:
    """Negative for a cue that is negated: did not say, never said, refused to say."""
    document = article.document
    chain = _chain(document, cue)
    words = {word for i in chain for word in _beside(article, i, "advmod", "det", "aux", "cc")}
    subject = trees.child(document, chain[-1], "nsubj")
    if subject and subject.upos != "NUM":  # no one said, neither side said; but No 10 did
        words |= {subject.lemma.lower()} | _beside(article, subject.index, "det")
    refused = any(document.tokens[i].lemma in ("refuse", "decline", "fail") for i in chain[1:])
    return "negative" if words & _NEGATIVE or refused else "positive"


def modality(article: Article, cue: int) -> Modality:
    """Future for will say, hypothetical for may, would, could, should say and under "if"."""
    words = {word for i in _chain(article.document, cue) for word in _beside(article, i, "aux")}
    marks = _beside(article, cue, "mark")
    if words & {"may", "might", "could", "would", "should", "must", "can"} or marks & {"if", "unless"}:
        return "hypothetical"
    return "future" if words & {"will", "shall", "'ll", "wo"} else "asserted"


def _attribution(
    article: Article,
    report: Report,
    number: int,
    outer: int | None,
    via: Sequence[relays.Relay],
    entities: _Entities,
    holder: int | None,
) -> Attribution:
    """The attribution of a report; `holder` is the source of the report that it stands in."""
    document = article.document
    words = report.cue.tokens if report.cue else frozenset()

    def refer(head: int) -> Reference:
        phrase = sources.mention(article, head, words) - report.content
        bearer = holder if holder is not None and _first_person(article, head) else head
        spans = trees.spans(document, sources.source_mention(article, report) if head == report.source else phrase)
        return Reference(spans or (document.tokens[head].span,), entities.id(bearer))

    cue = None
    speaker = refer(report.source) if report.source is not None else None
    if report.cue:
        cue = Cue(
            trees.spans(document, words) or tuple(document.tokens[i].span for i in sorted(words)),
            report.cue.lemma,
            report.cue.category,
            polarity(article, report.cue.head),
            modality(article, report.cue.head),
        )
    elif speaker:
        speaker = Reference((), speaker.entity)
    return Attribution(
        id=f"q{number + 1}",
        type=quote_type(article, report),
        content=content_spans(article, report),
        cue=cue,
        speaker=speaker,
        via=tuple(Via(entities.relation(relay), refer(relay.source)) for relay in via),
        addressee=refer(report.addressee) if report.addressee is not None else None,
        context=circumstances.find(article, report.cue.head, report.content) if report.cue else Context(),
        nested_in=f"q{outer + 1}" if outer is not None else None,
        confidence=round(report.confidence, 3),
    )
