"""Which prediction answers which annotated attribution."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy
from scipy.optimize import linear_sum_assignment

from evaluation.gold import Corpus, GoldAttribution, GoldDocument
from evaluation.words import Words, WordSet, jaccard
from quotes.attribution.model import Analysis, Attribution, Entity
from quotes.nlp.document import Span

_RELATIVE_PRONOUNS = frozenset({"who", "which", "that", "whom"})
_ANTECEDENT_WITHIN = 60


@dataclass(frozen=True, slots=True)
class Parts:
    """The word sets of an attribution, annotated or predicted."""

    content: WordSet
    source: WordSet
    cue: WordSet


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold attribution and the prediction that answers it.

    Attributes:
        overlap: Jaccard overlap of the contents, above 0.
        source_overlap: Jaccard overlap of the sources, 1 where both have none or where the predicted
            source is the antecedent of the gold's relative pronoun.
        cue_right: the cues overlap by at least half, auxiliaries and negations left out.
    """

    gold: int
    predicted: int
    overlap: float
    source_overlap: float
    cue_right: bool


@dataclass(frozen=True)
class Comparison:
    """One document's gold attributions beside the predictions.

    Attributes:
        excused: predictions that are neither right nor wrong by the corpus's conventions.
        entities: those of the prediction, by their id.
    """

    document: GoldDocument
    words: Words
    gold: tuple[GoldAttribution, ...]
    predicted: tuple[Attribution, ...]
    gold_parts: tuple[Parts, ...]
    predicted_parts: tuple[Parts, ...]
    pairs: tuple[Pair, ...]
    excused: frozenset[int]
    entities: Mapping[str, Entity]


def assign(gold: Sequence[WordSet], predicted: Sequence[WordSet]) -> list[tuple[int, int, float]]:
    """Pair the sets one to one so that the sum of their Jaccard overlaps is greatest.

    Returns:
        (index in gold, index in predicted, overlap) of every pair that overlaps at all.
    """
    if not gold or not predicted:
        return []
    overlaps = numpy.array([[jaccard(one, other) for other in predicted] for one in gold])
    rows, columns = linear_sum_assignment(overlaps, maximize=True)
    found = zip(rows.tolist(), columns.tolist(), strict=True)
    return [(row, column, float(overlaps[row, column])) for row, column in found if overlaps[row, column] > 0]


def compare(document: GoldDocument, analysis: Analysis, corpus: Corpus, min_confidence: float = 0.0) -> Comparison:
    """Match a document's predictions of at least `min_confidence` with its gold attributions."""
    words = Words(document.text)
    predicted = tuple(quote for quote in analysis.quotes if quote.confidence >= min_confidence)
    gold_parts = tuple(_parts(words, each.content, each.source, each.cue) for each in document.attributions)
    predicted_parts = tuple(
        _parts(words, each.content, source_spans(each), each.cue.spans if each.cue else ()) for each in predicted
    )
    pairs = []
    contents = [parts.content for parts in gold_parts], [parts.content for parts in predicted_parts]
    for g, p, overlap in assign(*contents):
        source_overlap = jaccard(gold_parts[g].source, predicted_parts[p].source)
        if corpus.one_layer and is_antecedent(document, document.attributions[g].source, source_spans(predicted[p])):
            source_overlap = 1.0
        cue_right = jaccard(gold_parts[g].cue, predicted_parts[p].cue) >= 0.5
        pairs.append(Pair(g, p, overlap, source_overlap, cue_right))
    matched = {pair.predicted for pair in pairs}
    excused = frozenset(
        number
        for number, quote in enumerate(predicted)
        if corpus.one_layer and quote.nested_in is not None and number not in matched
    )
    return Comparison(
        document,
        words,
        document.attributions,
        predicted,
        gold_parts,
        predicted_parts,
        tuple(pairs),
        excused,
        {entity.id: entity for entity in analysis.entities},
    )


def source_spans(quote: Attribution) -> tuple[Span, ...]:
    """Where the text names the speaker; empty where it does not."""
    return quote.speaker.spans if quote.speaker else ()


def _parts(words: Words, content: Sequence[Span], source: Sequence[Span], cue: Sequence[Span]) -> Parts:
    return Parts(words.within(content), words.within(source), words.without_auxiliaries(words.within(cue)))


def is_antecedent(document: GoldDocument, gold: Sequence[Span], predicted: Sequence[Span]) -> bool:
    """True if the gold source is a bare relative pronoun and the predicted one ends shortly before it."""
    if not predicted or " ".join(document.text[span.start : span.end] for span in gold).casefold() not in (
        _RELATIVE_PRONOUNS
    ):
        return False
    return 0 <= gold[0].start - max(span.end for span in predicted) <= _ANTECEDENT_WITHIN
