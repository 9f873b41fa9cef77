"""Candidates: attributions that a text may hold, in tokens, before the best are chosen and their speakers resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from quotes.attribution.quotation import Passage

CueKind = Literal["verb", "noun", "adjective", "adverb", "preposition", "punctuation"]
"""What a cue is: a word of one part of speech, or a colon or dash."""

Shape = Literal[
    "clause", "parenthetical", "infinitive", "raised", "predicate", "object", "phrase", "quotation", "predicted"
]
"""The construction that a content stands in.

`clause`: a complement clause. `parenthetical`: the clause that a reporting clause or phrase stands beside or behind.
`infinitive`: vowed to resign. `raised`: rates are said to fall. `predicate`: urged them to go, called it a failure.
`object`: denied the claim. `phrase`: of a noun, her call for calm. `quotation`: a passage in quotation marks beside
its cue. `predicted`: what the reader takes for content.
"""


@dataclass(frozen=True)
class Content:
    """What a cue may report.

    Attributes:
        tokens: the complementiser included.
        clause: head token of the reported clause, if the content is one.
        passages: passages in quotation marks that belong to it.
    """

    tokens: frozenset[int]
    shape: Shape
    clause: int | None = None
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True)
class CandidateCue:
    """The words that may report.

    Attributes:
        head: the token that governs them.
        tokens: all tokens of the cue.
        listed: whether the lexicon has it.
    """

    head: int
    tokens: frozenset[int]
    lemma: str
    category: str
    kind: CueKind
    listed: bool = True


@dataclass(frozen=True)
class Candidate:
    """What may be an attribution: a content with its cue and its source.

    Attributes:
        cue: None for a quotation that nothing introduces.
        content, passages, clause, shape: as in `Content`.
        source: head token of the source in the text; None where it has none.
        addressee: head token of whom it was told to.
        reporting_clause: tokens of the clause or phrase of the cue, without the content.
        relayed_by: head tokens of those who passed it on in an attribution of their own.
        confidence: the probability, 0 to 1, that source and at least half of the words are right.
        continues: whether it is a paragraph of speech right behind that of a quote, with the same source.
        source_mention: the tokens that name the source, where they are not just the phrase that its head governs.
    """

    cue: CandidateCue | None
    content: frozenset[int]
    passages: tuple[Passage, ...] = ()
    source: int | None = None
    addressee: int | None = None
    clause: int | None = None
    shape: Shape = "clause"
    reporting_clause: frozenset[int] = frozenset()
    relayed_by: tuple[int, ...] = ()
    confidence: float = 1.0
    source_mention: frozenset[int] = frozenset()
    continues: bool = False

    @property
    def is_signed(self) -> bool:
        """True for a quotation behind which a dash credits it to somebody: the line tells who."""
        return self.cue is not None and self.cue.kind == "punctuation" and self.shape == "quotation"

    @property
    def anchors(self) -> frozenset[int]:
        """Where the reader may anchor its report: the cue or, where it has none, the content."""
        return self.cue.tokens if self.cue else self.content
