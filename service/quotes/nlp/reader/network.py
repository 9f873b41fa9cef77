"""The reader's network: one encoder with heads for names, anchors, roles, mentions and antecedents.

A word is the state of its first subword in the window that owns it. Names and anchors are told word by word; roles for
each anchor and word together, smoothed along the words by a convolution; mentions by their first and last word, which
biaffine attention pairs (Yu, Bohnet and Poesio, "Named Entity Recognition as Dependency Parsing", ACL 2020), since
they stand within each other; antecedents by pairs of mentions (Lee, He, Lewis and Zettlemoyer, "End-to-end Neural
Coreference Resolution", EMNLP 2017).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import torch
from torch import Tensor, nn

from quotes.nlp.encoder import PackedEncoder, filled
from quotes.nlp.reader.labels import ANCHORS, CONVENTIONS, KINDS, MODALITIES, NAMES, ROLES
from quotes.nlp.reader.pairs import FEATURES
from quotes.nlp.reader.windows import Window

HIDDEN = 256
DROPOUT = 0.2
LONGEST_MENTION = 40
"""Words of a mention, at most."""
ANCHORS_AT_ONCE = 16
PAIRS_AT_ONCE = 2048
"""Anchors of a window and pairs of mentions that are scored together, at most: more would not fit a processor's cache,
and of pairs there may be a million."""
SHARED = "encoder.embeddings.word_embeddings.weight"
"""The parameter that the reader's encoder has in common with the parser's."""


class Roles(nn.Module):
    """Scores the role of each word to each anchor."""

    _WIDE, _NARROW, _FARTHEST = 192, 96, 64

    def __init__(self) -> None:
        super().__init__()
        self.anchor = nn.Linear(HIDDEN, self._WIDE)
        self.word = nn.Linear(HIDDEN, self._WIDE)
        self.distance = nn.Embedding(2 * self._FARTHEST + 1, self._WIDE)
        self.narrow = nn.Sequential(nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(self._WIDE, self._NARROW), nn.GELU())
        self.neighbours = nn.Conv1d(self._NARROW, self._NARROW, 5, padding=2)
        self.role = nn.Linear(self._NARROW, len(ROLES))
        nn.init.normal_(self.distance.weight, std=0.1)

    def forward(self, words: Tensor, anchors: Tensor) -> Tensor:
        """Scores [anchor, word, role] for words [word, size] of a window and the places of anchors among them."""
        parts = anchors.tensor_split(-(-len(anchors) // ANCHORS_AT_ONCE) or 1)
        return torch.cat([self._scores(words, part) for part in parts])

    def _scores(self, words: Tensor, anchors: Tensor) -> Tensor:
        apart = torch.arange(len(words), device=words.device)[None] - anchors[:, None]
        steps = ((apart.abs() + 1).float().log2() * 8).long().clamp(max=self._FARTHEST)
        distances = self.distance(apart.sign() * steps + self._FARTHEST)
        pairs = self.narrow(self.anchor(words[anchors])[:, None] + self.word(words)[None] + distances)
        smoothed = pairs + nn.functional.gelu(self.neighbours(pairs.transpose(1, 2))).transpose(1, 2)
        scores: Tensor = self.role(smoothed)
        return scores.float()


class Mentions(nn.Module):
    """Scores each stretch of words for being a mention."""

    _SIZE = 96

    def __init__(self) -> None:
        super().__init__()
        self.start = nn.Sequential(nn.Linear(HIDDEN, self._SIZE), nn.GELU(), nn.Dropout(DROPOUT))
        self.end = nn.Sequential(nn.Linear(HIDDEN, self._SIZE), nn.GELU(), nn.Dropout(DROPOUT))
        self.weight = nn.Parameter(torch.empty(self._SIZE, self._SIZE))
        self.starts = nn.Linear(self._SIZE, 1)
        self.ends = nn.Linear(self._SIZE, 1)
        self.length = nn.Embedding(LONGEST_MENTION, 1)
        nn.init.xavier_uniform_(self.weight)
        nn.init.zeros_(self.length.weight)
        nn.init.constant_(self.starts.bias, -2.0)
        nn.init.constant_(self.ends.bias, -2.0)

    def forward(self, words: Tensor) -> Tensor:
        """Scores [first word, words after it], before the sigmoid, for words [word, size]; some pass the end."""
        starts, ends = self.start(words), self.end(words)
        scores = starts @ self.weight @ ends.T + self.starts(starts) + self.ends(ends).T
        at = torch.arange(len(words), device=words.device)[:, None]
        after = torch.arange(LONGEST_MENTION, device=words.device)[None]
        chosen = scores.gather(1, (at + after).clamp(max=len(words) - 1)).float()
        total: Tensor = chosen + self.length.weight.T
        return total.masked_fill(at + after >= len(words), -1e4)


class Antecedents(nn.Module):
    """Scores pairs of mentions for being of one entity, and tells what kind of entity a mention is of."""

    _MENTION, _PAIR = 128, 96

    def __init__(self) -> None:
        super().__init__()
        self.mention = nn.Sequential(nn.Linear(2 * HIDDEN, self._MENTION), nn.GELU(), nn.Dropout(DROPOUT))
        self.later = nn.Linear(self._MENTION, self._PAIR)
        self.earlier = nn.Linear(self._MENTION, self._PAIR)
        self.product = nn.Linear(self._MENTION, self._PAIR)
        self.features = nn.EmbeddingBag(sum(FEATURES), self._PAIR, mode="sum")
        self.score = nn.Sequential(nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(self._PAIR, 1))
        self.kind = nn.Linear(self._MENTION, len(KINDS))
        nn.init.normal_(self.features.weight, std=0.1)
        starts = [0, *accumulate(FEATURES)][:-1]
        self.register_buffer("offsets", torch.tensor(starts), persistent=False)

    def represent(self, words: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Vectors of mentions from the states of their first and last words."""
        vectors: Tensor = self.mention(torch.cat([words[first], words[last]], 1))
        return vectors

    def forward(self, mentions: Tensor, later: Tensor, earlier: Tensor, features: Tensor) -> Tensor:
        """A score for each pair, above 0 for those that go together rather than the later one opening a chain.

        Args:
            mentions: [mention, size].
            later, earlier: the mentions of each pair.
            features: [pair, feature], as `pairs.pairs` gives them.
        """
        offsets: Tensor = self.get_buffer("offsets")
        as_later, as_earlier = self.later(mentions), self.earlier(mentions)
        scores = []
        for m, e, cases in zip(*(torch.split(each, PAIRS_AT_ONCE) for each in (later, earlier, features)), strict=True):
            words = as_later[m] + as_earlier[e] + self.product(mentions[m] * mentions[e])
            scores.append(self.score(words + self.features(cases + offsets)))
        return torch.cat(scores).squeeze(1).float()


