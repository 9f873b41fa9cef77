"""Candidates by the reader, beside those of the grammar.

Every report that the reader takes for at all likely makes a candidate. Where the grammar has one with the same cue, two
more take content from one and source from the other; which of them is right is for the ranking to tell. Quotations in
marks that have no cue are none: what floats is found when all else stands (floating.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, Content, CueKind
from quotes.attribution.grammar import quotations
from quotes.attribution.lexicon import Entry
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Token
from quotes.nlp.reader.labels import ADDRESSEE, ADDRESSEE_IN_CONTENT, CONTENT, IN_CUE, SOURCE
from quotes.nlp.reading import Report

SMALL_GAP = 2
"""Words without a role that do not part a content, at most."""
_KINDS: Mapping[str, CueKind] = {
    "VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective", "ADV": "adverb",
    "ADP": "preposition", "PUNCT": "punctuation",
}  # fmt: skip
"""What a cue is, by the part of speech of its head; a verb unless it is of one of these."""


def propose(article: Article, known: Collection[Candidate]) -> Iterator[Candidate]:
    """The candidates of the reader, and their crossings with the known ones."""
    reading = article.document.reading
    by_cue: dict[int, list[Candidate]] = {}
    for candidate in known:
        for i in candidate.cue.tokens if candidate.cue else ():
            by_cue.setdefault(i, []).append(candidate)
    signatures = {i for candidate in known if candidate.is_signed for i in candidate.source_mention}
    for report in reading.reports if reading else ():
        own = None if report.anchor in signatures else _own(article, report)
        if own is None:
            continue
        beside = {id(c): c for i in (own.cue.tokens if own.cue else ()) for c in by_cue.get(i, ())}
        yield from _beside(own, list(beside.values()))


def _own(article: Article, report: Report) -> Candidate | None:
    """The candidate that a report makes, unless something else tells that better or nothing is said."""
    found = None if _is_of_turn(article, report) else _candidate(article, report)
    return None if found is None or _floats(article, found) or _is_silent(article, found) else found


def _beside(own: Candidate, known: Sequence[Candidate]) -> Iterator[Candidate]:
    """A candidate of the reader, or its crossings with the known ones of its cue."""
    if not known:
        yield own
    elif not any(other.is_signed for other in known):
        yield from dict.fromkeys(c for other in known for c in _crossed(own, other))


def _floats(article: Article, candidate: Candidate) -> bool:
    """True for a quotation in marks without a cue."""
    return candidate.cue is None and all(article.passage(i) for i in article.words(candidate.content))


def _is_of_turn(article: Article, report: Report) -> bool:
    """True for what a turn of a transcript is: who says it, and what, its label and its paragraphs tell."""
    turn = article.turn_of.get(report.anchor)
    return turn is not None and (not report.cued or report.anchor not in turn.content)


def _is_silent(article: Article, candidate: Candidate) -> bool:
    """True where nothing is said: declined to comment, said nothing, talked about the budget."""
    cue, tokens, classes = candidate.cue, article.document.tokens, article.lexicon.classes
    if cue is None or candidate.passages:
        return False
    lemmas = {tokens[i].lemma.lower() for i in article.words(candidate.content)}
    highest = {tokens[i].lemma.lower() for i in candidate.content if tokens[i].head not in candidate.content}
    topic = tokens[cue.head].lemma in classes.silences and not any(
        tokens[i].relation in ("nsubj", "mark") for i in candidate.content
    )
    return topic or bool(highest & classes.silences) or lemmas <= classes.fillers


_SOMEBODY = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
"""Parts of speech of which one at least is in whoever is addressed."""


def addressed(article: Article, candidate: Candidate) -> Candidate:
    """The candidate with the addressee that the reader sees, where it has none."""
    report = article.report(candidate.anchors)
    if report is None or candidate.addressee is not None:
        return candidate
    tokens = article.document.tokens
    run = [i for i in _longest(article, report, ADDRESSEE, ADDRESSEE_IN_CONTENT) if tokens[i].upos in _SOMEBODY]
    head = trees.outermost(article.document, run) if run else None
    return candidate if head == candidate.source else replace(candidate, addressee=head)


def _crossed(own: Candidate, other: Candidate) -> Iterator[Candidate]:
    """A candidate of the reader with the cue that the grammar knows, and either one's parts in the other."""
    cue = other.cue
    if cue is None or own.content & cue.tokens:
        cue = own.cue
    own = replace(own, cue=cue, clause=other.clause, reporting_clause=other.reporting_clause - own.content)
    yield own
    if own.source is not None and own.source not in other.content:
        yield replace(other, source=own.source, source_mention=own.source_mention)
    if other.source is not None and other.source not in own.content:
        yield replace(own, source=other.source, source_mention=other.source_mention)


def _candidate(article: Article, report: Report) -> Candidate | None:
    """The candidate that a report makes; None if it has no content."""
    pieces = connected(article, report)
    if not pieces:
        return None
    turn = article.turn_of.get(report.anchor)
    content = frozenset(i for piece in pieces for i in piece if article.turn_of.get(i) is turn)
    worded = {article.passage_of[i] for i in article.words(content)}
    content = frozenset(i for i in content if article.passage_of[i] in (None, *worded))
    cue = _cue(article, report) if report.cued else None
    if cue and cue.tokens & content:
        content -= cue.tokens
    if not content:
        return None
    fitted = quotations.fit(article, Content(content, "predicted"), cue.head if cue else min(content))
    if cue is None:
        fitted = replace(fitted, tokens=content, passages=tuple(_mostly_in(article, content)))
    source = _without_edges(article, _longest(article, report, SOURCE))
    return Candidate(
        cue,
        fitted.tokens,
        fitted.passages,
        trees.outermost(article.document, source) if source else None,
        shape="predicted",
        source_mention=frozenset(source),
    )


