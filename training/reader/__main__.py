"""Trains the reader: the newsroom corpus and PolNeAR -> an encoder with its heads (service/quotes/nlp/reader)."""

from __future__ import annotations

import argparse
import pickle
import random
import zlib
from collections.abc import Callable
from pathlib import Path

import torch

from evaluation import newsroom
from evaluation.gold import polnear
from evaluation.plain import load
from quotes.nlp import report_model, stanza_parser
from quotes.nlp.models import BUNDLED
from quotes.nlp.reader.network import Network
from quotes.nlp.reader.words import stanza_tokenizer
from training.reader.annotated import of_newsroom, of_polnear
from training.reader.augmentation import name_pool, varied
from training.reader.data import Lesson, lesson
from training.reader.loop import Plan, train

Lessons = tuple[list[list[Lesson]], list[Lesson]]

VARIED = 3
"""Variations of each of the newsroom's documents; an epoch reads one of them or the document as it is."""
DEV = 20
"""Every so many of the newsroom's documents are for the figures that are printed as it goes."""


def main() -> None:
    """Train."""
    options = _options()
    options.output.mkdir(parents=True, exist_ok=True)
    contract, other = _lessons(options)
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    plan = Plan(
        options.output, options.epochs, options.rate, options.head_rate, options.share, options.seed, options.device
    )
    learned = [versions for n, versions in enumerate(contract) if n % DEV]
    dev = [versions[0] for n, versions in enumerate(contract) if n % DEV == 0]
    tokenizer = stanza_parser.load_tokenizer(options.models)
    train(_network(options.models).to(options.device).train(), learned, other, dev, tokenizer, plan)


def _network(models: Path) -> Network:
    """A network whose encoder, and what stands on it, are those of the report model; its word embeddings stay."""
    begun = report_model.load(models / "reports-1.pt", stanza_parser.load_encoder(models))
    network = Network(begun.encoder)
    network.case.load_state_dict(begun.case.state_dict())
    network.hidden.load_state_dict(begun.hidden.state_dict())
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    return network


def _lessons(options: argparse.Namespace) -> Lessons:
    """The newsroom's documents that may be learned from, in versions, and PolNeAR's; tokenized once."""

    def read() -> Lessons:
        tokenize = stanza_tokenizer(load(options.models, ("tokenize",)).processors["tokenize"])
        documents = [of_newsroom(each) for each in newsroom.train(options.newsroom)]
        articles = [of_polnear(each) for each in polnear(options.polnear).documents] if options.polnear else []
        generator, pool = random.Random(options.seed), name_pool(documents)
        ours = [
            [lesson(each, tokenize) for each in (document, *(varied(document, generator, pool) for _ in range(VARIED)))]
            for document in documents
        ]
        return ours, [lesson(article, tokenize) for article in articles]

    return _kept(options.output / "lessons.pickle.z", read)


def _kept(path: Path, make: Callable[[], Lessons]) -> Lessons:
    if path.exists():
        found: Lessons = pickle.loads(zlib.decompress(path.read_bytes()))
        return found
    made = make()
    path.write_bytes(zlib.compress(pickle.dumps(made)))
    return made


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--newsroom", type=Path, required=True, help="the corpus's folder")
    parser.add_argument("--polnear", type=Path, help="PolNeAR train as JSON lines, gzipped or not")
    parser.add_argument("--output", type=Path, required=True, help="a folder for lessons, checkpoints and the model")
    parser.add_argument(
        "--models", type=Path, default=BUNDLED, help="tokenizer, encoder and report model to begin with"
    )
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--share", type=float, default=0.15, help="part of PolNeAR that each epoch reads")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    return parser.parse_args()


if __name__ == "__main__":
    main()
