"""Scores the service's core on annotated articles.

All that it finds counts, or what a response holds by default where the annotation leaves thoughts out. The project
carries the seeds, the relays, the constructions and the newsroom; other corpora are scored if their paths are given.
"""

from __future__ import annotations

import argparse
import functools
import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.quality.constructions import constructions_report
from benchmarks.quality.errors import error_report
from benchmarks.quality.figures import CONFIDENT, Figures, figures, lines, speaker_figures
from benchmarks.quality.report import report
from benchmarks.quality.summary import summary
from evaluation import gold
from evaluation.ablation import COMPONENTS, without
from evaluation.gold import Corpus, gum
from evaluation.matching import Comparison, compare
from evaluation.parses import Parses
from quotes.attribution.filters import select
from quotes.attribution.model import Analysis
from quotes.nlp.document import Document
from quotes.reader import through_fair_copy

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests/model/seeds.json"
RELAYS = ROOT / "tests/data/relays.jsonl"
NEWSROOM = ROOT / "training/newsroom"
CORPORA = ("seeds", "relays", "constructions", "newsroom", "articles", "reports", "polnear", "gum")


def main() -> None:
    """Print the figures of every corpus asked for, then one table of all."""
    options = _options()
    parse, analyse = functools.cache(Parses(options.cache, options.threads).parse), without(options.without)
    found: dict[str, Figures] = {}
    everything: list[tuple[Corpus, list[Comparison]]] = []
    for corpus in _corpora(options):
        started = time.perf_counter()
        compared, confident = _compare(corpus, parse, analyse)
        found[corpus.name] = figures(corpus, compared, confident)
        everything.append((corpus, compared))
        print("\n".join(report(corpus, compared, found[corpus.name])))
        print(f"\n{time.perf_counter() - started:.1f} s\n")
    if "constructions" in options.only:
        print("\n".join(constructions_report(parse, analyse)), end="\n\n")
    if options.gum and "gum" in options.only:
        found["GUM"] = speaker_figures((each, analyse(parse(each.text))) for each in gum.read(options.gum))
        print("\n".join(("== GUM", *lines(found["GUM"]))), end="\n\n")
    print("\n".join(summary(found)))
    if options.errors:
        options.errors.write_text("\n".join(error_report(everything, parse)) + "\n", "utf-8")
    if options.json:
        options.json.write_text(json.dumps(_plain(found), indent=1) + "\n", "utf-8")


def _corpora(options: argparse.Namespace) -> Iterator[Corpus]:
    readers: dict[str, Callable[[], Corpus | None]] = {
        "seeds": lambda: gold.seeds(options.gold, ROOT / "seeds"),
        "relays": lambda: gold.relays(options.relays),
        "constructions": gold.constructions,
        "newsroom": lambda: gold.newsroom(options.newsroom),
        "articles": lambda: options.articles and gold.articles(options.articles, "articles"),
        "reports": lambda: options.reports and gold.articles(options.reports, "bug reports"),
        "polnear": lambda: options.polnear and gold.polnear(options.polnear, options.limit),
    }
    return filter(None, (read() for name, read in readers.items() if name in options.only))


def _compare(
    corpus: Corpus, parse: Callable[[str], Document], analyse: Callable[[Document], Analysis]
) -> tuple[list[Comparison], list[Comparison]]:
    """All predictions beside the gold, and those of at least `CONFIDENT`."""
    compared, confident = [], []
    for number, document in enumerate(corpus.documents, 1):
        analysis = through_fair_copy(document.text, lambda copy: analyse(parse(copy.text)))
        if not corpus.thoughts:
            analysis = select(analysis)
        compared.append(compare(document, analysis, corpus))
        confident.append(compare(document, analysis, corpus, CONFIDENT))
        if sys.stderr.isatty():
            print(f"\r{number}/{len(corpus.documents)}", end="\r", file=sys.stderr)
    return compared, confident


def _plain(found: dict[str, Figures]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        corpus: {
            name.strip(): {
                "right": total.right,
                "predicted": total.predicted,
                "gold": total.gold,
                "precision": round(100 * total.precision, 2),
                "recall": round(100 * total.recall, 2),
                "f1": round(100 * total.f1, 2),
            }
            for name, total in scores.items()
        }
        for corpus, scores in found.items()
    }


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=CORPORA, default=CORPORA, help="score only these corpora")
    parser.add_argument("--gold", type=Path, default=SEEDS, help="the annotation of the seed articles")
    parser.add_argument("--relays", type=Path, default=RELAYS, help="sentences with relays, as JSON lines")
    parser.add_argument("--newsroom", type=Path, default=NEWSROOM, help="a corpus, of which what is held out is scored")
    parser.add_argument("--articles", type=Path, help="real articles as JSON lines (evaluation/gold/strings.py)")
    parser.add_argument("--reports", type=Path, help="inputs of bug reports, in the form of the articles")
    parser.add_argument("--polnear", type=Path, help="PolNeAR as JSON lines, gzipped or not")
    parser.add_argument("--limit", type=int, help="read only so many PolNeAR articles")
    parser.add_argument("--gum", type=Path, help="GUM articles with coreference, as CoNLL-U, gzipped or not")
    parser.add_argument("--without", choices=COMPONENTS, help="leave a part out, to see what it is worth")
    parser.add_argument("--cache", type=Path, help="a folder to keep parses in")
    parser.add_argument("--threads", type=int, default=1, help="torch threads of the parser")
    parser.add_argument("--errors", type=Path, help="write what went wrong, with the parses, to this file")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
