"""The parser: a Stanza pipeline from text to document, with processors of our own in the place of some of Stanza's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import stanza
import torch
from stanza.models.common.foundation_cache import BertRecord, FoundationCache
from transformers import AutoTokenizer

from quotes.nlp import bert, language, memory
from quotes.nlp.dependencies import DependencyProcessor
from quotes.nlp.document import Document, Sentence, TextWarning, Token
from quotes.nlp.encoder import PackedEncoder
from quotes.nlp.lemmas import LemmaProcessor
from quotes.nlp.precision import halves
from quotes.nlp.reader import reader
from quotes.nlp.reader.reader import Read, Reader
from quotes.nlp.reader.words import Word, words_at
from quotes.nlp.reading import Reading
from quotes.nlp.sentences import cut_sentence, split_at_spaces, split_before_quotations
from quotes.nlp.tags import TagProcessor
from quotes.nlp.text import ReadingCopy
from quotes.nlp.tokens import Row, tokenize
from quotes.nlp.words import WordReader

ENCODER_NAME = "en-quotes-encoder"
"""What the bundled processors call their encoder in their own configuration."""

PROCESSORS = ("tokenize", "mwt", "pos", "lemma", "depparse")
"""What the bundled models' pipeline runs, in this order; names come from the reader."""

OFFICIAL_PROCESSORS = (*PROCESSORS, "ner")
"""The same of Stanza's official package, which has no reader: its tagger gives the names."""

OWN_PROCESSORS: dict[str, Any] = {"pos": TagProcessor, "depparse": DependencyProcessor}

LONGEST_TOKEN = 40
"""Characters of a token that the processors after the tokenizer see."""

NAME_TYPES = {
    "PER": "PER", "PERSON": "PER", "ORG": "ORG", "NORP": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"
}  # fmt: skip

_ENTITY_TYPES = {"person": "PER", "organization": "ORG", "place": "LOC"}

ENCODER = "encoder"
"""The encoder's folder in a directory of models."""

READER = "reader.pt"
"""The reader's network in a directory of models, which may be without one."""

GIVE_BACK_AFTER = 10_000
"""Characters, of one text or of several, after which the memory that reading them took is given back."""


@dataclass(frozen=True)
class TextLimits:
    """What the parser is never handed whole: longer sentences (words) and runs (characters)."""

    sentence_words: int = 200
    run_characters: int = 512


class StanzaParser:
    """Parses texts with a stanza.Pipeline. Not thread-safe: one caller at a time."""

    def __init__(
        self,
        pipeline: stanza.Pipeline,
        name: str,
        version: str,
        licences: tuple[str, ...],
        limits: TextLimits,
        words: WordReader | None = None,
        reader: Reader | None = None,
    ) -> None:
        self.name = name
        self.version = version
        self.licences = licences
        self._pipeline = pipeline
        self._limits = limits
        self._words = words
        self._reader = reader
        self._read = 0

    def parse(self, text: str) -> Document:
        """Parse a text; offsets of the document are code points of `text` as it is."""
        try:
            return self._parse(text)
        finally:
            self._read += len(text)
            if self._read >= GIVE_BACK_AFTER:
                memory.give_back()
                self._read = 0

    def _parse(self, text: str) -> Document:
        copy = ReadingCopy(text, self._limits.run_characters)
        if not copy.text:
            return Document(text, (), (), copy.warnings)
        processors = self._pipeline.processors
        pieces, warnings = self._cut(tokenize(processors["tokenize"], copy.text), copy)
        parsed = stanza.Document(pieces, text=copy.text)
        try:
            for processor in OFFICIAL_PROCESSORS[1:]:
                if processor in processors:
                    parsed = processors[processor].process(parsed)
        finally:
            if self._words:
                self._words.forget()
        reading, names = None, [_name(token) for sentence in parsed.sentences for token in sentence.tokens]
        if self._reader:
            reading, names = _of_words(self._reader.read(_surface(parsed, text, copy)), parsed)
        tokens, sentences = _read(parsed, text, copy, names)
        return Document(text, tokens, sentences, (*language.warn(text), *copy.warnings, *warnings), reading)

    def _cut(self, sentences: list[list[Row]], copy: ReadingCopy) -> tuple[list[list[Row]], list[TextWarning]]:
        """Cut sentences that are too long for the parser and shorten tokens that are too long.

        What cannot be a contraction (the tokenizer takes rare names for one) stays one word.
        """
        pieces: list[list[Row]] = []
        warnings = []
        words = [[word for token in tokens for word in split_at_spaces(token, copy.text)] for tokens in sentences]
        for sentence in split_before_quotations(words, copy.paragraph):
            parts = list(cut_sentence(sentence, self._limits.sentence_words))
            if len(parts) > 1:
                where = copy.span(sentence[0]["start_char"], sentence[-1]["end_char"])
                warnings.append(
                    TextWarning("long_sentence", f"{len(sentence)} words; parsed in {len(parts)} parts", where)
                )
            for part in parts:
                for number, token in enumerate(part, 1):
                    token["id"] = (number,)
                    if not language.may_be_contraction(token["text"]):
                        token["misc"] = "|".join(m for m in token.get("misc", "").split("|") if m != "MWT=Yes")
                    token["text"] = copy.text[token["start_char"] : token["end_char"]][:LONGEST_TOKEN]
                pieces.append(part)
        return pieces, warnings


