"""A tiny reader's network with random weights, and the subword tokenizer of the models."""

from __future__ import annotations

import torch
from transformers import BertConfig, BertModel

from quotes.nlp import stanza_parser
from quotes.nlp.models import BUNDLED
from quotes.nlp.reader.network import Network

TOKENIZER = stanza_parser.load_tokenizer(BUNDLED)


def encoder() -> BertModel:
    """An encoder of one narrow layer."""
    return BertModel(BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32))


def network(seed: int = 3) -> Network:
    """A network over such an encoder."""
    torch.manual_seed(seed)
    return Network(encoder()).eval()
