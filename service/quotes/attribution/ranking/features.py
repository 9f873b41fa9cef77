"""The features of a candidate: what speaks for and against it, as numbers. The scorer reads them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import get_args

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CueKind, Shape
from quotes.attribution.grammar import sources
from quotes.attribution.learned import decoding
from quotes.attribution.syntax import trees

UNKNOWN = math.nan
"""What the report model would say, where there is none."""


def extract(article: Article, candidate: Candidate) -> dict[str, float]:
    """The features by name. A truth is 1 or 0; what cannot be known is `UNKNOWN`."""
    words = sorted(article.words(candidate.content))
    mention = sources.source_mention(article, candidate)
    found: dict[str, float] = {
        **_typography(article, candidate, words),
        **_grammar(article, candidate, mention),
        **{f"shape={shape}": candidate.shape == shape for shape in get_args(Shape)},
        **{f"kind={kind}": candidate.cue is not None and candidate.cue.kind == kind for kind in get_args(CueKind)},
        **_agreement_with_model(article, candidate, words, mention | _relative_pronouns(article, candidate)),
    }
    return {name: float(value) for name, value in found.items()}


def _relative_pronouns(article: Article, candidate: Candidate) -> set[int]:
    """The relative pronouns that stand for a source in the clause of its cue, which the model takes for the source."""
    subjects = trees.children(article.document, candidate.cue.head, "nsubj") if candidate.cue else []
    return {t.index for t in subjects if trees.is_relative(t)}


def _typography(article: Article, candidate: Candidate, words: list[int]) -> Mapping[str, float]:
    document = article.document
    own = frozenset(candidate.passages)
    numbers = [n for i in words if (n := article.passage_of[i]) is not None and article.passages[n] in own]
    cue = candidate.cue.head if candidate.cue else None
    return {
        "words": math.log1p(len(words)),
        "quoted": len(numbers) / max(1, len(words)),
        "passages": len(candidate.passages),
        "speech": any(article.passage_sizes[n] > 4 for n in set(numbers)),
        "pieces": len(trees.spans(document, words)),
        "begins_sentence": bool(words) and words[0] == article.sentence(words[0]).first,
        "ends_sentence": bool(words) and _ends_sentence(article, words[-1]),
        "before_cue": cue is not None and bool(words) and words[-1] < cue,
        "around_cue": cue is not None and bool(words) and words[0] < cue < words[-1],
        "gap": UNKNOWN if cue is None or not words else math.log1p(max(words[0] - cue, cue - words[-1], 0)),
        "joined": bool(words) and document.tokens[words[0]].upos == "CCONJ",
    }


def _ends_sentence(article: Article, word: int) -> bool:
    sentence = article.sentence(word)
    return all(t.upos == "PUNCT" for t in article.document.tokens[word + 1 : sentence.last])


def _grammar(article: Article, candidate: Candidate, mention: Collection[int]) -> Mapping[str, float]:
    document = article.document
    cue = candidate.cue
    source = None if candidate.source is None else document.tokens[candidate.source]
    return {
        "cue": cue is not None,
        "listed": cue is not None and cue.listed,
        "thought": cue is not None and cue.category == "thought",
        "assessment": cue is not None and cue.category in ("assessment", "praise", "criticism"),
        "demand": cue is not None and cue.category == "demand",
        "cue_words": len(cue.tokens) if cue else 0,
        "negated": cue is not None
        and any(t.lemma in ("not", "n't", "never") for t in trees.children(document, cue.head, "advmod")),
        "passive": cue is not None and trees.is_passive(document, cue.head),
        "infinitive": cue is not None and any(t.lemma == "to" for t in trees.children(document, cue.head, "mark")),
        "root": cue is not None and document.tokens[cue.head].head is None,
        "source": source is not None,
        "pronoun": source is not None and source.upos == "PRON",
        "named": source is not None and source.upos == "PROPN",
        "subject": source is not None and source.relation == "nsubj" and cue is not None and source.head == cue.head,
        "source_words": math.log1p(len(mention)),
        "relayed": bool(candidate.relayed_by),
    }


def _agreement_with_model(
    article: Article, candidate: Candidate, words: list[int], mention: Collection[int]
) -> Mapping[str, float]:
    """How far the report model predicts the same attribution."""
    tokens = article.document.tokens
    names = (
        *("agreed", "inside", "missed", "edge", "outside"),
        *("cue_predicted", "cue_best", "source_predicted", "mention_predicted"),
    )
    within = candidate.cue is not None and tokens[candidate.cue.head].prediction.content > 0.5
    if within or not article.has_predictions:  # the model sees one layer: a cue within a content is none to it
        return dict.fromkeys(names, UNKNOWN)
    cue = candidate.cue.tokens if candidate.cue else frozenset[int]()
    inside = {
        i: tokens[i].prediction.content * (decoding.cue_probability(article.document, i, cue) if cue else 1.0)
        for i in words
    }
    missed = {
        i: tokens[i].prediction.content * decoding.cue_probability(article.document, i, cue)
        for i in (_words_around(article, candidate, words) if cue else ())
    }
    total, more = sum(inside.values()), sum(missed.values())
    edges = [inside[i] for i in (words[0], words[-1])] if words else [0.0]
    near = [missed.get(_neighbour(article, i, step), 0.0) for i in {*words[:1], *words[-1:]} for step in (-1, 1)]
    heads = [tokens[i].prediction.cue for i in cue]
    arcs = sum(sum(tokens[i].prediction.source_of.values()) for i in cue) / max(1, len(cue))
    sourced = candidate.source is not None
    return {
        "agreed": total / max(1e-9, len(words) + more),
        "inside": total / max(1, len(words)),
        "missed": more / max(1e-9, total + more),
        "edge": min(edges),
        "outside": max(near, default=0.0),
        "cue_predicted": sum(heads) / len(heads) if heads else UNKNOWN,
        "cue_best": max(heads) if heads else UNKNOWN,
        "source_predicted": decoding.source_probability(article.document, cue, mention) if sourced else 1 - arcs,
        "mention_predicted": sum(tokens[i].prediction.source for i in mention) / len(mention) if mention else UNKNOWN,
    }


def _words_around(article: Article, candidate: Candidate, words: list[int]) -> Collection[int]:
    """The words outside the content that may be content of the same cue: at most 150 tokens off."""
    if not words or candidate.cue is None:
        return ()
    tokens, cue = article.document.tokens, candidate.cue
    first, last = max(0, min(words[0], cue.head) - 150), min(len(tokens), max(words[-1], cue.head) + 150)
    inside = {*words, *cue.tokens}
    near = (i for i in range(first, last) if i not in inside)
    return [i for i in near if tokens[i].upos != "PUNCT" and tokens[i].prediction.cue_of]


def _neighbour(article: Article, word: int, step: int) -> int:
    """The next word before (-1) or behind (1) a word; -1 where there is none."""
    tokens = article.document.tokens
    i = word + step
    while 0 <= i < len(tokens) and tokens[i].upos == "PUNCT":
        i += step
    return i if 0 <= i < len(tokens) else -1
