"""A report: one candidate attribution, in tokens, before its spans are cut and its speaker resolved."""

from __future__ import annotations

from dataclasses import dataclass

from service.attribution.marks import Passage


@dataclass(frozen=True)
class Cue:
    """The words that report.

    Attributes:
        head: the token that governs them; None where nothing does (a quote without a cue).
        tokens: all tokens of the cue.
        kind: the grammar that found it: `verb`, `noun`, `adjective`, `preposition`, `adverb` or `mark`.
        listed: whether the lexicon has it.
    """

    head: int
    tokens: frozenset[int]
    lemma: str
    category: str
    kind: str
    listed: bool = True


@dataclass(frozen=True)
class Report:
    """What a cue links.

    Attributes:
        cue: None for a quote that nothing introduces.
        content: tokens of the content, the complementiser included.
        passages: passages in quotation marks that belong to the content.
        source: head token of the source in the text; None where it has none.
        addressee: head token of whom it was told to.
        clause: head token of the reported clause, if the content is one.
        shape: which construction the content stands in: `clause`, `parenthetical`, `object`, `predicate`,
            `infinitive`, `quotation` or `phrase`.
        own: tokens of the reporting clause or phrase itself.
        relayed_by: head tokens of those who passed it on in a report of their own.
        confidence: probability, 0 to 1, that this is an attribution.
    """

    cue: Cue | None
    content: frozenset[int]
    passages: tuple[Passage, ...] = ()
    source: int | None = None
    addressee: int | None = None
    clause: int | None = None
    shape: str = "clause"
    own: frozenset[int] = frozenset()
    relayed_by: tuple[int, ...] = ()
    confidence: float = 1.0
