"""What a reporting verb governs: the clause, infinitive, predicate or object that is its content.

Each function answers for one construction with the content, or None. Quotation marks are looked at in quotations.py,
which then fits a content to its passages.
"""

from __future__ import annotations

from quotes.attribution.article import Article
from quotes.attribution.candidate import Content, Shape
from quotes.attribution.grammar import circumstances, quotations, sources
from quotes.attribution.grammar.parentheticals import asides, is_reporting_clause
from quotes.attribution.grammar.verb_entries import VerbEntry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def complement_clause(article: Article, verb: VerbEntry) -> Content | None:
    """Ito said (that) rates would fall; Ito said: rates will fall."""
    document, index = article.document, verb.index
    clauses = _governed(article, index) or _introduced(article, index) or _governed_by_citing(article, index)
    tokens = {i for c in clauses for i in trees.subtree(document, c.index, asides(article, c.index))}
    tokens -= {i for i in tokens if i < index and _is_extracting(article, i)}
    if not tokens:
        return None
    shape: Shape = "clause" if clauses[0].index > index else "parenthetical"  # rates would fall, Ito said
    return Content(frozenset(tokens | _complementizer(document, index, min(tokens))), shape, clauses[0].index)


def quoted_clause(article: Article, verb: VerbEntry) -> Content | None:
    """Ito smiled that it was "over": a complement clause that quotation marks touch."""
    clause = complement_clause(article, verb)
    return clause if clause and article.touched(clause.tokens) else None


def _governed(article: Article, verb: int) -> list[Token]:
    """The clauses that are complements of a verb."""
    document = article.document
    return [
        t
        for t in trees.children(document, verb, "ccomp", "csubj")
        if not sources.is_converb(document, t)
        and not is_reporting_clause(article, t)
        and not _is_of_other_verb(article, verb, t)
        and not _is_prompt(article, verb, t)
    ]


def _introduced(article: Article, verb: int) -> list[Token]:
    """The main clauses that a colon or an opening quotation mark sets behind a verb as what it reports."""
    beside = trees.children(article.document, verb, "parataxis")
    return [t for t in beside if not is_reporting_clause(article, t) and _is_introduced(article.document, verb, t)]


def _governed_by_citing(article: Article, verb: int) -> list[Token]:
    """The clauses that the parser hangs on a citation beside the verb: Reuters reported, citing two officials, that."""
    document, citing_verbs = article.document, article.lexicon.classes.citing_verbs
    citing = [t for t in trees.children(document, verb, "advcl") if t.lemma in citing_verbs]
    return [c for t in citing for c in trees.children(document, t.index, "ccomp")]


def _is_extracting(article: Article, token: int) -> bool:
    """True for a relative pronoun in narration: which Ito said would fall."""
    return trees.is_relative(article.document.tokens[token]) and article.passage_of[token] is None


def _complementizer(document: Document, verb: int, first: int) -> set[int]:
    """The last "that" between a verb and the first token of its clause, in a set; an empty one without it."""
    found = [t.index for t in document.tokens[verb + 1 : first] if t.upos == "SCONJ" and t.lemma == "that"]
    return set(found[-1:])


def _is_prompt(article: Article, verb: int, clause: Token) -> bool:
    """True for a participle clause before the subject of a verb: Asked if he would resign, Ito said ..."""
    document, subject = article.document, sources.own_subject(article, verb)
    bare = not trees.children(document, clause.index, "nsubj", "aux", "cop", "mark")
    before = subject is not None and clause.index < subject.index and article.passage_of[clause.index] is None
    return before and bare and clause.features.get("Tense") == "Past"  # a tagger takes some for finite


def _is_of_other_verb(article: Article, verb: int, clause: Token) -> bool:
    """True for a clause behind another verb of saying that depends on this one: "A," Ito said, adding, "B."."""
    document = article.document
    return any(
        verb < t.index < clause.index
        and article.lexicon.is_verb_of_saying(t)
        and not trees.child(document, t.index, "ccomp", "obj")
        for t in trees.children(document, verb, "advcl", "conj", "xcomp")
    )


