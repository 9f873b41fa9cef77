"""What is reported: the content that a reporting verb governs.

Each function answers for one construction with the tokens of the content, or None. Quotation marks are not
looked at here except to find the quotation that a verb introduces; `fit` then fits a content to its passages.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from quotes.attribution.article import Article
from quotes.attribution.candidate import Shape
from quotes.attribution.grammar import circumstances, sources
from quotes.attribution.quotation import Passage
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

CITING = frozenset({"cite", "quote"})
"""Verbs whose object is the one who speaks."""

FILLERS = frozenset({"it", "this", "that", "so", "nothing", "anything", "something", "little", "much"})
"""Objects that say nothing of what was said."""

COMPLEMENT_CASES = frozenset({"of", "for", "as", "to", "against", "with", "from", "about", "over", "on", "in", "into"})


@dataclass(frozen=True)
class Content:
    """Tokens of a content, the head of its clause if it is one, and the construction (see reports.Report)."""

    tokens: frozenset[int]
    shape: Shape
    clause: int | None = None
    passages: tuple[Passage, ...] = ()


def complement_clause(article: Article, verb: int) -> Content | None:
    """Ito said (that) rates would fall; Ito said: rates will fall."""
    document = article.document
    clauses = [
        t
        for t in trees.children(document, verb, "ccomp", "csubj")
        if not sources.is_converb(document, t)
        and not is_tag(article, t)
        and not _claimed(article, verb, t)
        and not _prompt(article, verb, t)
    ]
    if not clauses:
        beside = [t for t in trees.children(document, verb, "parataxis") if not is_tag(article, t)]
        clauses = [t for t in beside if _introduced(document, verb, t)]
    if not clauses:  # Reuters reported, citing two officials, that ...
        citing = [t for t in trees.children(document, verb, "advcl") if t.lemma in CITING]
        clauses = [c for t in citing for c in trees.children(document, t.index, "ccomp")]
    if not clauses:
        return None
    tokens = set().union(*(trees.subtree(document, c.index, asides(article, c.index)) for c in clauses))
    tokens -= _added(article, tokens, clauses[0].index)
    tokens -= {
        i for i in tokens if i < verb and trees.is_relative(document.tokens[i]) and article.passage_of[i] is None
    }
    if not tokens:
        return None
    first = min(tokens)
    opening = [t for t in document.tokens[verb + 1 : first] if t.upos == "SCONJ" and t.lemma == "that"]
    shape: Shape = "clause" if clauses[0].index > verb else "parenthetical"  # behind its content, the verb is a tag
    return Content(frozenset(tokens | {t.index for t in opening[-1:]}), shape, clauses[0].index)


def _added(article: Article, tokens: Collection[int], clause: int) -> set[int]:
    """Clauses coordinated behind a comma that the report model leaves out: Ito said it was safe, but two died."""
    document = article.document
    out: set[int] = set()
    if not article.has_predictions:
        return out
    for i in tokens:
        token = document.tokens[i]
        if token.relation != "conj" or token.head != clause or article.passage_of[i] is not None:
            continue
        branch = trees.subtree(document, i)
        if document.tokens[min(branch)].text == "," and tagged(article, branch) < 0.5:
            out |= branch
    return out


def _prompt(article: Article, verb: int, clause: Token) -> bool:
    """True for a participle clause before the subject of a verb: Asked if he would resign, Ito said ..."""
    document, subject = article.document, sources.own_subject(article, verb)
    bare = not trees.children(document, clause.index, "nsubj", "aux", "cop", "mark")
    before = subject is not None and clause.index < subject.index and article.passage_of[clause.index] is None
    return before and bare and clause.features.get("Tense") == "Past"  # a tagger takes some for finite


def _claimed(article: Article, verb: int, clause: Token) -> bool:
    """True for a clause behind another verb of saying that depends on this one: "A," Ito said, adding, "B."."""
    document = article.document
    return any(
        verb < t.index < clause.index
        and article.lexicon.is_verb_of_saying(t)
        and not trees.child(document, t.index, "ccomp", "obj")
        for t in trees.children(document, verb, "advcl", "conj", "xcomp")
    )


def _introduced(document: Document, verb: int, clause: Token) -> bool:
    """True for a main clause that a colon or an opening mark sets behind the verb as what it reports."""
    between = document.tokens[verb + 1 : clause.index] if clause.index > verb else ()
    return any(t.text in (":", '"', "“", "«") for t in between)


def is_tag(article: Article, token: Token) -> bool:
    """True for a bare reporting clause set off by a comma: ..., the ministry reported on Sunday."""
    document = article.document
    if token.upos != "VERB" or token.relation not in ("parataxis", "ccomp", "conj", "advcl", "acl"):
        return False
    if not any("C" in entry.frames for entry in article.lexicon.verb(token)):
        return False
    subject = sources.own_subject(article, token.index)
    if subject is None or trees.is_relative(subject):
        return False
    own = trees.children(document, token.index, "ccomp", "obj", "xcomp", "mark", "cc", "iobj", "csubj")
    if any(not sources.is_converb(document, t) for t in own):
        return False
    clause = trees.trim(document, trees.subtree(document, token.index))
    if clause[0] == article.sentence(clause[0]).first:
        return False
    before, after = document.tokens[clause[0] - 1], document.tokens[clause[-1] + 1 : clause[-1] + 2]
    if token.relation == "acl":  # the parser takes for a relative clause what two commas set off
        return before.text == "," and bool(after) and after[0].text == ","
    return before.upos == "PUNCT"


def asides(article: Article, clause: int) -> set[int]:
    """The heads of what is set off in a clause but not part of it: reporting clauses, remarks upon the clause."""
    document = article.document
    tags = {i for i in trees.subtree(document, clause) if i != clause and is_tag(article, document.tokens[i])}
    if document.tokens[clause].upos in ("NOUN", "PROPN", "PRON"):
        return tags
    remarks = trees.children(document, clause, "appos", "parataxis")  # a phrase that she has used before
    return tags | {t.index for t in remarks if t.upos == "NOUN" and t.index > clause}


def matrix_clause(article: Article, verb: int) -> Content | None:
    """Rates will fall, Ito said; rates, Ito said, will fall; as Ito put it, rates will fall."""
    document = article.document
    token = document.tokens[verb]
    if token.head is None:
        return None
    as_clause = token.relation == "advcl" and any(t.lemma == "as" for t in trees.children(document, verb, "mark"))
    if not as_clause and not is_tag(article, token):
        return None
    host = document.tokens[token.head]
    while host.head is not None and host.relation in ("nsubj", "obj", "obl", "nmod", "xcomp"):
        host = document.tokens[host.head]
    tokens = trees.subtree(document, host.index, asides(article, host.index) | {verb})
    if document.tokens[min(tokens)].deprel == "cc":
        tokens.discard(min(tokens))
    return Content(frozenset(tokens), "parenthetical", host.index)


def infinitive(article: Article, verb: int, raises: bool = True) -> Content | None:
    """Ito vowed to resign; rates are said to be falling (the raised subject belongs to the content).

    The subject of the passive of a verb that does not raise it is the one who was told: residents were told to go.
    """
    document = article.document
    clause = trees.child(document, verb, "xcomp")
    if clause is None or clause.index < verb:
        return None
    tokens = trees.subtree(document, clause.index)
    raised = trees.child(document, verb, "nsubj:pass")
    if raised is None or not raises:
        return Content(frozenset(tokens), "infinitive", clause.index)
    if not trees.is_relative(raised):
        tokens |= trees.subtree(document, raised.index)
    return Content(frozenset(tokens), "raised", clause.index)


def predication(article: Article, verb: int, preposition: Token | None = None) -> Content | None:
    """The one who is addressed or judged, with what is asked or said of them.

    Ito urged them to go; accused Lee of fraud; described it as "dead". The subject of a passive and a relative
    pronoun stay outside.
    """
    document = article.document
    judged = preposition or trees.child(document, verb, "obj", "iobj")
    passive = trees.is_passive(document, verb)
    after = [
        t
        for t in trees.children(document, verb)
        if t.index > verb
        and (judged is None or t.index > judged.index)
        and _predicates(article, t)
        and not is_tag(article, t)
    ]
    if passive and not after and (by := sources.agent(document, verb)):  # accused by unions of hiding it
        after = [t for t in trees.children(document, by, "acl", "nmod") if _predicates(article, t)]
    if judged and not after:  # the parser may hang on the object what is said of it
        after = [t for t in trees.children(document, judged.index, "acl", "advcl", "xcomp") if _predicates(article, t)]
    if judged and not after and document.tokens[verb].lemma == "accuse":  # which always says of what
        after = [t for t in trees.children(document, judged.index, "nmod") if trees.has_case(document, t.index, "of")]
    if not after or (judged is None and not passive and document.tokens[verb].relation != "acl"):
        return None
    tokens = set().union(*(trees.subtree(document, t.index) for t in after))
    if judged and not trees.is_relative(judged):
        tokens |= _without_case(document, judged, bool(preposition))
        tokens |= _between(document, verb, min(tokens), max(tokens))
    return Content(frozenset(tokens), "predicate", None)


def _predicates(article: Article, token: Token) -> bool:
    document = article.document
    if token.relation in ("xcomp", "ccomp"):
        return True
    if token.relation in ("advcl", "acl"):
        marks = {t.lemma.lower() for t in trees.children(document, token.index, "mark", "case")}
        return bool(marks & {"to", "for", "of", "as", "with", "from", "into"})
    if token.relation in ("obl", "nmod") and circumstances.role(article, token) is None:
        return any(t.lemma.lower() in COMPLEMENT_CASES for t in trees.children(document, token.index, "case"))
    return token.relation == "obj"


def _without_case(document: Document, token: Token, drop: bool) -> set[int]:
    cut = {t.index for t in trees.children(document, token.index, "case")} if drop else set()
    return trees.subtree(document, token.index, cut)


def _between(document: Document, verb: int, first: int, last: int) -> set[int]:
    """Dependents of the verb that stand between the parts of its content: a span is not broken for them."""
    inside = [t for t in trees.children(document, verb) if first < t.index < last]
    return set().union(*(trees.subtree(document, t.index) for t in inside))


def object_phrase(article: Article, verb: int, preposition: Token | None = None) -> Content | None:
    """Ito denied the claim; called for calm; announced, on Sunday, "a new era": the object with what completes it."""
    document = article.document
    found = preposition or trees.child(document, verb, "obj")
    if found is None:
        passage = None if trees.is_passive(document, verb) else _reach(article, _beside(article, verb), verb, 1)
        tokens = {t.index for t in article.tokens_in(passage.span)} if passage else set()
    elif trees.is_relative(found) or found.features.get("Reflex") == "Yes":
        tokens = set()
    else:
        tokens = _without_case(document, found, bool(preposition))
    if not tokens:
        return None
    for token in trees.children(document, verb):
        if token.index > max(tokens) and _completes(article, token, max(tokens)):
            tokens |= trees.subtree(document, token.index)
            tokens |= _between(document, verb, min(tokens), max(tokens))
    return Content(frozenset(tokens), "object", None)


def _completes(article: Article, token: Token, last: int) -> bool:
    """True for a purpose or complement of the object that no comma sets off and that is no circumstance."""
    document = article.document
    between = document.tokens[last + 1 : min(trees.subtree(document, token.index))]
    if any(t.text in (",", ";", "-", "–", "—") for t in between):
        return False
    if token.relation in ("advcl", "xcomp"):
        return any(t.lemma == "to" for t in trees.children(document, token.index, "mark"))
    return (
        token.relation == "obl"
        and circumstances.role(article, token) is None
        and not trees.has_case(document, token.index, "by", "according")
    )


def quotation(article: Article, verb: int) -> Content | None:
    """The quotation that stands right beside a verb with its subject, whatever the parser made of it."""
    clause = _own_clause(article, verb)
    before, after = _reach(article, clause, verb, -1), _reach(article, clause, verb, 1)
    for passage in (before, after):
        if passage and is_speech(article, passage):
            inside = frozenset(t.index for t in article.tokens_in(passage.span))
            return Content(inside, "quotation", None, (passage,))
    return None


def _own_clause(article: Article, verb: int) -> set[int]:
    """The tokens of a verb's own clause outside quotation marks: subject, auxiliaries and circumstances."""
    document = article.document
    clause = {verb}
    for token in trees.children(document, verb):
        if token.relation not in ("ccomp", "parataxis", "conj") and not article.lexicon.is_verb_of_saying(token):
            clause |= {i for i in trees.subtree(document, token.index) if article.passage_of[i] is None}
    return clause


