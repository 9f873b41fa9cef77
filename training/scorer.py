"""Trains the scorer of candidates (service/quotes/attribution/ranking/scorer.py) on annotated articles.

They are those that the reader has not learned from (training.kept): on those that it has, it is better than it will
ever be again. Each candidate is learned from twice, with and without what the reader says, so that the scorer serves
models without a reader too.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy

from evaluation.ablation import without_reading
from evaluation.gold import Corpus, GoldAttribution, GoldDocument
from evaluation.matching import is_antecedent
from evaluation.parses import Parses
from evaluation.words import Words, WordSet, jaccard
from quotes.attribution import floating, pipeline
from quotes.attribution.article import Article
from quotes.attribution.assembly.content import content_spans
from quotes.attribution.candidate import Candidate
from quotes.attribution.grammar import sources
from quotes.attribution.ranking import features, ranking
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document
from training import kept
from training.boosting import exported, grown

TARGETS = ("right", "exact")
WEIGHTS = {"newsroom": 1.0, "contract": 1.5, "PolNeAR": 1.0}
"""What a sample of each corpus weighs. PolNeAR draws other borders than the contract; it weighs as much as it may
without taking from the others' articles aside."""


@dataclass(frozen=True)
class Sample:
    """A candidate's features, and whether it is right; `group` is its article, `weight` that of its corpus."""

    features: dict[str, float]
    right: bool
    exact: bool
    overlap: float
    group: str
    weight: float


def samples(gold: GoldDocument, document: Document, corpus: Corpus) -> Iterator[Sample]:
    """The candidates of an article, and the quotations that float once the best of them stand."""
    attributor = pipeline.bundled()
    article = attributor.article(document)
    judge = Judge(gold, article, corpus)
    found = [ranking.with_cue_apart(article, candidate) for candidate in attributor.propose(article)]
    judged = [(candidate, judge(candidate)) for candidate in found if candidate.content]
    yield from (sample for _, sample in judged if sample)
    best: dict[int, tuple[float, Candidate]] = {}
    for candidate, sample in judged:
        if sample and sample.right and candidate.cue and sample.overlap > best.get(candidate.cue.head, (0.0,))[0]:
            best[candidate.cue.head] = sample.overlap, candidate
    kept = ranking.best_of_each_content(article, [candidate for _, candidate in best.values()])
    known = {candidate.cue for candidate in kept}
    floating_ones = (each for each in floating.complete(article, kept) if each.cue not in known or not each.cue)
    yield from filter(None, map(judge, floating_ones))


class Judge:
    """Tells whether the candidates of an article are right by its annotation."""

    def __init__(self, gold: GoldDocument, article: Article, corpus: Corpus) -> None:
        self._gold = gold
        self._weight = WEIGHTS[corpus.name]
        self._article = article
        self._one_layer = corpus.one_layer
        self._words = Words(gold.text)
        within = self._words.within
        mentions = {each.name: [within([span]) for span in each.mentions] for each in gold.entities}
        self._wanted = [
            (within(a.content), within(a.source), mentions.get(a.speaker or "", []), a) for a in gold.attributions
        ]
        self._covered = frozenset[int]().union(*(content for content, *_ in self._wanted))

    def __call__(self, candidate: Candidate) -> Sample | None:
        """A sample; None for one within another's content that a corpus of one layer does not annotate."""
        content = self._words.within(content_spans(self._article, candidate))
        best = max(self._wanted, key=lambda each: jaccard(each[0], content), default=None)
        overlap = jaccard(best[0], content) if best else 0.0
        right = best is not None and overlap >= 0.5 and self._is_sourced(candidate, *best[1:])
        tokens = self._article.document.tokens
        cue = self._words.within([tokens[i].span for i in candidate.cue.tokens]) if candidate.cue else WordSet()
        if self._one_layer and overlap < 0.5 and cue and cue <= self._covered:
            return None
        told = features.extract(self._article, candidate)
        return Sample(told, right, overlap == 1 and right, overlap, self._gold.id, self._weight)

    def _is_sourced(
        self, candidate: Candidate, source: WordSet, mentions: Sequence[WordSet], wanted: GoldAttribution
    ) -> bool:
        """The source is right; that of a quotation without a cue if it is a mention of the speaker, where annotated."""
        spans = source_spans(self._article, candidate)
        if candidate.cue or wanted.cue or not mentions:
            said = self._words.within(spans if candidate.cue else ())
            return jaccard(source, said) >= 0.5 or (self._one_layer and is_antecedent(self._gold, wanted.source, spans))
        named = self._words.within(spans)
        return any(jaccard(mention, named) >= 0.5 for mention in mentions)


def source_spans(article: Article, candidate: Candidate) -> tuple[Any, ...]:
    """The spans of a candidate's source."""
    if candidate.source is None:
        return ()
    return trees.spans(article.document, sources.source_mention(article, candidate)) or (
        article.document.tokens[candidate.source].span,
    )


def read(corpora: Iterable[Corpus], parses: Parses) -> Iterator[Sample]:
    """The samples of all articles, with and without what the reader says."""
    for corpus in corpora:
        for gold in corpus.documents:
            document = parses.parse(gold.text)
            yield from samples(gold, document, corpus)
            yield from samples(gold, without_reading(document), corpus)


def learn(found: Sequence[Sample]) -> dict[str, Any]:
    """Train both targets, print how well each does on a fifth of the articles, and give the scorer as JSON data."""
    names = list(found[0].features)
    groups = sorted({each.group for each in found})
    aside = set(groups[::5])
    out: dict[str, Any] = {"features": names}
    for target in TARGETS:
        model = _trained([each for each in found if each.group not in aside], target, names)
        checked = [each for each in found if each.group in aside and not math.isnan(each.features["anchor"])]
        values = numpy.array([[each.features[name] for name in names] for each in checked])
        odds = model.predict_proba(values)[:, 1]
        truth = numpy.array([getattr(each, target) for each in checked])
        loss = -numpy.log(numpy.where(truth, odds, 1 - odds)).mean()
        print(
            f"{target}: {len(found)} samples, {truth.mean():.3f} right; held out: log loss {loss:.4f}, "
            f"accuracy {((odds > 0.5) == truth).mean():.4f}, precision at 0.9 {truth[odds > 0.9].mean():.4f}"
        )
        out[target] = exported(_trained(found, target, names))
    return out


def _trained(found: Sequence[Sample], target: str, names: Sequence[str]) -> Any:
    values = numpy.array([[each.features[name] for name in names] for each in found])
    truths = [getattr(each, target) for each in found]
    return grown(values, truths, [each.weight for each in found], rounds=160, leaves=8)


def main() -> None:
    """Train and write the scorer."""
    parser = argparse.ArgumentParser(prog="python -m training.scorer", description=__doc__)
    parser.add_argument("--newsroom", type=Path, required=True, help="the corpus's folder")
    parser.add_argument("--polnear", type=Path, help="PolNeAR train as JSON lines, gzipped or not")
    parser.add_argument("--contract", type=Path, help="annotations of PolNeAR's articles by the contract")
    parser.add_argument("--output", type=Path, default=Path("service/quotes/attribution/ranking/scorer.json"))
    parser.add_argument("--cache", type=Path, help="a folder to keep parses in")
    options = parser.parse_args()
    corpora = [kept.newsroom(options.newsroom)]
    if options.polnear:
        corpora.append(kept.polnear(options.polnear))
        corpora += [kept.contract(options.contract, options.polnear)] if options.contract else []
    found = list(read(corpora, Parses(options.cache)))
    options.output.write_text(json.dumps(learn(found), separators=(",", ":"), allow_nan=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
