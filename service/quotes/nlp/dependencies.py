"""Dependency trees from Stanza's parser, without what it computes and throws away.

Stanza's processor scores every relation of every word to every other of the longest sentence, prepares letters, tags
and lemmas that this parser does not read, and searches every tree by Chu-Liu/Edmonds in Python. Here the same model's
layers run over real words only, relations are scored for the chosen heads alone, and most trees need no search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from torch import Tensor
from torch.nn.functional import relu

from quotes.nlp import recurrent
from quotes.nlp.shape import has_shape
from quotes.nlp.spanning_tree import best_heads
from quotes.nlp.words import LAYERS, WordReader, mixed, simplified

SHAPE = {
    "model_type": "graph",
    "bert_hidden_layers": LAYERS,
    "bert_finetune": False,
    "use_peft": False,
    "pretrain": False,
    "word_emb_dim": 0,
    "tag_emb_dim": 0,
    "char": False,
    "use_arc_embedding": False,
    "linearization": False,
    "distance": False,
    "reversed": False,
    "resolve_head_constraints": False,
}
"""The parsers that are read here: those that see nothing of a word but the encoder's states."""

GOVERNORS_AT_ONCE = 128
"""Heads whose weights, by relation and by each number of a dependent, are in memory together."""


class DependencyProcessor:
    """Stands in for Stanza's `DepparseProcessor` where that has a parser of `SHAPE`."""

    def __init__(self, processor: Any, words: WordReader) -> None:
        self._model = processor.trainer.model.eval()
        self._words = words
        self._relations = self._model.vocab["deprel"]
        weight = self._model.deprel.scorer.W_bilin.weight  # [dependent, head, relation]
        self._weight = weight.detach().transpose(0, 1).flatten(1).contiguous()

    @staticmethod
    def fits(processor: Any) -> bool:
        """True if the processor's parser is of `SHAPE`."""
        return has_shape(processor.config, SHAPE)

    def process(self, document: Any) -> Any:
        """Set head and relation of every word of a Stanza document."""
        texts = simplified(document)
        with torch.inference_mode():
            heads, relations = self._parse(texts)
        words = (word for sentence in document.sentences for word in sentence.words)
        for word, head, relation in zip(words, heads, relations, strict=True):
            word.head, word.deprel = head, relation
        return document

    def _parse(self, texts: list[list[str]]) -> tuple[list[int], list[str]]:
        """The head of every word, counted from 1 in its sentence with 0 for the root, and its relation."""
        model = self._model
        vectors = mixed(self._words.read(texts), model.bert_layer_mix.weight)
        lengths = [len(text) + 1 for text in texts]
        first = (model.parserlstm_h_init, model.parserlstm_c_init)
        seen = recurrent.across(model.parserlstm, first, vectors, lengths)
        tails, heads = _hidden(model.unlabeled, seen)
        bilinear = model.unlabeled.scorer.W_bilin
        wanted = tails @ bilinear.weight[:, :, 0]
        found: list[int] = []
        governors: list[int] = []
        for own, others in zip(torch.split(wanted, lengths), torch.split(heads, lengths), strict=True):
            tree = best_heads((own @ others.T + bilinear.bias).numpy())
            start = len(governors)
            found += tree[1:]
            governors += [-1, *(start + head for head in tree[1:])]
        return found, self._label(seen, governors)

    def _label(self, seen: Tensor, governors: Sequence[int]) -> list[str]:
        """The relation of each word to its governor, a number of a word, for all that have one.

        What a governor makes of the scorer's weights, the most of the work, is computed once for all its dependents.
        """
        tails, heads = _hidden(self._model.deprel, seen)
        bias = self._model.deprel.scorer.W_bilin.bias
        dependents: dict[int, list[int]] = {}
        for word, governor in enumerate(governors):
            if governor >= 0:
                dependents.setdefault(governor, []).append(word)
        best: dict[int, int] = {}
        for start in range(0, len(dependents), GOVERNORS_AT_ONCE):
            group = list(dependents)[start : start + GOVERNORS_AT_ONCE]
            by_tail = (heads[group] @ self._weight).unflatten(1, (tails.shape[1], -1))
            words = [word for governor in group for word in dependents[governor]]
            parts = torch.split(tails[words], [len(dependents[governor]) for governor in group])
            scores = [part @ weights for part, weights in zip(parts, by_tail, strict=True)]
            best |= zip(words, (torch.cat(scores) + bias).argmax(1).tolist(), strict=True)
        names: list[str] = self._relations.unmap([best[word] + VOCAB_PREFIX_SIZE for word in sorted(best)])
        return names


def _hidden(scorer: Any, seen: Tensor) -> tuple[Tensor, Tensor]:
    """What a `DeepBiaffineScorer` of Stanza's pairs: words as dependents and as heads, each with a one for the bias."""
    one = seen.new_ones((len(seen), 1))
    return torch.cat([relu(scorer.W1(seen)), one], 1), torch.cat([relu(scorer.W2(seen)), one], 1)
