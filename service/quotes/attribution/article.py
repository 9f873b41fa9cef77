"""The parsed document with its quotation marks: what every step of the core reads."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy
from numpy.typing import NDArray

from quotes.attribution import quotation, transcript
from quotes.attribution.lexicon import Lexicon
from quotes.attribution.syntax import corrections, trees
from quotes.nlp.document import Document, Sentence, Span, TextWarning, Token
from quotes.nlp.reading import Report

_HEADS = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
"""The parts of speech (upos) that head a mention."""


@dataclass(frozen=True)
class Article:
    """A parsed document as the core reads it.

    Attributes:
        document: the document, its trees corrected.
        lexicon: the words that it is read with.
        passages: its passages in quotation marks, in text order.
        warnings: what was odd about its quotation marks.
        turns: the turns of a transcript or interview, in text order.
    """

    document: Document
    lexicon: Lexicon
    passages: tuple[quotation.Passage, ...]
    warnings: tuple[TextWarning, ...]
    turns: tuple[transcript.Turn, ...] = ()

    @cached_property
    def passage_of(self) -> tuple[int | None, ...]:
        """For each token, the index of the passage that it stands in."""
        out: list[int | None] = [None] * len(self.document.tokens)
        for number, passage in enumerate(self.passages):
            for token in self.tokens_in(passage.span):
                out[token.index] = number
        return tuple(out)

    @cached_property
    def speeches(self) -> Mapping[int, tuple[quotation.Passage, ...]]:
        """The passages of each speech by its number, in text order."""
        found: dict[int, list[quotation.Passage]] = {}
        for passage in self.passages:
            found.setdefault(passage.speech, []).append(passage)
        return {speech: tuple(own) for speech, own in found.items()}

    @cached_property
    def is_word(self) -> NDArray[numpy.bool_]:
        """For each token, whether it is no punctuation."""
        return numpy.array([token.upos != "PUNCT" for token in self.document.tokens], numpy.bool_)

    @cached_property
    def _words(self) -> list[int]:
        return [token.index for token in self.document.tokens if token.upos != "PUNCT"]

    @cached_property
    def _starts(self) -> list[int]:
        return [token.start for token in self.document.tokens]

    @cached_property
    def _paragraphs(self) -> list[Span]:
        return paragraph_spans(self.document)

    @cached_property
    def turn_of(self) -> Mapping[int, transcript.Turn]:
        """The turn that a token stands in, its label included; none for a token outside of any."""
        return {i: turn for turn in self.turns for i in (*turn.label.words, turn.label.colon, *turn.content)}

    @cached_property
    def passage_sizes(self) -> tuple[int, ...]:
        """For each passage, how many tokens stand between its quotation marks."""
        return tuple(len(self.tokens_in(passage.inner)) for passage in self.passages)

    @cached_property
    def mention_heads(self) -> tuple[int | None, ...]:
        """The head token of each mention that the reader sees; None where a sentence ends in it or it has none."""
        reading, tokens = self.document.reading, self.document.tokens

        def head(first: int, last: int) -> int | None:
            inside = range(first, last + 1)
            if tokens[first].sentence != tokens[last].sentence:
                return None
            return next((i for i in inside if tokens[i].head not in inside and tokens[i].upos in _HEADS), None)

        return tuple(head(*mention) for mention in reading.mentions) if reading else ()

    @cached_property
    def mention_of(self) -> Mapping[int, range]:
        """The tokens of the mentions that the reader sees, by their heads; of several with one head the longest."""
        found: dict[int, range] = {}
        mentions = self.document.reading.mentions if self.document.reading else ()
        for head, (first, last) in zip(self.mention_heads, mentions, strict=True):
            if head is not None:
                end = last if trees.is_genitive(self.document.tokens[last]) else last + 1
                found.setdefault(head, range(first, max(end, head + 1)))
        return found

    @cached_property
    def kind_of(self) -> Mapping[int, str]:
        """The kinds of what the mentions that the reader sees mean, by their heads; of several as `mention_of`."""
        found: dict[int, str] = {}
        kinds = self.document.reading.kinds if self.document.reading else ()
        for head, kind in zip(self.mention_heads, kinds, strict=True):
            if head is not None:
                found.setdefault(head, kind)
        return found

    def tokens_in(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie wholly in a span."""
        first, last = self.token_at(span.start), self.token_at(span.end)
        return tuple(t for t in self.document.tokens[first:last] if t.end <= span.end)

    def beside(self, span: Span) -> tuple[str, str]:
        """The characters before and behind a stretch, blanks aside; empty where its paragraph begins or ends there."""
        text, before, after = self.document.text, span.start, span.end
        paragraph = self._paragraphs[bisect_right(self._paragraphs, before, key=lambda p: p.start) - 1]
        while before > paragraph.start and text[before - 1].isspace():
            before -= 1
        while after < paragraph.end and text[after].isspace():
            after += 1
        return text[max(before - 1, paragraph.start) : before], text[after : min(after + 1, paragraph.end)]

    def words(self, tokens: Iterable[int]) -> frozenset[int]:
        """Those of some tokens that are no punctuation."""
        return frozenset(i for i in tokens if self.document.tokens[i].upos != "PUNCT")

    def runs(self, tokens: Iterable[int]) -> list[tuple[int, ...]]:
        """Tokens side by side in one paragraph, in text order."""
        out: list[list[int]] = []
        for i in sorted(tokens):
            if out and i == out[-1][-1] + 1 and self.paragraph(i) == self.paragraph(i - 1):
                out[-1].append(i)
            else:
                out.append([i])
        return list(map(tuple, out))

    def report(self, anchors: Iterable[int]) -> Report | None:
        """The report of the reader that is anchored in some tokens, a cue or a content; of several the likeliest."""
        reading = self.document.reading
        if reading is None:
            return None
        found = [reading.report_at[i] for i in anchors if i in reading.report_at]
        return max(found, key=lambda report: reading.anchors[report.anchor], default=None)

    def token_at(self, offset: int) -> int:
        """The first token that begins at an offset (code points) or after it; the number of tokens at the end."""
        return bisect_left(self._starts, offset)

    def next_word(self, token: int) -> int:
        """The first token after a token that is no punctuation; the number of tokens at the end."""
        place = bisect_right(self._words, token)
        return self._words[place] if place < len(self._words) else len(self.document.tokens)

    def passage(self, token: int) -> quotation.Passage | None:
        """The passage that a token stands in."""
        number = self.passage_of[token]
        return None if number is None else self.passages[number]

    def sentence(self, token: int) -> Sentence:
        """The sentence of a token."""
        return self.document.sentences[self.document.tokens[token].sentence]

    def paragraph(self, token: int) -> int:
        """The paragraph, counted from 0, of a token."""
        return self.sentence(token).paragraph

    def touched(self, tokens: Iterable[int]) -> list[quotation.Passage]:
        """The passages in which at least one of the tokens stands, in text order."""
        numbers = {self.passage_of[i] for i in tokens} - {None}
        return [self.passages[n] for n in sorted(n for n in numbers if n is not None)]


def paragraph_spans(document: Document) -> list[Span]:
    """The paragraphs of a parsed document, from the first token of each to its last."""
    out: dict[int, Span] = {}
    for sentence in document.sentences:
        words = document.words(sentence)
        start = out[sentence.paragraph].start if sentence.paragraph in out else words[0].start
        out[sentence.paragraph] = Span(start, max(word.end for word in words))
    return list(out.values())


def read(document: Document, lexicon: Lexicon) -> Article:
    """Correct the trees of a document and pair its quotation marks."""
    document = corrections.correct(document, lexicon)
    paragraphs = paragraph_spans(document)
    found, warnings = quotation.passages(document.text, paragraphs)
    found = quotation.with_block_quotes(found, document.block_quotes, paragraphs)
    return Article(document, lexicon, found, warnings, transcript.turns(document, lexicon))
