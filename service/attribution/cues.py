"""Cues: which words report, and what they report.

Each function looks for the cues of one part of speech and gives a Report for each; which of them are kept is
decided in pipeline.py. No cue is looked for inside a passage that is somebody's speech: what people say that
others said is theirs.
"""

from __future__ import annotations

from collections.abc import Iterator

from service.attribution import contents, lexicon, sources, trees
from service.attribution.article import Article
from service.attribution.contents import Content
from service.attribution.lexicon import Entry
from service.attribution.reports import Cue, Report
from service.nlp.document import Document, Span, Token


def find(article: Article) -> Iterator[Report]:
    """All reports that the article's cues could make, in text order of the cues."""
    for token in article.document.tokens:
        if _spoken(article, token.index):
            report = _retold(article, token) if token.upos == "VERB" else None
        else:
            find_one = _FINDERS.get(token.upos)
            report = (find_one(article, token) if find_one else None) or preposition(article, token)
        if report:
            yield report


def _spoken(article: Article, token: int) -> bool:
    passage = article.passage(token)
    return passage is not None and len(article.tokens_in(passage.inner)) > 1


def _retold(article: Article, token: Token) -> Report | None:
    """What somebody's quoted speech reports in its turn: "My neighbour told me the well was dry," said Horn.

    What speakers say that they say now (we call on all parties) is their own speech act, not a report.
    """
    found = verb(article, token)
    if found is None or found.cue is None or found.source is None or found.shape not in ("clause", "parenthetical"):
        return None
    source = article.document.tokens[found.source]
    performed = source.features.get("Person") in ("1", "2") and token.features.get("Tense") != "Past"
    inside = {article.passage_of[i] for i in found.content} == {article.passage_of[token.index]}
    listed = found.cue.listed and found.cue.category != "thought"
    return found if listed and inside and not performed else None


def verb(article: Article, token: Token) -> Report | None:
    """A reporting verb with its content; a verb of no list counts if it introduces a quotation or the tags say so."""
    document, index = article.document, token.index
    if token.lemma in ("quote", "cite") and any(
        _quoting(document, t) is not None for t in trees.children(document, index)
    ):
        return None
    entry, words, governed = _entry(document, token)
    content = _content(article, index, entry, governed) if entry else None
    listed = content is not None
    if content is None:
        category = entry.category if entry else "statement"
        content, entry, words = _unlisted(article, token), Entry(token.lemma.lower(), category), {index}
    if content is None or _empty(document, content, entry):
        return None
    content = contents.around(article, contents.fit(article, content, index), index)
    if not content.tokens - words:
        return None
    if (quoting := _quoting(document, token)) is not None:
        return _quoted(article, content, entry, index, quoting)
    takes_recipient = "R" in entry.frames or (token.lemma == "ask" and content.shape in ("clause", "quotation"))
    source = sources.subject(article, index)
    category = entry.category
    if not listed and content.shape not in ("clause", "quotation"):
        category = "thought"
    if token.lemma == "ask" and content.shape in ("clause", "quotation", "parenthetical"):
        category = "question"
    recipient = sources.addressee(document, index, takes_recipient)
    if governed and "T" in entry.frames:
        recipient = governed.index
    return Report(
        cue=Cue(index, frozenset(words), entry.lemma, category, "verb", listed),
        content=content.tokens - words,
        passages=content.passages,
        source=source,
        addressee=recipient if recipient not in content.tokens else None,
        clause=content.clause,
        shape=content.shape,
        own=frozenset(trees.subtree(document, index)) - content.tokens,
    )


_NOTHING = frozenset({"it", "this", "that", "so", "nothing", "anything", "something", "little", "much"})
_UNSAID = frozenset(
    {"comment", "speak", "respond", "elaborate", "answer", "discuss", "reply", "talk", "name", "identify"}
)


def _empty(document: Document, content: Content, entry: Entry) -> bool:
    """True where nothing is said: declined to comment, asked not to be named, wrote it.

    Nor is refusing to say a report beside the saying itself.
    """
    if content.shape == "object" and entry.category != "thought":
        return all(document.tokens[i].lemma.lower() in _NOTHING for i in content.tokens)
    if entry.category not in ("denial", "demand") or content.shape not in ("infinitive", "predicate"):
        return False
    tokens = [document.tokens[i] for i in content.tokens]
    verbs = [t for t in tokens if t.upos == "VERB" and t.head not in content.tokens]
    refused = entry.category == "denial"
    return any(t.lemma in _UNSAID or (refused and sources.speaks(t)) for t in verbs)


