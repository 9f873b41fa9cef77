"""The figures as tables for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evaluation.entities import entity_scores
from evaluation.gold import Corpus
from evaluation.matching import Comparison
from evaluation.metrics import (
    TESTS,
    Score,
    by_category,
    by_group,
    by_type,
    cue_score,
    quoted_score,
    relation_half,
    reliability,
    score,
    word_score,
)

CONFIDENT = 0.9
"""The `min_confidence` at which precision is promised."""

_HEAD = f"{'':<22}{'right':>7}{'pred.':>7}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}"


def report(corpus: Corpus, compared: Sequence[Comparison], confident: Sequence[Comparison]) -> Iterator[str]:
    """The lines of a corpus's report; `confident` are the comparisons at `min_confidence` 0.9."""
    gold = sum(len(each.gold) for each in compared)
    predicted = sum(len(each.predicted) for each in compared)
    yield f"== {corpus.name}: {len(compared)} documents, {gold} gold attributions, {predicted} predicted"
    yield _HEAD
    for name, test in TESTS.items():
        yield _line(name, score(compared, test))
    yield _line("cue@0.5 of matched", cue_score(compared))
    yield _line("words of contents", word_score(compared))
    yield _share("quoted recall", quoted_score(compared))
    if corpus.entities:
        yield from _entity_lines(compared)
    yield from _confidence_lines(compared, confident)
    yield ""
    yield "relation@0.5 by group"
    for name, total in by_group(compared, relation_half).items():
        yield _line(name, total)
    yield from _type_lines(compared)
    yield ""
    yield "relation@0.5 by the predicted cue's category"
    for name, total in by_category(compared, relation_half).items():
        yield f"{name:<22}{total.right:>7}{total.predicted:>7}{'':>7}{100 * total.precision:>8.1f}"


def figures(compared: Sequence[Comparison], corpus: Corpus) -> dict[str, float]:
    """The main figures, in per cent, for a program to read."""
    out = {f"{name} {key}": 100 * getattr(score(compared, test), key) for name, test in TESTS.items() for key in _KEYS}
    out["cue@0.5 f1"] = 100 * cue_score(compared).f1
    out["words f1"] = 100 * word_score(compared).f1
    out["quoted recall"] = 100 * quoted_score(compared).recall
    if corpus.entities:
        entities = entity_scores(compared)
        out |= {"speaker accuracy": 100 * entities.speakers.recall, "via f1": 100 * entities.via.f1}
    return {name: round(value, 2) for name, value in out.items()}


_KEYS = ("precision", "recall", "f1")


def _line(name: str, total: Score) -> str:
    counts = f"{total.right:>7}{total.predicted:>7}{total.gold:>7}"
    return f"{name:<22}{counts}{100 * total.precision:>8.1f}{100 * total.recall:>8.1f}{100 * total.f1:>8.1f}"


def _share(name: str, total: Score) -> str:
    return f"{name:<22}{total.right:>7}{'':>7}{total.gold:>7}{'':>8}{100 * total.recall:>8.1f}"


def _entity_lines(compared: Sequence[Comparison]) -> Iterator[str]:
    entities = entity_scores(compared)
    yield _share("speaker accuracy", entities.speakers)
    yield _share("type accuracy", entities.types)
    yield _line("via", entities.via)
    yield _line("nesting", entities.nesting)
    yield _share("not-quote rate", entities.not_quotes)


def _confidence_lines(compared: Sequence[Comparison], confident: Sequence[Comparison]) -> Iterator[str]:
    yield ""
    yield f"confidence        {'count':>7}{'mean':>8}{'right':>8}   (relation@0.5)"
    for each in reliability(compared):
        bounds = f"{each.low:.1f} to {each.low + 0.1:.1f}"
        yield f"{bounds:<18}{each.count:>7}{100 * each.confidence:>8.1f}{100 * each.precision:>8.1f}"
    yield _HEAD
    yield _line(f"min_confidence {CONFIDENT}", score(confident, relation_half))


def _type_lines(compared: Sequence[Comparison]) -> Iterator[str]:
    yield ""
    yield "relation@0.5 by type: of the predicted type, then of the gold type"
    for kind, (of_predicted, of_gold) in by_type(compared, relation_half).items():
        precision = f"{of_predicted.right} of {of_predicted.predicted}"
        recall = f"{of_gold.right} of {of_gold.gold}"
        yield (
            f"{kind:<10}P {100 * of_predicted.precision:>5.1f} ({precision})".ljust(34)
            + f"R {100 * of_gold.recall:>5.1f} ({recall})"
        )
