"""A plain Stanza pipeline over one shared encoder, offline, without the service's guards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from transformers import AutoModel

from quotes.nlp.stanza_parser import ENCODER as FOLDER
from quotes.nlp.stanza_parser import ENCODER_NAME as ENCODER
from quotes.nlp.stanza_parser import PROCESSORS, load_pipeline, load_tokenizer
from quotes.nlp.text import STRAIGHT

__all__ = ["ENCODER", "load", "straightened"]


def load(folder: Path, processors: Sequence[str] = PROCESSORS, threads: int = 1) -> Any:
    """Load a `stanza.Pipeline` from a models folder."""
    torch.set_num_threads(threads)
    encoder = AutoModel.from_pretrained(folder / FOLDER, local_files_only=True, dtype=torch.float32).eval()
    return load_pipeline(folder, encoder, load_tokenizer(folder), processors)


def straightened(text: str) -> str:
    """The text with straight quotation marks, one character for one, as the service parses it."""
    return text.translate({ord(mark): straight for mark, straight in STRAIGHT.items()})
