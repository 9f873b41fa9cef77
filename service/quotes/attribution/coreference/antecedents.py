"""Antecedents: to whom nominals and pronouns refer.

After "Maja Lindqvist, a retired major general," the phrase "the general" is Lindqvist, and so is "she". Each mention is
taken in text order; of all referents known by then that it may refer to, the likeliest is its antecedent, if it is
likely enough (the ranking of entities, not of single mentions, of Rahman and Ng 2009, Supervised models for coreference
resolution). How likely one is tell boosted trees, an ensemble for nominals and one for pronouns, trained by
training/antecedents.py and kept in coreference/antecedents.json.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, Protocol

import numpy

from quotes.attribution.coreference.evidence import Evidence
from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.ensemble import Ensemble

Anaphor = Literal["nominal", "pronoun"]
"""The types of mentions that have an antecedent."""

LEAST: Mapping[Anaphor, float] = {"nominal": 0.4, "pronoun": 0.05}
"""The least probability of an antecedent: a pronoun has one nearly always."""


class Judge(Protocol):
    """What tells the antecedents of mentions."""

    def antecedent(self, type_: Anaphor, evidence: Evidence, /) -> Referent | None:
        """The candidate that a mention refers to; None where it refers to none of them."""


@dataclass(frozen=True)
class LearnedJudge:
    """Tells how likely a mention refers to each candidate: for each type the features that it reads, and trees."""

    features: Mapping[Anaphor, tuple[str, ...]]
    trees: Mapping[Anaphor, Ensemble]

    @classmethod
    def load(cls) -> LearnedJudge:
        """The judge of coreference/antecedents.json."""
        data = json.loads(files("quotes.attribution.coreference").joinpath("antecedents.json").read_text("utf-8"))
        return cls(
            {type_: tuple(each["features"]) for type_, each in data.items()},
            {type_: Ensemble.of(each) for type_, each in data.items()},
        )

    def antecedent(self, type_: Anaphor, evidence: Evidence, /) -> Referent | None:
        """The likeliest candidate; None where none is likely enough."""
        if not evidence.candidates:
            return None
        told = map(evidence.features, evidence.candidates)
        values = numpy.array([[each[name] for name in self.features[type_]] for each in told], numpy.float64)
        likely = self.trees[type_].probabilities(values)
        best = int(likely.argmax())
        return evidence.candidates[best] if likely[best] >= LEAST[type_] else None


def join(referents: Referents, type_: Anaphor, judge: Judge) -> None:
    """Join each mention of a type to its antecedent, in text order.

    A nominal without one is a new referent, and so is a pronoun that takes part in an attribution.
    """
    heads = list(referents.mentions)
    for mention in list(referents.mentions.values()):
        if mention.type == type_ and mention.head not in referents:
            evidence = Evidence(referents, heads, mention) if _points(referents, mention) else None
            _settle(referents, mention, judge.antecedent(type_, evidence) if evidence else None)


def _points(referents: Referents, mention: Mention) -> bool:
    """True for what may refer to somebody known by the text: not for "I" and "you"."""
    return mention.type == "nominal" or referents.document.tokens[mention.head].features.get("Person") == "3"


def _settle(referents: Referents, mention: Mention, antecedent: Referent | None) -> None:
    """Join a mention to its antecedent, which learns from it; add a new referent where there is none."""
    if antecedent is None:
        if mention.type == "nominal" or mention.head in referents.participants:
            referents.add(mention)
        return
    referents.join(mention, antecedent)
    token = referents.document.tokens[mention.head]
    if mention.type == "nominal" and antecedent.kind == "unknown":
        antecedent.kind = mention.kind
    if mention.type == "pronoun" and token.relation == "nsubj" and referents.article.passage_of[mention.head] is None:
        antecedent.gender = antecedent.gender or mention.gender  # a possessive may be a slip of the translator's