def _mostly_in(article: Article, content: Collection[int]) -> Iterator[Passage]:
    """The passages of which a content holds most words."""
    for passage in article.touched(content):
        words = article.words(t.index for t in article.tokens_in(passage.inner))
        if 2 * len(words & set(content)) > len(words):
            yield passage


def connected(article: Article, report: Report) -> list[tuple[int, ...]]:
    """The pieces of a content that are one: cue or source stand between them, or they go on in the next paragraph.

    Of pieces that nothing connects, those nearest to the anchor stay; a gap of a word or two is no gap.
    """
    groups: list[list[tuple[int, ...]]] = []
    apart = {report.anchor, *report.having(IN_CUE), *_longest(article, report, SOURCE)}
    for run in article.runs(report.having(CONTENT, ADDRESSEE_IN_CONTENT)):
        last = groups[-1][-1] if groups else None
        if last is None:
            groups.append([run])
            continue
        gap = range(last[-1] + 1, run[0])
        same = article.paragraph(last[-1]) == article.paragraph(run[0])
        small = len(gap) <= SMALL_GAP
        if same and small and not apart.intersection(gap):
            groups[-1][-1] = (*last, *gap, *run)
        elif any(number in report.roles for number in gap) or (not same and small):
            groups[-1].append(run)
        else:
            groups.append([run])
    return min(groups, key=lambda group: (_apart(report.anchor, group), -sum(map(len, group))), default=[])


def _apart(token: int, group: Sequence[Sequence[int]]) -> int:
    """Tokens between one and the nearest of some runs."""
    return min(max(run[0] - token, token - run[-1], 0) for run in group)


def _longest(article: Article, report: Report, *roles: int) -> tuple[int, ...]:
    """The longest run of tokens that have one of some roles, of several the nearest to the anchor."""
    runs = article.runs(report.having(*roles))
    return max(runs, key=lambda run: (len(run), -abs(run[0] - report.anchor)), default=())


def _without_edges(article: Article, run: tuple[int, ...]) -> tuple[int, ...]:
    """A noun phrase without preposition, genitive ending, relative pronoun, time or punctuation at its ends."""
    tokens = article.document.tokens
    kept = list(run)
    while len(kept) > 1 and _is_no_end(article, tokens[kept[-1]], kept):
        kept.pop()
    kept += _dangling(article, kept[-1]) if kept else ()
    while len(kept) > 1 and tokens[kept[0]].upos in ("PUNCT", "ADP"):
        kept.pop(0)
    return tuple(kept)


def _is_no_end(article: Article, token: Token, run: Collection[int]) -> bool:
    """True for what no noun phrase ends in, unless it belongs to a participle within: figures published Tuesday."""
    within = token.head in run and article.document.tokens[token.head or 0].upos == "VERB"
    apart = article.document.tokens[token.index - 1].upos != "ADP" and not within
    dated = apart and article.lexicon.dates(token)
    return token.upos == "PUNCT" or trees.is_relative(token) or trees.is_genitive(token) or dated


def _dangling(article: Article, last: int) -> Iterator[int]:
    """What a phrase still needs whose last token is a preposition or a participle: released on Tuesday."""
    document = article.document
    token = document.tokens[last]
    if token.relation == "case" and token.head is not None and token.head > last:
        needed = trees.subtree(document, token.head)
    elif token.upos == "VERB" and token.relation == "acl":
        needed = trees.subtree(document, last)
    else:
        return
    behind = range(last + 1, len(document.tokens))
    yield from takewhile(lambda i: i in needed and document.tokens[i].upos != "PUNCT", behind)


def _cue(article: Article, report: Report) -> CandidateCue:
    words = frozenset((report.anchor, *report.having(IN_CUE)))
    token = article.document.tokens[trees.outermost(article.document, sorted(words))]
    kind = _KINDS.get(token.upos, "verb")
    entry = _entry(article, token, kind, words)
    if entry:
        return CandidateCue(token.index, words, entry.lemma, entry.category, kind)
    lemma = " ".join(article.document.tokens[i].lemma.lower() for i in sorted(words))
    category = "thought" if report.thought > 0.5 and kind != "punctuation" else "statement"
    return CandidateCue(token.index, words, lemma, category, kind, listed=False)


def _entry(article: Article, token: Token, kind: CueKind, words: Collection[int]) -> Entry | None:
    """The entry of the lexicon that a cue stands for; the one with most words, if these are all there."""
    lexicon, lemma = article.lexicon, token.lemma.lower()
    if kind == "verb":
        there = {article.document.tokens[i].lemma.lower() for i in words}
        return next((e for e in lexicon.verb(token) if there.issuperset(e.lemma.split()[1:])), None)
    tables = {"noun": lexicon.nouns, "adjective": lexicon.adjectives, "adverb": lexicon.adverbs}
    return tables[kind].get(lemma) if kind in tables else None
