"""Quotations and their cues: the passage that a verb introduces, and the passages that a content takes whole."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Content
from quotes.attribution.grammar.verb_entries import VerbEntry
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Token


def beside(article: Article, verb: VerbEntry) -> Content | None:
    """The quotation that stands right beside a verb with its subject, whatever the parser made of it."""
    for passage in _on_either_side(article, verb.index):
        if passage and is_speech(article, passage):
            inside = frozenset(t.index for t in article.tokens_in(passage.span))
            return Content(inside, "quotation", None, (passage,))
    return None


def _on_either_side(article: Article, verb: int) -> tuple[Passage | None, Passage | None]:
    """The passage right before a verb's own clause, and the one right behind it."""
    clause = _own_clause(article, verb)
    return first_met(article, clause, verb, -1), first_met(article, clause, verb, 1)


def _own_clause(article: Article, verb: int) -> set[int]:
    """The tokens of a verb's own clause outside quotation marks: subject, auxiliaries and circumstances."""
    document = article.document
    clause = {verb}
    for token in trees.children(document, verb):
        if token.relation not in ("ccomp", "parataxis", "conj") and not article.lexicon.is_verb_of_saying(token):
            clause |= {i for i in trees.subtree(document, token.index) if article.passage_of[i] is None}
    return clause


def first_met(article: Article, over: Collection[int], verb: int, step: int) -> Passage | None:
    """The passage met first on the way from a verb, back (-1) or on (1), over the given tokens and punctuation alone.

    Backwards the way may leave the sentence by its beginning: the splitter breaks sentences inside quotation marks.
    """
    document, sentence = article.document, article.sentence(verb)
    if article.passage_of[verb] is not None:
        return None
    i = verb
    while sentence.first <= (i := i + step) < sentence.last:
        if article.passage_of[i] is not None:
            return article.passage(i)
        if i not in over and document.tokens[i].upos != "PUNCT":
            return None
    if 0 <= i < sentence.first and article.paragraph(i) == article.paragraph(verb):
        return article.passage(i)
    return None


def is_speech(article: Article, passage: Passage) -> bool:
    """True for a passage that could be somebody's words: a clause, or closed by its own punctuation."""
    words = [t for t in article.tokens_in(passage.inner) if t.upos != "PUNCT"]
    if not words:
        return False
    inner = article.document.slice(passage.inner).rstrip()
    if inner.rstrip(",")[-1:] not in ".!?…;—–-" and len(words) > 1 and all(_is_capitalised(t) for t in words):
        return False  # the title of a work, with a comma behind it that American usage puts inside
    finite = any(t.features.get("VerbForm") == "Fin" or t.features.get("Mood") == "Imp" for t in words)
    return inner[-1] in ",.!?…;—–-" or finite


def _is_capitalised(token: Token) -> bool:
    return token.text[0].isupper() or token.upos in ("ADP", "DET", "CCONJ", "PART", "NUM")


def fit(article: Article, content: Content, cue: int) -> Content:
    """Fit a content to the passages that it touches: whole passages, and no narration behind a closed one."""
    span = article.document.tokens[cue].span
    content = replace(content, tokens=content.tokens - _lone_marks(article, content.tokens))
    touched = [
        p for p in article.touched(content.tokens) if p is not article.passage(cue) and not p.span.contains(span)
    ]
    tokens = content.tokens
    for passage in touched:
        if content.clause is not None and _closes_what_is_said(article, content.clause, passage, cue):
            tokens -= _narration_beyond(article, replace(content, tokens=tokens), passage, cue)
    return replace(content, tokens=tokens, passages=tuple(p for p in article.touched(tokens) if p in touched))


def _lone_marks(article: Article, tokens: frozenset[int]) -> frozenset[int]:
    """Those of some tokens that are the quotation marks of a passage of which none of its words is among them."""
    out: set[int] = set()
    for passage in article.touched(tokens):
        inside = {t.index for t in article.tokens_in(passage.span)}
        if (words := article.words(inside)) and words.isdisjoint(tokens):
            out |= inside
    return frozenset(out)


def _narration_beyond(article: Article, content: Content, passage: Passage, cue: int) -> set[int]:
    """The tokens of a content that a passage closes off: those behind it and, unless they introduce it, before it."""
    document = article.document
    narration = {i for i in content.tokens if article.passage_of[i] is None}
    behind = {i for i in narration if document.tokens[i].start >= passage.span.end}
    beyond = {i for b in behind for i in trees.subtree(document, b)}
    if content.shape != "clause" or passage.span.start < document.tokens[cue].start:
        beyond |= {i for i in narration if document.tokens[i].start < passage.span.start}
    return beyond


def with_other_half(article: Article, content: Content, verb: int) -> Content:
    """A quoted content with the passage on the other side of its cue: "If they go," warned Horn, "we stay."."""
    said = content.shape in ("clause", "parenthetical", "quotation")
    outside = (i for i in content.tokens if article.passage_of[i] is None)
    if not said or not content.passages or any(article.document.tokens[i].upos != "PUNCT" for i in outside):
        return content
    before, after = _on_either_side(article, verb)
    if before and article.document.text[before.inner.end - 1] not in ",;—–-…":
        return content
    more = [p for p in (before, after) if p and p not in content.passages and is_speech(article, p)]
    tokens = content.tokens.union(*({t.index for t in article.tokens_in(p.span)} for p in more))
    return replace(content, tokens=tokens, passages=tuple(sorted({*content.passages, *more}, key=lambda p: p.span)))


def _closes_what_is_said(article: Article, clause: int, passage: Passage, cue: int) -> bool:
    """True if the head of the clause stands in the passage and the passage closes what is said.

    It does if it ends with punctuation, or if punctuation or the cue comes next.
    """
    subject = trees.child(article.document, clause, "nsubj", "csubj")
    if article.passage(clause) is not passage or (subject and article.passage(subject.index) is not passage):
        return False
    _, after = article.beside(passage.span)
    return article.document.text[passage.inner.end - 1] in ",.!?…" or not after or after in ",.!?;-–—"
