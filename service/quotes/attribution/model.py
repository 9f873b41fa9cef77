"""What the core returns: attributions, the entities behind them, and warnings.

All spans are code points into the document's text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.nlp.document import Span, TextWarning

Kind = Literal["person", "organization", "place", "group", "document", "unknown"]
MentionType = Literal["name", "nominal", "pronoun"]
QuoteType = Literal["direct", "mixed", "indirect"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "hypothetical", "future"]
ViaRelation = Literal["spokesperson", "reported_by"]

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
    """True of what the text says was not said or not yet, and of what is reported as denied.

    A direct denial is itself what was said: "I did not," he denied.
    """
    return polarity == "negative" or modality != "asserted" or (category == "denial" and type_ != "direct")


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that link a source to its content.

    Attributes:
        spans: the verb with its particle or preposition, a noun, a colon or a dash.
        lemma: the cue's dictionary form ("call on", "according to", ":").
        category: one of `CATEGORIES`.
    """

    spans: tuple[Span, ...]
    lemma: str
    category: str
    polarity: Polarity = "positive"
    modality: Modality = "asserted"


@dataclass(frozen=True, slots=True)
class Reference:
    """A stretch of text that refers to an entity; no spans where the entity is only understood."""

    spans: tuple[Span, ...]
    entity: str | None


@dataclass(frozen=True, slots=True)
class Via:
    """A relay: who passed the speaker's words on."""

    relation: ViaRelation
    reference: Reference


@dataclass(frozen=True, slots=True)
class Context:
    """Circumstances of the utterance that stand beside the cue, never inside the content."""

    medium: Span | None = None
    time: Span | None = None
    place: Span | None = None


@dataclass(frozen=True, slots=True)
class Attribution:
    """One quote: content linked by a cue to its speaker.

    Attributes:
        id: `q1`, `q2` ... in text order of the content; stable under any filter.
        content: one or more spans in text order.
        speaker: None only where nobody can be named.
        nested_in: id of the attribution whose content holds this one.
        confidence: how sure it is, 0 to 1, that this is an attribution; see docs/quality.md for what it is worth.
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
        """The cue's category; a quote without a cue is a statement."""
        return self.cue.category if self.cue else "statement"

    @property
    def unsaid(self) -> bool:
        """As the function `unsaid`; what has no cue is said."""
        cue = self.cue
        return cue is not None and unsaid(self.type, cue.category, cue.polarity, cue.modality)


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention of an entity in the article."""

    span: Span
    type: MentionType


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organisation or other source. `name` and `role` are verbatim stretches of the text."""

    id: str
    name: str
    kind: Kind
    role: str | None
    mentions: tuple[Mention, ...]


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that the core found in one document.

    `entities` are those that a quote refers to as speaker, relay or addressee.
    """

    quotes: tuple[Attribution, ...]
    entities: tuple[Entity, ...]
    warnings: tuple[TextWarning, ...] = ()
