"""Dependency trees from Stanza's parser, without what it computes and throws away.

Stanza's processor scores every relation of every word to every other of the longest sentence, prepares letters, tags
and lemmas that this parser does not read, and searches every tree by Chu-Liu/Edmonds in Python. Here the same model's
layers run over real words only, relations are scored for the chosen heads alone, and most trees need no search.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from stanza.models.common.utils import simplify_punct
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from torch import Tensor
from torch.nn.functional import relu

from quotes.nlp import recurrent
from quotes.nlp.shape import has_shape
from quotes.nlp.spanning_tree import best_heads
from quotes.nlp.words import LAYERS, WordReader, mixed

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

WORDS_AT_ONCE = 128
"""Words whose relations are scored together: for each, the scores of all relations by each of the head's numbers."""


class DependencyProcessor:
    """Stands in for Stanza's `DepparseProcessor` where that has a parser of `SHAPE`."""

    def __init__(self, processor: Any, words: WordReader) -> None:
        self._model = processor.trainer.model.eval()
        self._words = words
        self._relations = self._model.vocab["deprel"]

    @staticmethod
    def fits(processor: Any) -> bool:
        """True if the processor's parser is of `SHAPE`."""
        return has_shape(processor.config, SHAPE)

    def process(self, document: Any) -> Any:
        """Set head and relation of every word of a Stanza document."""
        sentences = [[[word.text] for word in sentence.words] for sentence in document.sentences]
        texts = [[text for (text,) in sentence] for sentence in simplify_punct(sentences)]
        with torch.inference_mode():
            heads, relations = self._parse(texts)
        words = (word for sentence in document.sentences for word in sentence.words)
        for word, head, relation in zip(words, heads, relations, strict=True):
            word.head, word.deprel = head, relation
        return document

    def _parse(self, texts: Sequence[Sequence[str]]) -> tuple[list[int], list[str]]:
        """The head of every word, counted from 1 in its sentence with 0 for the root, and its relation."""
        model = self._model
        vectors = mixed(self._words.read(texts), model.bert_layer_mix.weight)
        lengths = [len(text) + 1 for text in texts]
        first = (model.parserlstm_h_init, model.parserlstm_c_init)
        seen = recurrent.across(model.parserlstm, first, vectors, lengths)
        heads: list[int] = []
        dependents, governors, start = [], [], 0
        for words in seen.split(lengths):
            scores = model.unlabeled(words[None], words[None])[0, :, :, 0]
            tree = best_heads(scores.numpy())[1:]
            heads += tree
            dependents += range(start + 1, start + len(words))
            governors += [start + head for head in tree]
            start += len(words)
        return heads, self._label(seen[dependents], seen[governors])

    def _label(self, dependents: Tensor, governors: Tensor) -> list[str]:
        """The relation of each dependent to its governor."""
        scorer = self._model.deprel
        bilinear = scorer.scorer.W_bilin
        weight = bilinear.weight.flatten(1)
        best: list[int] = []
        for tail, head in zip(dependents.split(WORDS_AT_ONCE), governors.split(WORDS_AT_ONCE), strict=True):
            one = tail.new_ones((len(tail), 1))
            tail = torch.cat([relu(scorer.W1(tail)), one], 1)
            head = torch.cat([relu(scorer.W2(head)), one], 1)
            by_head = (tail @ weight).unflatten(1, bilinear.weight.shape[1:])
            best += ((head[:, None] @ by_head)[:, 0] + bilinear.bias).argmax(1).tolist()
        names: list[str] = self._relations.unmap([number + VOCAB_PREFIX_SIZE for number in best])
        return names
