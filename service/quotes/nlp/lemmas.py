"""Lemmas from Stanza's lemmatizer, which looks at a word and its part of speech alone: each pair is read once."""

from __future__ import annotations

from typing import Any

import stanza


class LemmaProcessor:
    """Stands in for Stanza's `LemmaProcessor` where that has no lemmatizer that looks at the words beside."""

    def __init__(self, processor: Any) -> None:
        self._processor = processor

    @staticmethod
    def fits(processor: Any) -> bool:
        """True if the processor's lemmas depend on nothing but the word and its part of speech."""
        return not processor.use_identity and not processor.trainer.has_contextual_lemmatizers()

    def process(self, document: Any) -> Any:
        """Set the lemma of every word of a Stanza document."""
        words = [word for sentence in document.sentences for word in sentence.words]
        pairs = list(dict.fromkeys((word.text, word.upos) for word in words))
        rows = [{"id": (number,), "text": text, "upos": upos} for number, (text, upos) in enumerate(pairs, 1)]
        read = self._processor.process(stanza.Document([rows]))
        lemmas = dict(zip(pairs, (word.lemma for word in read.sentences[0].words), strict=True))
        for word in words:
            word.lemma = lemmas[word.text, word.upos]
        return document