def _is_introduced(document: Document, verb: int, clause: Token) -> bool:
    """True for a main clause that a colon or an opening quotation mark sets behind the verb as what it reports."""
    between = document.tokens[verb + 1 : clause.index] if clause.index > verb else ()
    return any(t.text in (":", '"', "“", "«") for t in between)


def infinitive(article: Article, verb: VerbEntry) -> Content | None:
    """Ito vowed to resign; the library is planned to open.

    The subject of the passive of a verb that does not raise it is the one who was told: residents were told to go.
    """
    if not verb.tells and trees.child(article.document, verb.index, "nsubj:pass"):
        return raised_subject(article, verb)
    clause = _infinitive(article.document, verb.index)
    if clause is None:
        return None
    return Content(frozenset(trees.subtree(article.document, clause.index)), "infinitive", clause.index)


def raised_subject(article: Article, verb: VerbEntry) -> Content | None:
    """Rates are said to be falling: the infinitive of a passive, with the subject, of which it says something.

    A relative pronoun stays outside, and so does the noun that a participle modifies: rates said to be falling.
    """
    document = article.document
    clause = _infinitive(document, verb.index)
    if clause is None or not trees.is_passive(document, verb.index):
        return None
    tokens = trees.subtree(document, clause.index)
    raised = trees.child(document, verb.index, "nsubj:pass")
    if raised and not trees.is_relative(raised):
        tokens |= trees.subtree(document, raised.index)
    return Content(frozenset(tokens), "raised", clause.index)


def _infinitive(document: Document, verb: int) -> Token | None:
    """The infinitive, or what has its place, that a verb governs behind it: to be falling, a failure."""
    clause = trees.child(document, verb, "xcomp")
    return clause if clause and clause.index > verb else None


def predicate_of_object(article: Article, verb: VerbEntry) -> Content | None:
    """Urged them to go: the predication of a verb with an object, unless that is who was told."""
    judges = not verb.tells and trees.child(article.document, verb.index, "obj") is not None
    return predication(article, verb) if judges else None


def predication(article: Article, verb: VerbEntry) -> Content | None:
    """The one who is addressed or judged, with what is asked or said of them.

    Ito urged them to go; accused Lee of fraud; described it as "dead". The subject of a passive and a relative
    pronoun stay outside.
    """
    document = article.document
    judged = verb.governed or trees.child(document, verb.index, "obj", "iobj")
    predicates = _predicates(article, verb.token, judged)
    if not predicates or not (judged or _leaves_judged_outside(document, verb.token)):
        return None
    tokens = {i for t in predicates for i in trees.subtree(document, t.index)}
    if judged and not trees.is_relative(judged):
        tokens |= _without_case(document, judged, judged is verb.governed)
        tokens |= _between(document, verb.index, min(tokens), max(tokens))
    return Content(frozenset(tokens), "predicate", None)


def _leaves_judged_outside(document: Document, verb: Token) -> bool:
    """True for a passive (Lee was accused of fraud) and for a participle behind its noun (Lee, accused of fraud)."""
    return trees.is_passive(document, verb.index) or verb.relation == "acl"


def _predicates(article: Article, verb: Token, judged: Token | None) -> list[Token]:
    """What a verb says of the one whom it judges: found beside the verb, else on its agent or on the one judged."""
    document = article.document
    last = max(verb.index, judged.index) if judged else verb.index
    beside = [t for t in trees.children(document, verb.index) if t.index > last]
    found = [t for t in beside if _is_predicate(article, t) and not is_reporting_clause(article, t)]
    if not found and trees.is_passive(document, verb.index):
        found = _predicates_on_agent(article, verb)
    return found or (_predicates_on(article, verb, judged) if judged else [])


