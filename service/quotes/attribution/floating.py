"""Quotations that no verb of their own clause introduces.

They are credited by punctuation ("Go." - Ito), continue a speech that its cue interrupts,
are taken up by the sentence after them ("It failed." / Ito said so), or float: then the speaker is the one that
the text before them leaves speaking.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate as Report
from quotes.attribution.candidate import CandidateCue as Cue
from quotes.attribution.grammar import punctuation, quotations, sources
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Sentence, Token


def complete(article: Article, reports: list[Report]) -> list[Report]:
    """Add the passages that no report claims: to the speech they continue, else as quotes of their own."""
    out = [_reopened(article, report) for report in reports]
    claimed = set().union(*(report.content for report in out if not _retold(article, report)))
    ends = {_end(article, report): n for n, report in enumerate(out)}
    for passage in article.passages:
        tokens = _tokens(article, passage)
        if not tokens or not claimed.isdisjoint(tokens):
            continue
        interrupted = ends.get(article.next_word(min(tokens) - 1))
        if interrupted is not None and _continues(article, out[interrupted], passage):
            number, report = interrupted, _reopened(article, _with(article, out[interrupted], [passage]))
            out[number] = report
        elif is_statement(article, passage):
            number, report = len(out), _reopened(article, _quote(article, out, passage))
            out.append(report)
        else:
            continue
        claimed |= report.content
        ends[_end(article, report)] = number
    return _dialogue(article, sorted(out, key=lambda r: min(r.content)))


def _retold(article: Article, report: Report) -> bool:
    """True for a report within somebody's quoted speech; it claims nothing of the passage."""
    return report.cue is not None and article.passage_of[report.cue.head] is not None


def _end(article: Article, report: Report) -> int:
    """The first word behind a report, its cue and circumstances included."""
    return article.next_word(
        max([*report.reporting_clause, *report.content, *(report.cue.tokens if report.cue else ())])
    )


def _tokens(article: Article, passage: Passage) -> frozenset[int]:
    return frozenset(t.index for t in article.tokens_in(passage.span))


def _with(article: Article, report: Report, more: Iterable[Passage]) -> Report:
    passages = tuple(sorted({*report.passages, *more}, key=lambda p: p.span))
    cue = article.passage(report.cue.head) if report.cue else None  # an unclosed passage may run into its credit
    content = report.content.union(*(_tokens(article, p) for p in passages if p != cue))
    return replace(report, content=content, passages=passages)


def _reopened(article: Article, report: Report) -> Report:
    """The report with all paragraphs of a speech that is re-opened paragraph after paragraph."""
    speeches = {p.speech for p in report.passages}
    more = [p for p in article.passages if p.speech in speeches and p not in report.passages]
    return _with(article, report, more) if more else report


def is_statement(article: Article, passage: Passage) -> bool:
    """True for a passage that stands as a sentence or more of its own, and so is speech without a cue."""
    if not quotations.is_speech(article, passage):
        return False
    text = article.document.text
    before, after = text[: passage.span.start].rstrip(" "), text[passage.span.end :].lstrip(" ")
    begins = not before or before[-1] in "\n.!?:;—–-…”\"»’'"
    ends = not after or after[0] in '\n.—–-…“"(' or text[passage.inner.end - 1] in ".!?…"
    return begins and ends


def _continues(article: Article, report: Report, passage: Passage) -> bool:
    """True if the report's cue interrupts a speech that the passage takes up again: "A," she said. "B."."""
    if not report.passages or report.cue is None:
        return False
    document = article.document
    cue = document.tokens[report.cue.head]
    opening = report.passages[0]
    words = (i for i in report.content if document.tokens[i].upos != "PUNCT")
    if opening.span.start > cue.start or passage.span.start < cue.start:
        return False
    if any(article.passage(i) not in report.passages for i in words):
        return False
    return article.paragraph(cue.index) == _paragraph(article, passage)


def _quote(article: Article, reports: list[Report], passage: Passage) -> Report:
    """A passage as a quote of its own, with whatever names its speaker."""
    tokens = _tokens(article, passage)
    found = _credit(article, passage) or _introduction(article, passage) or _taken_up(article, reports, passage)
    if found:
        cue, source = found
        return Report(cue, tokens, (passage,), source, shape="quotation")
    return Report(None, tokens, (passage,), _speaker_before(article, reports, passage), shape="quotation")


def _credit(article: Article, passage: Passage) -> tuple[Cue, int] | None:
    """ "Go." - Ito: a dash and a name behind the passage, to the end of the paragraph."""
    document = article.document
    first = article.token_at(passage.span.end)
    after = document.tokens[first : first + 12]
    if len(after) < 2 or after[0].text not in punctuation.DASHES:
        return None
    paragraph = article.paragraph(after[0].index)
    named = [t for t in after[1:] if article.paragraph(t.index) == paragraph]
    if not named or named[0].upos not in ("PROPN", "NOUN", "DET", "ADJ"):
        return None
    if any(t.upos in ("VERB", "AUX") for t in named) or len(named) == 11:
        return None
    inside = {t.index for t in named}
    head = next(t.index for t in named if t.head not in inside)
    return punctuation.cue(after[0]), head


