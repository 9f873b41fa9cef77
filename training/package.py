"""Copies trained processors and the reader into a models folder and writes its manifest.

Tensors become fp16; optimizer states and paths of the machine that trained go; every processor calls the
encoder by one name; the reader is written as it ships. The encoder must be in the folder already
(training.split_encoder puts it there).
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path
from typing import Any

import torch

from evaluation.plain import ENCODER
from quotes.nlp import models
from quotes.nlp.stanza_parser import READER

LICENCES = ("CC-BY-SA-4.0",)
_TRAINING_ONLY = ("optimizer_state_dict", "scheduler_state_dict")


def main() -> None:
    """Package."""
    parser = argparse.ArgumentParser(prog="python -m training.package", description=__doc__)
    parser.add_argument("folder", type=Path, help="the models folder")
    parser.add_argument("version", help="the version that the manifest gives")
    parser.add_argument("processors", nargs="*", metavar="NAME=PATH", help="tokenize=..., pos=..., depparse=...")
    parser.add_argument("--reader", type=Path, help="the network that training.reader has written")
    parser.add_argument("--name", default="quotes-en-small", help="the name that the manifest gives")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for each in options.processors:
        name, _, path = each.partition("=")
        target = options.folder / f"{name}.pt"
        torch.save(packaged(torch.load(path, map_location="cpu", weights_only=True)), target)
        print(f"{target}: {target.stat().st_size / 1e6:.1f} MB")
    if options.reader:
        shutil.copyfile(options.reader, options.folder / READER)
    (options.folder / "resources.json").write_text("{}\n", "utf-8")
    models.write_manifest(options.folder, options.name, options.version, LICENCES)


def packaged(checkpoint: dict[str, Any]) -> dict[str, Any]:
    """A checkpoint with what the service needs, and no more."""
    kept = {key: value for key, value in checkpoint.items() if key not in _TRAINING_ONLY}
    config = dict(kept["config"])
    for key, value in config.items():
        if isinstance(value, str) and "/" in value:
            config[key] = None
    if checkpoint["config"].get("bert_model"):
        config["bert_model"] = ENCODER
    halved: dict[str, Any] = _half(kept | {"config": config})
    return halved


def _half(value: Any) -> Any:
    if torch.is_tensor(value):
        return value.half() if value.dtype == torch.float32 else value
    if isinstance(value, dict):
        return type(value)((key, _half(each)) for key, each in value.items())
    if isinstance(value, list | tuple) and any(torch.is_tensor(each) for each in value):
        return type(value)(_half(each) for each in value)
    return value


if __name__ == "__main__":
    main()
