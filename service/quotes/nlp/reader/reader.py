"""Reads a text by the network: from words to names, reports, mentions and what these go together with."""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import torch
from torch import Tensor

from quotes.nlp.encoder import batches
from quotes.nlp.precision import multiplying
from quotes.nlp.reader.labels import (
    ADDRESSEE,
    ADDRESSEE_IN_CONTENT,
    CUE,
    KINDS,
    NAMES,
    NONE,
    QUOTATION,
    RELAYS,
    ROLES,
    SOURCE,
)
from quotes.nlp.reader.network import SHARED, Network
from quotes.nlp.reader.pairs import pairs, traits
from quotes.nlp.reader.windows import Window, windows
from quotes.nlp.reader.words import Word
from quotes.nlp.reading import Reading, Report
from quotes.nlp.viterbi import best_paths

FAINT = 0.1
"""A word that is an anchor with this probability opens a report."""
LIKELY = 0.5
"""What a report with such a probability refers to is a mention."""
LEAST_MENTION = 0.4
CHANGE = 0.3
"""What a change of role costs, as a logarithm of probabilities: a lone word follows those around it."""
FARTHEST = 80
"""Mentions between a mention and its antecedent, at most."""

Stretch = tuple[int, int]
"""First and last word (inclusive)."""


class Read(NamedTuple):
    """What was read of some words: the reading, and for each word its label of a name, of `labels.NAMES`."""

    reading: Reading
    names: tuple[str, ...]


def load(path: Path, encoder: Any) -> Network:
    """Load a network's state beside the parser's encoder, whose shape and word embeddings its own encoder has.

    Raises:
        RuntimeError: the state is that of another network.
    """
    shared = encoder.embeddings.word_embeddings
    network = Network(copy.deepcopy(encoder, {id(shared): shared}))
    state = torch.load(path, map_location="cpu", weights_only=True)
    network.load_state_dict({name: value.float() for name, value in state.items()} | {SHARED: shared.weight})
    return network.eval()


