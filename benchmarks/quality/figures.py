"""All figures of a corpus, by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from evaluation import coreference
from evaluation.entities import entity_scores
from evaluation.gold import Corpus
from evaluation.matching import Comparison
from evaluation.metrics import TESTS, Score, cue_score, quoted_score, relation_half, score, word_score
from evaluation.not_quotes import not_quote_score
from quotes.attribution.model import Analysis

CONFIDENT = 0.9
"""The `min_confidence` at which precision is promised."""

Figures = Mapping[str, Score]
"""Scores by the names under which they are printed."""

CUE = "cue@0.5 of matched"
WORDS = "words of contents"
QUOTED = "quoted recall"
VIA = "via"
NESTING = "nesting"
ADDRESSEES = "addressees"
NEGATED_OR_MODAL = "negated or modal"
NOT_QUOTES = "not-quotes returned"
MENTIONS = "speaker mentions"
CHAINS = "speaker chains"
CONFIDENT_ONES = f"min_confidence {CONFIDENT}"


def accuracy(name: str) -> str:
    """What the accuracy of one of the verdicts on a pair is called."""
    return f"{name} accuracy"


def figures(corpus: Corpus, compared: Sequence[Comparison], confident: Sequence[Comparison]) -> Figures:
    """The figures that the corpus's annotation allows; `confident` are the comparisons at `CONFIDENT`."""
    out = {name: score(compared, test) for name, test in TESTS.items()}
    out |= {CUE: cue_score(compared), WORDS: word_score(compared), QUOTED: quoted_score(compared)}
    out[CONFIDENT_ONES] = score(confident, relation_half)
    if corpus.entities:
        entities = entity_scores(compared)
        out |= {accuracy(name): total for name, total in entities.accuracy.items() if total.gold}
        wanted = {VIA: entities.via, NESTING: entities.nesting, ADDRESSEES: entities.addressees}
        wanted |= {NEGATED_OR_MODAL: entities.negated_or_modal, NOT_QUOTES: not_quote_score(compared)}
        out |= {name: total for name, total in wanted.items() if total.gold}
    annotated = [
        (coreference.Mentions(each.document), Analysis(each.predicted, tuple(each.entities.values())))
        for each in compared
        if each.document.entities
    ]
    return {**out, **speaker_figures(annotated)}


def speaker_figures(annotated: Iterable[tuple[coreference.Annotation, Analysis]]) -> Figures:
    """Coreference of the speakers: their mentions beside quotes, of all types and by type, and their chains."""
    by_type: dict[str, Score] = {}
    chains = Score()
    for annotation, analysis in annotated:
        for type_, total in coreference.speakers(annotation, analysis).items():
            by_type[type_] = by_type.get(type_, Score()) + total
        chains += coreference.chains(annotation, analysis)
    if not by_type:
        return {}
    types = {f"  {type_}s": by_type[type_] for type_ in ("name", "nominal", "pronoun") if type_ in by_type}
    return {MENTIONS: sum(by_type.values(), Score()), **types, CHAINS: chains}


def lines(found: Figures) -> Iterator[str]:
    """A line a figure, with its counts."""
    yield HEAD
    yield from (line(name, total) for name, total in found.items())


HEAD = f"{'':<22}{'right':>7}{'pred.':>7}{'gold':>7}{'P':>8}{'R':>8}{'F1':>8}"


def line(name: str, total: Score) -> str:
    """Counts, precision, recall and F1; only the share of what was wanted where no answers are counted."""
    if not total.predicted:
        return f"{name:<22}{total.right:>7}{'':>7}{total.gold:>7}{'':>8}{100 * total.recall:>8.1f}"
    counts = f"{total.right:>7}{total.predicted:>7}{total.gold:>7}"
    return f"{name:<22}{counts}{100 * total.precision:>8.1f}{100 * total.recall:>8.1f}{100 * total.f1:>8.1f}"
