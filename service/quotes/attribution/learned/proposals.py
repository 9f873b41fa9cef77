"""Candidates by the report model, beside those of the grammar.

A candidate of the grammar whose cue the model sees too gets variants, with the content, the source or both that the
model predicts; any other cue makes a candidate of its own. The model has learned from a corpus that draws some borders
otherwise than we do, so a variant has to be one that the contract allows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, Content
from quotes.attribution.grammar import complements, quotations, sources
from quotes.attribution.learned.decoding import PredictedAttribution, decode
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def propose(article: Article, known: Collection[Candidate]) -> Iterator[Candidate]:
    """The variants of the known candidates, and the candidates that only the model proposes."""
    document = article.document
    by_cue: dict[int, list[Candidate]] = {}
    for candidate in known:
        for i in candidate.cue.tokens if candidate.cue else ():
            by_cue.setdefault(i, []).append(candidate)
    for predicted in decode(document):
        head = document.tokens[_chunk_head(document, predicted.cue)]
        number = article.passage_of[head.index]
        if (number is not None and article.passage_sizes[number] > 1) or _nothing_is_said(article, predicted):
            continue
        grammatical = {id(r): r for i in predicted.cue for r in by_cue.get(i, ())}
        for candidate in grammatical.values():
            yield from _variants(article, candidate, predicted)
        own = None if grammatical else _candidate_of_its_own(article, predicted, head)
        if own:
            yield own


def _variants(article: Article, candidate: Candidate, predicted: PredictedAttribution) -> Iterator[Candidate]:
    """A candidate of the grammar with the content, the source or both that the model predicts."""
    content = _predicted_content(article, candidate, predicted)
    other = replace(candidate, content=content.tokens, passages=content.passages)
    if not _is_allowed(article, candidate, other):
        other = candidate
    variants = [other]
    if not candidate.relayed_by:  # the model, which sees one layer, takes who quotes for who speaks
        variants += [_with_predicted_source(article, each, predicted) for each in (candidate, other)]
    yield from dict.fromkeys(variant for variant in variants if variant != candidate)


def _predicted_content(article: Article, candidate: Candidate, predicted: PredictedAttribution) -> Content:
    """What the model takes for content, with whole passages; who speaks and who is told are no part of it."""
    cue = candidate.cue
    if cue is None:
        raise ValueError("a candidate without a cue has no variants")
    beside = sources.source_mention(article, replace(candidate, content=frozenset()))
    if candidate.addressee is not None:
        beside |= sources.mention(article, candidate.addressee, cue.tokens)
    near = _near_cue(article, predicted, cue)
    fitted = quotations.fit(article, Content(near - _pointing(article, predicted, near), "predicted"), cue.head)
    return replace(fitted, tokens=fitted.tokens - cue.tokens - beside)


def _near_cue(article: Article, predicted: PredictedAttribution, cue: CandidateCue) -> frozenset[int]:
    """The content without what stands apart from its cue.

    Unquoted words are of the cue's sentence, save behind a colon; a quotation that a sentence of narration or the end
    of a paragraph parts from the rest is a quote of its own.
    """
    tokens = article.document.tokens
    home = tokens[cue.head].sentence
    unbound = cue.kind == "punctuation"
    inside = [i for i in predicted.content if unbound or tokens[i].sentence == home or article.passage(i)]
    inside = [i for i in inside if article.paragraph(i) == article.paragraph(cue.head)] or inside
    sentences = {tokens[i].sentence for i in inside}
    reached = {home}
    for step in (-1, 1):
        at = home + step
        while at in sentences:
            reached.add(at)
            at += step
    near = frozenset(i for i in inside if tokens[i].sentence in reached)
    return near - _quoted_beside_speech(article, near)


def _quoted_beside_speech(article: Article, content: Collection[int]) -> set[int]:
    """Passages that are no speech beside one that is, where all is in quotation marks: told "The Hour": "Go."."""
    passages = article.touched(content)
    unquoted = any(article.passage_of[i] is None for i in article.words(content))
    spoken = [p for p in passages if quotations.is_speech(article, p)]
    if unquoted or not spoken:
        return set()
    return {i for i in content if (passage := article.passage(i)) and passage not in spoken}


def _topic(article: Article, content: Collection[int], cue: CandidateCue) -> set[int]:
    """The unquoted words of a cue's own sentence, where the passages of the content are all in other sentences."""
    tokens = article.document.tokens
    home = {i for i in article.words(content) if tokens[i].sentence == tokens[cue.head].sentence}
    apart = any(article.passage_of[i] is not None for i in content if i not in home)
    return home if apart and all(article.passage_of[i] is None for i in home) else set()


def _pointing(article: Article, predicted: PredictedAttribution, content: Collection[int]) -> set[int]:
    """Words of the reporting clause that only point at what is said: which Sato called "mad"; Sato said so."""
    tokens = article.document.tokens
    cue = set(predicted.cue)
    return {
        i
        for i in content
        if article.passage_of[i] is None
        and (trees.is_relative(tokens[i]) or tokens[i].lemma.lower() in complements.FILLERS)
        and tokens[i].head in cue
    }


