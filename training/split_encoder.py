"""Splits a parser trained with --bert_finetune into the encoder, a folder of its own, and the parser without it."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch
from transformers import AutoModel

from evaluation.plain import ENCODER

TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json", "vocab.txt")
_PREFIX = "bert_model."


def main() -> None:
    """Write the two parts."""
    parser = argparse.ArgumentParser(prog="python -m training.split_encoder", description=__doc__)
    parser.add_argument("parser", type=Path, help="the trained parser")
    parser.add_argument("base", type=Path, help="the encoder that its training began with")
    parser.add_argument("encoder_out", type=Path)
    parser.add_argument("parser_out", type=Path)
    options = parser.parse_args()
    checkpoint = torch.load(options.parser, map_location="cpu", weights_only=True)
    state = checkpoint["model"]
    encoder = AutoModel.from_pretrained(options.base, local_files_only=True)
    encoder.load_state_dict(
        {name.removeprefix(_PREFIX): value for name, value in state.items() if name.startswith(_PREFIX)}, strict=True
    )
    encoder.half().save_pretrained(options.encoder_out)
    for path in options.encoder_out.iterdir():
        path.chmod(0o644)  # transformers writes the weights for their owner alone; a container's user must read them
    for name in TOKENIZER_FILES:
        if (options.base / name).exists():
            shutil.copy(options.base / name, options.encoder_out)
    checkpoint["model"] = {name: value for name, value in state.items() if not name.startswith(_PREFIX)}
    checkpoint["config"].update(bert_model=ENCODER, bert_finetune=False, second_stage=False)
    torch.save(checkpoint, options.parser_out)


if __name__ == "__main__":
    main()
