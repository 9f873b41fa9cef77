"""Reads a text by the network: from words to reports, mentions, names and entities."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy
import torch
from numpy.typing import NDArray
from torch import Tensor

from quotes.nlp.encoder import batches
from quotes.nlp.precision import multiplying
from quotes.nlp.reader.chains import Entity, Name, called, chains, entity, nearest, of_one_kind, outer_first
from quotes.nlp.reader.labels import CUE, KINDS, NAMES, NO_ROLE, NONE, QUOTATION, ROLES, SOURCE
from quotes.nlp.reader.network import SHARED, Network
from quotes.nlp.reader.pairs import NAME, Traits, features, traits
from quotes.nlp.reader.reports import Anchored, Report, Stretch, reports
from quotes.nlp.reader.windows import Window, windows
from quotes.nlp.reader.words import Word
from quotes.nlp.viterbi import best_paths

LEAST_ANCHOR = 0.5
"""A word is an anchor if it is this probable."""
LEAST_MENTION = 0.35
CHANGE = 0.3
"""What a change of role costs, as a logarithm of probabilities: a lone word follows those around it."""
FARTHEST = 150
"""Mentions between a mention and its antecedent, at most."""


@dataclass(frozen=True)
class Reading:
    """All that was read of a text.

    Attributes:
        mentions: in the order of the text, outer ones first; those that stand in reports among them.
        entities: each with its mentions.
    """

    words: tuple[Word, ...]
    reports: tuple[Report, ...]
    names: tuple[Name, ...]
    mentions: tuple[Stretch, ...]
    entities: tuple[Entity, ...]

    def entity(self, stretch: Stretch) -> int | None:
        """The number of the entity that a mention refers to."""
        found = nearest(stretch, self.mentions)
        if found is None:
            return None
        number = self.mentions.index(found)
        return next(n for n, each in enumerate(self.entities) if number in each.mentions)


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

    def read(self, text: str, words: Sequence[Word], convention: int = 0) -> Reading:
        """Read the words of a text by a convention of `labels.CONVENTIONS`."""
        cut = windows(words, self._tokenizer)
        with torch.inference_mode():
            states = self._states(cut, convention)
            anchored = [each for window, own in zip(cut, states, strict=True) for each in self._anchored(window, own)]
            owned = [own[w.owned.start - w.start : w.owned.stop - w.start] for w, own in zip(cut, states, strict=True)]
            whole = torch.cat(owned) if owned else torch.empty(0)
            found = reports(anchored, words)
            names = of_one_kind(self._names(whole), words)
            mentions = self._mentions(cut, states, found)
            entities = tuple(self._entities(whole, mentions, names, words, text))
        return Reading(tuple(words), found, names, tuple(mentions), entities)

    def _states(self, cut: Sequence[Window], convention: int) -> list[Tensor]:
        found: dict[int, Tensor] = {}
        for batch in batches([window.subwords for window in cut]):
            with multiplying(self._in_bfloat16):
                states = self._network([cut[number] for number in batch], [convention] * len(batch))
            found |= {number: own.float() for number, own in zip(batch, states, strict=True)}
        return [found[number] for number in range(len(cut))]

    def _anchored(self, window: Window, words: Tensor) -> Iterator[Anchored]:
        """The reports whose anchors a window owns."""
        network = self._network
        shares = network.anchors(words).float().softmax(1)
        likely = ((1 - shares[:, NONE]) >= LEAST_ANCHOR).nonzero().flatten()
        own = window.owned
        places = [p for p in likely.tolist() if own.start <= p + window.start < own.stop]
        if not places:
            return
        anchors = torch.tensor(places)
        roles = network.roles(words, anchors).log_softmax(2).numpy().astype(numpy.float64)
        change = CHANGE * (numpy.eye(len(ROLES)) - 1)
        thought = network.thought(words[anchors]).float().sigmoid().flatten().tolist()
        negative = network.negative(words[anchors]).float().sigmoid().flatten().tolist()
        modality = network.modality(words[anchors]).float().argmax(1).tolist()
        for n, (place, path) in enumerate(zip(places, best_paths(list(roles), change), strict=True)):
            numbers = {window.start + at: role for at, role in enumerate(path) if role}
            if not numbers:
                continue
            kind = CUE if shares[place, CUE] >= shares[place, QUOTATION] else QUOTATION
            if kind == QUOTATION and SOURCE not in path:
                numbers |= {window.start + at: SOURCE for at in _likeliest(numpy.exp(roles[n, :, SOURCE]), path)}
            sure = float(numpy.exp([roles[n, at, role] for at, role in enumerate(path) if role]).mean())
            yield Anchored(
                window.start + place,
                kind,
                numbers,
                thought[n] > 0.5,
                negative[n] > 0.5,
                modality[n],
                float(1 - shares[place, NONE]) * sure,
            )

    def _names(self, words: Tensor) -> tuple[Name, ...]:
        if not len(words):
            return ()
        shares = self._network.names(words).float().log_softmax(1).numpy().astype(numpy.float64)
        allowed = [[not b.startswith("I") or a[1:] == b[1:] for b in NAMES] for a in NAMES]
        steps = numpy.where(numpy.array(allowed), 0.0, -1e9)
        shares[0] += steps[0]
        (path,) = best_paths([shares], steps)
        found: list[Name] = []
        for number, label in enumerate(NAMES[each] for each in path):
            position, _, kind = label.partition("-")
            if position == "B":
                found.append(Name(kind, (number, number)))
            elif position == "I":
                found[-1] = Name(kind, (found[-1].stretch[0], number))
        return tuple(found)

    def _mentions(self, cut: Sequence[Window], states: Sequence[Tensor], found: Sequence[Report]) -> list[Stretch]:
        """The mentions by their first and last words, with those that reports refer to."""
        scored: dict[Stretch, float] = {}
        for window, words in zip(cut, states, strict=True):
            scores = self._network.mentions(words).sigmoid()
            likely = scores >= LEAST_MENTION
            for (at, after), score in zip(likely.nonzero().tolist(), scores[likely].tolist(), strict=True):
                if window.start + at in window.owned:
                    scored[window.start + at, window.start + at + after] = score
        for report in found:
            referred = (report.source, report.addressee, *(stretch for _, stretch in report.relays))
            for stretch in filter(None, referred):
                if nearest(stretch, list(scored)) is None:
                    scored[stretch] = 1.0
        return outer_first(scored)

    def _entities(
        self, states: Tensor, mentions: Sequence[Stretch], names: Sequence[Name], words: Sequence[Word], text: str
    ) -> Iterator[Entity]:
        if not mentions:
            return
        heads = self._network.antecedents
        first, last = torch.tensor(mentions).T
        vectors = heads.represent(states, first, last)
        kinds = heads.kind(vectors).float().log_softmax(1)
        told = [traits(words, *mention) for mention in mentions]
        names_of = [called(mention, names, words, text) for mention in mentions]
        for chain in chains(self._scores(vectors, told), told, names_of):
            by_name = any((name := names_of[m]) and name.person and told[m].kind == NAME for m in chain)
            kind = "person" if by_name else KINDS[int(kinds[chain].sum(0).argmax())]
            yield entity(chain, mentions, told, kind, names, words, text)

    def _scores(self, vectors: Tensor, told: Sequence[Traits]) -> list[dict[int, float]]:
        """For each mention the earlier ones, and how well they go together."""
        pairs = [(m, e) for m in range(len(told)) for e in range(max(0, m - FARTHEST), m)]
        found: list[dict[int, float]] = [{} for _ in told]
        if pairs:
            later, earlier = torch.tensor(pairs).T
            seen = torch.tensor([features(told[m], told[e], m - e) for m, e in pairs])
            scores = self._network.antecedents(vectors, later, earlier, seen).tolist()
            for (m, e), score in zip(pairs, scores, strict=True):
                found[m][e] = score
        return found


def _likeliest(shares: NDArray[numpy.float64], path: Sequence[int]) -> range:
    """The likeliest word without a role, and those beside it that are nearly as likely; none if all have one."""
    free = [at for at, role in enumerate(path) if role == NO_ROLE]
    if not free:
        return range(0)
    first = last = max(free, key=lambda at: float(shares[at]))
    least = shares[first] / 3
    while first and path[first - 1] == NO_ROLE and shares[first - 1] > least:
        first -= 1
    while last + 1 < len(path) and path[last + 1] == NO_ROLE and shares[last + 1] > least:
        last += 1
    return range(first, last + 1)
