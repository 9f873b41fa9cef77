"""The parsed document: what the parser gives and the attribution core reads.

Everything here is immutable and knows neither Stanza nor HTTP. All offsets are Unicode code points
into `Document.text`, which is the text exactly as the client sent it; all ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from quotes.nlp.reading import Reading


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of the text, `start` to `end` (exclusive), in code points."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def contains(self, other: Span) -> bool:
        """True if `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """True if the two spans share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Token:
    """A syntactic word of Universal Dependencies.

    Attributes:
        index: position among all tokens of the document.
        sentence: position of its sentence in the document.
        start, end: its code points in the text. The parts of a multi-word token that is no plain
            concatenation of its parts share the span of the whole.
        text: exactly `document.text[start:end]`.
        lemma, upos, features, deprel: as Universal Dependencies defines them.
        head: index of the governing token among all tokens of the document; None for a root.
        entity: BIO label of a name (`B-PER`, `I-ORG`, `B-LOC`, `O`).
        relation: `deprel` without its subtype: `nsubj` for `nsubj:pass`.
    """

    index: int
    sentence: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    head: int | None
    deprel: str
    features: Mapping[str, str] = field(default_factory=dict)
    entity: str = "O"
    relation: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "relation", self.deprel.partition(":")[0])

    @property
    def span(self) -> Span:
        """The token's code points in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: the tokens `first` to `last` (exclusive) of the document.

    `paragraph` counts the paragraphs of the text from 0.
    """

    index: int
    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class TextWarning:
    """Something about the text that the client should know. `code` is from a closed list in openapi.yaml."""

    code: str
    detail: str
    span: Span


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Paragraphs that are set apart as somebody's words, as `<blockquote>` does, without the credit beside them.

    `credit` is the paragraph that names whose they are, if there is one.
    """

    content: Span
    credit: Span | None = None

    def led(self, lead: Callable[[Span], Span]) -> BlockQuote:
        """The same in another text; `lead` gives the place there of a stretch."""
        return BlockQuote(lead(self.content), lead(self.credit) if self.credit else None)


@dataclass(frozen=True)
class Document:
    """An article with its dependency trees.

    Attributes:
        reading: what the reader makes of it; None if there is no such model.
        block_quotes: what its layout sets apart as quotations, in text order; a plain text has none.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    warnings: tuple[TextWarning, ...] = field(default=())
    reading: Reading | None = None
    block_quotes: tuple[BlockQuote, ...] = ()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indices of its dependents in text order."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head is not None:
                out[token.head].append(token.index)
        return tuple(map(tuple, out))

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]

    def slice(self, span: Span) -> str:
        """The text of a span, verbatim."""
        return self.text[span.start : span.end]


class Parser(Protocol):
    """What the service needs of a parser; StanzaParser is the real one, tests bring their own."""

    name: str
    version: str
    licences: tuple[str, ...]

    def parse(self, text: str) -> Document:
        """Parse a text. `Document.text` is `text` itself, whatever it holds."""
        ...
