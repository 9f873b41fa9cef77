"""Reporting verbs: the cue of most attributions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from quotes.attribution.article import Article
from quotes.attribution.candidate import Cue, Report
from quotes.attribution.grammar import complements, senses, sources
from quotes.attribution.grammar.complements import Content
from quotes.attribution.grammar.senses import Sense
from quotes.attribution.lexicon import Entry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Span, Token


def report(article: Article, verb: Token) -> Report | None:
    """The report of a verb; one that no list has counts if it introduces a quotation or the report model says so."""
    document = article.document
    if verb.lemma in complements.CITING and any(_quoting(document, t) for t in trees.children(document, verb.index)):
        return None  # the cue is "quoted as saying"
    sense = senses.find(article, verb)
    content = _listed(article, verb, sense) if sense else None
    if sense is None or content is None:
        category = sense.entry.category if sense else "statement"
        sense = Sense(Entry(verb.lemma.lower(), category), frozenset({verb.index}), listed=False)
        content = _unlisted(article, verb)
    if content is None or _says_nothing(article, content, sense.entry):
        return None
    content = complements.around(article, complements.fit(article, content, verb.index), verb.index)
    if not content.tokens - sense.words:
        return None
    quoting = _quoting(document, verb)
    teller = _quoted(article, verb, quoting) if quoting else _Teller(sources.subject(article, verb.index))
    if quoting and content.shape == "parenthetical" and content.passages:  # "Go," Sato was quoted as saying
        content = replace(content, tokens=frozenset(i for i in content.tokens if article.passage(i)))
    words = sense.words | ({quoting.index, _link(document, verb)} if quoting else frozenset())
    lemma = f"{quoting.lemma} as {sense.entry.lemma}" if quoting else sense.entry.lemma
    recipient = _recipient(document, verb, sense, content)
    return Report(
        cue=Cue(verb.index, words, lemma, _category(verb, sense, content), "verb", sense.listed),
        content=content.tokens - words,
        passages=content.passages,
        source=teller.source,
        addressee=None if recipient in (teller.source, *content.tokens) else recipient,
        clause=content.clause,
        shape=content.shape,
        own=frozenset(trees.subtree(document, quoting.index if quoting else verb.index)) - content.tokens,
        relayed_by=(teller.relay,) if teller.relay is not None else (),
    )


def _category(verb: Token, sense: Sense, content: Content) -> str:
    """The category of the sense; asking for a clause is a question, what only the report model knows a thought."""
    if verb.lemma == "ask" and content.shape in ("clause", "quotation", "parenthetical"):
        return "question"
    return sense.entry.category if sense.listed or content.shape in ("clause", "quotation") else "thought"


def _recipient(document: Document, verb: Token, sense: Sense, content: Content) -> int | None:
    if sense.governed and "T" in sense.entry.frames:
        return sense.governed.index
    asked = verb.lemma == "ask" and content.shape in ("clause", "quotation")
    return sources.addressee(document, verb.index, "R" in sense.entry.frames or asked)


def _says_nothing(article: Article, content: Content, entry: Entry) -> bool:
    """True for: declined to comment, asked not to be named, wrote it.

    Nor is refusing to say a report beside the saying itself.
    """
    document, lexicon = article.document, article.lexicon
    if content.shape == "object" and entry.category != "thought":
        return all(document.tokens[i].lemma.lower() in complements.FILLERS for i in content.tokens)
    if entry.category not in ("denial", "demand") or content.shape not in ("infinitive", "predicate"):
        return False
    tokens = (document.tokens[i] for i in content.tokens)
    verbs = [t for t in tokens if t.upos == "VERB" and t.head not in content.tokens]
    return any(
        t.lemma in lexicon.silences or (entry.category == "denial" and lexicon.is_verb_of_saying(t)) for t in verbs
    )


@dataclass(frozen=True)
class _Teller:
    source: int | None
    relay: int | None = None


def _quoting(document: Document, verb: Token) -> Token | None:
    """The governing verb of "quoted as saying"."""
    if verb.head is None or document.tokens[verb.head].lemma not in complements.CITING:
        return None
    return document.tokens[verb.head] if _link(document, verb) >= 0 else None


def _link(document: Document, verb: Token) -> int:
    """The "as" before a verb, or -1."""
    marks = trees.children(document, verb.index, "mark", "case")
    return next((t.index for t in marks if t.lemma == "as"), -1)


def _quoted(article: Article, verb: Token, quoting: Token) -> _Teller:
    """Sato was quoted (by the Gazette) as saying, the Gazette quoted Sato as saying: Sato, through the Gazette."""
    document = article.document
    if passive := trees.child(document, quoting.index, "nsubj:pass"):
        agents = (sources.agent(document, cue) for cue in (quoting.index, verb.index))
        return _Teller(passive.index, next((agent for agent in agents if agent is not None), None))
    quoted = trees.child(document, quoting.index, "obj", "iobj")
    return _Teller(quoted.index if quoted else None, sources.subject(article, quoting.index))


def _listed(article: Article, verb: Token, sense: Sense) -> Content | None:
    """The content of a listed verb: the first of the constructions that its frames allow."""
    document, index, frames = article.document, verb.index, sense.entry.frames
    if sense.governed and "T" not in frames:
        predicate = complements.predication(article, index, sense.governed) if "A" in frames else None
        return predicate or (complements.object_phrase(article, index, sense.governed) if "O" in frames else None)
    obj = trees.child(document, index, "obj")
    free = obj is None or obj.index in sense.words
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
        ("C" in frames and free and _tags_narration(article, verb), complements.matrix_clause),
        ("C" in frames or "Q" in frames, complements.quotation),
        ("C" in frames and free, complements.matrix_clause),
        ("O" in frames or documented, complements.object_phrase),
    )
    return next((found for allowed, find in constructions if allowed and (found := find(article, index))), None)


def _tags_narration(article: Article, verb: Token) -> bool:
    """True for a tag behind a clause that begins without marks: Ito told them to "stop," Reuters reported."""
    outside = verb.head is not None and verb.head < verb.index and article.passage_of[verb.head] is None
    return outside and complements.is_tag(article, verb)


def _told_of(article: Article, verb: Token) -> bool:
    """True for what is said of a thing that cannot speak itself: Cole said the row had one cause: "They hate us."."""
    subject = sources.own_subject(article, verb.index)
    thing = subject is not None and subject.upos == "NOUN" and not article.lexicon.may_speak(subject)
    governor = article.document.tokens[verb.head] if verb.relation == "ccomp" and verb.head is not None else None
    return thing and governor is not None and article.lexicon.is_verb_of_saying(governor)


def _unlisted(article: Article, verb: Token) -> Content | None:
    """What a verb of no list reports: a quotation that it introduces, or what the report model takes for content."""
    if _told_of(article, verb):
        return None
    found = complements.complement_clause(article, verb.index)
    if found and article.touched(found.tokens):
        return found
    if found := complements.quotation(article, verb.index):
        return found if _beside(article, verb, found) and _set_off(article, verb, found) else None
    spoken = any(entry.category != "thought" for entry in article.lexicon.verb(verb))
    if spoken or verb.lemma == "have" or not verb.prediction.label.endswith("CUE"):
        return None
    constructions = (
        complements.complement_clause,
        complements.predication,
        complements.infinitive,
        complements.object_phrase,
    )
    candidates = (find(article, verb.index) for find in constructions)
    return next((found for found in candidates if found and complements.tagged(article, found.tokens) > 0.5), None)


def _set_off(article: Article, verb: Token, content: Content) -> bool:
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


def _beside(article: Article, verb: Token, content: Content) -> bool:
    """True if nothing but the verb's subject, auxiliaries and adverbs stands between it and the quotation."""
    passage = content.passages[0].span
    start = min(passage.end, verb.end)
    between = article.tokens_in(Span(start, max(start, passage.start, verb.start)))
    subject = sources.own_subject(article, verb.index)
    allowed = trees.subtree(article.document, subject.index) if subject else set()
    return all(t.index in allowed or t.upos in ("PUNCT", "AUX", "ADV", "PART") or t == verb for t in between)
