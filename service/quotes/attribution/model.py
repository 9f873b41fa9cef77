"""The types of an answer: attributions, the entities that they refer to, and warnings.

In "Ito told reporters on Sunday that rates would fall", one `Attribution` links the content "that rates would fall"
by the `Cue` "told" to its speaker, a `Reference` to the `Entity` Ito, with the addressee "reporters" and the time "on
Sunday" as its `Context`.

All spans are stretches of the document's text in Unicode code points, their ends exclusive. All types are immutable.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Literal

from quotes.nlp.document import Span, TextWarning

EntityKind = Literal["person", "organization", "place", "group", "document", "unknown"]
"""What an entity is. An answer has neither `place` nor `unknown`: those are of entities that no quote refers to."""

MentionType = Literal["name", "nominal", "pronoun"]
"""How a mention refers: by a proper name (Ito), a common noun (the minister) or a pronoun (she)."""

QuoteType = Literal["direct", "mixed", "indirect"]
"""How much of a content stands in quotation marks: all of its words, some, or none."""

Polarity = Literal["positive", "negative"]
"""Whether the text says that the words were said (she said) or that they were not (she never said)."""

Modality = Literal["asserted", "hypothetical", "future"]
"""Whether the saying is a fact (she said), a possibility (she may say) or to come (she will say)."""

ViaRelation = Literal["spokesperson", "reported_by"]
"""How a relay stands to the speaker: speaks for them, or only reports their words."""

CATEGORIES = (
    "statement",
    "announcement",
    "claim",
    "denial",
    "admission",
    "warning",
    "demand",
    "question",
    "promise",
    "agreement",
    "assessment",
    "praise",
    "criticism",
    "document",
    "thought",
)
"""The cue categories, in the order of the contract."""


def unsaid(type_: str, category: str, polarity: str, modality: str) -> bool:
    """True for what nobody has said, going by the cue: it must not be shown as somebody's words.

    That is, by the text, what was not said (she never said that it failed), what was not said yet or may not have been
    (she will say, she may say that it failed), and what was said to be untrue (she denied that it failed). A denial
    in direct speech is what was said: "It did not fail," she denied.

    This is the rule's one home; the page and the plug-ins follow it.

    Args:
        type_: the quote's type, a `QuoteType`.
        category: the cue's category, one of `CATEGORIES`.
        polarity: the cue's `Polarity`.
        modality: the cue's `Modality`.
    """
    return polarity == "negative" or modality != "asserted" or (category == "denial" and type_ != "direct")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that link a source to its content.

    Attributes:
        spans: the verb with its particle or preposition, a noun, a colon or a dash; one or more, in text order.
        lemma: the cue's dictionary form (`call on`, `according to`, `:`).
        category: the kind of speech act, one of `CATEGORIES`.
        polarity: whether the text says that the words were said.
        modality: whether the saying is a fact, a possibility or to come.
    """

    spans: tuple[Span, ...]
    lemma: str
    category: str
    polarity: Polarity = "positive"
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Reference:
    """The words by which a quote refers to an entity.

    Attributes:
        spans: the words, in text order; none where they do not stand beside the quote, as with the speaker of a quote
            without a cue.
        entity: the id of an `Entity`; None where nobody can tell which.
    """

    spans: tuple[Span, ...]
    entity: str | None


@dataclass(frozen=True, slots=True)
class Via:
    """A relay, who passed the speaker's words on: the aide in "Ito said through an aide that rates would fall".

    Attributes:
        relation: how the relay stands to the speaker.
        reference: the words that name the relay, and its entity.
    """

    relation: ViaRelation
    reference: Reference


@dataclass(frozen=True, slots=True)
class Context:
    """The circumstances of the saying that stand beside the cue, never inside the content; None where not told.

    Attributes:
        medium: where the words can be read or heard: in an interview.
        time: when they were said: on Sunday.
        place: where they were said: in Ankara, during a visit to Libya.
    """

    medium: Span | None = None
    time: Span | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One quote: a content and who the text attributes it to.

    Attributes:
        id: `q1`, `q2` ... in text order of the content; the same whatever filter is set.
        type: how much of the content stands in quotation marks.
        content: what was said, one or more spans in text order; several where something interrupts it.
        cue: None for a quote that stands without one, as a floating quotation does.
        speaker: None only where nobody can be named.
        via: who passed the words on, the nearest to the speaker first.
        addressee: whom the words were told to; None where the text does not say.
        context: medium, time and place of the saying.
        nested_in: id of the innermost attribution whose content holds this one; None where there is none.
        confidence: the probability, 0 to 1, that source and at least half of the words are right (docs/quality.md).
    """

    id: str
    type: QuoteType
    content: tuple[Span, ...]
    cue: Cue | None
    speaker: Reference | None
    via: tuple[Via, ...] = ()
    addressee: Reference | None = None
    context: Context = Context()
    nested_in: str | None = None
    confidence: float = 1.0

    @property
    def category(self) -> str:
        """The cue's category; a quote without a cue is a `statement`."""
        return self.cue.category if self.cue else "statement"

    @property
    def unsaid(self) -> bool:
        """True for what nobody has said, as the function `unsaid` tells; never for a quote without a cue."""
        cue = self.cue
        return cue is not None and unsaid(self.type, cue.category, cue.polarity, cue.modality)


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the article that refers to an entity.

    Attributes:
        span: the phrase with its titles, without apposition and relative clause.
        type: how it refers.
    """

    span: Span
    type: MentionType


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what a quote refers to: a person, an organisation or another source.

    Attributes:
        id: `e1`, `e2` ... in the order in which the quotes first refer to them.
        name: the fullest name in the article, without titles, else the first mention; verbatim from the text.
        kind: what it is.
        role: title, office or affiliation, verbatim from the text; None where it gives none.
        mentions: all of them in text order.
    """

    id: str
    name: str
    kind: EntityKind
    role: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was found in one document.

    Attributes:
        quotes: in text order of their contents.
        entities: those that a quote refers to as speaker, relay or addressee.
        warnings: what about the text may have harmed the analysis.
    """

    quotes: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    warnings: tuple[TextWarning, ...] = ()

    def led_back(self, lead: Callable[[Span], Span]) -> Analysis:
        """The same with every span as `lead` gives it: of a text to which the one that was analysed leads back."""
        led: Analysis = _led_back(self, lead)
        return led


def _led_back(value: Any, lead: Callable[[Span], Span]) -> Any:
    """A value with every span in it led back."""
    if isinstance(value, Span):
        return lead(value)
    if isinstance(value, tuple):
        return tuple(_led_back(each, lead) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{each.name: _led_back(getattr(value, each.name), lead) for each in fields(value)})
    return value
