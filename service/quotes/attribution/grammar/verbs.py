"""Reporting verbs, the cues of most attributions: which entry of the lexicon one is, and what it reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, Content
from quotes.attribution.grammar import complements, quotations, sources
from quotes.attribution.grammar.parentheticals import host_clause, is_reporting_clause
from quotes.attribution.lexicon import Entry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Span, Token


@dataclass(frozen=True)
class VerbEntry:
    """The entry of the lexicon that a verb stands for in its sentence: call, call for, call on, put it.

    Attributes:
        words: the verb with its particle, fixed object or preposition.
        governed: the phrase that the preposition governs.
        listed: False for a verb of no list, or whose entry found no content.
    """

    entry: Entry
    words: frozenset[int]
    governed: Token | None = None
    listed: bool = True


def reporting_verb(article: Article, verb: Token) -> Candidate | None:
    """Ito said that rates would fall, Ito vowed to resign, urged them to go, denied the claim.

    A verb that no list has is one if it introduces a quotation or the report model says so.
    """
    document = article.document
    below = trees.children(document, verb.index)
    if verb.lemma in complements.CITING and any(_quoting_verb(document, t) for t in below):
        return None  # the cue is "quoted as saying"
    verb_entry = _entry_of(article, verb)
    content = _content_of_listed(article, verb, verb_entry) if verb_entry else None
    if verb_entry is None or content is None:
        category = verb_entry.entry.category if verb_entry else "statement"
        verb_entry = VerbEntry(Entry(verb.lemma.lower(), category), frozenset({verb.index}), listed=False)
        content = _content_of_unlisted(article, verb)
    if content is None or _is_no_report(article, content, verb_entry.entry):
        return None
    content = quotations.with_other_half(article, quotations.fit(article, content, verb.index), verb.index)
    if not content.tokens - verb_entry.words:
        return None
    quoting = _quoting_verb(document, verb)
    source = _source_of_quoted(article, verb, quoting) if quoting else _Source(sources.subject(article, verb.index))
    if quoting and content.shape == "parenthetical" and content.passages:  # "Go," Sato was quoted as saying
        content = replace(content, tokens=frozenset(i for i in content.tokens if article.passage(i)))
    words = verb_entry.words | ({quoting.index, _as_before(document, verb)} if quoting else frozenset())
    lemma = f"{quoting.lemma} as {verb_entry.entry.lemma}" if quoting else verb_entry.entry.lemma
    recipient = _recipient(document, verb, verb_entry, content)
    return Candidate(
        cue=CandidateCue(verb.index, words, lemma, _category(verb, verb_entry, content), "verb", verb_entry.listed),
        content=content.tokens - words,
        passages=content.passages,
        source=source.head,
        addressee=None if recipient in (source.head, *content.tokens) else recipient,
        clause=content.clause,
        shape=content.shape,
        reporting_clause=frozenset(trees.subtree(document, quoting.index if quoting else verb.index)) - content.tokens,
        relayed_by=(source.relay,) if source.relay is not None else (),
    )


def _category(verb: Token, verb_entry: VerbEntry, content: Content) -> str:
    """The category of the entry; asking for a clause is a question, what only the report model knows a thought."""
    if verb.lemma == "ask" and content.shape in ("clause", "quotation", "parenthetical"):
        return "question"
    return verb_entry.entry.category if verb_entry.listed or content.shape in ("clause", "quotation") else "thought"


def _recipient(document: Document, verb: Token, verb_entry: VerbEntry, content: Content) -> int | None:
    if verb_entry.governed and "T" in verb_entry.entry.frames:
        return verb_entry.governed.index
    asked = verb.lemma == "ask" and content.shape in ("clause", "quotation")
    return sources.addressee(document, verb.index, "R" in verb_entry.entry.frames or asked)


def _is_no_report(article: Article, content: Content, entry: Entry) -> bool:
    """True for: declined to comment, asked not to be named, wrote it.

    Refusing to say is no report either, beside the saying itself.
    """
    document, lexicon = article.document, article.lexicon
    if content.shape == "object" and entry.category != "thought":
        return all(document.tokens[i].lemma.lower() in complements.FILLERS for i in content.tokens)
    if entry.category not in ("denial", "demand") or content.shape not in ("infinitive", "predicate"):
        return False
    tokens = (document.tokens[i] for i in content.tokens)
    highest = [t for t in tokens if t.upos == "VERB" and t.head not in content.tokens]
    return any(
        t.lemma in lexicon.silences or (entry.category == "denial" and lexicon.is_verb_of_saying(t)) for t in highest
    )


@dataclass(frozen=True)
class _Source:
    """The head token of a source, and of who quotes it."""

    head: int | None
    relay: int | None = None


def _quoting_verb(document: Document, verb: Token) -> Token | None:
    """The governing verb of "quoted as saying"."""
    if verb.head is None or document.tokens[verb.head].lemma not in complements.CITING:
        return None
    return document.tokens[verb.head] if _as_before(document, verb) >= 0 else None


def _as_before(document: Document, verb: Token) -> int:
    """The "as" before a verb, or -1."""
    markers = trees.children(document, verb.index, "mark", "case")
    return next((t.index for t in markers if t.lemma == "as"), -1)


def _source_of_quoted(article: Article, verb: Token, quoting: Token) -> _Source:
    """Sato was quoted (by the Gazette) as saying, the Gazette quoted Sato as saying: Sato, through the Gazette."""
    document = article.document
    if passive := trees.child(document, quoting.index, "nsubj:pass"):
        agents = (sources.agent(document, cue) for cue in (quoting.index, verb.index))
        return _Source(passive.index, next((agent for agent in agents if agent is not None), None))
    quoted = trees.child(document, quoting.index, "obj", "iobj")
    return _Source(quoted.index if quoted else None, sources.subject(article, quoting.index))


def _content_of_listed(article: Article, verb: Token, verb_entry: VerbEntry) -> Content | None:
    """The content of a listed verb: the first of the constructions that its frames allow."""
    document, index, frames = article.document, verb.index, verb_entry.entry.frames
    if verb_entry.governed and "T" not in frames:
        predicate = complements.predication(article, index, verb_entry.governed) if "A" in frames else None
        return predicate or (complements.object_phrase(article, index, verb_entry.governed) if "O" in frames else None)
    obj = trees.child(document, index, "obj")
    free = obj is None or obj.index in verb_entry.words
    clause = complements.complement_clause(article, index) if {"C", "Q"} & set(frames) else None
    if clause and not ("C" in frames or article.touched(clause.tokens)):
        clause = None
    if clause and not ("A" in frames and "R" not in frames and obj):
        return clause
    source = sources.subject(article, index)
    documents = article.lexicon.documents
    documented = "D" in frames and source is not None and document.tokens[source].lemma.lower() in documents
    constructions: tuple[tuple[bool, Callable[[Article, int], Content | None]], ...] = (
        ("A" in frames, complements.predication),
        (clause is not None, lambda *_: clause),
        ("I" in frames or "R" in frames, partial(complements.infinitive, raises="R" not in frames)),
        ("C" in frames and free and _follows_narration(article, verb), host_clause),
        ("C" in frames or "Q" in frames, quotations.beside),
        ("C" in frames and free, host_clause),
        ("O" in frames or documented, complements.object_phrase),
    )
    return next((found for allowed, find in constructions if allowed and (found := find(article, index))), None)


def _follows_narration(article: Article, verb: Token) -> bool:
    """True behind a clause that begins outside quotation marks: Ito told them to "stop," Reuters reported."""
    outside = verb.head is not None and verb.head < verb.index and article.passage_of[verb.head] is None
    return outside and is_reporting_clause(article, verb)


def _is_said_of_thing(article: Article, verb: Token) -> bool:
    """True for what is said of a thing that cannot speak itself: Cole said the row had one cause: "They hate us."."""
    subject = sources.own_subject(article, verb.index)
    thing = subject is not None and subject.upos == "NOUN" and not article.lexicon.may_speak(subject)
    governor = article.document.tokens[verb.head] if verb.relation == "ccomp" and verb.head is not None else None
    return thing and governor is not None and article.lexicon.is_verb_of_saying(governor)


def _content_of_unlisted(article: Article, verb: Token) -> Content | None:
    """What a verb of no list reports: a quotation that it introduces, or what the report model takes for content."""
    if _is_said_of_thing(article, verb):
        return None
    found = complements.complement_clause(article, verb.index)
    if found and article.touched(found.tokens):
        return found
    if found := quotations.beside(article, verb.index):
        return found if _is_adjacent(article, verb, found) and _is_set_off(article, verb, found) else None
    spoken = any(entry.category != "thought" for entry in article.lexicon.verb(verb))
    if spoken or verb.lemma == "have" or not verb.prediction.label.endswith("CUE"):
        return None
    constructions = (
        complements.complement_clause,
        complements.predication,
        complements.infinitive,
        complements.object_phrase,
    )
    contents = (find(article, verb.index) for find in constructions)
    return next((found for found in contents if found and _is_predicted(article, found)), None)


def _is_predicted(article: Article, content: Content) -> bool:
    return complements.predicted_share(article, content.tokens) > 0.5


def _is_set_off(article: Article, verb: Token, content: Content) -> bool:
    """True if punctuation parts verb and quotation, as it does speech, or the report model takes the verb for a cue."""
    text, passage = article.document.text, content.passages[0]
    if verb.prediction.label.endswith("CUE"):
        return True
    if passage.span.start < verb.start:
        return text[passage.inner.end - 1] in ",.!?…—–-" or text[passage.span.end :].lstrip()[:1] in (
            ",",
            "—",
            "–",
            "-",
        )
    return text[: passage.span.start].rstrip()[-1:] in (",", ":")


def _is_adjacent(article: Article, verb: Token, content: Content) -> bool:
    """True if nothing but the verb's subject, auxiliaries and adverbs stands between it and the quotation."""
    passage = content.passages[0].span
    start = min(passage.end, verb.end)
    between = article.tokens_in(Span(start, max(start, passage.start, verb.start)))
    subject = sources.own_subject(article, verb.index)
    allowed = trees.subtree(article.document, subject.index) if subject else set()
    return all(t.index in allowed or t.upos in ("PUNCT", "AUX", "ADV", "PART") or t == verb for t in between)


