"""Names of persons, organisations and places from Stanza's tagger of names, without padding."""

from __future__ import annotations

from typing import Any

import torch
from stanza.models.common.vocab import VOCAB_PREFIX_SIZE
from stanza.models.ner.trainer import fix_singleton_tags

from quotes.nlp import recurrent
from quotes.nlp.shape import has_shape
from quotes.nlp.viterbi import best_paths
from quotes.nlp.words import LAYERS, WordReader, mixed

SHAPE = {
    "bert_hidden_layers": LAYERS,
    "bert_finetune": False,
    "use_peft": False,
    "pretrain": False,
    "lowercase": True,
    "char": True,
    "charlm": False,
    "char_lowercase": False,
    "input_transform": True,
    "predict_tagset": 0,
}
"""The taggers that are read here: lower-case words, their letters and the encoder's states."""


class NameProcessor:
    """Stands in for Stanza's `NERProcessor` where that has one tagger, of `SHAPE`, with one set of tags."""

    def __init__(self, processor: Any, words: WordReader) -> None:
        self._model = processor.trainer.model.eval()
        self._words = words
        self._vocabularies = processor.trainer.vocab
        self._tags = self._vocabularies["tag"].items(0)
        self._steps = self._model.crits[0]._transitions.detach().numpy()

    @staticmethod
    def fits(processor: Any) -> bool:
        """True if the processor's tagger is of `SHAPE`."""
        vocabularies = processor.trainer.vocab
        alone = len(processor.trainers) == 1 and len(vocabularies["tag"].lens()) == 1 and "word" not in vocabularies
        return alone and has_shape(processor.config, SHAPE)

    def process(self, document: Any) -> Any:
        """Set the tag of every token of a Stanza document."""
        texts = [[token.text for token in sentence.tokens] for sentence in document.sentences]
        with torch.inference_mode():
            tags = self._tag(texts)
        for sentence, names in zip(document.sentences, tags, strict=True):
            for token, name in zip(sentence.tokens, fix_singleton_tags(names), strict=True):
                token.ner = name
        return document

    def _tag(self, texts: list[list[str]]) -> list[list[str]]:
        model, vocabularies = self._model, self._vocabularies
        words = [word for text in texts for word in text]
        lengths = [len(text) for text in texts]
        vectors = [
            model.delta_emb(torch.tensor(vocabularies["delta"].map([word.lower() for word in words]))),
            mixed([states[:, 1:] for states in self._words.read(texts)], model.bert_layer_mix.weight),
            recurrent.spelt(model.charmodel, vocabularies["char"], words),
        ]
        first = (model.taggerlstm_h_init, model.taggerlstm_c_init)
        transformed = model.input_transform(torch.cat(vectors, 1))
        scores = model.tag_clfs[0](recurrent.across(model.taggerlstm, first, transformed, lengths))
        paths = best_paths([each.numpy() for each in torch.split(scores, lengths)], self._steps)
        return [[self._tags[max(tag, VOCAB_PREFIX_SIZE)] for tag in path] for path in paths]
