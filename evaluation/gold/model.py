"""The one form of annotated articles. All spans are code points into the text, their ends exclusive."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.nlp.document import Span

Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class GoldVia:
    """A relay; `relation` or `name` is None where the annotation does not tell it."""

    relation: str | None
    name: str | None


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An annotated attribution. What follows the cue is known only where the corpus has it.

    Attributes:
        content: the pieces of what was said, in text order.
        source: the words beside the cue that name the speaker; none where the text does not.
        cue: its pieces; none for a floating quotation.
        type: `direct`, `mixed` or `indirect`.
        speaker: the name of the speaker's entity; None where nobody can be named.
        kind: what the speaker is, an `EntityKind`.
        via: the relays; None where the annotation does not tell whether there are any.
        nested_in: the id of the attribution in whose content this one stands.
        category, polarity, modality: those of the cue.
        addressee: whom it was told to, by name or by the words; empty where the text does not say.
    """

    id: str
    content: Spans
    source: Spans
    cue: Spans
    type: str | None = None
    speaker: str | None = None
    kind: str | None = None
    via: tuple[GoldVia, ...] | None = ()
    nested_in: str | None = None
    category: str | None = None
    polarity: str | None = None
    modality: str | None = None
    addressee: str | None = None


@dataclass(frozen=True, slots=True)
class GoldEntity:
    """Somebody of whom an article speaks, with every mention.

    Attributes:
        name: the fullest name in the article, or the noun phrase of the nameless.
        named: whether the article tells a proper name.
    """

    id: str
    name: str
    named: bool
    mentions: Spans


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """An annotated article.

    Attributes:
        group: what results are broken down by.
        not_quotes: marked strings that are no speech; None where the annotation lists none, so that
            every marked string outside the contents is one.
        entities: empty where the corpus does not annotate mentions.
    """

    id: str
    group: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    not_quotes: Spans | None = None
    entities: tuple[GoldEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated articles of one kind.

    Attributes:
        name: a word or two that tell it from the others.
        one_layer: no attribution is annotated inside another, so a nested prediction that matches
            nothing is no error; and a relative pronoun is annotated as the source, not its antecedent.
        entities: the annotation names speakers and relays.
        thoughts: beliefs and plans are annotated too; else the default selection of a response is scored.
    """

    name: str
    documents: tuple[GoldDocument, ...]
    one_layer: bool = False
    entities: bool = False
    thoughts: bool = True
