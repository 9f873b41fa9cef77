"""The figures of one corpus as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from benchmarks.quality.figures import HEAD, Figures, line, lines
from evaluation.gold import Corpus
from evaluation.matching import Comparison
from evaluation.metrics import Score, by_category, by_group, by_type, relation_half, reliability


def report(corpus: Corpus, compared: Sequence[Comparison], found: Figures) -> Iterator[str]:
    """The lines of a corpus's report."""
    gold = sum(len(each.gold) for each in compared)
    predicted = sum(len(each.predicted) for each in compared)
    yield f"== {corpus.name}: {len(compared)} documents, {gold} gold attributions, {predicted} predicted"
    yield from lines(found)
    yield ""
    yield f"confidence        {'count':>7}{'mean':>8}{'right':>8}   (relation@0.5)"
    for each in reliability(compared):
        bounds = f"{each.low:.1f} to {each.low + 0.1:.1f}"
        yield f"{bounds:<18}{each.count:>7}{100 * each.confidence:>8.1f}{100 * each.precision:>8.1f}"
    yield ""
    yield "relation@0.5 by group"
    yield HEAD
    for name, total in by_group(compared, relation_half).items():
        yield line(name, total)
    yield from _two_sided("type", by_type(compared, relation_half))
    yield from _two_sided("category", by_category(compared, relation_half))


def _two_sided(what: str, found: Mapping[str, tuple[Score, Score]]) -> Iterator[str]:
    yield ""
    yield f"relation@0.5 by {what}: of the predicted {what}, then of the gold {what}"
    for name, (of_predicted, of_gold) in found.items():
        precision = f"P {100 * of_predicted.precision:>5.1f} ({of_predicted.right} of {of_predicted.predicted})"
        recall = f"R {100 * of_gold.recall:>5.1f} ({of_gold.right} of {of_gold.gold})" if of_gold.gold else ""
        yield f"{name:<14}{precision:<26}{recall}".rstrip()
