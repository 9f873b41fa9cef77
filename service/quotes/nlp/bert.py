"""The weights of a BERT model, as `PackedEncoder` runs them and under the names that transformers' `BertModel` has.

transformers' own module would do, but importing it takes some 30 MB of each process. The word embeddings, half of
the weights, stay as they lie in the file, in half precision, and mapped: processes of one machine share them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from pathlib import Path

import torch
from safetensors import safe_open
from torch import Tensor, nn

WORDS = "embeddings.word_embeddings.weight"
"""The parameter that is not converted to float32; what is looked up in it is."""

_POOLER = "pooler."
"""Of what a model may have besides: what it makes of a whole row, which nobody asks for."""


@dataclass(frozen=True)
class Config:
    """The shape of a model, by the names of its config.json."""

    vocab_size: int
    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float


class Bert(nn.Module):
    """Embeddings and layers; it has no `forward`, since `PackedEncoder` runs it."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.embeddings = _Embeddings(config)
        self.encoder = nn.ModuleDict({"layer": nn.ModuleList(_Layer(config) for _ in range(config.num_hidden_layers))})


class _Embeddings(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        self.word_embeddings = nn.Embedding(config.vocab_size, config.hidden_size)
        self.position_embeddings = nn.Embedding(config.max_position_embeddings, config.hidden_size)
        self.token_type_embeddings = nn.Embedding(config.type_vocab_size, config.hidden_size)
        self.LayerNorm = nn.LayerNorm(config.hidden_size, config.layer_norm_eps)


class _Layer(nn.Module):
    def __init__(self, config: Config) -> None:
        super().__init__()
        size, wide = config.hidden_size, config.intermediate_size
        projections = {name: nn.Linear(size, size) for name in ("query", "key", "value")}
        self.attention = nn.ModuleDict({"self": nn.ModuleDict(projections), "output": _Sum(size, size, config)})
        self.intermediate = _Wide(size, wide)
        self.output = _Sum(wide, size, config)


class _Wide(nn.Module):
    def __init__(self, size: int, wide: int) -> None:
        super().__init__()
        self.dense = nn.Linear(size, wide)
        self.intermediate_act_fn = nn.GELU()


class _Sum(nn.Module):
    def __init__(self, given: int, size: int, config: Config) -> None:
        super().__init__()
        self.dense = nn.Linear(given, size)
        self.LayerNorm = nn.LayerNorm(size, config.layer_norm_eps)


def load(folder: Path) -> Bert:
    """A model from a folder as transformers saves it (config.json, model.safetensors).

    Raises:
        ValueError: it is not of the kind that `PackedEncoder` runs.
        OSError, RuntimeError: its files are missing, or its weights are those of another shape.
    """
    described = json.loads((folder / "config.json").read_text("utf-8"))
    if described["model_type"] != "bert":
        raise ValueError(f"the encoder must be a BERT model, not {described['model_type']}")
    if described["hidden_act"] != "gelu" or described.get("position_embedding_type", "absolute") != "absolute":
        raise ValueError("the encoder must have gelu and absolute positions")
    with torch.device("meta"):  # no memory for weights that are replaced
        model = Bert(Config(**{field.name: described[field.name] for field in fields(Config)}))
    model.load_state_dict(_state(folder / "model.safetensors"), assign=True)
    return model.eval()


def _state(path: Path) -> dict[str, Tensor]:
    with safe_open(path, "pt") as file:
        names = [name for name in file.keys() if not name.startswith(_POOLER)]  # noqa: SIM118 (no mapping)
        state = {name: file.get_tensor(name) for name in names}
    return {name: value if name == WORDS else value.float() for name, value in state.items()}
