"""Who the text attributes a content to: the source of a cue."""

from __future__ import annotations

from collections.abc import Collection

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def subject(article: Article, verb: int) -> int | None:
    """The head of what does the saying: subject, passive agent, antecedent or controller of a verb.

    A verb without a subject of its own takes that of the clause it is coordinated with, of the clause that
    controls it, or the noun that it modifies.
    """
    document = article.document
    seen: set[int] = set()
    current = verb
    while current not in seen:
        seen.add(current)
        if current == verb and trees.is_passive(document, verb):
            return agent(document, verb)
        if own := own_subject(article, current):
            return (
                None
                if own.lemma.lower() in ("it", "there") and _expletive(document, own)
                else _relative_antecedent(document, current, own)
            )
        if trees.child(document, current, "expl"):
            return agent(document, current)
        token = document.tokens[current]
        if token.head is None:
            return None
        if article.passage_of[token.head] not in (None, article.passage_of[verb]):
            current = _first_outside(article, token.head)  # a clause outside a passage belongs to what governs that
            continue
        if token.relation == "acl":
            return None if token.deprel == "acl:relcl" or _is_infinitive(document, current) else token.head
        if token.relation == "xcomp" and (obj := trees.child(document, token.head, "obj", "iobj")):
            return obj.index
        if token.relation == "advcl" and trees.is_passive(document, token.head):
            passive = trees.child(document, token.head, "nsubj:pass")
            return passive.index if passive else None
        if token.relation not in ("conj", "xcomp", "advcl") and not is_converb(document, token):
            return None
        current = token.head
    return None


def _first_outside(article: Article, index: int) -> int:
    """The first governor of a token that stands outside its passage, else the topmost one."""
    for i in trees.ancestors(article.document, index):
        if article.passage_of[i] != article.passage_of[index]:
            return i
        index = i if article.document.tokens[i].head is None else index
    return index


def own_subject(article: Article, verb: int) -> Token | None:
    """The subject that a verb has itself, never one from inside a quotation that the verb stands outside of.

    Behind a quotation, a noun right after the verb is its subject (warned Akar), whatever the parser calls it.
    """
    document = article.document
    beside = [t for t in trees.children(document, verb) if article.passage_of[t.index] == article.passage_of[verb]]
    found = next((t for t in beside if t.relation in ("nsubj", "csubj") and t.deprel != "nsubj:outer"), None)
    if found is None and verb and article.passage_of[verb] is None:
        before = document.tokens[verb - 1]
        inverted = article.passage_of[before.index] is not None or (
            before.text == "," and before.index and article.passage_of[before.index - 1] is not None
        )
        nouns = [
            t for t in beside if t.index > verb and t.relation in ("obj", "iobj", "xcomp", "ccomp", "appos", "obl")
        ]
        nominal = inverted and nouns and nouns[0].upos in ("PROPN", "NOUN", "PRON")
        if nominal and not any(t.upos in ("VERB", "ADP") for t in document.tokens[verb + 1 : nouns[0].index]):
            return nouns[0]
    return found


def is_converb(document: Document, token: Token) -> bool:
    """True for a participle clause beside a main clause (adding that ...), even where it is parsed as a complement."""
    if token.features.get("VerbForm") not in ("Ger", "Part") or token.relation not in (
        "advcl",
        "ccomp",
        "parataxis",
        "dep",
    ):
        return False
    return not any(t.relation in ("nsubj", "aux", "cop") for t in trees.children(document, token.index))


def _expletive(document: Document, token: Token) -> bool:
    governor = document.tokens[token.head] if token.head is not None else None
    return token.relation == "expl" or governor is None or trees.is_passive(document, governor.index)


def _is_infinitive(document: Document, verb: int) -> bool:
    return any(t.lemma == "to" for t in trees.children(document, verb, "mark"))


def agent(document: Document, verb: int) -> int | None:
    """The "by" phrase of a passive verb."""
    for token in trees.children(document, verb, "obl"):
        if token.deprel == "obl:agent" or trees.has_case(document, token.index, "by"):
            return token.index
    return None


def _relative_antecedent(document: Document, verb: int, found: Token) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    if not trees.is_relative(found):
        return found.index
    clause = document.tokens[verb]
    while (
        clause.relation in ("conj", "xcomp", "ccomp")
        and not clause.deprel.endswith(":relcl")
        and clause.head is not None
    ):
        clause = document.tokens[clause.head]
    relative = clause.relation == "acl" or clause.deprel.endswith(":relcl")
    return clause.head if relative and clause.head is not None else found.index


def possessor(document: Document, noun: int) -> int | None:
    """Whose word a noun is: its possessor, or its "by" or "from" phrase."""
    owner = trees.child(document, noun, "nmod:poss")
    if owner:
        return owner.index
    for token in trees.children(document, noun, "nmod", "obl"):
        if trees.has_case(document, token.index, "by", "from"):
            return token.index
    return None


def addressee(document: Document, verb: int, takes_recipient: bool) -> int | None:
    """Whom something is said to: the recipient object, or a "to" phrase that names people."""
    if takes_recipient:
        found = trees.child(document, verb, "iobj") or trees.child(document, verb, "obj")
        if found is None and trees.is_passive(document, verb):
            found = trees.child(document, verb, "nsubj:pass")
        if found:
            return found.index
    for token in trees.children(document, verb, "iobj"):
        return token.index
    for token in trees.children(document, verb, "obl"):
        if trees.has_case(document, token.index, "to") and token.upos in ("PROPN", "PRON", "NOUN"):
            return token.index
    return None


def source_mention(article: Article, candidate: Candidate) -> set[int]:
    """The tokens that name a candidate's source; empty where it has none."""
    if candidate.source is None:
        return set()
    cue = candidate.cue.tokens if candidate.cue else frozenset[int]()
    return (set(candidate.source_mention) or mention(article, candidate.source, cue)) - candidate.content


def mention(article: Article, head: int, cue: Collection[int]) -> set[int]:
    """The tokens of the noun phrase that a source's head governs: with title and apposition, without its case.

    A relative clause that holds the cue is left out, and so are the adverbs and times that the parser hangs on
    a name, and all in quotation marks that the head does not share.
    """
    document = article.document
    holding = {head} | {i for c in cue for i in (c, *trees.ancestors(document, c))}
    cut = {
        t.index
        for t in trees.children(document, head)
        if (t.index in holding and t.index != head)
        or (
            not trees.is_hyphenated(document, t)
            and t.relation
            in ("case", "mark", "advmod", "parataxis", "dislocated", "discourse", "cop", "obl", "nsubj", "expl")
            and t.lemma.lower() not in ("more", "about", "nearly", "almost", "over", "only", "at")
        )
        or (t.deprel in ("nmod:unmarked", "obl:unmarked") and t.upos != "NUM" and not trees.is_hyphenated(document, t))
    }
    if document.tokens[head].deprel == "nmod:poss":
        cut |= {t.index for t in trees.children(document, head, "case")}
    tokens = trees.subtree(document, head, cut)
    return {i for i in tokens if article.passage_of[i] == article.passage_of[head] or article.passage_of[head] is None}
