"""Parts of speech and features from Stanza's tagger, without the padding and the tags that nobody reads."""

from __future__ import annotations

from typing import Any

import torch
from torch.nn.functional import relu

from quotes.nlp import recurrent
from quotes.nlp.shape import has_shape
from quotes.nlp.words import LAYERS, WordReader, mixed, simplified

SHAPE = {
    "bert_hidden_layers": LAYERS,
    "bert_finetune": False,
    "use_peft": False,
    "pretrain": False,
    "char": True,
    "charlm": False,
    "share_hid": True,
}
"""The taggers that are read here: words, their letters and the encoder's states, one hidden layer for all tags."""


class TagProcessor:
    """Stands in for Stanza's `POSProcessor` where that has a tagger of `SHAPE`; sets no treebank-specific tags."""

    def __init__(self, processor: Any, words: WordReader) -> None:
        self._model = processor.trainer.model.eval()
        self._words = words
        self._vocabularies = processor.trainer.vocab

    @staticmethod
    def fits(processor: Any) -> bool:
        """True if the processor's tagger is of `SHAPE`."""
        return has_shape(processor.config, SHAPE)

    def process(self, document: Any) -> Any:
        """Set part of speech and features of every word of a Stanza document."""
        texts = simplified(document)
        with torch.inference_mode():
            parts, features = self._tag(texts)
        words = (word for sentence in document.sentences for word in sentence.words)
        for word, part, feature in zip(words, parts, features, strict=True):
            word.upos, word.feats = part, feature
        return document

    def _tag(self, texts: list[list[str]]) -> tuple[list[str], list[str]]:
        model, vocabularies = self._model, self._vocabularies
        words = [word for text in texts for word in text]
        vectors = [
            model.word_emb(torch.tensor(vocabularies["word"].map(words))),
            model.trans_char(recurrent.spelt(model.charmodel, vocabularies["char"], words)),
            mixed([states[:, 1:] for states in self._words.read(texts)], model.bert_layer_mix.weight),
        ]
        first = (model.taggerlstm_h_init, model.taggerlstm_c_init)
        seen = recurrent.across(model.taggerlstm, first, torch.cat(vectors, 1), [len(text) for text in texts])
        hidden = relu(model.upos_hid(seen))
        parts = vocabularies["upos"].unmap(model.upos_clf(hidden).argmax(1).tolist())
        best = torch.stack([each(hidden).argmax(1) for each in model.tag_clf["feats"]], 1).tolist()
        return parts, vocabularies["feats"].unmap(best)
