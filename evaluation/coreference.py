"""Speakers against annotated coreference: whom the names, nominals and pronouns beside the quotes refer to.

Two figures, over the speakers whom the text mentions beside a quote that was found, whether or not the quote is right:

- is that mention in the right entity? It is if most names of our entity are names of the annotated one, or if neither
  is ever named;
- how much of their chains of mentions is right: entities are paired one to one so that the mentions in common are most
  (mention-based CEAF: Luo, On coreference resolution performance metrics, 2005).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from typing import Protocol

import numpy
from scipy.optimize import linear_sum_assignment

from evaluation.gold import GoldDocument
from evaluation.metrics import Score
from evaluation.words import Words, jaccard
from quotes.attribution.model import Analysis, Entity
from quotes.nlp.document import Span

MentionId = tuple[str, int]
"""An entity, and what tells the mention from the entity's others."""


class Annotation(Protocol):
    """The annotated mentions of an article."""

    @property
    def named(self) -> Collection[str]:
        """The entities that some mention names."""

    def mention(self, span: Span) -> MentionId | None:
        """The annotated mention that a phrase is; None where it is none."""

    def chain(self, entity: str) -> frozenset[MentionId]:
        """All mentions of an entity."""


class Mentions:
    """The annotation of a document whose entities have mentions, compared by their words.

    A phrase is the mention that it shares most words with (Jaccard, at least one half), else the one in which it stands
    as a part of its entity's name: annotated mentions hold appositions ("the minister, Ken Ito"), ours do not.
    """

    def __init__(self, document: GoldDocument) -> None:
        self._words = Words(document.text)
        self._mentions = [(each.id, self._words.within([span])) for each in document.entities for span in each.mentions]
        self._names = {each.id: frozenset(Words(each.name).forms) for each in document.entities}
        self.named = frozenset(each.id for each in document.entities if each.named)

    def mention(self, span: Span) -> MentionId | None:
        """The entity, and the mention's place among those of all entities."""
        words = self._words.within([span])
        forms = {self._words.forms[word] for word in words}
        likeness = [
            (jaccard(words, mention), words <= mention and forms <= self._names[entity], -len(mention))
            for entity, mention in self._mentions
        ]
        similar = max(range(len(likeness)), key=lambda n: likeness[n], default=None)
        if similar is not None and likeness[similar][0] >= 0.5:
            return self._mentions[similar][0], similar
        parts = (n for n, (_, part_of_name, _) in enumerate(likeness) if words and part_of_name)
        within = max(parts, key=lambda n: likeness[n][2], default=None)
        return None if within is None else (self._mentions[within][0], within)

    def chain(self, entity: str) -> frozenset[MentionId]:
        """All mentions of an entity."""
        return frozenset((owner, n) for n, (owner, _) in enumerate(self._mentions) if owner == entity)


def speakers(annotation: Annotation, analysis: Analysis) -> dict[str, Score]:
    """Right speakers, by the type of the mention that stands beside the quote; the share of the right is the recall."""
    out: dict[str, Score] = defaultdict(Score)
    for span, entity, wanted in _beside_quotes(annotation, analysis):
        names = Counter(_entity(annotation, mention.span) for mention in entity.mentions if mention.type == "name")
        right = names.most_common(1)[0][0] == wanted if names else wanted not in annotation.named
        kind = next((mention.type for mention in entity.mentions if mention.span.overlaps(span)), "nominal")
        out[kind] += Score(int(right), 0, 1)
    return dict(out)


def chains(annotation: Annotation, analysis: Analysis) -> Score:
    """The mentions of the speakers: those that their entities have in common, of ours and of the annotated ones.

    Two phrases of ours that are one annotated mention (a title and the name in its apposition) count once.
    """
    found = list(_beside_quotes(annotation, analysis))
    entities = {entity.id: entity for _, entity, _ in found}.values()
    predicted = [{annotation.mention(each.span) or each.span for each in entity.mentions} for entity in entities]
    gold = [annotation.chain(wanted) for wanted in dict.fromkeys(wanted for _, _, wanted in found)]
    if not found:
        return Score()
    common = numpy.array([[len(wanted & ours) for ours in predicted] for wanted in gold])
    right = int(common[linear_sum_assignment(common, maximize=True)].sum())
    return Score(right, sum(map(len, predicted)), sum(map(len, gold)))


def _beside_quotes(annotation: Annotation, analysis: Analysis) -> Iterator[tuple[Span, Entity, str]]:
    """The mention beside each quote, its entity as found, and its entity as annotated."""
    entities = {entity.id: entity for entity in analysis.entities}
    for quote in analysis.quotes:
        if quote.speaker and quote.speaker.spans and quote.speaker.entity:
            wanted = _entity(annotation, quote.speaker.spans[0])
            if wanted is not None:
                yield quote.speaker.spans[0], entities[quote.speaker.entity], wanted


def _entity(annotation: Annotation, span: Span) -> str | None:
    mention = annotation.mention(span)
    return mention[0] if mention else None
