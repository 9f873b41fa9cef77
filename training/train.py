"""Runs one of Stanza's trainers with the encoder in bfloat16 and a warm-up and decay of the learning rates.

python -m training.train parser --steps 1000 -- <arguments of stanza.models.parser>
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time

import torch

from training.encoders import keep_layers, run_in_bfloat16
from training.schedule import schedule_all


def main() -> None:
    """Train."""
    options, own = _options()
    torch.set_num_threads(options.threads)
    run_in_bfloat16()
    if options.frozen:
        keep_layers()
    if options.steps:
        schedule_all(options.steps, options.warmup)
    module = importlib.import_module(f"stanza.models.{options.trainer}")
    sys.argv = [options.trainer, *own]
    started = time.perf_counter()
    module.main()
    print(f"{time.perf_counter() - started:.0f} s")


def _options() -> tuple[argparse.Namespace, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python -m training.train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("trainer", help="a module of stanza.models: parser, tagger, tokenizer, ...")
    parser.add_argument("--steps", type=int, help="updates in all, for the schedule; none: constant rates")
    parser.add_argument("--warmup", type=float, default=0.06, help="share of the steps in which the rates rise")
    parser.add_argument("--threads", type=int, default=2, help="torch threads; one where two trainings share two cores")
    parser.add_argument("--frozen", action="store_true", help="the encoder is not fine-tuned: keep what it gives")
    given = sys.argv[1:]
    border = given.index("--") if "--" in given else len(given)
    return parser.parse_args(given[:border]), given[border + 1 :]


if __name__ == "__main__":
    main()