def _beside(article: Article, verb: int) -> set[int]:
    """The circumstances and adverbs beside a verb: all that may part it from an object in quotation marks."""
    document = article.document
    beside = [t for t in trees.children(document, verb) if t.relation == "advmod" or circumstances.role(article, t)]
    inside = set().union(*(trees.subtree(document, t.index) for t in beside))
    return {i for i in inside if article.passage_of[i] is None}


def _reach(article: Article, over: set[int], verb: int, step: int) -> Passage | None:
    """The passage met first when walking from a verb over the given tokens and punctuation alone.

    Backwards the walk may leave the sentence by its beginning: the splitter breaks sentences inside marks.
    """
    document, sentence = article.document, article.sentence(verb)
    if article.passage_of[verb] is not None:
        return None
    i = verb
    while sentence.first <= (i := i + step) < sentence.last:
        if article.passage_of[i] is not None:
            return article.passage(i)
        if i not in over and document.tokens[i].upos != "PUNCT":
            return None
    if 0 <= i < sentence.first and article.paragraph(i) == article.paragraph(verb):
        return article.passage(i)
    return None


def is_speech(article: Article, passage: Passage) -> bool:
    """True for a passage that could be somebody's words: a clause, or closed by its own punctuation."""
    words = [t for t in article.tokens_in(passage.inner) if t.upos != "PUNCT"]
    if not words:
        return False
    inner = article.document.slice(passage.inner).rstrip()
    if inner.rstrip(",")[-1:] not in ".!?…;—–-" and len(words) > 1 and all(_capital(t) for t in words):
        return False  # the title of a work, with a comma behind it that American usage puts inside
    finite = any(t.features.get("VerbForm") == "Fin" or t.features.get("Mood") == "Imp" for t in words)
    return inner[-1] in ",.!?…;—–-" or finite