def _is_allowed(article: Article, candidate: Candidate, variant: Candidate) -> bool:
    """True for a variant whose content the construction of the candidate allows.

    The clause beside a cue keeps its head and its subject; no content gains the subject of its
    cue, a verb that the cue is coordinated with or, where it is a complement, one that governs the cue; and what
    follows a cue that stands behind its content is an aside.
    """
    document, cue = article.document, candidate.cue
    if not variant.content or cue is None:
        return False
    more = {i for i in variant.content - candidate.content if article.passage_of[i] is None}
    others = {t.index for t in trees.children(document, cue.head, "conj", "nsubj")}
    if candidate.shape == "clause":
        others |= set(trees.ancestors(document, cue.head))
    if more & others:
        return False
    if candidate.clause is not None and candidate.shape == "parenthetical":
        subject = trees.child(document, candidate.clause, "nsubj", "csubj")
        core = {candidate.clause, *([subject.index] if subject else [])}
        if core & candidate.content - variant.content:
            return False
    last = max(article.words(candidate.content), default=cue.head)
    return last > cue.head or not article.words(i for i in more if i > cue.head)


def _with_predicted_source(article: Article, candidate: Candidate, predicted: PredictedAttribution) -> Candidate:
    """The candidate with the source that the model predicts, if it predicts one.

    A relative pronoun stands for what the grammar finds. The phrase of the tree names the source, unless most of its
    words are others than those that the model takes for it and a comma or bracket parts them.
    """
    document = article.document
    if not predicted.source:
        return candidate
    source = document.tokens[_chunk_head(document, predicted.source)]
    within = source.index in sources.source_mention(article, candidate) and source.index != candidate.source
    if trees.is_relative(source) or within or source.index in (candidate.addressee, *candidate.content):
        return candidate
    found = replace(candidate, source=source.index)
    phrase, words = article.words(sources.source_mention(article, found)), article.words(predicted.source)
    more = phrase - words
    alike = 2 * len(phrase & words) >= len(phrase | words)
    joined = bool(more) and document.tokens[min(more) - 1].upos != "PUNCT" and min(more) > max(words, default=0)
    return found if alike or joined else replace(found, source_mention=frozenset(predicted.source))


def _candidate_of_its_own(article: Article, predicted: PredictedAttribution, head: Token) -> Candidate | None:
    """The candidate of a cue that grammar does not know; a verb's source is its subject if the model predicts none.

    Without quotation marks it is a thought, but for a clause beside a verb of saying.
    """
    document = article.document
    words = frozenset(i for i in predicted.cue if document.tokens[i].upos not in ("AUX", "PUNCT", "ADV", "PART"))
    cue = CandidateCue(head.index, words | {head.index}, head.lemma.lower(), "thought", "predicted", listed=False)
    candidate = Candidate(
        cue,
        frozenset(),
        source=sources.subject(article, head.index) if head.upos == "VERB" else None,
        shape="predicted",
        reporting_clause=frozenset(trees.subtree(document, head.index)) - predicted.content,
    )
    candidate = _with_predicted_source(article, candidate, predicted)
    content = _predicted_content(article, candidate, predicted)
    if topic := _topic(article, content.tokens, cue):
        return replace(candidate, content=frozenset(topic))
    candidate = replace(candidate, content=content.tokens, passages=content.passages)
    entries = article.lexicon.verb(head)
    category = entries[-1].category if entries else "statement"
    told = replace(candidate, cue=replace(cue, category=category))
    if not content.passages:
        clause = any(trees.child(document, i, "nsubj", "expl") for i in candidate.content)
        return told if clause and article.lexicon.is_verb_of_saying(head) else candidate
    return told if _may_be_speech(article, candidate, head) else None


def _may_be_speech(article: Article, candidate: Candidate, cue: Token) -> bool:
    """True for a verb with a quotation that may be speech: not the title of a song that is sung."""
    unquoted = [i for i in article.words(candidate.content) if article.passage_of[i] is None]
    speech = any(quotations.is_speech(article, passage) for passage in candidate.passages)
    return cue.upos == "VERB" and (speech or len(unquoted) > 1)


def _nothing_is_said(article: Article, predicted: PredictedAttribution) -> bool:
    """True where nothing is said (declined to comment, said nothing), or asked by nobody who is named."""
    document = article.document
    cue, content = (
        {t.lemma.lower() for i in part if (t := document.tokens[i]).head not in part}
        for part in (predicted.cue, predicted.content)
    )
    said = {document.tokens[i].lemma.lower() for i in predicted.content}
    silent = bool((cue | content) & article.lexicon.silences)
    return silent or said <= complements.FILLERS or ("ask" in cue and not predicted.source)


def _chunk_head(document: Document, chunk: Collection[int]) -> int:
    """The token of a chunk that is governed from outside it."""
    return next(i for i in chunk if document.tokens[i].head not in chunk)
