"""The features of a candidate: what speaks for and against it, as numbers. The scorer reads them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import get_args

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, CueKind, Shape
from quotes.attribution.grammar import sources
from quotes.attribution.ranking import agreement
from quotes.attribution.ranking.agreement import UNKNOWN
from quotes.attribution.syntax import trees

FEW = 8
"""Passages that are faster looked through than hashed."""


def extract(article: Article, candidate: Candidate) -> dict[str, float]:
    """The features by name. A truth is 1 or 0; what cannot be known is `UNKNOWN`."""
    words = sorted(article.words(candidate.content))
    mention = sources.source_mention(article, candidate)
    found: dict[str, float] = {
        **_typography(article, candidate, words),
        **_of_cue(article, candidate.cue),
        **_of_source(article, candidate, mention),
        **{f"shape={shape}": candidate.shape == shape for shape in get_args(Shape)},
        **{f"kind={kind}": candidate.cue is not None and candidate.cue.kind == kind for kind in get_args(CueKind)},
        **agreement.with_reader(article, candidate, words, mention | _relative_pronouns(article, candidate)),
    }
    return {name: float(value) for name, value in found.items()}


def _relative_pronouns(article: Article, candidate: Candidate) -> set[int]:
    """The relative pronouns that stand for a source in its cue's clause, which the reader may take for the source."""
    subjects = trees.children(article.document, candidate.cue.head, "nsubj") if candidate.cue else []
    return {t.index for t in subjects if trees.is_relative(t)}


def _typography(article: Article, candidate: Candidate, words: list[int]) -> Mapping[str, float]:
    document = article.document
    own = _own_passages(article, candidate, words)
    quoted = sum(article.passage_of[i] in own for i in words)
    cue = candidate.cue.head if candidate.cue else None
    return {
        "words": math.log1p(len(words)),
        "quoted": quoted / max(1, len(words)),
        "passages": len(candidate.passages),
        "speech": any(article.passage_sizes[n] > 4 for n in own),
        "pieces": len(trees.spans(document, words)),
        "begins_sentence": bool(words) and words[0] == article.sentence(words[0]).first,
        "ends_sentence": bool(words) and _ends_sentence(article, words[-1]),
        "before_cue": cue is not None and bool(words) and words[-1] < cue,
        "around_cue": cue is not None and bool(words) and words[0] < cue < words[-1],
        "gap": UNKNOWN if cue is None or not words else math.log1p(max(words[0] - cue, cue - words[-1], 0)),
        "joined": bool(words) and document.tokens[words[0]].upos == "CCONJ",
    }


def _own_passages(article: Article, candidate: Candidate, words: list[int]) -> set[int]:
    """The numbers of those passages of a candidate in which some words stand."""
    touched = {article.passage_of[i] for i in words}
    own = candidate.passages if len(candidate.passages) < FEW else frozenset(candidate.passages)
    return {n for n in touched if n is not None and article.passages[n] in own}


def _ends_sentence(article: Article, word: int) -> bool:
    sentence = article.sentence(word)
    return all(t.upos == "PUNCT" for t in article.document.tokens[word + 1 : sentence.last])


def _of_cue(article: Article, cue: CandidateCue | None) -> Mapping[str, float]:
    if cue is None:
        return {"cue": False, "cue_words": 0, **dict.fromkeys(_CUE, False)}
    document = article.document
    adverbs = {t.lemma for t in trees.children(document, cue.head, "advmod")}
    markers = {t.lemma for t in trees.children(document, cue.head, "mark")}
    return {
        "cue": True,
        "cue_words": len(cue.tokens),
        "listed": cue.listed,
        "thought": cue.category == "thought",
        "assessment": cue.category in ("assessment", "praise", "criticism"),
        "demand": cue.category == "demand",
        "negated": bool(adverbs & article.lexicon.classes.negations),
        "passive": trees.is_passive(document, cue.head),
        "infinitive": "to" in markers,
        "root": document.tokens[cue.head].head is None,
    }


_CUE = ("listed", "thought", "assessment", "demand", "negated", "passive", "infinitive", "root")
"""The features that a candidate without a cue has not."""


def _of_source(article: Article, candidate: Candidate, mention: Collection[int]) -> Mapping[str, float]:
    source = None if candidate.source is None else article.document.tokens[candidate.source]
    beside = candidate.cue.head if candidate.cue else None
    return {
        "source": source is not None,
        "pronoun": source is not None and source.upos == "PRON",
        "named": source is not None and source.upos == "PROPN",
        "subject": source is not None and source.relation == "nsubj" and source.head == beside,
        "source_words": math.log1p(len(mention)),
        "relayed": bool(candidate.relayed_by),
    }
