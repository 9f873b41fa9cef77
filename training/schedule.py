"""A linear warm-up and decay of every learning rate, which Stanza's trainers do not have."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

LEAST = 0.01
"""The share of the learning rate that is left at the end."""


def factor(step: int, steps: int, warmup: float) -> float:
    """What a learning rate is multiplied by at a step (from 1) of `steps`; `warmup` is a share of them."""
    warm = max(1.0, warmup * steps)
    return step / warm if step < warm else max(LEAST, (steps - step) / (steps - warm))


def schedule_updates(trainer: Any, optimizers: Callable[[Any], Iterable[Any]], steps: int, warmup: float) -> None:
    """Scale each group's learning rate before each update of a trainer class."""
    update = trainer.update
    first_rates: dict[int, float] = {}

    def scheduled(self: Any, batch: Any, eval: bool = False) -> Any:  # noqa: A002 -- Stanza's name
        if not eval:
            self.updates_so_far = getattr(self, "updates_so_far", 0) + 1
            now = factor(self.updates_so_far, steps, warmup)
            for optimizer in optimizers(self):
                for group in optimizer.param_groups:
                    group["lr"] = first_rates.setdefault(id(group), group["lr"]) * now
        return update(self, batch, eval)

    trainer.update = scheduled


def schedule_all(steps: int, warmup: float) -> None:
    """Schedule the updates of the parser's and the tagger's trainers."""
    from stanza.models.depparse.trainer import Trainer as ParserTrainer
    from stanza.models.pos.trainer import Trainer as TaggerTrainer

    schedule_updates(ParserTrainer, lambda trainer: trainer.optimizer.values(), steps, warmup)
    schedule_updates(TaggerTrainer, lambda trainer: trainer.optimizers.values(), steps, warmup)
