"""Two ways to spend less on the encoder while training: half precision, and reading each sentence once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from transformers import BertModel

LAYERS = 4
_ROWS_AT_ONCE = 64


def run_in_bfloat16() -> None:
    """Run every BERT encoder of this process in bfloat16; what it gives is float32 as before."""
    forward = BertModel.forward

    def in_bfloat16(self: Any, *args: Any, **kwargs: Any) -> Any:
        with torch.autocast("cpu", torch.bfloat16):
            out = forward(self, *args, **kwargs)
        out.hidden_states = tuple(layer.float() for layer in out.hidden_states)
        return out

    BertModel.forward = in_bfloat16


def keep_layers() -> None:
    """Let Stanza's trainers remember the encoder's last layers of each sentence.

    Right where nothing fine-tunes the encoder: every epoch but the first then costs only the head.
    Replaces Stanza's `extract_bert_embeddings`, whose arguments the replacement takes.
    """
    from stanza.models.depparse import model as depparse
    from stanza.models.pos import model as pos

    kept: dict[tuple[str, ...], torch.Tensor] = {}

    def extract(
        _name: str,
        tokenizer: Any,
        model: Any,
        data: Sequence[Sequence[str]],
        _device: Any,
        keep_endpoints: bool,
        bert_layer_mix: Any = None,
        **_others: Any,
    ) -> list[torch.Tensor]:
        sentences = [tuple(word.replace("\xa0", " ") for word in sentence) for sentence in data]
        _keep_layers({sentence for sentence in sentences if sentence not in kept}, tokenizer, model, kept)
        weights = 1 / LAYERS + bert_layer_mix.weight[0]
        words = slice(None) if keep_endpoints else slice(1, -1)
        return [(weights[:, None, None] * kept[each][:, words].float()).sum(0) for each in sentences]

    for module in (pos, depparse):
        module.extract_bert_embeddings = extract


def _keep_layers(
    sentences: set[tuple[str, ...]], tokenizer: Any, model: Any, kept: dict[tuple[str, ...], torch.Tensor]
) -> None:
    """Keep the last layers of the sentences, sentences of about one length at a time."""
    from stanza.models.common.bert_embedding import convert_to_position_list

    ordered = sorted(sentences, key=len)
    for start in range(0, len(ordered), _ROWS_AT_ONCE):
        rows = ordered[start : start + _ROWS_AT_ONCE]
        encoded = tokenizer(
            [list(row) for row in rows], padding="longest", is_split_into_words=True, return_attention_mask=True
        )
        ids, mask = torch.tensor(encoded["input_ids"]), torch.tensor(encoded["attention_mask"])
        with torch.no_grad():
            states = model(ids, attention_mask=mask, output_hidden_states=True).hidden_states
        layers = torch.stack(states[-LAYERS:]).to(torch.bfloat16)
        for number, row in enumerate(rows):
            positions = convert_to_position_list(row, encoded.word_ids(batch_index=number))
            kept[row] = layers[:, number, [0 if at is None else at for at in positions]].clone()
