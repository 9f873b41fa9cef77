"""Trains the judge of antecedents (service/quotes/attribution/coreference/antecedents.py) on annotated articles.

They are those that the reader has not learned from (training.kept), since its links are better on those that it has
than they will ever be again. While it gathers samples, each mention goes to the referent that the annotation means, so
that those behind it see what the article really tells by then.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import numpy

from evaluation.ablation import without_reading
from evaluation.coreference import Mentions
from evaluation.gold import Corpus, GoldDocument
from evaluation.parses import Parses
from quotes.attribution import pipeline
from quotes.attribution.article import Article
from quotes.attribution.assembly.attributions import assemble
from quotes.attribution.coreference.antecedents import Anaphor
from quotes.attribution.coreference.evidence import Evidence
from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.coreference.referents import Referent
from training import kept
from training.boosting import exported, grown

WEIGHTS = {"newsroom": 1.0, "contract": 1.5}
"""What a sample of each corpus weighs."""

PARTICIPANT = 2.0
"""How many times more a mention weighs that takes part in an attribution."""

RISING = (
    "gender number kinds link link_mean link_lead link_ahead ahead_lead salience salience_share mentions "
    "participations included noun_known named"
).split()
FALLING = "salience_rank tokens told_apart nameless_thing".split()
"""Features with which an antecedent can only grow more likely, or less."""


@dataclass(frozen=True)
class Sample:
    """A mention's features beside one candidate, and whether it refers to that; `group` is its article."""

    type: Anaphor
    features: Mapping[str, float]
    right: bool
    group: str
    weight: float


class Teacher:
    """A judge that knows the annotation, and keeps what it was asked."""

    def __init__(self, gold: GoldDocument, article: Article, corpus: Corpus) -> None:
        self._gold = gold
        self._article = article
        self._weight = WEIGHTS[corpus.name]
        self._mentions = Mentions(gold)
        self._by_head = self._heads()
        self.samples: list[Sample] = []

    def _heads(self) -> dict[int, str]:
        """The entities by the heads of their mentions, the shortest mention of each head."""
        tokens = self._article.document.tokens
        found: dict[int, list[tuple[int, str]]] = defaultdict(list)
        for entity in self._gold.entities:
            for span in entity.mentions:
                inside = {token.index for token in self._article.tokens_in(span)}
                head = next(
                    (i for i in sorted(inside) if tokens[i].head not in inside and tokens[i].upos != "PUNCT"), None
                )
                if head is not None:
                    found[head].append((len(inside), entity.id))
        return {head: min(entities)[1] for head, entities in found.items()}

    def _entity(self, mention: Mention) -> str | None:
        """The annotated entity of a mention; of a name that is no part of another phrase also by its words."""
        token = self._article.document.tokens[mention.head]
        if mention.head in self._by_head:
            return self._by_head[mention.head]
        if mention.type != "name" or token.relation in ("compound", "amod") or token.deprel == "nmod:poss":
            return None
        found = self._mentions.mention(mention.span)
        return found[0] if found else None

    def _meant(self, referent: Referent) -> str | None:
        """The annotated entity that most of a referent's mentions are of."""
        return Counter(map(self._entity, referent.mentions)).most_common(1)[0][0]

    def antecedent(self, type_: Anaphor, evidence: Evidence, /) -> Referent | None:
        """The right candidate; what is of no annotated entity tells nothing of others that are not."""
        wanted = self._entity(evidence.mention)
        weight = self._weight * (PARTICIPANT if evidence.participates else 1.0)
        right = []
        for candidate in evidence.candidates:
            meant = self._meant(candidate)
            if wanted is not None or meant is not None:
                self.samples.append(Sample(type_, evidence.features(candidate), meant == wanted, self._gold.id, weight))
            if meant == wanted and wanted is not None:
                right.append(candidate)
        return max(right, key=lambda candidate: len(candidate.mentions), default=None)


def samples(corpora: Iterable[Corpus], parses: Parses) -> Iterator[Sample]:
    """The samples of all articles, with and without what the reader says."""
    attributor = pipeline.bundled()
    for corpus in corpora:
        for gold in corpus.documents:
            document = parses.parse(gold.text)
            for each in (document, without_reading(document)):
                article = attributor.article(each)
                found = attributor.complete(article, attributor.rank(article, attributor.propose(article)))
                teacher = Teacher(gold, article, corpus)
                assemble(article, found, teacher)
                yield from teacher.samples


def learn(found: Sequence[Sample]) -> dict[str, Any]:
    """Train both types, print how well each does on a fifth of the articles, and give the judge as JSON data."""
    aside = set(sorted({each.group for each in found})[::5])
    out: dict[str, Any] = {}
    for type_ in get_args(Anaphor):
        own = [each for each in found if each.type == type_]
        names = [name for name in own[0].features if _tells(own, name)]
        model = _trained([each for each in own if each.group not in aside], names)
        checked = [each for each in own if each.group in aside]
        odds = model.predict_proba(numpy.array([[each.features[name] for name in names] for each in checked]))[:, 1]
        truth = numpy.array([each.right for each in checked])
        loss = -numpy.log(numpy.where(truth, odds, 1 - odds)).mean()
        print(f"{type_}: {len(own)} samples, {truth.mean():.3f} right; held out: log loss {loss:.4f}")
        out[type_] = {"features": names, **exported(_trained(own, names))}
    return out


def _trained(found: Sequence[Sample], names: Sequence[str]) -> Any:
    values = numpy.array([[each.features[name] for name in names] for each in found])
    directions = [(name in RISING) - (name in FALLING) for name in names]
    truths, weights = [each.right for each in found], [each.weight for each in found]
    return grown(values, truths, weights, rounds=100, leaves=16, directions=directions)


def _tells(found: Sequence[Sample], name: str) -> bool:
    """True for a feature that has more than one value."""
    return len({each.features[name] for each in found if not math.isnan(each.features[name])}) > 1


def main() -> None:
    """Train and write the judge."""
    parser = argparse.ArgumentParser(prog="python -m training.antecedents", description=__doc__)
    parser.add_argument("--newsroom", type=Path, required=True, help="the corpus's folder")
    parser.add_argument("--polnear", type=Path, required=True, help="PolNeAR train as JSON lines, gzipped or not")
    parser.add_argument("--contract", type=Path, required=True, help="annotations of its articles by the contract")
    parser.add_argument("--output", type=Path, default=Path("service/quotes/attribution/coreference/antecedents.json"))
    parser.add_argument("--cache", type=Path, help="a folder to keep parses in")
    options = parser.parse_args()
    corpora = [kept.newsroom(options.newsroom), kept.contract(options.contract, options.polnear)]
    found = list(samples(corpora, Parses(options.cache)))
    options.output.write_text(json.dumps(learn(found), separators=(",", ":"), allow_nan=False) + "\n", "utf-8")


if __name__ == "__main__":
    main()
