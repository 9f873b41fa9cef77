"""Reports that the tagger sees and the grammar does not.

The tagger marks sources, cues and contents word by word, without saying what belongs to what; the tree links
them: a content goes to the cue that governs it, else to the nearest of its sentence.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from service.attribution import contents, lexicon, sources, trees
from service.attribution.article import Article
from service.attribution.contents import Content
from service.attribution.reports import Cue, Report
from service.nlp.document import Document, Sentence

Chunk = tuple[int, ...]


def find(article: Article, known: Collection[Report]) -> Iterator[Report]:
    """A report for each tagged cue with a tagged content of which no known report has either."""
    document = article.document
    cues = {i for report in known if report.cue for i in report.cue.tokens}
    taken = set().union(*(report.content for report in known))
    for sentence in document.sentences:
        found = [c for c in _chunks(document, sentence, "CUE") if cues.isdisjoint(c) and taken.isdisjoint(c)]
        parts = [c for c in _chunks(document, sentence, "CONTENT") if taken.isdisjoint(c)]
        tagged = _chunks(document, sentence, "SOURCE")
        if not found or not parts or any(article.passage_of[c[0]] is not None for c in found):
            continue
        said: dict[Chunk, list[Chunk]] = {}
        for part in parts:
            said.setdefault(_nearest(document, part, found), []).append(part)
        for cue, linked in said.items():
            if any(_silent(document, cue, part) for part in linked):
                continue
            source = _nearest(document, cue, tagged) if tagged else None
            report = _report(article, cue, frozenset(i for part in linked for i in part), source)
            if not report.passages or _speaks(article, report):
                yield report


def _silent(document: Document, cue: Chunk, part: Collection[int]) -> bool:
    """True where nothing is said (declined to comment), or asked by nobody who is named."""
    heads = {document.tokens[_head(document, chunk)].lemma.lower() for chunk in (cue, part)}
    return bool(heads & (lexicon.words("silences.txt") | {"ask"}))


def _speaks(article: Article, report: Report) -> bool:
    """True for a verb with a quotation that may be speech: not the title of a song that is sung."""
    whole = all(article.passage_of[i] is not None for i in report.content)
    speech = any(contents.is_speech(article, passage) for passage in report.passages)
    verb = report.cue is not None and article.document.tokens[report.cue.head].upos == "VERB"
    return verb and (speech or not whole)


def _chunks(document: Document, sentence: Sentence, kind: str) -> list[Chunk]:
    """The stretches of a sentence that carry one tag."""
    out: list[list[int]] = []
    for token in document.words(sentence):
        if token.report == f"B-{kind}" or (
            token.report == f"I-{kind}" and not (out and out[-1][-1] == token.index - 1)
        ):
            out.append([token.index])
        elif token.report == f"I-{kind}":
            out[-1].append(token.index)
    return [tuple(chunk) for chunk in out]


def _head(document: Document, chunk: Collection[int]) -> int:
    """The token of a chunk that is governed from outside it."""
    return next(i for i in chunk if document.tokens[i].head not in chunk)


def _nearest(document: Document, chunk: Chunk, others: list[Chunk]) -> Chunk:
    """Of the others the one that governs a chunk or that it governs, else the one fewest words away."""

    def distance(other: Chunk) -> tuple[bool, int]:
        one, two = _head(document, chunk), _head(document, other)
        linked = document.tokens[one].head in other or document.tokens[two].head in chunk
        return not linked, max(chunk[0] - other[-1], other[0] - chunk[-1])

    return min(others, key=distance)


def _report(article: Article, cue: Chunk, tokens: frozenset[int], source: Chunk | None) -> Report:
    """The report of a tagged cue; a verb's source is its subject, else what is tagged nearest."""
    document = article.document
    head = document.tokens[_head(document, cue)]
    content = contents.fit(article, Content(tokens, "tagged"), head.index)
    entries = lexicon.verb(head) if content.passages else ()
    words = frozenset(i for i in cue if document.tokens[i].upos not in ("AUX", "PUNCT", "ADV", "PART")) or frozenset(
        cue
    )
    subject = sources.subject(article, head.index) if head.upos == "VERB" else None
    if subject is None and source is not None and not trees.is_passive(document, head.index):
        subject = _head(document, source)
    return Report(
        # what the grammar cannot place is an attitude
        Cue(head.index, words, head.lemma.lower(), entries[-1].category if entries else "thought", "tag", listed=False),
        content.tokens - words,
        content.passages,
        subject,
        shape="tagged",
        own=frozenset(trees.subtree(document, head.index)) - content.tokens,
    )
