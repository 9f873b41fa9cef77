"""What the report model reads: windows, marks, and the parts that it may give; on a tiny model with random weights."""

from __future__ import annotations

import itertools

import numpy
import pytest
import torch
from transformers import BertConfig, BertModel

from quotes.nlp import stanza_parser
from quotes.nlp.document import Prediction
from quotes.nlp.models import BUNDLED
from quotes.nlp.report_model import (
    LABELS,
    ReportModel,
    ReportReader,
    Word,
    _best_paths,
    collate,
    in_marks,
    windows,
)

TOKENIZER = stanza_parser.load_tokenizer(BUNDLED)
PARAGRAPHS = [Word(word, paragraph, False) for paragraph in range(6) for word in "the minister said no .".split()]


def test_windows_are_cut_between_paragraphs() -> None:
    found = list(windows(PARAGRAPHS, TOKENIZER, most=13))
    assert [(window.start, window.end) for window in found] == [(0, 10), (10, 20), (20, 30)]
    assert [PARAGRAPHS[n].text for n in (0, 9)] == ["the", "."]
    assert found[0].subwords.count(TOKENIZER.sep_token_id) == 2


def test_a_paragraph_longer_than_a_window_is_cut_too() -> None:
    words = [Word("rates", 0, False)] * 50
    found = list(windows(words, TOKENIZER, most=12))
    assert [n for window in found for n in range(window.start, window.end)] == list(range(50))
    assert max(len(window.subwords) for window in found) <= 12 + 2


def test_words_that_the_subword_tokenizer_erases_or_shatters_stay_one_word_each() -> None:
    words = [Word("\u200b", 0, False), Word("x" * 40, 0, False), Word("", 0, True), Word("said", 0, True)]
    (window,) = windows(words, TOKENIZER)
    assert len(window.first) == len(words) + 1
    assert window.first == sorted(set(window.first))


@pytest.mark.parametrize(
    ("texts", "quoted"),
    [
        (['"', "Go", '"', "he"], [True, True, True, False]),
        (["he", '"go', 'now"', "he"], [False, True, True, False]),
    ],
)
def test_quotation_marks_and_the_words_between_them_are_quoted(texts: list[str], quoted: list[bool]) -> None:
    assert in_marks([(text, 0) for text in texts]) == quoted


def test_every_paragraph_opens_its_quotation_marks_anew() -> None:
    assert in_marks([('"', 0), ("Go", 0), ("he", 1)]) == [True, True, False]


def test_a_label_never_continues_a_part_that_has_not_begun() -> None:
    random = numpy.random.default_rng(1)
    (best,) = _best_paths([random.dirichlet(numpy.ones(len(LABELS)), 200).astype("float32")])
    path = [LABELS[n] for n in best]
    assert all(not b.startswith("I-") or a[2:] == b[2:] for a, b in itertools.pairwise(path))
    assert len(path) == 200


def tiny_model() -> ReportModel:
    torch.manual_seed(1)
    encoder = BertModel(BertConfig(hidden_size=24, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32))
    return ReportModel(encoder).eval()


def test_the_service_reads_what_the_training_scores() -> None:
    model = tiny_model()
    words = [word._replace(quoted=n % 7 > 2) for n, word in enumerate(PARAGRAPHS * 12)]
    cut = list(windows(words, TOKENIZER))
    assert len({len(window.first) for window in cut}) > 1
    with torch.no_grad():
        parts, contents, _ = (scores.exp() for scores in model(collate(cut)))
    predictions = ReportReader([model], TOKENIZER).read(words)
    for number, window in enumerate(cut):
        for place, word in enumerate(range(window.start, window.end), 1):
            prediction: Prediction = predictions[word]
            assert prediction.cue == pytest.approx(float(parts[number, place, 3:5].sum()), abs=1e-5)
            for head, probability in prediction.cue_of.items():
                assert probability == pytest.approx(float(contents[number, place, head - window.start + 1]), abs=1e-5)


def test_every_word_gets_a_prediction_and_arcs_stay_in_the_text() -> None:
    reader = ReportReader([tiny_model()] * 2, TOKENIZER)
    words = PARAGRAPHS * 30
    predictions = reader.read(words)
    assert len(predictions) == len(words)
    assert all(0 <= head < len(words) for each in predictions for head in (*each.cue_of, *each.source_of))
    assert all(sum(each.cue_of.values()) <= 1.01 for each in predictions)
    assert reader.read([]) == ()
