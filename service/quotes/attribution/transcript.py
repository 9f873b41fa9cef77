"""Transcripts and interviews: paragraphs that a label and a colon give to somebody.

In "SEN. LOPEZ: We will cut the tax." / "REP. DANE: With what money?" each paragraph is a *turn*. Where its label is
that of several turns or in capitals, the paragraphs up to the next turn go on with it. Q and A are the labels of turns
whose speakers the text does not name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from quotes.attribution.lexicon import Lexicon
from quotes.nlp.document import Document, Token

_LONGEST = 9
"""Words of a label, at most."""

_QUESTION = frozenset({"q", "question"})
_UNNAMED = _QUESTION | {"a", "answer"}
"""Labels that name nobody."""

_SALUTATION = "dear"
"""The first word of what looks like a label and names the one who is written to."""

_IN_LABEL = ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PUNCT", "PART", "NUM")
"""Parts of speech (upos) of what stands in a label."""


@dataclass(frozen=True)
class Label:
    """The label of a paragraph.

    Attributes:
        words: its tokens.
        colon: the token behind them.
        speaker: the head token of who speaks.
        named: whether it tells who that is; Q and A do not.
        asks: whether it is Q, for a question of nobody in particular.
    """

    words: range
    colon: int
    speaker: int
    named: bool = True
    asks: bool = False


@dataclass(frozen=True)
class Turn:
    """A label, and the tokens of what is said there, in one or more paragraphs."""

    label: Label
    content: tuple[int, ...]


def paragraphs(document: Document) -> Iterator[Sequence[Token]]:
    """The tokens of each paragraph."""
    for _, sentences in groupby(document.sentences, key=lambda s: s.paragraph):
        inside = list(sentences)
        yield document.tokens[inside[0].first : inside[-1].last]


def label(words: Sequence[Token], lexicon: Lexicon, shouted: bool = False) -> Label | None:
    """The label that a paragraph begins with, if it is one.

    Args:
        words: the tokens of the paragraph.
        lexicon: tells which nouns are of people and bodies.
        shouted: capitals are enough, whatever they name.
    """
    colon = _colon(words)
    if colon is None:
        return None
    before, mark = words[:colon], words[colon].index
    place = range(before[0].index, mark)
    first = before[0].text.lower()
    if len(before) == 1 and first in _UNNAMED:
        return Label(place, mark, before[0].index, named=False, asks=first in _QUESTION)
    head = next((t.index for t in before if t.head not in place and t.upos != "PUNCT"), None)
    if head is None or first == _SALUTATION or not _is_nominal(before):
        return None
    return Label(place, mark, head) if _speaks(before, lexicon) or (shouted and _is_shouted(before)) else None


def _colon(words: Sequence[Token]) -> int | None:
    """How many of the words of a paragraph stand before the colon of a label; None if nothing is said behind it."""
    colon = next((n for n, t in enumerate(words[1 : _LONGEST + 1], 1) if t.text == ":"), None)
    return None if colon is None or colon + 1 == len(words) else colon


def _is_nominal(words: Sequence[Token]) -> bool:
    """True for words of noun phrases, and not for figures and marks alone."""
    return any(t.text.isalpha() for t in words) and all(t.upos in _IN_LABEL for t in words)


def _speaks(words: Sequence[Token], lexicon: Lexicon) -> bool:
    """True for words that name people or bodies."""
    return any(t.entity[2:] in ("PER", "ORG") or lexicon.may_speak(t) for t in words)


def _is_shouted(words: Sequence[Token]) -> bool:
    """True for words in capitals: HORN; not for digits and marks alone."""
    return all(t.text.isupper() or t.upos == "PUNCT" for t in words)


def turns(document: Document, lexicon: Lexicon) -> tuple[Turn, ...]:
    """The turns of a transcript, in text order; none where only one paragraph has a label."""
    found = list(paragraphs(document))
    labels = list(_labels(found, lexicon))
    if len(labels) < 2:
        return ()
    names = Counter(_text(document, each) for _, each in labels)
    ends = [*(number for number, _ in labels[1:]), labels[-1][0] + 1]
    out = []
    for (number, own), end in zip(labels, ends, strict=True):
        said = [t.index for t in found[number] if t.index > own.colon]
        if names[_text(document, own)] > 1 or _is_shouted([document.tokens[i] for i in own.words]):
            said += _further(found[number + 1 : end])
        out.append(Turn(own, tuple(said)))
    return tuple(out)


def _labels(found: Sequence[Sequence[Token]], lexicon: Lexicon) -> Iterator[tuple[int, Label]]:
    """The labels of paragraphs, with their numbers.

    A name that is none of a known person or body is one where it recurs, and stands beside a paragraph with a label.
    """
    own = [label(words, lexicon, shouted=True) for words in found]
    before = [() if (colon := _colon(words)) is None else words[:colon] for words in found]
    recurring = Counter(_form(words) for words in before)
    for number, (each, words) in enumerate(zip(own, before, strict=True)):
        named = any(t.upos == "PROPN" for t in words) and _is_nominal(words) and recurring[_form(words)] > 1
        if each:
            yield number, each
        elif named and any(own[max(0, number - 1) : number + 2]):
            place = range(words[0].index, words[-1].index + 1)
            yield number, Label(place, place.stop, next((t.index for t in words if t.head not in place), place.start))


def _form(words: Iterable[Token]) -> tuple[str, ...]:
    return tuple(t.text for t in words)


def _further(behind: Iterable[Sequence[Token]]) -> Iterator[int]:
    """The tokens of the paragraphs behind a turn that go on with it."""
    return (t.index for words in behind if _goes_on(words) for t in words)


def voices(document: Document, turns: Sequence[Turn]) -> dict[int, int]:
    """Whom the labels and the second persons of a transcript mean, each by the head token of one label.

    Labels of the same words mean one speaker. In a dialogue of two, "you" is the other one.
    """
    by_name: dict[str, int] = {}
    for turn in sorted(turns, key=lambda turn: document.tokens[turn.label.speaker].entity == "O"):
        by_name.setdefault(_text(document, turn.label), turn.label.speaker)
    found = {turn.label.speaker: by_name[_text(document, turn.label)] for turn in turns}
    if len(by_name) == 2:
        other = dict(zip(by_name.values(), reversed(by_name.values()), strict=True))
        for turn in turns:
            heard = (i for i in turn.content if document.tokens[i].features.get("Person") == "2")
            found |= dict.fromkeys(heard, other[found[turn.label.speaker]])
    return found


def _text(document: Document, label: Label) -> str:
    return " ".join(document.tokens[i].text for i in label.words)


def _goes_on(words: Sequence[Token]) -> bool:
    """True for a paragraph of speech: no heading, which has no stop, and no (Applause)."""
    return words[0].text not in ("(", "[") and words[-1].text[-1] in ".!?…\"”'’»"
