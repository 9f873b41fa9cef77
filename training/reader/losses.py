"""What the network is told when it is wrong: a loss for each of its heads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import torch
from torch import Tensor
from torch.nn import functional

from quotes.nlp.reader.labels import (
    ADDRESSEE,
    ADDRESSEE_IN_CONTENT,
    CONTENT,
    CONVENTIONS,
    NO_ROLE,
    REPORTED_BY,
    SPOKESPERSON,
)
from quotes.nlp.reader.network import LONGEST_MENTION, Network
from quotes.nlp.reader.windows import Window
from training.reader.annotated import CHAINS, MENTIONS, NAMES, REPORTS
from training.reader.data import Anchored, Cut, Lesson, MentionedPairs

WEIGHTS = {
    "anchors": 4.0,
    "roles": 1.0,
    "names": 5.0,
    "mentions": 0.3,
    "antecedents": 1.0,
    "kinds": 0.2,
    "thought": 0.2,
    "negative": 0.2,
    "modality": 0.2,
}
"""The share of each loss in the whole."""

_ROLES_SCALE = 8
_ANCHOR_WEIGHTS = (1.0, 2.0, 2.0)
_CONTRACT = CONVENTIONS.index("contract")
_UNTOLD = {NO_ROLE: (NO_ROLE, ADDRESSEE, SPOKESPERSON, REPORTED_BY), CONTENT: (CONTENT, ADDRESSEE_IN_CONTENT)}
"""Roles that a corpus without relays and addressees does not tell from others."""


def losses(network: Network, batch: Sequence[Cut], device: str = "cpu") -> dict[str, Tensor]:
    """The losses of a batch of texts, each a mean; only of the heads of which the batch has something to tell."""
    windows = [window for cut in batch for window in cut.windows]
    conventions = [cut.lesson.convention for cut in batch for _ in cut.windows]
    with torch.autocast(device, torch.bfloat16):  # the encoder alone: with the heads, PyTorch 2.13 crashes on AMX
        states = [each.float() for each in network(windows, conventions)]
    found: dict[str, list[Tensor]] = {}
    counts: dict[str, int] = {}

    def add(name: str, loss: Tensor, count: int) -> None:
        if count:
            found.setdefault(name, []).append(loss)
            counts[name] = counts.get(name, 0) + count

    coming = iter(states)
    for cut in batch:
        own = [next(coming) for _ in cut.windows]
        lesson = cut.lesson
        for window, words in zip(cut.windows, own, strict=True):
            if MENTIONS in lesson.tells:
                add("mentions", *_mentions(network, window, words, lesson.mentions))
            if REPORTS in lesson.tells:
                for name, loss, count in _reports(network, window, words, lesson):
                    add(name, loss, count)
        text = torch.cat([words[_places(w)] for w, words in zip(cut.windows, own, strict=True)])
        if NAMES in lesson.tells:
            wanted = torch.tensor(lesson.names, device=text.device)
            add("names", functional.cross_entropy(network.names(text), wanted, reduction="sum"), len(lesson.names))
        if CHAINS in lesson.tells:
            for name, loss, count in _antecedents(network, text, lesson.mentions):
                add(name, loss, count)
    return {name: torch.stack(each).sum() / counts[name] for name, each in found.items()}


def whole(found: dict[str, Tensor]) -> Tensor:
    """The weighted sum of losses."""
    return torch.stack([WEIGHTS[name] * loss for name, loss in found.items()]).sum()


def _places(window: Window) -> slice:
    """The words that a window owns, counted within it."""
    return slice(window.owned.start - window.start, window.owned.stop - window.start)


def _reports(network: Network, window: Window, words: Tensor, lesson: Lesson) -> Iterator[tuple[str, Tensor, int]]:
    """The losses over the reports that a window owns, each with the number of what it is of."""
    contract = lesson.convention == _CONTRACT
    reports = [each for each in lesson.reports if each.anchor in window.owned]
    yield "anchors", _anchors(network, window, words, reports), len(window.owned)
    if reports:
        yield "roles", _roles(network, window, words, reports, contract), len(reports) * _ROLES_SCALE
    if reports and contract:
        for name, loss in _properties(network, window, words, reports).items():
            yield name, loss, len(reports)


def _anchors(network: Network, window: Window, words: Tensor, reports: Sequence[Anchored]) -> Tensor:
    kinds = dict.fromkeys(window.owned, 0) | {each.anchor: each.kind for each in reports}
    wanted = torch.tensor([kinds[number] for number in window.owned], device=words.device)
    scores = network.anchors(words[_places(window)]).float()
    weights = torch.tensor(_ANCHOR_WEIGHTS, device=words.device)
    return functional.cross_entropy(scores, wanted, weight=weights, reduction="sum")


def _roles(network: Network, window: Window, words: Tensor, reports: Sequence[Anchored], contract: bool) -> Tensor:
    wanted = torch.tensor(
        [[each.roles.get(n, NO_ROLE) for n in range(window.start, window.end)] for each in reports],
        device=words.device,
    )
    scores = network.roles(words, _anchor_places(window, words, reports)).log_softmax(2)
    if not contract:
        merged = scores.clone()
        for role, alike in _UNTOLD.items():
            merged[..., role] = scores[..., list(alike)].logsumexp(2)
        scores = merged
    return functional.nll_loss(scores.flatten(0, 1), wanted.flatten(), reduction="sum")


def _anchor_places(window: Window, words: Tensor, reports: Sequence[Anchored]) -> Tensor:
    return torch.tensor([each.anchor - window.start for each in reports], device=words.device)


def _properties(network: Network, window: Window, words: Tensor, reports: Sequence[Anchored]) -> dict[str, Tensor]:
    anchors = words[_anchor_places(window, words, reports)]

    def binary(head: torch.nn.Module, wanted: list[bool]) -> Tensor:
        target = torch.tensor(wanted, device=words.device).float()
        scores = head(anchors).float().squeeze(1)
        return functional.binary_cross_entropy_with_logits(scores, target, reduction="sum")

    modality = torch.tensor([each.modality for each in reports], device=words.device)
    return {
        "thought": binary(network.thought, [each.thought for each in reports]),
        "negative": binary(network.negative, [each.negative for each in reports]),
        "modality": functional.cross_entropy(network.modality(anchors).float(), modality, reduction="sum"),
    }


def _mentions(network: Network, window: Window, words: Tensor, mentions: MentionedPairs) -> tuple[Tensor, int]:
    """The loss over all stretches that begin in the owned words, and the number of mentions there (at least 1)."""
    own = _places(window)
    scores = network.mentions(words)[own]
    wanted = torch.zeros_like(scores)
    count = 0
    for first, last in mentions.spans:
        if first in window.owned and last - first < LONGEST_MENTION:
            wanted[first - window.owned.start, last - first] = 1
            count += 1
    loss = functional.binary_cross_entropy_with_logits(scores, wanted, reduction="sum")
    return loss, max(1, count)


def _antecedents(network: Network, text: Tensor, mentions: MentionedPairs) -> list[tuple[str, Tensor, int]]:
    """Of each mention that has earlier ones: that it points to one of its entity, or to none where it is the first."""
    if not mentions.spans:
        return []
    device = text.device
    first, last = torch.tensor(mentions.spans, device=device).T
    heads = network.antecedents
    vectors = heads.represent(text, first, last)
    wanted = torch.tensor(mentions.kinds, device=device)
    kinds = functional.cross_entropy(heads.kind(vectors), wanted, ignore_index=-1, reduction="sum")
    out = [("kinds", kinds, sum(kind >= 0 for kind in mentions.kinds))]
    if not len(mentions.later):
        return out
    later, earlier = torch.from_numpy(mentions.later).to(device), torch.from_numpy(mentions.earlier).to(device)
    scores = heads(vectors, later, earlier, torch.from_numpy(mentions.features).to(device).long())
    count = len(mentions.spans)
    table = scores.new_full((count, count + 1), -1e4)
    table[:, count] = 0
    table = table.index_put((later, earlier), scores)
    numbers = [mentions.entities.index(entity) for entity in mentions.entities]
    entities = torch.tensor(numbers, device=device)
    right = torch.zeros_like(table, dtype=torch.bool)
    right[later, earlier] = entities[later] == entities[earlier]
    right[:, count] = ~right.any(1)
    chosen = table.log_softmax(1).masked_fill(~right, -1e4).logsumexp(1)
    return [*out, ("antecedents", -chosen.sum(), count)]
