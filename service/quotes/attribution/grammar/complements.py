"""What a reporting verb governs: the clause, infinitive, predicate or object that is its content.

Each function answers for one construction with the content, or None. Quotation marks are looked at in quotations.py,
which then fits a content to its passages.
"""

from __future__ import annotations

from collections.abc import Collection

from quotes.attribution.article import Article
from quotes.attribution.candidate import Content, Shape
from quotes.attribution.grammar import circumstances, quotations, sources
from quotes.attribution.grammar.parentheticals import asides, is_reporting_clause
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

CITING = frozenset({"cite", "quote"})
"""Verbs whose object is the one who speaks."""

FILLERS = frozenset({"it", "this", "that", "so", "nothing", "anything", "something", "little", "much"})
"""Objects that say nothing of what was said."""

COMPLEMENT_CASES = frozenset({"of", "for", "as", "to", "against", "with", "from", "about", "over", "on", "in", "into"})


def complement_clause(article: Article, verb: int) -> Content | None:
    """Ito said (that) rates would fall; Ito said: rates will fall."""
    document = article.document
    clauses = [
        t
        for t in trees.children(document, verb, "ccomp", "csubj")
        if not sources.is_converb(document, t)
        and not is_reporting_clause(article, t)
        and not _is_of_other_verb(article, verb, t)
        and not _is_prompt(article, verb, t)
    ]
    if not clauses:
        beside = [t for t in trees.children(document, verb, "parataxis") if not is_reporting_clause(article, t)]
        clauses = [t for t in beside if _is_introduced(document, verb, t)]
    if not clauses:  # Reuters reported, citing two officials, that ...
        citing = [t for t in trees.children(document, verb, "advcl") if t.lemma in CITING]
        clauses = [c for t in citing for c in trees.children(document, t.index, "ccomp")]
    if not clauses:
        return None
    tokens = set().union(*(trees.subtree(document, c.index, asides(article, c.index)) for c in clauses))
    tokens -= _left_out_by_model(article, tokens, clauses[0].index)
    tokens -= {
        i for i in tokens if i < verb and trees.is_relative(document.tokens[i]) and article.passage_of[i] is None
    }
    if not tokens:
        return None
    first = min(tokens)
    opening = [t for t in document.tokens[verb + 1 : first] if t.upos == "SCONJ" and t.lemma == "that"]
    shape: Shape = "clause" if clauses[0].index > verb else "parenthetical"  # rates would fall, Ito said
    return Content(frozenset(tokens | {t.index for t in opening[-1:]}), shape, clauses[0].index)


def _left_out_by_model(article: Article, tokens: Collection[int], clause: int) -> set[int]:
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
        if document.tokens[min(branch)].text == "," and predicted_share(article, branch) < 0.5:
            out |= branch
    return out


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
        and not is_reporting_clause(article, t)
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
        markers = {t.lemma.lower() for t in trees.children(document, token.index, "mark", "case")}
        return bool(markers & {"to", "for", "of", "as", "with", "from", "into"})
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
        passage = (
            None
            if trees.is_passive(document, verb)
            else quotations.first_met(article, _circumstances(article, verb), verb, 1)
        )
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


def _circumstances(article: Article, verb: int) -> set[int]:
    """The circumstances and adverbs beside a verb: all that may part it from an object in quotation marks."""
    document = article.document
    beside = [t for t in trees.children(document, verb) if t.relation == "advmod" or circumstances.role(article, t)]
    inside = set().union(*(trees.subtree(document, t.index) for t in beside))
    return {i for i in inside if article.passage_of[i] is None}


def predicted_share(article: Article, tokens: Collection[int]) -> float:
    """The share of the words that the report model takes for content."""
    words = [t for i in tokens if (t := article.document.tokens[i]).upos != "PUNCT"]
    return sum(t.prediction.label.endswith("CONTENT") for t in words) / max(1, len(words))
