"""The report model: which words report, what they report, and whose report it is, each with its probability.

An encoder reads paragraphs together, so that a quotation and the sentence that names its speaker meet. On its last
layer stand three heads: one gives every word its part in a report (source, cue, content), one points from every
word to the cue that would report it, one from every cue to its source. Pointing is biaffine attention as in graph-based
parsing (Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing", ICLR 2017), over all words of
the window instead of one sentence.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from quotes.nlp.document import Prediction
from quotes.nlp.encoder import PackedEncoder, batches
from quotes.nlp.precision import multiplying
from quotes.nlp.viterbi import best_paths

LABELS = ("O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT")
WINDOW = 320
"""Subwords that are read together, at most."""
HIDDEN = 256
ARC = 128
DROPOUT = 0.2
LEAST = 0.02
"""Arcs less probable than this are left out."""
SHARED = "encoder.embeddings.word_embeddings.weight"
"""The parameter that the report model's encoder shares with the parser's."""


class Word(NamedTuple):
    """A word as the model reads it; `quoted` if it stands in quotation marks, `paragraph` counts from 0."""

    text: str
    paragraph: int
    quoted: bool


class Biaffine(nn.Module):
    """Scores an arc from each word to each word."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.tail = nn.Linear(size, ARC)
        self.head = nn.Linear(size, ARC)
        self.weight = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.dropout = nn.Dropout(DROPOUT)
        nn.init.xavier_uniform_(self.weight)

    def forward(self, words: Tensor) -> Tensor:
        """Scores [batch, tail, head] for words [batch, word, size]."""
        tails = self.dropout(nn.functional.gelu(self.tail(words)))
        heads = self.dropout(nn.functional.gelu(self.head(words)))
        ones = tails.new_ones((*tails.shape[:2], 1))
        scores: Tensor = torch.cat([tails, ones], 2) @ self.weight @ heads.transpose(1, 2)
        return scores


class ReportModel(nn.Module):
    """The encoder with its heads."""

    def __init__(self, encoder: Any) -> None:
        super().__init__()
        self.encoder = encoder
        size = int(encoder.config.hidden_size)
        self.case = nn.Embedding(3, size)
        self.hidden = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(size, HIDDEN), nn.GELU(), nn.Dropout(DROPOUT))
        self.parts = nn.Linear(HIDDEN, len(LABELS))
        self.content = Biaffine(HIDDEN)
        self.source = Biaffine(HIDDEN)
        nn.init.zeros_(self.case.weight)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Log-probabilities: of each word's part, of its arc to a cue, and of its arc to a source.

        Word 0 of a window is none: an arc to it says that a cue has no source.
        """
        states = self.encoder(
            batch.subwords, attention_mask=batch.attention, token_type_ids=batch.quoted
        ).last_hidden_state.float()
        index = batch.first.unsqueeze(2).expand(-1, -1, states.shape[2])
        parts, contents, sources = self.score(states.gather(1, index), batch.case)
        absent = batch.present.logical_not().unsqueeze(1)
        contents, sources = contents.masked_fill(absent, -1e9), sources.masked_fill(absent, -1e9)
        return parts.log_softmax(2), contents.log_softmax(2), sources.log_softmax(2)

    def score(self, states: Tensor, case: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What the heads make of the states of words, [batch, word, size]: log-probabilities, not yet normalised."""
        words = self.hidden(states + self.case(case))
        return self.parts(words), self.content(words), self.source(words)


@dataclass(frozen=True)
class Batch:
    """Windows, padded. `first` is the place of each word's first subword, `present` False for padding."""

    subwords: Tensor
    attention: Tensor
    quoted: Tensor
    first: Tensor
    case: Tensor
    present: Tensor


@dataclass(frozen=True)
class Window:
    """A stretch of words, `start` to `end` (exclusive), with what the encoder reads for it."""

    start: int
    end: int
    subwords: list[int]
    quoted: list[int]
    first: list[int]
    case: list[int]


