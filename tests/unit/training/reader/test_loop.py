"""The training loop on two documents and a tiny encoder: it learns, and a run that was cut off goes on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from evaluation import newsroom
from quotes.nlp.reader import reader
from quotes.nlp.reader.network import Network
from tests.support.lessons import by_pattern
from tests.support.networks import TOKENIZER, encoder
from training.reader.annotated import of_newsroom
from training.reader.data import lesson
from training.reader.loop import Plan, train

DOCUMENTS = newsroom.read(Path(__file__).parents[4] / "training/newsroom/w15.xml")[:2]
LESSONS = [lesson(of_newsroom(each), by_pattern) for each in DOCUMENTS]


def run(plan: Plan) -> Network:
    torch.manual_seed(1)
    network = Network(encoder()).train()
    train(network, [[each] for each in LESSONS], [(LESSONS[:1], 1.0)], LESSONS, TOKENIZER, plan)
    return network


def plan(folder: Path, epochs: int) -> Plan:
    return Plan(folder, epochs, rate=1e-3, head_rate=1e-3, seed=1, device="cpu", every=0.0)


def anchors_loss(line: str) -> float:
    words = line.split()
    return float(words[words.index("anchors") + 1])


def test_the_losses_fall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(plan(tmp_path, 12))
    lines = capsys.readouterr().out.splitlines()
    assert anchors_loss(lines[-1]) < 0.8 * anchors_loss(lines[0])


def test_a_run_that_was_cut_off_goes_on_from_its_checkpoint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(plan(tmp_path, 1))
    capsys.readouterr()
    run(plan(tmp_path, 2))
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} == {"2/2"}


def test_the_model_can_be_loaded_beside_the_encoder_that_it_shares_words_with(tmp_path: Path) -> None:
    trained = run(replace(plan(tmp_path, 1), subwords=50))
    beside = encoder()
    loaded = reader.load(tmp_path / "reader.pt", beside)
    assert torch.allclose(loaded.anchors.weight, trained.anchors.weight, atol=1e-3)
    assert loaded.encoder.embeddings.word_embeddings.weight is beside.embeddings.word_embeddings.weight
