"""A plain Stanza pipeline over one shared encoder, offline, without the service's guards."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")
ENCODER = "en-quotes-encoder"
"""What the processors call their encoder in their own configuration."""


def load(folder: Path, processors: Sequence[str] = PROCESSORS, threads: int = 1) -> Any:
    """Load a `stanza.Pipeline` from a models folder; `ner` runs the taggers of names and of reports."""
    os.environ |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    import stanza  # after the line above: transformers reads the environment when it is imported
    import torch
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(threads)
    encoder = AutoModel.from_pretrained(folder / "encoder", local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder / "encoder", local_files_only=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER] = BertRecord(encoder, tokenizer, {})
    paths = {f"{processor}_model_path": str(folder / f"{processor}.pt") for processor in processors}
    if "ner" in processors:
        paths["ner_model_path"] = f"{folder / 'ner.pt'};{folder / 'quotes.pt'}"
        paths |= {f"ner_{part}_path": ";" for part in ("forward_charlm", "backward_charlm", "pretrain")}
    return stanza.Pipeline(
        "en",
        dir=str(folder),
        processors=",".join(processors),
        allow_unknown_language=True,
        download_method=None,
        foundation_cache=cache,
        use_gpu=False,
        verbose=False,
        **paths,
    )