def _predicates_on_agent(article: Article, verb: Token) -> list[Token]:
    """Accused by unions of hiding it: what the parser hangs on the agent."""
    agent = sources.agent(article.document, verb.index)
    beside = trees.children(article.document, agent, "acl", "nmod") if agent is not None else []
    return [t for t in beside if _is_predicate(article, t)]


def _predicates_on(article: Article, verb: Token, judged: Token) -> list[Token]:
    """What the parser hangs on the one judged; of a verb that accuses, which always says of what, its "of" phrase."""
    document = article.document
    beside = trees.children(document, judged.index, "acl", "advcl", "xcomp")
    found = [t for t in beside if _is_predicate(article, t)]
    if found or verb.lemma not in article.lexicon.classes.accusing_verbs:
        return found
    return [t for t in trees.children(document, judged.index, "nmod") if trees.has_case(document, t.index, "of")]


def _is_predicate(article: Article, token: Token) -> bool:
    """True for a dependent that may say something of the one whom a verb judges."""
    document, classes = article.document, article.lexicon.classes
    if token.relation in ("xcomp", "ccomp"):
        return True
    if token.relation in ("advcl", "acl"):
        markers = {t.lemma.lower() for t in trees.children(document, token.index, "mark", "case")}
        return bool(markers & classes.predicate_markers)
    if token.relation in ("obl", "nmod") and circumstances.role(article, token) is None:
        return trees.has_case(document, token.index, *classes.predicate_prepositions)
    return token.relation == "obj"


def _without_case(document: Document, token: Token, drop: bool) -> set[int]:
    cut = {t.index for t in trees.children(document, token.index, "case")} if drop else set()
    return trees.subtree(document, token.index, cut)


def _between(document: Document, verb: int, first: int, last: int) -> set[int]:
    """Dependents of the verb that stand between the parts of its content: a span is not broken for them."""
    inside = [t for t in trees.children(document, verb) if first < t.index < last]
    return set().union(*(trees.subtree(document, t.index) for t in inside))


def object_of_document(article: Article, verb: VerbEntry) -> Content | None:
    """The audit found no fraud: the object of a verb whose subject is something written."""
    subject = sources.subject(article, verb.index)
    documents = article.lexicon.documents
    written = subject is not None and article.document.tokens[subject].lemma.lower() in documents
    return object_phrase(article, verb) if written else None


def object_phrase(article: Article, verb: VerbEntry) -> Content | None:
    """Ito denied the claim; called for calm; announced, on Sunday, "a new era": the object with what completes it."""
    document = article.document
    tokens = _object(article, verb)
    if not tokens:
        return None
    for token in trees.children(document, verb.index):
        if token.index > max(tokens) and _completes(article, token, max(tokens)):
            tokens |= trees.subtree(document, token.index)
            tokens |= _between(document, verb.index, min(tokens), max(tokens))
    return Content(frozenset(tokens), "object", None)


def _object(article: Article, verb: VerbEntry) -> set[int]:
    """The object of a verb, else the quotation that stands for one; none where a pronoun only points back."""
    found = verb.governed or trees.child(article.document, verb.index, "obj")
    if found is None:
        return _quoted_object(article, verb.index)
    if trees.is_relative(found) or found.features.get("Reflex") == "Yes":
        return set()
    return _without_case(article.document, found, found is verb.governed)


def _quoted_object(article: Article, verb: int) -> set[int]:
    """The quotation that only circumstances part from a verb in the active voice."""
    if trees.is_passive(article.document, verb):
        return set()
    passage = quotations.first_met(article, _circumstances(article, verb), verb, 1)
    return {t.index for t in article.tokens_in(passage.span)} if passage else set()


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


def _circumstances(article: Article, verb: int) -> set[int]:
    """The circumstances and adverbs beside a verb: all that may part it from an object in quotation marks."""
    document = article.document
    beside = [t for t in trees.children(document, verb) if t.relation == "advmod" or circumstances.role(article, t)]
    inside = set().union(*(trees.subtree(document, t.index) for t in beside))
    return {i for i in inside if article.passage_of[i] is None}