def _capital(token: Token) -> bool:
    return token.text[0].isupper() or token.upos in ("ADP", "DET", "CCONJ", "PART", "NUM")


def fit(article: Article, content: Content, cue: int) -> Content:
    """Fit a content to the passages that it touches: whole passages, and no narration behind a closed one."""
    touched = [p for p in article.touched(content.tokens) if p is not article.passage(cue)]
    touched = [p for p in touched if not p.span.contains(article.document.tokens[cue].span)]
    if not touched:
        return replace(content, passages=())
    tokens = set(content.tokens)
    for passage in touched:
        if content.clause is not None and _complete(article, content.clause, passage, cue):
            outside = {i for i in tokens if article.passage_of[i] is None}
            behind = {i for i in outside if article.document.tokens[i].start >= passage.span.end}
            tokens -= set().union(*(trees.subtree(article.document, i) for i in behind))
            if content.shape != "clause" or passage.span.start < article.document.tokens[cue].start:
                tokens -= {i for i in outside if article.document.tokens[i].start < passage.span.start}
    return Content(
        frozenset(tokens), content.shape, content.clause, tuple(p for p in article.touched(tokens) if p in touched)
    )


def around(article: Article, content: Content, verb: int) -> Content:
    """A quoted content with the passage on the other side of its cue: "If they go," warned Horn, "we stay."."""
    said = content.shape in ("clause", "parenthetical", "quotation")
    outside = (i for i in content.tokens if article.passage_of[i] is None)
    if not said or not content.passages or any(article.document.tokens[i].upos != "PUNCT" for i in outside):
        return content
    clause = _own_clause(article, verb)
    before, after = _reach(article, clause, verb, -1), _reach(article, clause, verb, 1)
    if before and article.document.text[before.inner.end - 1] not in ",;—–-…":
        return content
    more = [p for p in (before, after) if p and p not in content.passages and is_speech(article, p)]
    tokens = content.tokens.union(*({t.index for t in article.tokens_in(p.span)} for p in more))
    return replace(content, tokens=tokens, passages=tuple(sorted({*content.passages, *more}, key=lambda p: p.span)))


def _complete(article: Article, clause: int, passage: Passage, cue: int) -> bool:
    """True if the head of the clause stands in the passage and the passage closes what is said.

    It does if it ends with punctuation, or if punctuation or the cue comes next.
    """
    subject = trees.child(article.document, clause, "nsubj", "csubj")
    if article.passage(clause) is not passage or (subject and article.passage(subject.index) is not passage):
        return False
    text = article.document.text
    rest = text[passage.span.end :].lstrip(" ")
    return text[passage.inner.end - 1] in ",.!?…" or rest[:1] in (",", ".", "!", "?", ";", "\n", "", "-", "–", "—")


def tagged(article: Article, tokens: Collection[int]) -> float:
    """The share of the words that the report model takes for content."""
    words = [t for i in tokens if (t := article.document.tokens[i]).upos != "PUNCT"]
    return sum(t.prediction.label.endswith("CONTENT") for t in words) / max(1, len(words))