def _quoting(document: Document, token: Token) -> int | None:
    """The governing verb of "was quoted as saying"."""
    if token.head is None or document.tokens[token.head].lemma not in ("quote", "cite"):
        return None
    marks = trees.children(document, token.index, "mark", "case")
    return token.head if any(t.lemma == "as" for t in marks) else None


def _quoted(article: Article, content: Content, entry: Entry, index: int, quoting: int) -> Report:
    """Sato was quoted (by the Gazette) as saying; the Gazette quoted Sato as saying: Sato speaks, through the Gazette."""
    document = article.document
    link = next(t.index for t in trees.children(document, index, "mark", "case") if t.lemma == "as")
    words = frozenset({quoting, link, index})
    passive = trees.child(document, quoting, "nsubj:pass")
    quoted = passive or trees.child(document, quoting, "obj")
    relay = sources.agent(document, quoting) if passive else sources.subject(article, quoting)
    return Report(
        cue=Cue(index, words, "quote as saying", entry.category, "verb"),
        content=content.tokens - words,
        passages=content.passages,
        source=quoted.index if quoted else None,
        clause=content.clause,
        shape=content.shape,
        own=frozenset(trees.subtree(document, quoting)) - content.tokens,
        relayed_by=(relay,) if relay is not None else (),
    )


def _entry(document: Document, token: Token) -> tuple[Entry | None, set[int], Token | None]:
    """The lexicon's entry for a verb here, the tokens of the cue, and the object of its preposition if it has one."""
    nearest: tuple[int, Entry, set[int], Token] | None = None
    for entry in lexicon.verb(token):
        *particles, last = entry.lemma.split()[1:] or [""]
        words = {token.index}
        if nearest and len(entry.lemma.split()) < len(nearest[1].lemma.split()):
            break
        if not last:
            particle = trees.child(document, token.index, "compound:prt")
            return entry, words | ({particle.index} if particle else set()), None
        found = [_particle(document, token.index, particle) for particle in particles]
        if None in found:
            continue
        words |= {i for i in found if i is not None}
        transitive = trees.child(document, token.index, "obj") is not None and not particles
        for dependent in () if transitive else trees.children(document, token.index, "obl", "advcl", "xcomp"):
            for case in trees.children(document, dependent.index, "case", "mark"):
                infinitive = last == "to" and case.deprel != "case"
                if case.lemma.lower() != last or case.index < token.index or infinitive:
                    continue
                if nearest is None or case.index < nearest[0]:
                    nearest = case.index, entry, words | {case.index}, dependent
        particle_at = _particle(document, token.index, last)
        if particle_at is not None and nearest is None:
            return entry, words | {particle_at}, None
    return nearest[1:] if nearest else (None, {token.index}, None)


def _particle(document: Document, verb: int, form: str) -> int | None:
    for token in document.tokens[verb + 1 : verb + 4]:
        if (
            token.text.lower() == form
            and (token.head == verb)
            and token.relation in ("compound", "advmod", "obj", "case")
        ):
            return token.index
    return None


def _content(article: Article, index: int, entry: Entry, governed: Token | None) -> Content | None:
    """The content of a listed verb: the first of the constructions that its frames allow."""
    document = article.document
    frames = entry.frames
    if governed and "T" not in frames:
        found = None
        if "A" in frames:
            found = contents.predication(article, index, governed)
        if found is None and ("O" in frames or governed.relation != "obl"):
            found = contents.object_phrase(article, index, governed)
        return found
    if "C" in frames or "Q" in frames:
        found = contents.complement_clause(article, index)
        if found and ("C" in frames or article.touched(found.tokens)):
            if "A" in frames and trees.child(document, index, "obj") and "R" not in frames:
                return contents.predication(article, index) or found
            return found
    if "A" in frames and (found := contents.predication(article, index)):
        return found
    if ("I" in frames or "R" in frames) and (found := contents.infinitive(article, index)):
        return found
    if ("C" in frames or "Q" in frames) and (found := contents.quotation(article, index)):
        return found
    obj = trees.child(document, index, "obj")
    if "C" in frames and (obj is None or obj.lemma in entry.lemma.split()):
        if found := contents.matrix_clause(article, index):
            return found
    documented = "D" in frames and is_document(document, sources.subject(article, index))
    return contents.object_phrase(article, index) if "O" in frames or documented else None