def _read(
    parsed: Any, text: str, copy: ReadingCopy, names: Iterable[str]
) -> tuple[tuple[Token, ...], tuple[Sentence, ...]]:
    """Stanza's document as ours, with the spans led back to the text as sent; `names` are the labels of its tokens."""
    coming = iter(names)
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for number, sentence in enumerate(parsed.sentences):
        first = len(tokens)
        for token in sentence.tokens:
            name = next(coming)
            for word, start, end in _word_offsets(token):
                span = copy.span(start, end)
                tokens.append(
                    Token(
                        index=len(tokens),
                        sentence=number,
                        start=span.start,
                        end=span.end,
                        text=text[span.start : span.end],
                        lemma=word.lemma or word.text,
                        upos=word.upos,
                        head=first + word.head - 1 if word.head else None,
                        deprel=word.deprel,
                        features=_features(word.feats),
                        entity=name,
                    )
                )
        sentences.append(Sentence(number, first, len(tokens), copy.paragraph(sentence.tokens[0].start_char)))
    return tuple(tokens), tuple(sentences)


def _word_offsets(token: Any) -> Iterable[tuple[Any, int, int]]:
    """The words of a token with their offsets in the copy: parts of it where they spell it, else all of it."""
    words = token.words
    if len(words) == 1 or sum(len(word.text) for word in words) != token.end_char - token.start_char:
        return [(word, token.start_char, token.end_char) for word in words]
    out, at = [], token.start_char
    for word in words:
        out.append((word, at, at + len(word.text)))
        at += len(word.text)
    return out


def _name(token: Any) -> str:
    """The BIO tag of a name from the BIOES tag of the tagger."""
    position, _, kind = (token.ner or "O").partition("-")
    return ("B-" if position in "BS" else "I-") + NAME_TYPES[kind] if kind in NAME_TYPES else "O"


def _surface(parsed: Any, text: str, copy: ReadingCopy) -> tuple[Word, ...]:
    """The tokens, multi-word ones whole, as the reader reads them."""
    places = [(t.start_char, t.end_char) for sentence in parsed.sentences for t in sentence.tokens]
    return words_at(places, text, copy)


def _of_words(read: Read, parsed: Any) -> tuple[Reading, list[str]]:
    """What was read of tokens as a reading of their words, and the labels of names of the tokens."""
    sizes = [len(token.words) for sentence in parsed.sentences for token in sentence.tokens]
    names = ["O" if name == "O" else f"{name[:2]}{_ENTITY_TYPES[name[2:]]}" for name in read.names]
    return (read.reading if max(sizes) == 1 else read.reading.spread(sizes)), names