def _introduction(article: Article, passage: Passage) -> tuple[Cue, int] | None:
    """The minister was blunt: "It failed." The colon is the cue, the subject before it the source."""
    document = article.document
    first = article.token_at(passage.span.start)
    if not first or document.tokens[first - 1].text != ":":
        return None
    colon = document.tokens[first - 1]
    subject = _subject(article, document.sentences[colon.sentence])
    return (punctuation.cue(colon), subject) if subject is not None else None


def _subject(article: Article, sentence: Sentence) -> int | None:
    """The subject of a sentence of narration."""
    for token in article.document.words(sentence):
        if token.head is None and (subject := sources.own_subject(article, token.index)):
            pointing = subject.features.get("PronType") == "Dem" or trees.child(article.document, token.index, "expl")
            return None if pointing or subject.upos not in ("PROPN", "PRON", "NOUN") else subject.index
    return None


def _taken_up(article: Article, reports: list[Report], passage: Passage) -> tuple[Cue, int] | None:
    """ "It failed." / Ito said so on Monday: a verb of saying without a content in the sentence behind the passage."""
    document = article.document
    sentence = _sentence_after(article, passage)
    if sentence is None or not _alone(article, passage):
        return None
    busy = {report.cue.head for report in reports if report.cue}
    for token in document.words(sentence):
        if token.upos != "VERB" or token.index in busy or not article.lexicon.is_verb_of_saying(token):
            continue
        contentful = trees.children(document, token.index, "ccomp", "xcomp", "obj")
        source = sources.subject(article, token.index)
        if source is not None and all(t.lemma.lower() in ("so", "this", "that", "it") for t in contentful):
            entry = article.lexicon.verb(token)[-1]
            return Cue(token.index, frozenset({token.index}), entry.lemma, entry.category, "verb"), source
    return None


def _sentence_after(article: Article, passage: Passage) -> Sentence | None:
    after = article.next_word(article.token_at(passage.span.end) - 1)
    if after == len(article.document.tokens) or article.passage_of[after] is not None:
        return None
    return article.sentence(after)


def _alone(article: Article, passage: Passage) -> bool:
    """True for a passage that fills its paragraph."""
    text = article.document.text
    before, after = text[: passage.span.start].rstrip(" "), text[passage.span.end :].lstrip(" ")
    return (not before or before[-1] == "\n") and (not after or after[0] == "\n")


def _speaker_before(article: Article, reports: list[Report], passage: Passage) -> int | None:
    """Who a floating quotation is by.

    The source of a report in the sentence before it, else the subject of that sentence, else the last to speak;
    where nothing stands before it, the subject of the sentence behind it.
    """
    document = article.document
    first = article.token_at(passage.span.start)
    if not first:
        after = _sentence_after(article, passage)
        return _subject(article, after) if after else None
    last = document.tokens[first - 1]
    earlier = [r for r in reports if r.source is not None and min(r.content) <= last.index]
    sentence = document.sentences[last.sentence]
    for report in reversed(earlier):
        if report.cue and document.tokens[report.cue.head].sentence == sentence.index:
            return report.source
    subject = _subject(article, sentence) if article.passage_of[last.index] is None else None
    if subject is not None and not _animate(article, document.tokens[subject]):
        subject = None
    if article.paragraph(last.index) == _paragraph(article, passage) and article.passage_of[last.index] is None:
        return subject
    return max(earlier, key=lambda r: max(r.content)).source if earlier else subject


def _animate(article: Article, token: Token) -> bool:
    """False for a subject that the grammar marks as a thing."""
    return token.upos == "PROPN" or (
        token.features.get("Gender") != "Neut" and (token.upos == "PRON" or article.lexicon.may_speak(token))
    )


def _paragraph(article: Article, passage: Passage) -> int:
    return article.paragraph(min(_tokens(article, passage)))


def _dialogue(article: Article, reports: list[Report]) -> list[Report]:
    """Bare turns that fill their paragraphs alternate between the two who talk."""
    out: list[Report] = []
    for report in reports:
        turn = report.cue is None and len(report.passages) == 1 and _alone(article, report.passages[0])
        last = out[-1] if out else None
        if turn and last and _next_paragraph(article, last, report):
            other = last.addressee
            if (
                other is None
                and len(out) > 1
                and out[-2].source != last.source
                and _next_paragraph(article, out[-2], last)
            ):
                other = out[-2].source
            if other is not None:
                report = replace(report, source=other, addressee=last.source)
        out.append(report)
    return [replace(r, addressee=None) if r.cue is None else r for r in out]


def _next_paragraph(article: Article, report: Report, after: Report) -> bool:
    return article.paragraph(min(after.content)) - article.paragraph(max(report.content)) == 1
