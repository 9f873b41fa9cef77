"""What speaks for and against a candidate report, as numbers: the input of the scorer (scoring.py)."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from typing import get_args

from quotes.attribution.article import Article
from quotes.attribution.candidate import Kind, Report, Shape
from quotes.attribution.grammar import sources
from quotes.attribution.learned import decoding
from quotes.attribution.syntax import trees

UNKNOWN = math.nan
"""What the report model would say, where there is none."""


def evidence(article: Article, report: Report) -> dict[str, float]:
    """The evidence by name. A truth is 1 or 0; what cannot be known is `UNKNOWN`."""
    words = sorted(article.words(report.content))
    mention = sources.named(article, report)
    found: dict[str, float] = {
        **_typography(article, report, words),
        **_grammar(article, report, mention),
        **{f"shape={shape}": report.shape == shape for shape in get_args(Shape)},
        **{f"kind={kind}": report.cue is not None and report.cue.kind == kind for kind in get_args(Kind)},
        **_predictions(article, report, words, mention | _relatives(article, report)),
    }
    return {name: float(value) for name, value in found.items()}


def _relatives(article: Article, report: Report) -> set[int]:
    """The relative pronouns that stand for a source in the clause of its cue, which the model takes for the source."""
    subjects = trees.children(article.document, report.cue.head, "nsubj") if report.cue else []
    return {t.index for t in subjects if trees.is_relative(t)}


def _typography(article: Article, report: Report, words: list[int]) -> Mapping[str, float]:
    document = article.document
    own = frozenset(report.passages)
    numbers = [n for i in words if (n := article.passage_of[i]) is not None and article.passages[n] in own]
    cue = report.cue.head if report.cue else None
    return {
        "words": math.log1p(len(words)),
        "marked": len(numbers) / max(1, len(words)),
        "passages": len(report.passages),
        "speech": any(article.sizes[n] > 4 for n in set(numbers)),
        "pieces": len(trees.spans(document, words)),
        "begins_sentence": bool(words) and words[0] == article.sentence(words[0]).first,
        "ends_sentence": bool(words) and _ends(article, words[-1]),
        "before_cue": cue is not None and bool(words) and words[-1] < cue,
        "around_cue": cue is not None and bool(words) and words[0] < cue < words[-1],
        "gap": UNKNOWN if cue is None or not words else math.log1p(max(words[0] - cue, cue - words[-1], 0)),
        "joined": bool(words) and document.tokens[words[0]].upos == "CCONJ",
    }


def _ends(article: Article, word: int) -> bool:
    sentence = article.sentence(word)
    return all(t.upos == "PUNCT" for t in article.document.tokens[word + 1 : sentence.last])


def _grammar(article: Article, report: Report, mention: Collection[int]) -> Mapping[str, float]:
    document = article.document
    cue = report.cue
    source = None if report.source is None else document.tokens[report.source]
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
        "relayed": bool(report.relayed_by),
    }


def _predictions(article: Article, report: Report, words: list[int], mention: Collection[int]) -> Mapping[str, float]:
    """How far the report model sees the same report."""
    document = article.document
    names = ("agreed", "inside", "missed", "edge", "outside", "cue_seen", "cue_best", "source_seen", "source_part")
    within = report.cue is not None and document.tokens[report.cue.head].prediction.content > 0.5
    if within or not article.has_predictions:  # the model sees one layer: a cue within a content is none to it
        return dict.fromkeys(names, UNKNOWN)
    cue = report.cue.tokens if report.cue else frozenset[int]()
    said = {
        i: document.tokens[i].prediction.content * (decoding.reported_by(document, i, cue) if cue else 1.0)
        for i in words
    }
    around = _around(article, report, words) if cue else ()
    missed = {i: document.tokens[i].prediction.content * decoding.reported_by(document, i, cue) for i in around}
    total, more = sum(said.values()), sum(missed.values())
    edges = [said[i] for i in (words[0], words[-1])] if words else [0.0]
    near = [
        missed.get(i, 0.0) for w in (words[:1], words[-1:]) for i in (_beside(article, w, -1), _beside(article, w, 1))
    ]
    heads = [document.tokens[i].prediction.cue for i in cue]
    arcs = sum(sum(document.tokens[i].prediction.source_of.values()) for i in cue) / max(1, len(cue))
    return {
        "agreed": total / max(1e-9, len(words) + more),
        "inside": total / max(1, len(words)),
        "missed": more / max(1e-9, total + more),
        "edge": min(edges),
        "outside": max(near, default=0.0),
        "cue_seen": sum(heads) / len(heads) if heads else UNKNOWN,
        "cue_best": max(heads) if heads else UNKNOWN,
        "source_seen": decoding.whose(document, cue, mention) if report.source is not None else 1 - arcs,
        "source_part": sum(document.tokens[i].prediction.source for i in mention) / len(mention)
        if mention
        else UNKNOWN,
    }


def _around(article: Article, report: Report, words: list[int]) -> Collection[int]:
    """The words outside the content that may be content of the same cue: those of its paragraph and next to it."""
    if not words or report.cue is None:
        return ()
    document = article.document
    first = max(0, min(words[0], report.cue.head) - 150)
    inside = set(words)
    return [
        i
        for i in range(first, min(len(document.tokens), max(words[-1], report.cue.head) + 150))
        if i not in inside
        and document.tokens[i].upos != "PUNCT"
        and document.tokens[i].prediction.cue_of
        and i not in report.cue.tokens
    ]


def _beside(article: Article, word: list[int], step: int) -> int:
    """The next word before (-1) or behind (1) a word; -1 where there is none."""
    tokens = article.document.tokens
    i = word[0] + step if word else -1
    while 0 <= i < len(tokens) and tokens[i].upos == "PUNCT":
        i += step
    return i if 0 <= i < len(tokens) else -1
