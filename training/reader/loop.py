"""The loop: batches of whole texts, checkpoints that a cut-off training goes on from, and figures as it goes."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import nn

from quotes.nlp.reader.network import SHARED, Network
from quotes.nlp.reader.windows import windows
from training.reader.data import Cut, Lesson
from training.reader.losses import losses, whole
from training.schedule import factor

WARMUP = 0.06
"""Share of the steps in which the learning rates rise."""
CHECKPOINT = "checkpoint.pt"
SHOWN = 25
"""Steps between two lines of losses."""
_LONGEST_WINDOWS = (192, 384)
"""Subwords of a window, drawn anew for each text and epoch."""


Shared = tuple[Sequence[Lesson], float]
"""Lessons of a corpus, and the part of it that an epoch reads."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        rate, head_rate: learning rates of the encoder and of the heads.
        subwords: of a batch, at most, unless one text has more.
        every: seconds between checkpoints.
    """

    output: Path
    epochs: int
    rate: float
    head_rate: float
    seed: int
    device: str
    subwords: int = 3000
    every: float = 240.0


def train(
    network: Network,
    contract: Sequence[Sequence[Lesson]],
    others: Sequence[Shared],
    dev: Sequence[Lesson],
    tokenizer: Any,
    plan: Plan,
) -> None:
    """Train a network, from the last checkpoint if there is one.

    Args:
        network: as it is to begin.
        contract: versions of each document of the newsroom corpus, of which each epoch reads one.
        others: lessons of other corpora, and the part of each that an epoch reads.
        dev: what the figures that are printed are of.
        tokenizer: the encoder's.
        plan: how to train.
    """
    run = _Run(network, plan)
    per_epoch = len(list(_batches(_epoch(contract, others, 0, plan), tokenizer, 0, plan)))
    steps = per_epoch * plan.epochs
    for epoch in range(run.step // per_epoch, plan.epochs):
        order = list(_batches(_epoch(contract, others, epoch, plan), tokenizer, epoch, plan))
        for batch in order[run.step - epoch * per_epoch :][:per_epoch]:
            run.learn(batch, steps)
            if run.step % SHOWN == 0:
                print(f"{run.step}/{steps} {run.seconds:.0f} s", _shown(run.means), flush=True)
            if run.is_due():
                run.save()
                print(
                    f"{run.step}/{steps} {run.seconds:.0f} s dev",
                    _shown(_score(network, dev, tokenizer, plan)),
                    flush=True,
                )
        run.step = (epoch + 1) * per_epoch
    run.save()
    print(f"{run.step}/{steps} {run.seconds:.0f} s dev", _shown(_score(network, dev, tokenizer, plan)), flush=True)


class _Run:
    """A run of training: the network with its optimizer, and how far it is.

    Attributes:
        step: batches learned from.
        means: running means of the losses.
    """

    def __init__(self, network: Network, plan: Plan) -> None:
        self._network = network
        self._plan = plan
        self._optimizer = _optimizer(network, plan)
        self._rates = [group["lr"] for group in self._optimizer.param_groups]
        self.step = 0
        self.means: dict[str, float] = {}
        self._started = self._saved = time.perf_counter()
        checkpoint = plan.output / CHECKPOINT
        if checkpoint.exists():
            kept = torch.load(checkpoint, map_location=plan.device, weights_only=True)
            network.load_state_dict(kept["network"], strict=False)
            self._optimizer.load_state_dict(kept["optimizer"])
            self.step = kept["step"]
            self._started -= kept["seconds"]
        torch.manual_seed(plan.seed + self.step)

    @property
    def seconds(self) -> float:
        """How long the run has taken, all its parts together."""
        return time.perf_counter() - self._started

    def learn(self, batch: Sequence[Cut], steps: int) -> None:
        """Learn from a batch, one of `steps`."""
        self.step += 1
        for group, rate in zip(self._optimizer.param_groups, self._rates, strict=True):
            group["lr"] = rate * factor(min(self.step, steps), steps + 1, WARMUP)
        found = losses(self._network, batch, self._plan.device)
        self._optimizer.zero_grad()
        whole(found).backward()  # type: ignore[no-untyped-call]
        nn.utils.clip_grad_norm_(self._network.parameters(), 1.0)
        self._optimizer.step()
        for name, loss in found.items():
            now = float(loss.detach())
            self.means[name] = 0.98 * self.means.get(name, now) + 0.02 * now

    def is_due(self) -> bool:
        """Whether it is time for a checkpoint."""
        return time.perf_counter() - self._saved > self._plan.every

    def save(self) -> None:
        """Write a checkpoint, and the model in fp16."""
        self._saved = time.perf_counter()
        kept = {name: value for name, value in self._network.state_dict().items() if name != SHARED}
        partial = self._plan.output / f"{CHECKPOINT}.part"
        optimizer = self._optimizer.state_dict()
        torch.save({"network": kept, "optimizer": optimizer, "step": self.step, "seconds": self.seconds}, partial)
        partial.rename(self._plan.output / CHECKPOINT)
        torch.save({name: value.half() for name, value in kept.items()}, self._plan.output / "reader.pt")


def _epoch(contract: Sequence[Sequence[Lesson]], others: Sequence[Shared], epoch: int, plan: Plan) -> list[Lesson]:
    """One version of each document of ours, and the next part of every other corpus, in random order."""
    generator = random.Random(f"{plan.seed} {epoch}")
    chosen = [generator.choice(versions) for versions in contract]
    for lessons, share in others:
        size = round(share * len(lessons))
        shuffled = random.Random(plan.seed).sample(lessons, len(lessons))
        chosen += [shuffled[(epoch * size + n) % len(lessons)] for n in range(size)]
    generator.shuffle(chosen)
    return chosen


def _batches(lessons: Sequence[Lesson], tokenizer: Any, epoch: int, plan: Plan) -> Iterator[list[Cut]]:
    """Whole texts together, up to a number of subwords; as many batches whatever the epoch, or nearly so."""
    generator = random.Random(f"{plan.seed} {epoch} windows")
    batch: list[Cut] = []
    size = 0
    for lesson in lessons:
        cut = Cut(lesson, windows(lesson.words, tokenizer, generator.randint(*_LONGEST_WINDOWS), 64))
        length = sum(len(window.subwords) for window in cut.windows)
        if batch and size + length > plan.subwords:
            yield batch
            batch, size = [], 0
        batch.append(cut)
        size += length
    if batch:
        yield batch


def _score(network: Network, dev: Sequence[Lesson], tokenizer: Any, plan: Plan) -> dict[str, float]:
    """The mean losses on lessons that are not learned from."""
    network.eval()
    total: dict[str, list[float]] = {}
    with torch.inference_mode():
        for batch in _batches(dev, tokenizer, 0, plan):
            for name, loss in losses(network, batch, plan.device).items():
                total.setdefault(name, []).append(float(loss))
    network.train()
    return {name: sum(each) / len(each) for name, each in total.items()}


def _optimizer(network: Network, plan: Plan) -> torch.optim.AdamW:
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    heads = [p for name, p in network.named_parameters() if not name.startswith("encoder.")]
    return torch.optim.AdamW(
        [
            {"params": [p for p in encoder if p.ndim > 1], "lr": plan.rate, "weight_decay": 0.01},
            {"params": [p for p in encoder if p.ndim == 1], "lr": plan.rate, "weight_decay": 0.0},
            {"params": heads, "lr": plan.head_rate, "weight_decay": 0.01},
        ],
        betas=(0.9, 0.98),
    )


def _shown(figures: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in sorted(figures.items()))
