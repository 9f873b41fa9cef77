"""How many examples of each construction come out exactly: on hand-corrected trees, and through the real models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from evaluation.constructions import difference, examples, without_further_thoughts
from quotes.attribution.model import Analysis
from quotes.nlp.document import Document


def constructions_report(parse: Callable[[str], Document], analyse: Callable[[Document], Analysis]) -> Iterator[str]:
    """A line for each construction, and one for all."""
    total: Counter[str] = Counter()
    by_tree: Counter[str] = Counter()
    by_model: Counter[str] = Counter()
    for example in examples():
        name = example.file.removesuffix(".conllu")
        total[name] += 1
        by_tree[name] += not difference(example, example.document, analyse(example.document))
        document = parse(example.document.text)
        analysis = without_further_thoughts(example, document, analyse(document))
        by_model[name] += not difference(example, document, analysis)
    yield f"== constructions: {total.total()} examples"
    yield f"{'':<20}{'examples':>10}{'by tree':>10}{'by model':>10}"
    for name in total:
        yield f"{name:<20}{total[name]:>10}{by_tree[name]:>10}{by_model[name]:>10}"
    share = 100 * by_model.total() / total.total()
    yield f"{'all':<20}{total.total():>10}{by_tree.total():>10}{by_model.total():>10}{share:>10.1f}%"
