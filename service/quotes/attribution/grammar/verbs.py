"""Reporting verbs, the cues of most attributions: Ito said that rates would fall, "It failed," Ito beamed."""

from __future__ import annotations

from dataclasses import dataclass, replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue, Content
from quotes.attribution.grammar import contents, quotations, sources, unlisted, verb_entries
from quotes.attribution.grammar.verb_entries import VerbEntry
from quotes.attribution.lexicon import Entry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def reporting_verb(article: Article, token: Token) -> Candidate | None:
    """Ito said that rates would fall, Ito vowed to resign, urged them to go, denied the claim.

    A verb that no list has is one if it introduces a quotation.
    """
    found = None if _quotes_another(article, token) else _reported(article, token)
    if found is None:
        return None
    verb, content = found
    content = quotations.with_other_half(article, quotations.fit(article, content, verb.index), verb.index)
    if not content.tokens - verb.words:
        return None
    if quoting := _quoting_verb(article, token):
        return _quoted(article, verb, content, quoting)
    listens = sources.only_listens(article, verb.entry.lemma, verb.index)
    source = None if listens else sources.subject(article, verb.index)
    return _candidate(article, verb, content, _Source(source))


def _reported(article: Article, token: Token) -> tuple[VerbEntry, Content] | None:
    """A verb with what it reports: by a construction of its entry, else as a verb of no list."""
    verb = verb_entries.find(article, token)
    content = contents.find(article, verb) if verb else None
    if verb is None or content is None:
        entry = Entry(token.lemma.lower(), verb.entry.category if verb else "statement")
        verb = VerbEntry(token, entry, frozenset({token.index}), listed=False)
        content = unlisted.content(article, verb)
    return None if content is None or _is_no_report(article, content, verb.entry) else (verb, content)


def _candidate(article: Article, verb: VerbEntry, content: Content, source: _Source) -> Candidate:
    recipient = _recipient(article, verb, content)
    return Candidate(
        cue=CandidateCue(
            verb.index, verb.words, verb.entry.lemma, _category(article, verb, content), "verb", verb.listed
        ),
        content=content.tokens - verb.words,
        passages=content.passages,
        source=source.head,
        addressee=None if recipient in (source.head, *content.tokens) else recipient,
        clause=content.clause,
        shape=content.shape,
        reporting_clause=frozenset(trees.subtree(article.document, verb.index)) - content.tokens,
        relayed_by=() if source.relay is None else (source.relay,),
    )


def _category(article: Article, verb: VerbEntry, content: Content) -> str:
    """The category of the entry, unless the content tells another.

    Asking for a clause is a question, telling somebody to do something a demand, and a verb of no list beside its host
    a thought.
    """
    if _asks(article, verb, content):
        return "question"
    if _is_hearsay(article, verb):
        return "claim"
    if verb.tells and content.shape == "infinitive" and verb.entry.category == "statement":
        return "demand"
    return verb.entry.category if verb.listed or content.shape in ("clause", "quotation") else "thought"


def _asks(article: Article, verb: VerbEntry, content: Content) -> bool:
    """True for a question, not a demand: asked whether rates would fall."""
    asking = verb.token.lemma in article.lexicon.classes.asking_verbs
    return asking and content.shape in ("clause", "quotation", "parenthetical")


def _is_hearsay(article: Article, verb: VerbEntry) -> bool:
    """True for what is learned of nobody named: it is understood that ..., the Courier has learned that ..."""
    if verb.entry.lemma not in article.lexicon.classes.learning_verbs:
        return False
    learning = sources.subject(article, verb.index)
    if learning is None:
        return trees.is_passive(article.document, verb.index)
    listens = sources.only_listens(article, verb.entry.lemma, verb.index)
    return listens or sources.is_body(article, learning)


def _recipient(article: Article, verb: VerbEntry, content: Content) -> int | None:
    """The head of who was told or asked."""
    if verb.governed and verb.tells:
        return verb.governed.index
    return sources.addressee(article.document, verb.index, verb.tells or _asks(article, verb, content))


def _is_no_report(article: Article, content: Content, entry: Entry) -> bool:
    """True for: declined to comment, asked not to be named, wrote it.

    Refusing to say is no report either, beside the saying itself.
    """
    document, lexicon = article.document, article.lexicon
    if content.shape == "object" and entry.category != "thought":
        return all(document.tokens[i].lemma.lower() in lexicon.classes.fillers for i in content.tokens)
    if entry.category not in ("denial", "demand") or content.shape not in ("infinitive", "predicate"):
        return False
    tokens = (document.tokens[i] for i in content.tokens)
    highest = [t for t in tokens if t.upos == "VERB" and t.head not in content.tokens]
    return any(
        t.lemma in lexicon.classes.silences or (entry.category == "denial" and lexicon.is_verb_of_saying(t))
        for t in highest
    )


def _quotes_another(article: Article, verb: Token) -> bool:
    """True for the first verb of "quoted as saying", whose cue the second one heads."""
    below = trees.children(article.document, verb.index)
    return verb.lemma in article.lexicon.classes.citing_verbs and any(_quoting_verb(article, t) for t in below)


def _quoted(article: Article, verb: VerbEntry, content: Content, quoting: Token) -> Candidate:
    """The candidate of a verb that another quotes: Sato was quoted as saying that rates would fall."""
    document = article.document
    if content.shape == "parenthetical" and content.passages:  # "Go," Sato was quoted as saying
        content = replace(content, tokens=frozenset(i for i in content.tokens if article.passage(i)))
    words = verb.words | {quoting.index, _as_before(document, verb.token)}
    entry = replace(verb.entry, lemma=f"{quoting.lemma} as {verb.entry.lemma}")
    source = _source_of_quoted(article, verb.token, quoting)
    found = _candidate(article, replace(verb, entry=entry, words=words), content, source)
    return replace(found, reporting_clause=frozenset(trees.subtree(document, quoting.index)) - content.tokens)


@dataclass(frozen=True)
class _Source:
    """The head token of a source, and of who quotes it."""

    head: int | None
    relay: int | None = None


def _quoting_verb(article: Article, verb: Token) -> Token | None:
    """The governing verb of "quoted as saying"."""
    governor = article.document.tokens[verb.head] if verb.head is not None else None
    if governor is None or governor.lemma not in article.lexicon.classes.citing_verbs:
        return None
    return governor if _as_before(article.document, verb) >= 0 else None


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
