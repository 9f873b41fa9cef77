"""The two readers that are compared: the service's own, and a plain Stanza pipeline on the same models."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import Any

from service.nlp import models

Reader = Callable[[str], int]
"""Reads a text and returns its number of words (as Universal Dependencies counts them)."""

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse", "ner")

_ENCODER = "en-quotes-encoder"
_STRAIGHT = str.maketrans("“”„«»‘’", '"""""' + "''")


def ours(threads: int = 1, stage: Callable[[str], Any] | None = None) -> Reader:
    """Text to attributions, as the service does it. `stage` gives a context manager that times a stage."""
    from service.attribution.pipeline import attribute

    parser = models.load("bundled", threads=threads)

    def read(text: str) -> int:
        document = parser.parse(text)
        with stage("attribution") if stage else nullcontext():
            attribute(document)
        return len(document.tokens)

    return read


def plain(threads: int = 1) -> Reader:
    """Text to parse and tags by `stanza.Pipeline` as its documentation has it, with one copy of the encoder."""
    models.verify(models.BUNDLED)
    import stanza
    import torch
    from stanza.models.common.foundation_cache import BertRecord, FoundationCache
    from transformers import AutoModel, AutoTokenizer

    torch.set_num_threads(threads)
    folder = models.BUNDLED
    encoder = AutoModel.from_pretrained(folder / "encoder", local_files_only=True, dtype=torch.float32).eval()
    tokenizer = AutoTokenizer.from_pretrained(folder / "encoder", local_files_only=True)
    cache = FoundationCache(local_files_only=True)
    cache.bert[_ENCODER] = BertRecord(encoder, tokenizer, {})
    paths = {f"{processor}_model_path": str(folder / f"{processor}.pt") for processor in PROCESSORS}
    paths["ner_model_path"] = f"{folder / 'ner.pt'};{folder / 'quotes.pt'}"
    paths |= {f"ner_{part}_path": ";" for part in ("forward_charlm", "backward_charlm", "pretrain")}
    pipeline = stanza.Pipeline(
        "en",
        dir=str(folder),
        processors=",".join(PROCESSORS),
        allow_unknown_language=True,
        download_method=None,
        foundation_cache=cache,
        use_gpu=False,
        verbose=False,
        **paths,
    )

    def read(text: str) -> int:
        parsed = pipeline(text.translate(_STRAIGHT).replace("\n", "\n\n"))
        return int(parsed.num_words)

    return read


READERS: dict[str, Callable[[], Reader]] = {"ours": ours, "plain": plain}
