"""Sentences and tokens from Stanza's tokenizer, without the document that Stanza makes of them."""

from __future__ import annotations

from typing import Any

import torch
from stanza.models.tokenization.data import TokenizationDataset
from stanza.models.tokenization.utils import output_predictions

Row = dict[str, Any]
"""A token as Stanza's documents are made of: `id`, `text`, `start_char`, `end_char`, and `misc` where there is any."""


def tokenize(processor: Any, text: str) -> list[list[Row]]:
    """The tokens of each sentence of a text, by the tokenizer of Stanza's `TokenizeProcessor`."""
    trainer, config = processor.trainer, processor.config
    characters = TokenizationDataset(
        config, input_text=text, vocab=processor.vocab, evaluation=True, dictionary=trainer.dictionary
    )
    longest = config.get("max_seqlen", processor.MAX_SEQ_LENGTH_DEFAULT)
    with torch.inference_mode():
        *_, sentences = output_predictions(None, trainer, characters, processor.vocab, None, longest, orig_text=text)
    return list(sentences)