def windows(words: Sequence[Word], tokenizer: Any, most: int = WINDOW) -> Iterator[Window]:
    """Cut words into windows of at most `most` subwords, between paragraphs wherever that is possible."""
    if not words:
        return
    distinct = list(dict.fromkeys(word.text for word in words))
    encoded = dict(zip(distinct, tokenizer(distinct, add_special_tokens=False)["input_ids"], strict=True))
    pieces = [encoded[word.text][: most // 2] or [tokenizer.unk_token_id] for word in words]
    sizes: dict[int, int] = {}
    for word, ids in zip(words, pieces, strict=True):
        sizes[word.paragraph] = sizes.get(word.paragraph, 1) + len(ids)
    start = size = 0
    for number, (word, ids) in enumerate(zip(words, pieces, strict=True)):
        new = number > start and word.paragraph != words[number - 1].paragraph
        if number > start and (size + len(ids) > most or (new and size + sizes[word.paragraph] > most)):
            yield _window(words, pieces, start, number, tokenizer)
            start, size = number, 0
        size += len(ids) + (number == start or new)
    yield _window(words, pieces, start, len(words), tokenizer)


def _window(words: Sequence[Word], pieces: list[list[int]], start: int, end: int, tokenizer: Any) -> Window:
    subwords, quoted, first, case = [tokenizer.cls_token_id], [0], [0], [0]
    for number in range(start, end):
        word = words[number]
        if number > start and word.paragraph != words[number - 1].paragraph:
            subwords.append(tokenizer.sep_token_id)
            quoted.append(0)
        first.append(len(subwords))
        case.append(1 if word.text[:1].isupper() else 0)
        case[-1] += word.text.isupper() and len(word.text) > 1
        subwords += pieces[number]
        quoted += [int(word.quoted)] * len(pieces[number])
    return Window(start, end, [*subwords, tokenizer.sep_token_id], [*quoted, 0], first, case)


def collate(group: Sequence[Window]) -> Batch:
    """Windows as one padded batch."""

    def padded(rows: list[list[int]]) -> Tensor:
        width = max(map(len, rows))
        return torch.tensor([row + [0] * (width - len(row)) for row in rows])

    subwords = padded([w.subwords for w in group])
    attention = padded([[1] * len(w.subwords) for w in group])
    present = padded([[1] * len(w.first) for w in group]).bool()
    return Batch(
        subwords,
        attention,
        padded([w.quoted for w in group]),
        padded([w.first for w in group]),
        padded([w.case for w in group]),
        present,
    )


def in_marks(texts: Sequence[tuple[str, int]]) -> list[bool]:
    """For words (text, paragraph) whether they stand in double marks, which every paragraph opens anew."""
    out: list[bool] = []
    inside, last = False, -1
    for text, paragraph in texts:
        inside = inside and paragraph == last
        last = paragraph
        mark = text.count('"') % 2 == 1
        out.append(inside or mark)
        inside ^= mark
    return out


def load(path: Path, encoder: Any) -> ReportModel:
    """Load a model's state beside the parser's encoder, whose shape and word embeddings its own encoder has.

    Raises:
        RuntimeError: the state is that of another model.
    """
    shared = encoder.embeddings.word_embeddings
    own = copy.deepcopy(encoder, {id(shared): shared})
    own.pooler = None
    model = ReportModel(own)
    state = torch.load(path, map_location="cpu", weights_only=True)
    model.load_state_dict({name: value.float() for name, value in state.items()} | {SHARED: shared.weight})
    return model.eval()


class ReportReader:
    """Predicts for each word of a document what it is to a report: the mean of what its models say."""

    def __init__(self, models: Sequence[ReportModel], tokenizer: Any, in_bfloat16: bool = False) -> None:
        self._models = [(model, PackedEncoder(model.encoder)) for model in models]
        self._tokenizer = tokenizer
        self._in_bfloat16 = in_bfloat16

    def read(self, words: Sequence[Word]) -> tuple[Prediction, ...]:
        """The predictions of each word; arcs are numbers of words."""
        cut = list(windows(words, self._tokenizer))
        found: dict[int, list[Tensor]] = {}
        for batch in batches([window.subwords for window in cut]):
            group = [cut[number] for number in batch]
            with torch.inference_mode(), multiplying(self._in_bfloat16):
                said = [_said(model, encoder, group) for model, encoder in self._models]
            for number, each in zip(batch, zip(*said, strict=True), strict=True):
                found[number] = [torch.stack(shares).mean(0) for shares in zip(*each, strict=True)]
        paths = _best_paths([found[number][0][1:].numpy() for number in range(len(cut))])
        return tuple(
            prediction
            for number, window in enumerate(cut)
            for prediction in _predictions(window, paths[number], *found[number])
        )


def _said(model: ReportModel, encoder: PackedEncoder, group: Sequence[Window]) -> list[list[Tensor]]:
    """For each window, the probabilities of its words' labels and of their arcs to cues and to sources."""
    *_, states = encoder.read([window.subwords for window in group], [window.quoted for window in group])
    said = []
    lengths = [len(window.subwords) for window in group]
    for window, own in zip(group, torch.split(states.float(), lengths), strict=True):
        scores = model.score(own[window.first][None], torch.tensor([window.case]))
        said.append([each[0].float().softmax(1) for each in scores])
    return said


def _predictions(
    window: Window, path: Sequence[int], parts: Tensor, contents: Tensor, sources: Tensor
) -> Iterator[Prediction]:
    """What the model says of a window's words; `path` holds the label of each."""
    shares = parts[1:].numpy()
    source, cue, content = (shares[:, 1::2] + shares[:, 2::2]).T.tolist()
    cue_of, source_of = (_arcs(scores, window.start) for scores in (contents, sources))
    for n, label in enumerate(path):
        yield Prediction(LABELS[label], source[n], cue[n], content[n], cue_of.get(n + 1, {}), source_of.get(n + 1, {}))


def _best_paths(parts: Sequence[NDArray[numpy.float32]]) -> list[list[int]]:
    """For each window the most probable sequence of labels in which every I- follows its B- or I-."""
    allowed = numpy.array([[not b.startswith("I") or a[1:] == b[1:] for b in LABELS] for a in LABELS])
    steps = numpy.where(allowed, 0.0, -1e9)
    scores = [numpy.log(shares + 1e-9).astype(numpy.float64) for shares in parts]
    for each in scores:
        each[0] += steps[0]
    return best_paths(scores, steps)


def _arcs(scores: Tensor, start: int) -> dict[int, dict[int, float]]:
    """The likely arcs of each word: number of the head among all words -> probability."""
    out: dict[int, dict[int, float]] = {}
    found = scores > LEAST
    for (tail, head), probability in zip(found.nonzero().tolist(), scores[found].tolist(), strict=True):
        if head:
            out.setdefault(tail, {})[start + head - 1] = probability
    return out