def _features(features: str | None) -> Mapping[str, str]:
    return dict(pair.split("=", 1) for pair in features.split("|")) if features else {}


def open_directory(
    directory: Path,
    name: str,
    version: str,
    licences: tuple[str, ...],
    threads: int,
    limits: TextLimits,
    precision: str,
) -> StanzaParser:
    """Load models of the bundled layout (see the model card) from a directory, without any network.

    Raises:
        RuntimeError: one of them cannot be used; it names it.
    """
    torch.set_num_threads(threads)
    with _using(directory / ENCODER):
        encoder, tokenizer = bert.load(directory / ENCODER), load_tokenizer(directory)
    in_bfloat16 = halves(precision)
    words = WordReader(PackedEncoder(encoder), tokenizer, in_bfloat16)
    network = directory / READER
    with _using(network):
        read = Reader(reader.load(network, encoder), tokenizer, in_bfloat16) if network.exists() else None
    try:
        pipeline = load_pipeline(directory, encoder, tokenizer)
    except Exception:
        _find_unusable(directory, encoder, tokenizer)
        raise
    replace_processors(pipeline, words)
    return StanzaParser(pipeline, name, version, licences, limits, words, read)


@contextmanager
def _using(path: Path) -> Iterator[None]:
    """Have an error name the model that cannot be used."""
    try:
        yield
    except Exception as error:
        raise RuntimeError(f"{path.name} cannot be used: {error!r}") from error


def _find_unusable(directory: Path, encoder: torch.nn.Module, tokenizer: Any) -> None:
    """Load one processor more each time, since Stanza does not tell which one fails.

    Raises:
        RuntimeError: one does; it names it.
    """
    for number, processor in enumerate(PROCESSORS, 1):
        with _using(directory / f"{processor}.pt"):
            load_pipeline(directory, encoder, tokenizer, PROCESSORS[:number])


def replace_processors(pipeline: stanza.Pipeline, words: WordReader) -> None:
    """Put our own processors in the place of Stanza's, where they can run its models."""
    for name, own in OWN_PROCESSORS.items():
        if own.fits(pipeline.processors[name]):
            pipeline.processors[name] = own(pipeline.processors[name], words)
    if LemmaProcessor.fits(pipeline.processors["lemma"]):
        pipeline.processors["lemma"] = LemmaProcessor(pipeline.processors["lemma"])


def load_tokenizer(directory: Path) -> Any:
    """The subword tokenizer of the encoder of a directory of models."""
    return AutoTokenizer.from_pretrained(directory / ENCODER, local_files_only=True)


def load_pipeline(
    directory: Path, encoder: torch.nn.Module, tokenizer: Any, processors: Sequence[str] = PROCESSORS
) -> stanza.Pipeline:
    """A pipeline of a directory's processors over an encoder."""
    cache = FoundationCache(local_files_only=True)
    cache.bert[ENCODER_NAME] = BertRecord(encoder, tokenizer, {})
    paths = {f"{processor}_model_path": str(directory / f"{processor}.pt") for processor in processors}
    return stanza.Pipeline(
        "en",
        dir=str(directory),
        processors=",".join(processors),
        allow_unknown_language=True,
        download_method=None,
        foundation_cache=cache,
        use_gpu=False,
        verbose=False,
        pos_batch_size=5000,
        depparse_batch_size=5000,
        **paths,
    )


def open_official(threads: int, limits: TextLimits) -> StanzaParser:
    """Load Stanza's official English package, fetching it with Stanza's own downloader where it is not at hand."""
    torch.set_num_threads(threads)
    processors = ",".join(OFFICIAL_PROCESSORS)
    stanza.download("en", processors=processors, verbose=False, download_json=False)
    pipeline = stanza.Pipeline("en", processors=processors, download_method=None, use_gpu=False, verbose=False)
    licence = "see https://stanfordnlp.github.io/stanza/available_models.html"
    return StanzaParser(pipeline, "stanza-en-default", stanza.__version__, (licence,), limits)
