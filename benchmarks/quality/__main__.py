"""Scores the service's core on annotated articles.

All that it finds counts, or what a response holds by default where the annotation leaves thoughts out.
Without a corpus it scores the two seed articles and the invented relays that the project carries.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks.quality.constructions import constructions_report
from benchmarks.quality.errors import error_report
from benchmarks.quality.report import CONFIDENT, figures, report
from evaluation import coreference, gold
from evaluation.ablation import COMPONENTS, without
from evaluation.matching import Comparison, compare
from evaluation.metrics import Score
from evaluation.parses import Parses
from quotes.attribution.filters import select
from quotes.attribution.model import Analysis
from quotes.nlp.document import Document

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "tests/model/seeds.json"
RELAYS = ROOT / "tests/data/relays.jsonl"


def main() -> None:
    """Print the figures of every corpus asked for."""
    options = _options()
    corpora = [] if options.only_polnear else [gold.seeds(options.gold, ROOT / "seeds")]
    if not options.only_polnear and options.relays.exists():
        corpora.append(gold.relays(options.relays))
    if options.polnear:
        corpora.append(gold.polnear(options.polnear, options.limit))
    parses = Parses(options.cache, options.threads)
    analyse = without(options.without)
    documents: dict[str, Document] = {}
    everything: list[Comparison] = []
    found: dict[str, dict[str, float]] = {}
    for corpus in corpora:
        started = time.perf_counter()
        analyses: list[Analysis] = []
        for number, document in enumerate(corpus.documents, 1):
            documents[document.id] = parses.parse(document.text)
            analysis = analyse(documents[document.id])
            analyses.append(analysis if corpus.thoughts else select(analysis))
            if sys.stderr.isatty():
                print(f"\r{number}/{len(corpus.documents)}", end="\r", file=sys.stderr)
        pairs = list(zip(corpus.documents, analyses, strict=True))
        compared = [compare(document, analysis, corpus) for document, analysis in pairs]
        confident = [compare(document, analysis, corpus, CONFIDENT) for document, analysis in pairs]
        print("\n".join(report(corpus, compared, confident)))
        print(f"\n{time.perf_counter() - started:.1f} s\n")
        everything += compared
        found[corpus.name] = figures(compared, corpus)
    if not options.only_polnear:
        print("\n".join(constructions_report(parses, analyse)), end="\n\n")
    if options.gum:
        print("\n".join(coreference_report(options.gum, parses, analyse)))
    if options.errors:
        options.errors.write_text("\n".join(error_report(everything, documents)) + "\n", "utf-8")
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", "utf-8")


def coreference_report(path: Path, parses: Parses, analyse: Callable[[Document], Analysis]) -> Iterator[str]:
    """How many speakers of GUM's articles are resolved to the right entity."""
    total: dict[str, Score] = defaultdict(Score)
    for article in coreference.read(path):
        for kind, score in coreference.speakers(article, analyse(parses.parse(article.text))).items():
            total[kind] += score
    yield f"== speakers by annotated coreference ({path.name})"
    for kind, score in {**total, "all": sum(total.values(), Score())}.items():
        yield f"{kind:<10} {score.right} of {score.gold} right: {100 * score.recall:.1f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.quality", description=__doc__)
    parser.add_argument("--polnear", type=Path, help="PolNeAR as JSON lines, gzipped or not")
    parser.add_argument("--only-polnear", action="store_true", help="leave the project's own articles out")
    parser.add_argument("--without", choices=COMPONENTS, help="leave a part out, to see what it is worth")
    parser.add_argument("--gold", type=Path, default=SEEDS, help="the annotation of the seed articles")
    parser.add_argument("--relays", type=Path, default=RELAYS, help="sentences with relays, as JSON lines")
    parser.add_argument("--gum", type=Path, help="GUM articles with coreference, as CoNLL-U, gzipped or not")
    parser.add_argument("--limit", type=int, help="read only so many PolNeAR articles")
    parser.add_argument("--cache", type=Path, help="a folder to keep parses in")
    parser.add_argument("--threads", type=int, default=1, help="torch threads of the parser")
    parser.add_argument("--errors", type=Path, help="write what went wrong, with the parses, to this file")
    parser.add_argument("--json", type=Path, help="write the main figures to this file")
    return parser.parse_args()


if __name__ == "__main__":
    main()
