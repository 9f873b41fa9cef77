"""An annotated document. All spans are code points into its text, their ends exclusive."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.nlp.document import Span

Spans = tuple[Span, ...]

CATEGORIES = frozenset(
    "statement announcement claim denial admission warning demand question promise agreement assessment praise "
    "criticism document thought".split()
)
KINDS = frozenset("person organization place group document unknown".split())
GENDERS = frozenset("fm")
RELATIONS = frozenset({"spokesperson", "reported_by"})
POLARITIES = frozenset({"positive", "negative"})
MODALITIES = frozenset({"asserted", "hypothetical", "future"})


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what speaks, passes on, is addressed, or stands beside those who do.

    Attributes:
        name: the fullest name in the text, without titles; of the nameless, their noun phrase.
        role: the words of the text that give title, office or affiliation.
        mentions: in the order of the text.
    """

    id: str
    name: str
    kind: str
    gender: str | None
    role: str | None
    mentions: Spans = ()


@dataclass(frozen=True, slots=True)
class Via:
    """A relay: the id of the entity that passes the speaker's words on, how, and where the text says so."""

    entity: str
    relation: str
    spans: Spans = ()


@dataclass(frozen=True, slots=True)
class Quote:
    """A report of what somebody said, wrote or thought.

    Attributes:
        content, cue: in pieces where other words stand between; a floating quotation has no cue.
        source: the mention beside the cue; none, or one.
        speaker, addressee: ids of entities; None where there is none.
        nested: id of the quote in whose content this one stands.
        type: `direct`, `mixed` or `indirect`.
    """

    id: str
    category: str
    speaker: str | None = None
    addressee: str | None = None
    nested: str | None = None
    polarity: str = "positive"
    modality: str = "asserted"
    via: tuple[Via, ...] = ()
    content: Spans = ()
    cue: Spans = ()
    source: Spans = ()
    type: str = "indirect"


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase or pronoun, and the id of the entity that it refers to."""

    entity: str
    span: Span


@dataclass(frozen=True, slots=True)
class Name:
    """A bare name of a `person`, an `organization` or a `place`."""

    kind: str
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """A text with all that is annotated in it; `not_quotes` are strings in quotation marks that are no speech."""

    id: str
    genre: str
    text: str
    entities: tuple[Entity, ...] = ()
    quotes: tuple[Quote, ...] = ()
    mentions: tuple[Mention, ...] = ()
    names: tuple[Name, ...] = ()
    not_quotes: tuple[str, ...] = ()

    def entity(self, identifier: str) -> Entity:
        """The entity of this id.

        Raises:
            KeyError: there is none.
        """
        found = {each.id: each for each in self.entities}
        return found[identifier]
