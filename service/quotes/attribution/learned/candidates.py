"""What the report model sees, as candidate reports beside those of the grammar.

For a cue that grammar knows too, its report is read anew with the content, the source or both that the model sees; any
other cue makes a report of its own. The model has learned from a corpus that draws some borders otherwise than we do,
so a reading has to be one that the contract allows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Cue, Report
from quotes.attribution.grammar import complements, sources
from quotes.attribution.grammar.complements import Content
from quotes.attribution.learned.decoding import Seen, seen
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def find(article: Article, known: Collection[Report]) -> Iterator[Report]:
    """The readings of the known reports, and the reports that only the model sees."""
    document = article.document
    by_cue: dict[int, list[Report]] = {}
    for report in known:
        for i in report.cue.tokens if report.cue else ():
            by_cue.setdefault(i, []).append(report)
    for each in seen(document):
        head = document.tokens[_head(document, each.cue)]
        number = article.passage_of[head.index]
        if (number is not None and article.sizes[number] > 1) or _silent(article, each):
            continue
        grammatical = {id(r): r for i in each.cue for r in by_cue.get(i, ())}
        for report in grammatical.values():
            yield from _readings(article, report, each)
        own = None if grammatical else _report(article, each, head)
        if own:
            yield own


def _readings(article: Article, report: Report, each: Seen) -> Iterator[Report]:
    """A report of the grammar with the content, the source or both that the model sees."""
    content = _content(article, report, each)
    other = replace(report, content=content.tokens, passages=content.passages)
    if not _allowed(article, report, other):
        other = report
    readings = [other]
    if not report.relayed_by:  # the model, which sees one layer, takes who quotes for who speaks
        readings += [_sourced(article, report, each), _sourced(article, other, each)]
    yield from dict.fromkeys(reading for reading in readings if reading != report)


def _content(article: Article, report: Report, each: Seen) -> Content:
    """What the model sees as content, with whole passages; who speaks and who is told are no part of it."""
    cue = report.cue
    if cue is None:
        raise ValueError("a report without a cue has no readings")
    beside = sources.named(article, replace(report, content=frozenset()))
    if report.addressee is not None:
        beside |= sources.mention(article, report.addressee, cue.tokens)
    near = _near(article, each, cue)
    fitted = complements.fit(article, Content(near - _pointing(article, each, near), "tagged"), cue.head)
    return replace(fitted, tokens=fitted.tokens - cue.tokens - beside)


def _near(article: Article, each: Seen, cue: Cue) -> frozenset[int]:
    """The content without what stands apart from its cue.

    Unmarked words are of the cue's sentence, save behind a colon; a quotation that a sentence of narration or the end
    of a paragraph parts from the rest is a quote of its own.
    """
    tokens = article.document.tokens
    home = tokens[cue.head].sentence
    inside = [i for i in each.content if cue.kind == "mark" or tokens[i].sentence == home or article.passage(i)]
    inside = [i for i in inside if article.paragraph(i) == article.paragraph(cue.head)] or inside
    sentences = {tokens[i].sentence for i in inside}
    reached = {home}
    for step in (-1, 1):
        at = home + step
        while at in sentences:
            reached.add(at)
            at += step
    near = frozenset(i for i in inside if tokens[i].sentence in reached)
    return near - _unspoken(article, near)


def _unspoken(article: Article, content: Collection[int]) -> set[int]:
    """What stands in marks beside speech and is none, where all stands in marks: told "The Hour": "Go."."""
    passages = article.touched(content)
    unmarked = any(article.passage_of[i] is None for i in article.words(content))
    spoken = [p for p in passages if complements.is_speech(article, p)]
    if unmarked or not spoken:
        return set()
    return {i for i in content if (passage := article.passage(i)) and passage not in spoken}


def _topic(article: Article, content: Collection[int], cue: Cue) -> set[int]:
    """The words without marks that a cue has in its own sentence where all marks of the content are in others."""
    tokens = article.document.tokens
    home = {i for i in article.words(content) if tokens[i].sentence == tokens[cue.head].sentence}
    apart = any(article.passage_of[i] is not None for i in content if i not in home)
    return home if apart and all(article.passage_of[i] is None for i in home) else set()


def _pointing(article: Article, each: Seen, content: Collection[int]) -> set[int]:
    """Words of the reporting clause that only point at what is said: which Sato called "mad"; Sato said so."""
    tokens = article.document.tokens
    cue = set(each.cue)
    return {
        i
        for i in content
        if article.passage_of[i] is None
        and (trees.is_relative(tokens[i]) or tokens[i].lemma.lower() in complements.FILLERS)
        and tokens[i].head in cue
    }


def _allowed(article: Article, report: Report, reading: Report) -> bool:
    """True for a content that the construction of the report allows.

    The clause beside a cue keeps its head and its subject; no content gains the subject of its
    cue, a verb that the cue is coordinated with or, where it is a complement, one that governs the cue; and what
    follows a cue that stands behind its content is an aside.
    """
    document, cue = article.document, report.cue
    if not reading.content or cue is None:
        return False
    more = {i for i in reading.content - report.content if article.passage_of[i] is None}
    others = {t.index for t in trees.children(document, cue.head, "conj", "nsubj")}
    if report.shape == "clause":
        others |= set(trees.ancestors(document, cue.head))
    if more & others:
        return False
    if report.clause is not None and report.shape == "parenthetical":
        subject = trees.child(document, report.clause, "nsubj", "csubj")
        core = {report.clause, *([subject.index] if subject else [])}
        if core & report.content - reading.content:
            return False
    last = max(article.words(report.content), default=cue.head)
    return last > cue.head or not article.words(i for i in more if i > cue.head)


def _sourced(article: Article, report: Report, each: Seen) -> Report:
    """A report with the source that the model sees, if it sees one.

    A relative pronoun stands for what the grammar finds. The phrase of the tree names the source, unless most of its
    words are others than those that the model sees and a comma or bracket parts them.
    """
    document = article.document
    if not each.source:
        return report
    source = document.tokens[_head(document, each.source)]
    within = source.index in sources.named(article, report) and source.index != report.source
    if trees.is_relative(source) or within or source.index in (report.addressee, *report.content):
        return report
    found = replace(report, source=source.index)
    phrase, words = article.words(sources.named(article, found)), article.words(each.source)
    more = phrase - words
    alike = 2 * len(phrase & words) >= len(phrase | words)
    joined = bool(more) and document.tokens[min(more) - 1].upos != "PUNCT" and min(more) > max(words, default=0)
    return found if alike or joined else replace(found, mention=frozenset(each.source))


def _report(article: Article, each: Seen, head: Token) -> Report | None:
    """The report of a cue that grammar does not know; a verb's source is its subject if the model sees none.

    What has no marks is an attitude, but for a clause beside a verb of saying.
    """
    document = article.document
    words = {i for i in each.cue if document.tokens[i].upos not in ("AUX", "PUNCT", "ADV", "PART")}
    cue = Cue(head.index, frozenset({head.index, *words}), head.lemma.lower(), "thought", "tag", listed=False)
    report = Report(
        cue,
        frozenset(),
        source=sources.subject(article, head.index) if head.upos == "VERB" else None,
        shape="tagged",
        own=frozenset(trees.subtree(document, head.index)) - each.content,
    )
    report = _sourced(article, report, each)
    content = _content(article, report, each)
    if topic := _topic(article, content.tokens, cue):
        return replace(report, content=frozenset(topic))
    report = replace(report, content=content.tokens, passages=content.passages)
    entries = article.lexicon.verb(head)
    category = entries[-1].category if entries else "statement"
    told = replace(report, cue=replace(cue, category=category))
    if not content.passages:
        clause = any(trees.child(document, i, "nsubj", "expl") for i in report.content)
        return told if clause and article.lexicon.is_verb_of_saying(head) else report
    return told if _speaks(article, report, head) else None


def _speaks(article: Article, report: Report, cue: Token) -> bool:
    """True for a verb with a quotation that may be speech: not the title of a song that is sung."""
    unmarked = [i for i in article.words(report.content) if article.passage_of[i] is None]
    speech = any(complements.is_speech(article, passage) for passage in report.passages)
    return cue.upos == "VERB" and (speech or len(unmarked) > 1)


def _silent(article: Article, each: Seen) -> bool:
    """True where nothing is said (declined to comment, said nothing), or asked by nobody who is named."""
    document = article.document
    cue, content = (
        {t.lemma.lower() for i in part if (t := document.tokens[i]).head not in part}
        for part in (each.cue, each.content)
    )
    said = {document.tokens[i].lemma.lower() for i in each.content}
    silent = bool((cue | content) & article.lexicon.silences)
    return silent or said <= complements.FILLERS or ("ask" in cue and not each.source)


def _head(document: Document, chunk: Collection[int]) -> int:
    """The token of a chunk that is governed from outside it."""
    return next(i for i in chunk if document.tokens[i].head not in chunk)
