"""Credits by punctuation alone, a colon or dash and who is named beside it.

Of a headline or a turn in a transcript (Ito: tax cut "dead"; HORN: When did you see it?; tax cut "dead" - Ito), and of
a quotation that nothing else introduces ("Go." - Ito; the minister was blunt: "Go.").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue
from quotes.attribution.grammar import sources
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

DASHES = frozenset({"-", "–", "—", "--", "―"})

_BEFORE_COLON, _BEHIND_HEADLINE, _BEHIND_QUOTATION = 9, 7, 10
"""Words of a credit, at most. A dash behind a quotation mostly credits somebody; one in a headline may be any dash."""


def beside(article: Article, passage: Passage) -> tuple[CandidateCue, int] | None:
    """The colon or dash that credits a passage to somebody, and the head of who that is."""
    return _signature(article, passage) or _introduction(article, passage)


def _signature(article: Article, passage: Passage) -> tuple[CandidateCue, int] | None:
    """ "Go." - Ito: a dash and a noun phrase behind the passage, to the end of the paragraph."""
    document = article.document
    first = article.token_at(passage.span.end)
    behind = document.tokens[first : first + _BEHIND_QUOTATION + 2]
    if not behind or behind[0].text not in DASHES:
        return None
    words = [t for t in behind[1:] if article.paragraph(t.index) == article.paragraph(first)]
    if not words or len(words) > _BEHIND_QUOTATION or words[0].upos not in ("PROPN", "NOUN", "DET", "ADJ"):
        return None
    if any(t.upos in ("VERB", "AUX") for t in words):
        return None
    return _cue(behind[0]), trees.outermost(document, [t.index for t in words])


def _introduction(article: Article, passage: Passage) -> tuple[CandidateCue, int] | None:
    """The minister was blunt: "It failed." The colon is the cue, the subject before it the source."""
    first = article.token_at(passage.span.start)
    colon = article.document.tokens[first - 1] if first else None
    if colon is None or colon.text != ":":
        return None
    subject = sources.subject_of_sentence(article, article.sentence(colon.index))
    return None if subject is None else (_cue(colon), subject)


def _cue(token: Token) -> CandidateCue:
    """A colon or dash as a cue."""
    return CandidateCue(token.index, frozenset({token.index}), token.text, "statement", "punctuation")


def find(article: Article) -> Iterator[Candidate]:
    """Headlines and transcripts: Ito: tax cut "dead"; HORN: When did you see it? Tax cut "dead" - Ito."""
    paragraphs = list(_paragraphs(article.document))
    transcript = sum(_is_turn(words) for words in paragraphs) > 1
    for words in paragraphs:
        if found := _credited_before(article, words, transcript) or _credited_behind(article, words):
            yield found


def _paragraphs(document: Document) -> Iterator[Sequence[Token]]:
    """The tokens of each paragraph."""
    for _, sentences in groupby(document.sentences, key=lambda s: s.paragraph):
        inside = list(sentences)
        yield document.tokens[inside[0].first : inside[-1].last]


def _is_turn(words: Sequence[Token]) -> bool:
    """True for a paragraph that begins with capitals and a colon: HORN: When did you see it?"""
    colon = _colon(words)
    return colon is not None and all(t.text.isupper() or t.upos == "PUNCT" for t in words[:colon])


def _colon(words: Sequence[Token]) -> int | None:
    """How many of the first words of a paragraph stand before its colon."""
    return next((n for n, t in enumerate(words[1 : _BEFORE_COLON + 1], 1) if t.text == ":"), None)


def _credited_before(article: Article, words: Sequence[Token], transcript: bool) -> Candidate | None:
    """Ito: tax cut "dead"."""
    colon = _colon(words)
    if colon is None or (source := _credited_source(article, words[:colon], transcript)) is None:
        return None
    content = frozenset(t.index for t in words[colon + 1 :])
    return Candidate(_cue(words[colon]), content, tuple(article.touched(content)), source, shape="clause")


def _credited_behind(article: Article, words: Sequence[Token]) -> Candidate | None:
    """Tax cut "dead" - Ito. Without quotation marks it is a caption."""
    last = words[-_BEHIND_HEADLINE - 1 : -1]
    dash = next((t for t in reversed(last) if t.text in DASHES and not _is_hyphen(article.document, t)), None)
    if dash is None:
        return None
    source = _credited_source(article, [t for t in words if t.index > dash.index], False)
    content = frozenset(t.index for t in words if t.index < dash.index)
    passages = tuple(article.touched(content))
    return None if source is None or not passages else Candidate(_cue(dash), content, passages, source, shape="clause")


def _is_hyphen(document: Document, dash: Token) -> bool:
    """True within a word: rank-and-file."""
    return document.text[dash.start - 1 : dash.start].isalnum() and document.text[dash.end : dash.end + 1].isalnum()


def _credited_source(article: Article, words: Sequence[Token], transcript: bool) -> int | None:
    """The head of a bare noun phrase that names somebody who may speak; in a transcript capitals do."""
    inside = {t.index for t in words}
    heads = [t for t in words if t.head not in inside and t.upos != "PUNCT"]
    nominal = all(t.upos in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PUNCT", "PART") for t in words)
    speaks = any(t.entity[2:] in ("PER", "ORG") or article.lexicon.may_speak(t) for t in words)
    shouted = transcript and any(t.text.isupper() for t in words)
    return heads[0].index if heads and nominal and (speaks or shouted) else None
