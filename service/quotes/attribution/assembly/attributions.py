"""Attributions: what a candidate's tokens come to as content, cue, speaker, relays, addressee and circumstances.

A quote within the content of another is relayed by the outer one's speaker: in "Ito said that Sato had warned of war",
Sato's words come by way of Ito.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from quotes.attribution import transcript
from quotes.attribution.article import Article
from quotes.attribution.assembly.content import content_spans, quote_type
from quotes.attribution.assembly.entities import Entities
from quotes.attribution.assembly.factuality import modality, polarity
from quotes.attribution.candidate import Candidate
from quotes.attribution.coreference.antecedents import Judge
from quotes.attribution.coreference.referents import Referent
from quotes.attribution.coreference.resolver import resolve
from quotes.attribution.grammar import circumstances, relays, sources
from quotes.attribution.grammar.relays import Relay
from quotes.attribution.model import Attribution, Context, Cue, Entity, Reference, Via, ViaRelation
from quotes.attribution.syntax import trees


def assemble(
    article: Article, candidates: Sequence[Candidate], judge: Judge
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of the candidates, in text order, and the entities that they refer to.

    A content of which nothing is left beside its cue is none.
    """
    placed = [(spans, candidate) for candidate in candidates if (spans := content_spans(article, candidate))]
    candidates = [candidate for _, candidate in sorted(placed, key=lambda each: each[0])]
    relaying = [relays.of(article, candidate) for candidate in candidates]
    voices = _voices(article, candidates)
    nobody = _nobody(article, voices)
    participants = _participants(article, candidates, relaying)
    named = {head: phrase for head, phrase in participants.items() if head not in nobody}
    entities = Entities(article.document, resolve(article, named, judge), nobody)
    attributions = []
    for number, outer in enumerate(relays.nesting(candidates)):
        outer_source = None if outer is None else candidates[outer].source
        assembly = _Assembly(article, entities, candidates[number], relaying[number], outer_source, voices)
        attributions.append(assembly.attribution(f"q{number + 1}", None if outer is None else f"q{outer + 1}"))
    return tuple(attributions), entities.all()


def _participants(
    article: Article, candidates: Sequence[Candidate], relaying: Sequence[Sequence[Relay]]
) -> dict[int, frozenset[int]]:
    """The heads of sources, relays and addressees, each with the tokens of its phrase."""
    found: dict[int, frozenset[int]] = {}
    for candidate, beside in zip(candidates, relaying, strict=True):
        for head in (candidate.addressee, *(relay.source for relay in beside)):
            if head is not None:
                found.setdefault(head, frozenset(sources.mention(article, head, candidate.anchors)))
    sourced = [(c.source, frozenset(sources.source_mention(article, c))) for c in candidates if c.source is not None]
    return found | dict(sorted(sourced, key=lambda each: -len(each[1])))


def _voices(article: Article, candidates: Sequence[Candidate]) -> dict[int, int]:
    """The sources whose "I", "me" or "we" some tokens are: those of the innermost content that holds one.

    And whom the labels and the "you" of a transcript mean.
    """
    found: dict[int, tuple[int, int]] = {}
    for candidate in candidates:
        for i in candidate.content:
            size = len(candidate.content)
            if _is_first_person(article, i) and candidate.source is not None and size < found.get(i, (size + 1, 0))[0]:
                found[i] = size, candidate.source
    voices = transcript.voices(article.document, article.turns)
    for i, (_, source) in sorted(found.items(), key=lambda each: -each[1][0]):  # the "I" in what an "I" said
        voices[i] = voices.get(source, source)
    return voices


def _nobody(article: Article, voices: Collection[int]) -> frozenset[int]:
    """The tokens that mean whom the text does not name: "you" in speech, "I" in that of nobody, A before a turn."""
    tokens = article.document.tokens
    persons = {t.index for t in tokens if t.features.get("Person") in ("1", "2") and t.index not in voices}
    spoken = {i for i in persons if article.passage_of[i] is not None or i in article.turn_of}
    return frozenset(spoken | {turn.label.speaker for turn in article.turns if not turn.label.named})


def _is_first_person(article: Article, token: int) -> bool:
    return article.document.tokens[token].features.get("Person") == "1"


@dataclass(frozen=True)
class _Assembly:
    """One attribution in the making.

    Attributes:
        article: the article.
        entities: those of the answer.
        candidate: what the attribution is made of.
        relaying: the relays that stand beside it.
        outer_source: head token of the source of the candidate that it is nested in; None where there is none.
        voices: the sources whose "I" or "we" some tokens are.
    """

    article: Article
    entities: Entities
    candidate: Candidate
    relaying: Sequence[Relay]
    outer_source: int | None
    voices: Mapping[int, int]

    def attribution(self, id_: str, nested_in: str | None) -> Attribution:
        """The attribution, with ids of its own and of the one that it is nested in."""
        candidate = self.candidate
        speaker = None if candidate.source is None else self._reference(candidate.source)
        if speaker and candidate.cue is None:
            speaker = Reference((), speaker.entity)
        return Attribution(
            id=id_,
            type=quote_type(self.article, candidate),
            content=content_spans(self.article, candidate),
            cue=self._cue(),
            speaker=speaker,
            via=tuple(self._via(relay) for relay in self._relays()),
            addressee=None if candidate.addressee is None else self._reference(candidate.addressee),
            context=self._context(),
            nested_in=nested_in,
            confidence=round(candidate.confidence, 3),
        )

    def _context(self) -> Context:
        cue = self.candidate.cue
        return circumstances.find(self.article, cue.head, self.candidate.content) if cue else Context()

    def _cue(self) -> Cue | None:
        cue = self.candidate.cue
        if cue is None:
            return None
        spans = trees.spans(self.article.document, cue.tokens)
        return Cue(
            spans
            or tuple(self.article.document.tokens[i].span for i in sorted(cue.tokens)),  # punctuation: a colon, a dash
            cue.lemma,
            cue.category,
            polarity(self.article, cue.head),
            modality(self.article, cue.head),
        )

    def _reference(self, head: int) -> Reference:
        """The words of a head token's mention, and its entity."""
        candidate = self.candidate
        if head == candidate.source:
            tokens = sources.source_mention(self.article, candidate)
        else:
            cue = candidate.cue.tokens if candidate.cue else frozenset[int]()
            tokens = sources.mention(self.article, head, cue)
            tokens = tokens if head in candidate.content else tokens - candidate.content
        spans = trees.spans(self.article.document, tokens)
        bearer = self.voices.get(head, head)
        return Reference(spans or (self.article.document.tokens[head].span,), self.entities.id(bearer))

    def _relays(self) -> list[Relay]:
        """The relays beside the candidate, and the outer source, unless that is one of them or the candidate's own."""
        outer = self.outer_source
        named = [self.candidate.source, *(relay.source for relay in self.relaying)]
        known = [self._referent(head) for head in named if head is not None]
        referent = None if outer is None else self._referent(outer)
        if outer is None or referent is None or referent in known:
            return list(self.relaying)
        return [*self.relaying, Relay(relays.relation(self.article, outer), outer)]

    def _referent(self, head: int) -> Referent | None:
        return self.entities.referent(self.voices.get(head, head))

    def _via(self, relay: Relay) -> Via:
        """A relay with what the text says there or elsewhere of how it stands to the speaker."""
        referent = self._referent(relay.source)
        speaks_for = referent is not None and bool(referent.head_nouns & self.article.lexicon.spokespersons)
        relation: ViaRelation = "spokesperson" if speaks_for else relay.relation
        return Via(relation, self._reference(relay.source))