def _entry_of(article: Article, verb: Token) -> VerbEntry | None:
    """The entry that a verb stands for.

    The one whose preposition comes first, else that with a particle or fixed object, else the bare verb.
    """
    document, entries = article.document, article.lexicon.verb(verb)
    prepositional = [m for entry in entries if (m := _prepositional(document, verb, entry))]
    if prepositional:
        return min(prepositional, key=lambda found: (-len(found.entry.lemma.split()), max(found.words)))
    return next((m for entry in entries if (m := _fixed(document, verb, entry))), None)


def _prepositional(document: Document, verb: Token, entry: Entry) -> VerbEntry | None:
    """The entry if the verb governs a phrase with its preposition and, but for fixed words, no object."""
    *fixed, preposition = entry.lemma.split()[1:] or [""]
    words = [_fixed_word(document, verb, form) for form in fixed]
    if None in words or (not fixed and trees.child(document, verb.index, "obj")):
        return None
    for dependent in trees.children(document, verb.index, "obl", "advcl", "xcomp"):
        for case in trees.children(document, dependent.index, "case", "mark"):
            infinitive = preposition == "to" and case.deprel != "case"
            if case.lemma.lower() == preposition and case.index > verb.index and not infinitive:
                found = frozenset({verb.index, case.index, *(i for i in words if i is not None)})
                return VerbEntry(entry, found, dependent)
    return None


def _fixed(document: Document, verb: Token, entry: Entry) -> VerbEntry | None:
    """The entry if all its words stand behind the verb; a bare verb takes its particle along."""
    forms = entry.lemma.split()[1:]
    words = [_fixed_word(document, verb, form) for form in forms]
    if None in words:
        return None
    if not forms and (particle := trees.child(document, verb.index, "compound:prt")):
        words = [particle.index]
    return VerbEntry(entry, frozenset({verb.index, *(i for i in words if i is not None)}))


def _fixed_word(document: Document, verb: Token, form: str) -> int | None:
    near = (t for t in document.tokens[verb.index + 1 : verb.index + 4] if t.head == verb.index)
    fixed = (t.index for t in near if t.relation in ("compound", "advmod", "obj", "case") and t.text.lower() == form)
    return next(fixed, None)
