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
_LONGEST_WINDOWS = (192, 384)
"""Subwords of a window, drawn anew for each text and epoch."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train.

    Attributes:
        rate, head_rate: learning rates of the encoder and of the heads.
        share: the part of PolNeAR that each epoch reads.
        subwords: of a batch, at most, unless one text has more.
        every: seconds between checkpoints.
    """

    output: Path
    epochs: int
    rate: float
    head_rate: float
    share: float
    seed: int
    device: str
    subwords: int = 3000
    every: float = 240.0


def train(
    network: Network,
    contract: Sequence[Sequence[Lesson]],
    other: Sequence[Lesson],
    dev: Sequence[Lesson],
    tokenizer: Any,
    plan: Plan,
) -> None:
    """Train a network, from the last checkpoint if there is one.

    Args:
        contract: versions of each document of the newsroom corpus, of which each epoch reads one.
        other: articles annotated by another convention.
    """  # fmt: skip
    optimizer = _optimizer(network, plan)
    rates = [group["lr"] for group in optimizer.param_groups]
    checkpoint = plan.output / "checkpoint.pt"
    step, seconds = 0, 0.0
    if checkpoint.exists():
        kept = torch.load(checkpoint, map_location=plan.device, weights_only=True)
        network.load_state_dict(kept["network"], strict=False)
        optimizer.load_state_dict(kept["optimizer"])
        step, seconds = kept["step"], kept["seconds"]
    torch.manual_seed(plan.seed + step)
    started = saved = time.perf_counter() - seconds
    per_epoch = len(list(_batches(_epoch(contract, other, 0, plan), tokenizer, 0, plan)))
    steps = per_epoch * plan.epochs
    means: dict[str, float] = {}
    for epoch in range(step // per_epoch, plan.epochs):
        order = list(_batches(_epoch(contract, other, epoch, plan), tokenizer, epoch, plan))
        for batch in order[step - epoch * per_epoch :]:
            step += 1
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * factor(min(step, steps), steps, WARMUP)
            for name, loss in _step(network, batch, optimizer, plan).items():
                means[name] = 0.98 * means.get(name, loss) + 0.02 * loss
            now = time.perf_counter()
            if step % 25 == 0:
                print(f"{step}/{steps} {now - started:.0f} s", _shown(means), flush=True)
            if now - saved > plan.every or step == steps:
                saved = now
                _save(network, optimizer, step, now - started, plan)
                print(
                    f"{step}/{steps} {now - started:.0f} s dev",
                    _shown(_score(network, dev, tokenizer, plan)),
                    flush=True,
                )
        step = (epoch + 1) * per_epoch


def _epoch(contract: Sequence[Sequence[Lesson]], other: Sequence[Lesson], epoch: int, plan: Plan) -> list[Lesson]:
    """One version of each document of ours, and a sample of the others, in random order."""
    generator = random.Random(f"{plan.seed} {epoch}")
    start = int(epoch * plan.share * len(other))
    sample = [other[(start + n) % len(other)] for n in range(int(plan.share * len(other)))]
    chosen = [generator.choice(versions) for versions in contract] + sample
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


def _step(network: Network, batch: list[Cut], optimizer: Any, plan: Plan) -> dict[str, float]:
    found = losses(network, batch, plan.device)
    optimizer.zero_grad()
    whole(found).backward()  # type: ignore[no-untyped-call]
    nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimizer.step()
    return {name: float(loss.detach()) for name, loss in found.items()}


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


def state(network: Network) -> dict[str, torch.Tensor]:
    """The network's parameters without those that it shares with the parser."""
    return {name: value for name, value in network.state_dict().items() if name != SHARED}


def _save(network: Network, optimizer: Any, step: int, seconds: float, plan: Plan) -> None:
    kept = {"network": state(network), "optimizer": optimizer.state_dict(), "step": step, "seconds": seconds}
    partial = plan.output / "checkpoint.part"
    torch.save(kept, partial)
    partial.rename(plan.output / "checkpoint.pt")
    torch.save({name: value.half() for name, value in kept["network"].items()}, plan.output / "reader.pt")


def _shown(figures: dict[str, float]) -> str:
    return " ".join(f"{name} {value:.3f}" for name, value in sorted(figures.items()))
