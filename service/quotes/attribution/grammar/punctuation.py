"""Credits by punctuation alone, a colon or dash and who is named beside it.

Of a headline or a turn in a transcript (Ito: tax cut "dead"; HORN: When did you see it?; tax cut "dead" - Ito), and of
a quotation that nothing else introduces ("Go." - Ito; the minister was blunt: "Go.").
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from quotes.attribution import transcript
from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue
from quotes.attribution.grammar import credits, quotations, sources
from quotes.attribution.grammar.credits import Credit
from quotes.attribution.quotation import Passage
from quotes.attribution.transcript import Label
from quotes.nlp.document import Document, Token

DASHES = frozenset({"-", "–", "—", "--", "―"})

_BEHIND_HEADLINE, _LONGEST = 7, 24
"""Words behind a dash, at most, where it may credit somebody: in a headline, in which it may be any dash, and behind a
quotation."""


def beside(article: Article, passage: Passage) -> tuple[CandidateCue | None, Credit] | None:
    """Who a passage is credited to by what stands beside it, and the colon or dash, if there is one."""
    return signature(article, passage) or _introduction(article, passage)


def signature(article: Article, passage: Passage) -> tuple[CandidateCue | None, Credit] | None:
    """ "Go." - Ito: a dash and a noun phrase behind the passage, to the end of the paragraph; or a credit by layout."""
    document = article.document
    last = article.speeches.get(passage.speech, (passage,))[-1]
    first = article.token_at(passage.credit.start if passage.credit else last.span.end)
    if first == len(document.tokens):
        return None
    here = article.paragraph(first)
    words = list(takewhile(lambda t: article.paragraph(t.index) == here, document.tokens[first : first + _LONGEST + 2]))
    dashed = words[0].text in DASHES
    if len(words) > _LONGEST + 1 or not (dashed or passage.credit):
        return None
    named = credits.of(article, words[1:] if dashed else words)
    return (_cue(words[0]) if dashed else None, named) if named else None


def _introduction(article: Article, passage: Passage) -> tuple[CandidateCue, Credit] | None:
    """The minister was blunt: "It failed." The colon is the cue, the subject before it, or who is named, the source."""
    first = article.token_at(passage.span.start)
    colon = article.document.tokens[first - 1] if first else None
    if colon is None or colon.text != ":":
        return None
    sentence = article.sentence(colon.index)
    subject = sources.subject_of_sentence(article, sentence)
    if subject is not None:
        return _cue(colon), Credit(subject, frozenset())
    named = credits.introducing(article, article.document.tokens[sentence.first : colon.index])
    return (_cue(colon), named) if named else None


def _cue(token: Token) -> CandidateCue:
    """A colon or dash as a cue."""
    return CandidateCue(token.index, frozenset({token.index}), token.text, "statement", "punctuation")


def find(article: Article) -> Iterator[Candidate]:
    """Signatures, headlines and transcripts: "Go." - Ito; Ito: tax cut "dead"; HORN: When did you see it?"""
    for passage in article.passages:
        cue, who = signature(article, passage) or (None, None)
        if cue and who and (_begins_paragraph(article, passage) or quotations.is_speech(article, passage)):
            yield _quotation(article, passage, cue, who)
    for turn in article.turns:
        if not turn.label.asks:
            yield _labelled(article, turn.label, turn.content)
    for words in transcript.paragraphs(article.document):
        if words[0].index in article.turn_of:
            continue
        if found := _credited_before(article, words) or _credited_behind(article, words):
            yield found


def _begins_paragraph(article: Article, passage: Passage) -> bool:
    first = article.token_at(passage.span.start)
    return not first or article.paragraph(first - 1) != article.paragraph(first)


def _quotation(article: Article, passage: Passage, cue: CandidateCue, who: Credit) -> Candidate:
    content = frozenset(t.index for t in article.tokens_in(passage.span))
    return Candidate(cue, content, (passage,), who.head, shape="quotation", source_mention=who.mention)


def _credited_before(article: Article, words: Sequence[Token]) -> Candidate | None:
    """Ito: tax cut "dead"."""
    label = transcript.label(words, article.lexicon)
    if label is None or not label.named:
        return None
    return _labelled(article, label, [t.index for t in words if t.index > label.colon])


def _labelled(article: Article, label: Label, said: Collection[int]) -> Candidate:
    """What is said behind a label and its colon."""
    content = frozenset(said)
    passages = tuple(article.touched(content))
    cue = _cue(article.document.tokens[label.colon])
    mention = frozenset(label.words)
    return Candidate(cue, content, passages, label.speaker, shape="clause", source_mention=mention)


def _credited_behind(article: Article, words: Sequence[Token]) -> Candidate | None:
    """Tax cut "dead" - Ito. Without quotation marks it is a caption."""
    last = words[-_BEHIND_HEADLINE - 1 : -1]
    dash = next((t for t in reversed(last) if t.text in DASHES and not _is_hyphen(article.document, t)), None)
    if dash is None:
        return None
    source = _credited_source(article, [t for t in words if t.index > dash.index])
    content = frozenset(t.index for t in words if t.index < dash.index)
    passages = tuple(article.touched(content))
    return None if source is None or not passages else Candidate(_cue(dash), content, passages, source, shape="clause")


def _is_hyphen(document: Document, dash: Token) -> bool:
    """True within a word: rank-and-file."""
    return document.text[dash.start - 1 : dash.start].isalnum() and document.text[dash.end : dash.end + 1].isalnum()


def _credited_source(article: Article, words: Sequence[Token]) -> int | None:
    """The head of a bare noun phrase that names somebody who may speak."""
    inside = {t.index for t in words}
    heads = [t for t in words if t.head not in inside and t.upos != "PUNCT"]
    nominal = all(t.upos in ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PUNCT", "PART") for t in words)
    speaks = any(t.entity[2:] in ("PER", "ORG") or article.lexicon.may_speak(t) for t in words)
    return heads[0].index if heads and nominal and speaks else None