class Reader:
    """Reads texts by a network. Not thread-safe: one caller at a time."""

    def __init__(self, network: Network, tokenizer: Any, in_bfloat16: bool = False) -> None:
        self._network = network
        self._tokenizer = tokenizer
        self._in_bfloat16 = in_bfloat16

    def read(self, words: Sequence[Word], convention: int = 0) -> Read:
        """Read the words of a text by a convention of `labels.CONVENTIONS`; tokens of the reading are these words."""
        cut = windows(words, self._tokenizer)
        if not cut:
            return Read(Reading(numpy.zeros(0, numpy.float32), (), (), (), ()), ())
        with torch.inference_mode():
            states = self._states(cut, convention)
            whole = torch.cat([own[_owned(window)] for window, own in zip(cut, states, strict=True)])
            anchors = self._network.anchors(whole).softmax(1).numpy()
            reports = tuple(
                each for window, own in zip(cut, states, strict=True) for each in self._reports(window, own, anchors)
            )
            likely = [report for report in reports if 1 - anchors[report.anchor, NONE] >= LIKELY]
            mentions = self._mentions(cut, states, likely, words)
            links, kinds = self._referents(whole, mentions, words)
            names = self._names(whole)
        return Read(Reading(1 - anchors[:, NONE], reports, tuple(mentions), links, kinds), names)

    def _states(self, cut: Sequence[Window], convention: int) -> list[Tensor]:
        found: dict[int, Tensor] = {}
        for batch in batches([window.subwords for window in cut]):
            with multiplying(self._in_bfloat16):
                states = self._network([cut[number] for number in batch], [convention] * len(batch))
            found |= {number: own.float() for number, own in zip(batch, states, strict=True)}
        return [found[number] for number in range(len(cut))]

    def _reports(self, window: Window, words: Tensor, anchors: Any) -> Iterator[Report]:
        """The reports whose anchors a window owns."""
        network, own = self._network, window.owned
        likely = [n for n in own if 1 - anchors[n, NONE] >= FAINT]
        if not likely:
            return
        places = torch.tensor([n - window.start for n in likely])
        roles = network.roles(words, places).log_softmax(2).numpy()
        change = CHANGE * (numpy.eye(len(ROLES)) - 1)
        thought = network.thought(words[places]).sigmoid().flatten().tolist()
        negative = network.negative(words[places]).sigmoid().flatten().tolist()
        modality = network.modality(words[places]).argmax(1).tolist()
        paths = best_paths(list(roles.astype(numpy.float64)), change)
        for n, (anchor, path) in enumerate(zip(likely, paths, strict=True)):
            cued = bool(anchors[anchor, CUE] >= anchors[anchor, QUOTATION])
            found = {window.start + at: role for at, role in enumerate(path) if role}
            shares = numpy.exp(roles[n])
            if not cued and SOURCE not in path:
                found |= {window.start + at: SOURCE for at in _likeliest(shares[:, SOURCE], path)}
            yield Report(anchor, cued, window.start, shares, found, thought[n], negative[n], modality[n])

    def _names(self, words: Tensor) -> tuple[str, ...]:
        shares = self._network.names(words).log_softmax(1).numpy().astype(numpy.float64)
        allowed = [[not b.startswith("I") or a[1:] == b[1:] for b in NAMES] for a in NAMES]
        steps = numpy.where(numpy.array(allowed), 0.0, -1e9)
        shares[0] += steps[0]
        (path,) = best_paths([shares], steps)
        return tuple(NAMES[label] for label in path)

    def _mentions(
        self, cut: Sequence[Window], states: Sequence[Tensor], reports: Sequence[Report], words: Sequence[Word]
    ) -> list[Stretch]:
        """The mentions by their first and last words, with those that reports refer to."""
        scored: dict[Stretch, float] = {}
        for window, own in zip(cut, states, strict=True):
            scores = self._network.mentions(own).sigmoid()
            likely = scores >= LEAST_MENTION
            for (at, after), score in zip(likely.nonzero().tolist(), scores[likely].tolist(), strict=True):
                if window.start + at in window.owned:
                    scored[window.start + at, window.start + at + after] = score
        for report in reports:
            for role in (SOURCE, ADDRESSEE, *RELAYS):
                wanted = (ADDRESSEE, ADDRESSEE_IN_CONTENT) if role == ADDRESSEE else (role,)
                for stretch in runs(report.having(*wanted), words):
                    scored.setdefault(stretch, 0.0)
        return outer_first(scored)

    def _referents(
        self, states: Tensor, mentions: Sequence[Stretch], words: Sequence[Word]
    ) -> tuple[tuple[Mapping[int, float], ...], tuple[str, ...]]:
        """For each mention the earlier ones, and how well they go together; and the likeliest kind of what it means."""
        if not mentions:
            return (), ()
        heads = self._network.antecedents
        first, last = torch.tensor(mentions).T
        vectors = heads.represent(states, first, last)
        kinds = tuple(KINDS[kind] for kind in heads.kind(vectors).argmax(1).tolist())
        told = [traits(words, *mention) for mention in mentions]
        found: list[dict[int, float]] = [{} for _ in mentions]
        near = pairs(told, FARTHEST)
        scores = heads(vectors, *map(torch.from_numpy, near)).tolist()
        for later, earlier, score in zip(near.later.tolist(), near.earlier.tolist(), scores, strict=True):
            found[later][earlier] = score
        return tuple(found), kinds


def _owned(window: Window) -> slice:
    """The words that a window owns, counted within it."""
    return slice(window.owned.start - window.start, window.owned.stop - window.start)


def runs(numbers: Collection[int], words: Sequence[Word]) -> Iterator[Stretch]:
    """Words side by side in one paragraph as stretches."""
    first = last = None
    for number in sorted(numbers):
        if first is None or last is None:
            first = number
        elif number != last + 1 or words[number].paragraph != words[last].paragraph:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def outer_first(scored: Mapping[Stretch, float]) -> list[Stretch]:
    """Stretches that do not cross, in the order of the text, outer ones first; of two that cross the better one."""
    kept: list[Stretch] = []
    holding: dict[int, list[Stretch]] = {}
    for one in sorted(scored, key=lambda each: -scored[each]):
        words = range(one[0], one[1] + 1)
        if not any(_cross(one, other) for word in words for other in holding.get(word, ())):
            kept.append(one)
            for word in words:
                holding.setdefault(word, []).append(one)
    return sorted(kept, key=lambda each: (each[0], -each[1]))


def _cross(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[0] <= one[1] < other[1] or other[0] < one[0] <= other[1] < one[1]


def _likeliest(shares: Any, path: Sequence[int]) -> range:
    """The likeliest word without a role, and those beside it that are nearly as likely; none if all have one."""
    free = [at for at, role in enumerate(path) if not role]
    if not free:
        return range(0)
    first = last = max(free, key=lambda at: float(shares[at]))
    least = shares[first] / 3
    while first and not path[first - 1] and shares[first - 1] > least:
        first -= 1
    while last + 1 < len(path) and not path[last + 1] and shares[last + 1] > least:
        last += 1
    return range(first, last + 1)