def may_speak(token: Token) -> bool:
    """True for a common noun of people or bodies."""
    lemma = token.lemma.lower()
    return (
        lemma in lexicon.persons()
        or lemma in lexicon.words("organizations.txt")
        or lemma in lexicon.words("documents.txt")
    )


def is_document(document: Document, source: int | None) -> bool:
    """True for a source that is something written: the audit, a letter."""
    return source is not None and document.tokens[source].lemma.lower() in lexicon.words("documents.txt")


def _unlisted(article: Article, token: Token) -> Content | None:
    """A verb that no list has, but that introduces a quotation, or that the tagger takes for a cue."""
    found = contents.complement_clause(article, token.index)
    if found and article.touched(found.tokens):
        return found
    if found := contents.quotation(article, token.index):
        return found if _beside(article, token, found) else None
    known = any(entry.category != "thought" for entry in lexicon.verb(token))
    if known or token.lemma == "have" or not token.report.endswith("CUE"):
        return None
    for construction in (
        contents.complement_clause,
        contents.predication,
        contents.infinitive,
        contents.object_phrase,
    ):
        found = construction(article, token.index)
        if found and tagged(article, found.tokens) > 0.5:
            return found
    return None


def _beside(article: Article, verb: Token, content: Content) -> bool:
    """True if nothing but the verb's subject, auxiliaries and adverbs stands between it and the quotation."""
    passage = content.passages[0].span
    between = article.tokens_in(Span(min(passage.end, verb.end), max(passage.start, verb.start)))
    subject = sources.own_subject(article, verb.index)
    allowed = trees.subtree(article.document, subject.index) if subject else set()
    return all(t.index in allowed or t.upos in ("PUNCT", "AUX", "ADV", "PART") or t == verb for t in between)


def tagged(article: Article, tokens: frozenset[int]) -> float:
    """The share of the words that the tagger takes for content."""
    words = [article.document.tokens[i] for i in tokens]
    words = [t for t in words if t.upos != "PUNCT"]
    return sum(t.report.endswith("CONTENT") for t in words) / max(1, len(words))


def noun(article: Article, token: Token) -> Report | None:
    """His warning that it failed; her call for calm; the ministry's pledge to pay."""
    document = article.document
    entry = lexicon.nouns().get(token.lemma.lower())
    if entry is None:
        return None
    source = sources.possessor(document, token.index)
    clause = next(
        (
            t
            for t in trees.children(document, token.index, "acl", "ccomp", "advcl", "xcomp")
            if t.deprel != "acl:relcl"
            and any(m.lemma in ("that", "to") for m in trees.children(document, t.index, "mark"))
        ),
        None,
    )
    if clause:
        tokens = trees.subtree(document, clause.index)
        shape = "clause"
    else:
        phrase = next(
            (
                t
                for t in trees.children(document, token.index, "nmod", "acl")
                if trees.has_case(document, t.index, "of", "for", "to", "against", "about", "on") and t.index != source
            ),
            None,
        )
        if phrase is None or source is None:
            return None
        cases = {t.index for t in trees.children(document, phrase.index, "case")}
        tokens = trees.subtree(document, phrase.index, cases)
        shape = "phrase"
    if source is None:
        governor = token.head
        if governor is not None and token.relation in ("obj", "obl") and document.tokens[governor].upos == "VERB":
            source = sources.subject(article, governor)
    if source is None:
        return None
    content = contents.fit(article, Content(frozenset(tokens), shape, clause.index if clause else None), token.index)
    cue = Cue(token.index, frozenset({token.index}), entry.lemma, entry.category, "noun")
    return Report(cue, content.tokens, content.passages, source, None, content.clause, shape)


