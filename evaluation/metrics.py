"""The figures: precision, recall and F1 of contents, relations, cues and words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from evaluation.gold import GoldAttribution, GoldDocument
from evaluation.matching import Comparison, Pair
from quotes.attribution.filters import MARKED
from quotes.attribution.model import Attribution

_DOUBLE_MARK = re.compile(r"[\"“”„‟«»]|``|''")
_MARKED = re.compile(r"[\"“”„‟«»].*[\"“”„‟«»]", re.DOTALL)

Test = Callable[[Pair], bool]


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of right answers, of answers given and of answers wanted."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Right answers over answers given; 0 where none was."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right answers over answers wanted; 0 where none was."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return 2 * self.right / total if total else 0.0


def content_half(pair: Pair) -> bool:
    """The contents overlap by at least half."""
    return pair.overlap >= 0.5


def content_exact(pair: Pair) -> bool:
    """The contents are equal."""
    return pair.overlap == 1


def relation_half(pair: Pair) -> bool:
    """Contents and sources overlap by at least half."""
    return content_half(pair) and pair.source_overlap >= 0.5


def relation_exact(pair: Pair) -> bool:
    """Contents and sources are equal."""
    return content_exact(pair) and pair.source_overlap == 1


TESTS: dict[str, Test] = {
    "content@exact": content_exact,
    "content@0.5": content_half,
    "relation@0.5": relation_half,
    "relation@exact": relation_exact,
}


def score(comparisons: Iterable[Comparison], test: Test) -> Score:
    """Count the pairs that pass the test among all gold and all predicted attributions."""
    return sum((_score_one(each, test) for each in comparisons), Score())


def cue_score(comparisons: Iterable[Comparison]) -> Score:
    """Cues that are right, among the pairs whose contents overlap by at least half and that have a cue."""
    total = Score()
    for each in comparisons:
        for pair in filter(content_half, each.pairs):
            gold, predicted = bool(each.gold[pair.gold].cue), each.predicted[pair.predicted].cue is not None
            total += Score(int(pair.cue_right and gold and predicted), int(predicted), int(gold))
    return total


def quoted_score(comparisons: Iterable[Comparison]) -> Score:
    """Relations at 0.5 among the gold attributions whose content holds quotation marks; only recall counts.

    Single marks are known from apostrophes by the annotated type.
    """
    total = Score()
    for each in comparisons:
        quoted = {
            number
            for number, gold in enumerate(each.gold)
            if gold.type in MARKED or _DOUBLE_MARK.search(content_text(each.document, gold))
        }
        right = sum(pair.gold in quoted and relation_half(pair) for pair in each.pairs)
        total += Score(right, 0, len(quoted))
    return total


def word_score(comparisons: Iterable[Comparison]) -> Score:
    """Words that are in some content."""
    total = Score()
    for each in comparisons:
        gold = frozenset[int]().union(*(parts.content for parts in each.gold_parts))
        kept = [parts.content for n, parts in enumerate(each.predicted_parts) if n not in each.excused]
        predicted = frozenset[int]().union(*kept)
        total += Score(len(gold & predicted), len(predicted), len(gold))
    return total


def by_group(comparisons: Iterable[Comparison], test: Test) -> dict[str, Score]:
    """Scores by the documents' group: their publisher, or their name."""
    totals: dict[str, Score] = defaultdict(Score)
    for each in comparisons:
        totals[each.document.group] += _score_one(each, test)
    return dict(sorted(totals.items()))


def by_type(comparisons: Iterable[Comparison], test: Test) -> dict[str, tuple[Score, Score]]:
    """Scores by type: the first over the predicted type, for precision; the second over the gold one, for recall.

    A corpus without types has them read off its quotation marks.
    """

    def of_gold(each: Comparison, gold: GoldAttribution) -> str:
        return gold.type or marked_type(each.document, gold)

    return dict(sorted(_two_sided(comparisons, test, of_gold, lambda quote: quote.type).items()))


def by_category(comparisons: Iterable[Comparison], test: Test) -> dict[str, tuple[Score, Score]]:
    """Scores by the cue's category, as by type; where the annotation has none, there is only precision."""
    found = _two_sided(comparisons, test, lambda _, gold: gold.category, lambda quote: quote.category)
    return dict(sorted(found.items(), key=lambda item: -item[1][0].predicted))


def _two_sided(
    comparisons: Iterable[Comparison],
    test: Test,
    of_gold: Callable[[Comparison, GoldAttribution], str | None],
    of_predicted: Callable[[Attribution], str],
) -> dict[str, tuple[Score, Score]]:
    """Scores by a property, of the predictions and of the gold attributions that have it."""
    predictions: dict[str, Score] = defaultdict(Score)
    golds: dict[str, Score] = defaultdict(Score)
    for each in comparisons:
        passed = [pair for pair in each.pairs if test(pair)]
        right_predicted, right_gold = {pair.predicted for pair in passed}, {pair.gold for pair in passed}
        for number, quote in enumerate(each.predicted):
            if number not in each.excused:
                predictions[of_predicted(quote)] += Score(int(number in right_predicted), 1, 0)
        for number, gold in enumerate(each.gold):
            kind = of_gold(each, gold)
            if kind:
                golds[kind] += Score(int(number in right_gold), 0, 1)
    return {kind: (predictions[kind], golds[kind]) for kind in {**predictions, **golds}}


def content_text(document: GoldDocument, gold: GoldAttribution) -> str:
    """The content's spans, verbatim, joined by a space."""
    return " ".join(document.text[span.start : span.end] for span in gold.content)


def marked_type(document: GoldDocument, gold: GoldAttribution) -> str:
    """Direct, mixed or indirect by the quotation marks in the content."""
    text = content_text(document, gold).strip()
    if _MARKED.fullmatch(text.rstrip(".,;:!?")):
        return "direct"
    return "mixed" if _DOUBLE_MARK.search(text) else "indirect"


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of about one confidence: how many, how confident, and the share that is right."""

    low: float
    count: int
    confidence: float
    precision: float


def reliability(comparisons: Sequence[Comparison], bins: int = 10) -> list[Bin]:
    """The precision of relation@0.5 in equal intervals of confidence; empty ones are left out."""
    held: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for each in comparisons:
        right = {pair.predicted for pair in each.pairs if relation_half(pair)}
        for number, quote in enumerate(each.predicted):
            if number not in each.excused:
                held[min(int(quote.confidence * bins), bins - 1)].append((quote.confidence, number in right))
    return [
        Bin(
            low=number / bins,
            count=len(rows),
            confidence=sum(confidence for confidence, _ in rows) / len(rows),
            precision=sum(is_right for _, is_right in rows) / len(rows),
        )
        for number, rows in sorted(held.items())
    ]


def _score_one(each: Comparison, test: Test) -> Score:
    right = sum(test(pair) for pair in each.pairs)
    return Score(right, len(each.predicted) - len(each.excused), len(each.gold))
