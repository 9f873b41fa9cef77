"""Trains the reader: the newsroom corpus and others -> an encoder with its heads (service/quotes/nlp/reader)."""

from __future__ import annotations

import argparse
import pickle
import random
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

import torch

from evaluation import newsroom
from evaluation.gold import polnear
from evaluation.gold.gum import read as gum_articles
from evaluation.plain import load
from quotes.nlp import bert, stanza_parser
from quotes.nlp.models import BUNDLED
from quotes.nlp.reader import reader
from quotes.nlp.reader.network import Network
from quotes.nlp.reader.words import Tokenize, stanza_tokenizer
from training import kept
from training.reader.annotated import Annotated, of_newsroom, of_polnear
from training.reader.augmentation import name_pool, varied
from training.reader.data import Lesson, lesson
from training.reader.entities import of_gap, of_gum, of_litbank, of_tagged
from training.reader.loop import Plan, train

T = TypeVar("T")

SHARES = {"polnear": 0.15, "contract": 1.0, "gum": 0.2, "litbank": 0.1, "gap": 0.08, "names": 0.15}
"""What part of each corpus beside the newsroom's an epoch reads."""
VARIED = 3
"""Variations of each of the newsroom's documents; an epoch reads one of them or the document as it is."""
DEV = 3
"""Of so many of the newsroom's documents that the reader does not learn from, one is for the figures that are printed
as it goes."""


def main() -> None:
    """Train."""
    options = _options()
    options.output.mkdir(parents=True, exist_ok=True)
    tokenize = stanza_tokenizer(load(options.models, ("tokenize",)).processors["tokenize"])
    newsrooms = _kept(options.output / "newsroom", lambda: list(_versions(options, tokenize)))
    read = {
        name: _kept(options.output / name, partial(_lessons, of, tokenize)) for name, of in _corpora(options).items()
    }
    withheld = {each.id for name, lessons in read.items() for each in kept.kept(name, lessons)}
    shared = [([each for each in lessons if each.id not in withheld], SHARES[name]) for name, lessons in read.items()]
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    plan = Plan(options.output, options.epochs, options.rate, options.head_rate, options.seed, options.device)
    learned = kept.others("newsroom", newsrooms)
    dev = [versions[0] for versions in kept.kept("newsroom", newsrooms)[::DEV]]
    tokenizer = stanza_parser.load_tokenizer(options.models)
    train(_network(options), learned, shared, dev, tokenizer, plan)


def _network(options: argparse.Namespace) -> Network:
    """A network to begin with, whose encoder is the parser's or an earlier reader's; its word embeddings stay."""
    encoder = bert.load(options.models / stanza_parser.ENCODER)
    network = reader.load(options.begin, encoder) if options.begin else Network(encoder)
    network.encoder.embeddings.word_embeddings.requires_grad_(False)
    return network.to(options.device).train()


def _versions(options: argparse.Namespace, tokenize: Tokenize) -> Iterator[list[Lesson]]:
    """Of each of the newsroom's documents a lesson as it is, and some of its variations."""
    documents = [of_newsroom(each) for each in newsroom.train(options.newsroom)]
    generator, pool = random.Random(options.seed), name_pool(documents)
    for document in documents:
        variations = (varied(document, generator, pool) for _ in range(VARIED))
        yield [lesson(each, tokenize) for each in (document, *variations)]


def _lessons(read: Callable[[], Iterable[Annotated]], tokenize: Tokenize) -> list[Lesson]:
    """The lessons of a corpus."""
    return [lesson(each, tokenize) for each in read()]


def _corpora(options: argparse.Namespace) -> Mapping[str, Callable[[], Iterable[Annotated]]]:
    """How to read the other corpora, of those that are given."""

    def contract() -> Iterator[Annotated]:
        texts = {each.id: each.text for each in polnear(options.polnear).documents}
        return map(of_newsroom, newsroom.standoff.read(options.contract, texts))

    def gum() -> Iterator[Annotated]:
        measured = frozenset(each.id for each in gum_articles(options.without)) if options.without else frozenset[str]()
        return of_gum(options.gum, measured)

    readers: dict[str, Callable[[], Iterable[Annotated]]] = {
        "polnear": lambda: map(of_polnear, polnear(options.polnear).documents),
        "contract": contract,
        "gum": gum,
        "litbank": lambda: of_litbank(options.litbank),
        "gap": lambda: of_gap(options.gap),
        "names": lambda: of_tagged(options.names),
    }
    return {name: read for name, read in readers.items() if getattr(options, name)}


def _kept(path: Path, make: Callable[[], T]) -> T:
    """What was made before and lies at a path, else what is made now."""
    file = path.with_suffix(".lessons")
    if file.exists():
        found: T = pickle.loads(zlib.decompress(file.read_bytes()))
        return found
    made = make()
    file.write_bytes(zlib.compress(pickle.dumps(made)))
    return made


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.reader", description=__doc__)
    parser.add_argument("--newsroom", type=Path, required=True, help="the corpus's folder")
    parser.add_argument("--polnear", type=Path, help="PolNeAR train as JSON lines, gzipped or not")
    parser.add_argument("--contract", type=Path, help="annotations of PolNeAR's articles by the contract")
    parser.add_argument("--gum", type=Path, help="GUM with entities in CoNLL-U, gzipped or not")
    parser.add_argument("--without", type=Path, help="documents of GUM that are measured on, and not learned from")
    parser.add_argument("--litbank", type=Path, help="LitBank as JSON lines, gzipped or not")
    parser.add_argument("--gap", type=Path, help="GAP as tab-separated values, gzipped or not")
    parser.add_argument("--names", type=Path, help="sentences with names, as Stanza's trainer takes them")
    parser.add_argument("--output", type=Path, required=True, help="a folder for lessons, checkpoints and the model")
    parser.add_argument("--models", type=Path, default=BUNDLED, help="tokenizer and encoder to begin with")
    parser.add_argument("--begin", type=Path, help="an earlier reader's network to begin with instead")
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-4, help="learning rate of the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    return parser.parse_args()


if __name__ == "__main__":
    main()
