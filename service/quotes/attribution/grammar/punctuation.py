"""Credits by punctuation alone: Ito: tax cut "dead"; HORN: When did you see it?; "Go." - Ito."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue
from quotes.nlp.document import Document, Sentence, Token

DASHES = frozenset({"-", "–", "—", "--", "―"})


def cue(token: Token) -> CandidateCue:
    """A colon or dash as a cue."""
    return CandidateCue(token.index, frozenset({token.index}), token.text, "statement", "punctuation")


def find(article: Article) -> Iterator[Candidate]:
    """Headlines and transcripts: Ito: tax cut "dead"; HORN: When did you see it? Tax cut "dead" - Ito."""
    document = article.document
    paragraphs = list(_paragraphs(document))
    colons = {s.first: next((t for t in words[1:10] if t.text == ":"), None) for s, words in paragraphs}
    turns = sum(
        colon is not None and all(t.text.isupper() or t.upos == "PUNCT" for t in document.tokens[first : colon.index])
        for first, colon in colons.items()
    )
    for sentence, words in paragraphs:
        colon = colons[sentence.first]
        dash = next((t for t in reversed(words[-8:-1]) if t.text in DASHES and not _is_hyphen(document, t)), None)
        if colon and (head := _credited_source(article, words[: colon.index - sentence.first], turns > 1)) is not None:
            content = frozenset(t.index for t in words if t.index > colon.index)
            yield Candidate(cue(colon), content, tuple(article.touched(content)), head, shape="clause")
        elif dash and (head := _credited_source(article, words[dash.index + 1 - sentence.first :], False)) is not None:
            content = frozenset(t.index for t in words if t.index < dash.index)
            if passages := tuple(article.touched(content)):  # without quotation marks it is a caption
                yield Candidate(cue(dash), content, passages, head, shape="clause")


def _is_hyphen(document: Document, dash: Token) -> bool:
    """True within a word: rank-and-file."""
    return document.text[dash.start - 1 : dash.start].isalnum() and document.text[dash.end : dash.end + 1].isalnum()


def _paragraphs(document: Document) -> Iterator[tuple[Sentence, Sequence[Token]]]:
    """The first sentence of each paragraph, with the paragraph's tokens."""
    for _, sentences in groupby(document.sentences, key=lambda s: s.paragraph):
        inside = list(sentences)
        yield inside[0], document.tokens[inside[0].first : inside[-1].last]


def _credited_source(article: Article, words: Sequence[Token], transcript: bool) -> int | None:
    """The head of a bare noun phrase that names somebody who may speak; in a transcript capitals do."""
    inside = {t.index for t in words}
    heads = [t for t in words if t.head not in inside and t.upos != "PUNCT"]
    nominal = all(t.upos in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PUNCT", "PART") for t in words)
    speaks = any(t.entity[2:] in ("PER", "ORG") or article.lexicon.may_speak(t) for t in words)
    shouted = transcript and any(t.text.isupper() for t in words)
    return heads[0].index if heads and nominal and (speaks or shouted) else None