class Network(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        encoder.pooler = None
        self.encoder = encoder
        size = int(encoder.config.hidden_size)
        self.case = nn.Embedding(3, size)
        self.convention = nn.Embedding(len(CONVENTIONS), size)
        self.hidden = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(size, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT))
        self.names = nn.Linear(HIDDEN, len(NAMES))
        self.anchors = nn.Linear(HIDDEN, len(ANCHORS))
        self.thought = nn.Linear(HIDDEN, 1)
        self.negative = nn.Linear(HIDDEN, 1)
        self.modality = nn.Linear(HIDDEN, len(MODALITIES))
        self.roles = Roles()
        self.mentions = Mentions()
        self.antecedents = Antecedents()
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.convention.weight)

    def forward(self, windows: Sequence[Window], conventions: Sequence[int]) -> list[Tensor]:
        """The states of the words of each window, [word, size]; `conventions` are those by which each is read."""
        *_, states = PackedEncoder(self.encoder).read([w.subwords for w in windows], [w.quoted for w in windows])
        starts = [0, *accumulate(len(window.subwords) for window in windows)]
        device = states.device
        first = torch.tensor(
            [start + at for start, w in zip(starts, windows, strict=False) for at in w.first], device=device
        )
        case = torch.tensor([case for window in windows for case in window.case], device=device)
        convention = torch.tensor(
            [convention for w, convention in zip(windows, conventions, strict=True) for _ in w.first], device=device
        )
        words = filled(self.hidden, states[first] + self.case(case) + self.convention(convention))
        return list(torch.split(words, [len(window.first) for window in windows]))
