"""A report: one candidate attribution, in tokens, before its spans are cut and its speaker resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.attribution.quotation import Passage

Kind = Literal["verb", "noun", "adjective", "adverb", "preposition", "mark", "tag"]
"""The grammar that found a cue: its part of speech, a punctuation mark, or the report model."""

Shape = Literal[
    "clause", "parenthetical", "infinitive", "raised", "predicate", "object", "phrase", "quotation", "tagged"
]
"""The construction that a content stands in.

`clause`: a complement clause. `parenthetical`: the clause that a reporting clause or phrase stands beside or behind.
`infinitive`: vowed to resign. `raised`: rates are said to fall. `predicate`: urged them to go, called it a failure.
`object`: denied the claim. `phrase`: of a noun, her call for calm. `quotation`: a passage in marks beside its cue.
`tagged`: what the report model alone sees.
"""


@dataclass(frozen=True)
class Cue:
    """The words that report.

    Attributes:
        head: the token that governs them; None where nothing does (a quote without a cue).
        tokens: all tokens of the cue.
        listed: whether the lexicon has it.
    """

    head: int
    tokens: frozenset[int]
    lemma: str
    category: str
    kind: Kind
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
        own: tokens of the reporting clause or phrase itself.
        relayed_by: head tokens of those who passed it on in a report of their own.
        confidence: how sure it is, 0 to 1, that this is an attribution.
        mention: the tokens that name the source, where they are not just the phrase that its head governs.
    """

    cue: Cue | None
    content: frozenset[int]
    passages: tuple[Passage, ...] = ()
    source: int | None = None
    addressee: int | None = None
    clause: int | None = None
    shape: Shape = "clause"
    own: frozenset[int] = frozenset()
    relayed_by: tuple[int, ...] = ()
    confidence: float = 1.0
    mention: frozenset[int] = frozenset()
