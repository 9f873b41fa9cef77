"""Candidates as they are gathered, by what is asked of them for one passage after another.

An article may have thousands of candidates and as many passages that are still to be found a speaker for: none of the
questions here looks at all of them.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import heappop, heappush

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.quotation import Passage


class Gathered:
    """Candidates in the order in which they were added.

    Attributes:
        all: the candidates.
        cues: the heads of their cues.
    """

    def __init__(self, article: Article, candidates: Iterable[Candidate] = ()) -> None:
        self.all: list[Candidate] = []
        self.cues: set[int] = set()
        self._article = article
        self._told_in: dict[int, list[int]] = defaultdict(list)
        self._ending_in: dict[int, set[int]] = defaultdict(set)
        self._cued_within: dict[Passage, list[int]] = defaultdict(list)
        self._begins: dict[int, list[int]] = defaultdict(list)
        self._ahead: list[tuple[int, int, int]] = []
        self._furthest: tuple[int, int] | None = None
        for candidate in candidates:
            self.add(candidate)

    def add(self, candidate: Candidate) -> int:
        """Add a candidate; its number."""
        number = len(self.all)
        self.all.append(candidate)
        if candidate.cue:
            head = candidate.cue.head
            self.cues.add(head)
            if candidate.source is not None:
                self._told_in[self._sentence(head)].append(number)
            if passage := self._article.passage(head):
                self._cued_within[passage].append(number)
        self._note(number)
        return number

    def extend(self, number: int, candidate: Candidate) -> None:
        """Put a candidate with more content in the place of what it was so far."""
        for speech, place in self._begun(self.all[number]).items():
            self._begins[speech].remove(place)
        self.all[number] = candidate
        self._note(number)

    def begins(self, speech: int) -> Sequence[int]:
        """Where the candidates with a cue in the narration, or none, begin in a speech, in order.

        In places among its passages, from 0. A speech of one passage has no such places.
        """
        return self._begins.get(speech, ())

    def cued_within(self, passage: Passage) -> Iterator[Candidate]:
        """The candidates whose cues stand in a passage."""
        return (self.all[number] for number in self._cued_within.get(passage, ()))

    def ending_in(self, sentence: int) -> Iterator[Candidate]:
        """The quotations with a source that end in a sentence, with their content or with their cue."""
        numbers = sorted(self._ending_in.get(sentence, ()))
        return (self.all[number] for number in numbers if sentence in self._ends(self.all[number]))

    def told_last(self, sentence: int, token: int) -> Candidate | None:
        """The last candidate with a source and a cue in a sentence whose content begins with a token or before."""
        told = (self.all[number] for number in reversed(self._told_in.get(sentence, ())))
        return next((candidate for candidate in told if min(candidate.content) <= token), None)

    def furthest(self, token: int) -> Candidate | None:
        """Of those with a source whose contents begin with a token or before, the one whose content ends last.

        It is asked for tokens in text order.
        """
        while self._ahead and self._ahead[0][0] <= token:
            _, end, number = heappop(self._ahead)
            if self._furthest is None or (end, -number) > (self._furthest[0], -self._furthest[1]):
                self._furthest = end, number
        return self.all[self._furthest[1]] if self._furthest else None

    def _note(self, number: int) -> None:
        """Note where a candidate now begins and ends."""
        candidate = self.all[number]
        for speech, place in self._begun(candidate).items():
            insort(self._begins[speech], place)
        if candidate.source is not None:
            heappush(self._ahead, (min(candidate.content), max(candidate.content), number))
            for sentence in self._ends(candidate):
                self._ending_in[sentence].add(number)

    def _begun(self, candidate: Candidate) -> Mapping[int, int]:
        return {} if is_inside_quotation(self._article, candidate) else first_places(self._article, candidate)

    def _ends(self, candidate: Candidate) -> set[int]:
        """The sentences in which a quotation with a source, and with its cue in the narration, may be said to end."""
        if candidate.source is None or not candidate.passages or is_inside_quotation(self._article, candidate):
            return set()
        told = candidate.cue.head if candidate.cue else candidate.source
        return {self._sentence(max(candidate.content)), self._sentence(told)}

    def _sentence(self, token: int) -> int:
        return self._article.document.tokens[token].sentence


def is_inside_quotation(article: Article, candidate: Candidate) -> bool:
    """True for a cue in quoted speech, which claims nothing of its passage: "He told me to go," Ito said."""
    return candidate.cue is not None and article.passage_of[candidate.cue.head] is not None


def first_places(article: Article, candidate: Candidate) -> Mapping[int, int]:
    """For each speech of several passages that a candidate has some of, which of them, from 0, is its first."""
    first: dict[int, int] = {}
    for passage in candidate.passages:
        whole = article.speeches[passage.speech]
        if len(whole) > 1:
            place = bisect_left(whole, passage.span, key=lambda each: each.span)
            first[passage.speech] = min(place, first.get(passage.speech, place))
    return first