def adjective(article: Article, token: Token) -> Report | None:
    """Ito was adamant that it failed."""
    document = article.document
    entry = lexicon.adjectives().get(token.lemma.lower())
    clause = trees.child(document, token.index, "ccomp", "xcomp", "advcl")
    subject = trees.child(document, token.index, "nsubj")
    if not (entry and clause and subject) or subject.lemma.lower() in ("it", "there"):
        return None
    if not any(t.lemma in ("that", "to") for t in trees.children(document, clause.index, "mark")):
        return None
    tokens = frozenset(trees.subtree(document, clause.index))
    content = contents.fit(article, Content(tokens, "clause", clause.index), token.index)
    source = sources.subject(article, token.index)
    cue = Cue(token.index, frozenset({token.index}), entry.lemma, entry.category, "adjective")
    return Report(cue, content.tokens, content.passages, source, None, clause.index, "clause")


_HEARSAY = {"reportedly": "statement", "allegedly": "claim", "supposedly": "claim", "purportedly": "claim"}


def adverb(article: Article, token: Token) -> Report | None:
    """It reportedly failed: a report without a source."""
    if token.lemma.lower() not in _HEARSAY or token.head is None:
        return None
    host = _clause_head(article.document, token.head)
    tokens = frozenset(trees.subtree(article.document, host) - {token.index})
    cue = Cue(token.index, frozenset({token.index}), token.lemma.lower(), _HEARSAY[token.lemma.lower()], "adverb")
    return Report(cue, tokens, (), None, None, host, "parenthetical")


_VIEWPOINTS = {
    "view": "assessment", "opinion": "assessment", "word": "statement", "eye": "assessment", "estimation": "assessment",
    "account": "statement", "telling": "statement", "judgment": "assessment", "mind": "thought",
}  # fmt: skip


def preposition(article: Article, token: Token) -> Report | None:
    """According to Ito, rates will fall; in Ito's view (words), rates will fall."""
    document = article.document
    if token.lemma.lower() in ("accord", "according") and token.index + 1 < len(document.tokens):
        to = document.tokens[token.index + 1]
        if to.text.lower() != "to" or token.head is None:
            return None
        source = next((i for i in (token.head, to.head) if i is not None and i > to.index), None)
        if source is None:
            nominal = (t.index for t in trees.children(document, token.index, "obl", "nmod") if t.index > to.index)
            source = next(nominal, None)
        if source is None or document.tokens[source].lemma.lower() in lexicon.words("measures.txt"):
            return None
        cue = Cue(token.index, frozenset({token.index, to.index}), "according to", "statement", "preposition")
        outside, category = source, "statement"
        while document.tokens[outside].head in (token.index, to.index):
            outside = document.tokens[outside].head or outside
        if document.tokens[source].head == token.index:
            outside = token.index
    elif token.lemma.lower() in _VIEWPOINTS and trees.has_case(document, token.index, "in", "to"):
        owner = trees.child(document, token.index, "nmod:poss")
        if owner is None or token.head is None:
            return None
        case = trees.children(document, token.index, "case")[0]
        category = _VIEWPOINTS[token.lemma.lower()]
        cue = Cue(token.index, frozenset({case.index, token.index}), f"in {token.lemma}", category, "preposition")
        source, outside = owner.index, token.index
    else:
        return None
    governor = document.tokens[outside].head
    if governor is None:
        return None
    host = _clause_head(document, governor)
    tokens = frozenset(trees.subtree(document, host, {outside}))
    content = contents.fit(article, Content(tokens, "parenthetical", host), token.index)
    own = frozenset(trees.subtree(document, outside))
    return Report(cue, content.tokens, content.passages, source, None, host, "parenthetical", own)


def _clause_head(document: Document, index: int) -> int:
    """The head of the clause that a token stands in."""
    clausal = ("root", "ccomp", "parataxis", "advcl", "acl:relcl", "csubj")
    while (head := document.tokens[index].head) is not None:
        token = document.tokens[index]
        if token.relation in clausal or token.deprel in clausal:
            return index
        if token.relation == "conj" and trees.child(document, index, "nsubj"):
            return index
        index = head
    return index


_FINDERS = {"VERB": verb, "NOUN": noun, "ADJ": adjective, "ADV": adverb}
