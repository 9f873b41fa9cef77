"""Trees that cannot be meant, corrected before anything is read off them."""

from __future__ import annotations

from dataclasses import replace

from quotes.attribution.lexicon import Lexicon
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


def correct(document: Document, lexicon: Lexicon) -> Document:
    """The document with one subject to each verb, and with like verbs coordinated.

    In "the news agency DPA reported" a parser may take both for subjects; the name is then the noun's apposition. In
    "insisting that it was safe and promising refunds" and "said rates would fall, and left", it may coordinate the
    last verb with what is said instead of with the saying, which has its form. In "said through an aide that it was
    safe", it may hang what is said on the aide.
    """
    corrected: dict[int, Token] = {}
    for noun, name in zip(document.tokens, document.tokens[1:], strict=False):
        if _is_second_subject(noun, name):
            corrected[name.index] = replace(name, head=noun.index, deprel="appos")
    for token in document.tokens:
        if (governor := _governor_alike(document, token)) is not None:
            corrected[token.index] = replace(token, head=governor)
        elif (verb := _verb_told_through(document, token, lexicon)) is not None:
            corrected[token.index] = replace(token, head=verb, deprel="ccomp")
    if not corrected:
        return document
    return replace(document, tokens=tuple(corrected.get(token.index, token) for token in document.tokens))


def _is_second_subject(noun: Token, name: Token) -> bool:
    return (
        noun.upos == "NOUN"
        and name.upos == "PROPN"
        and noun.head is not None
        and noun.head == name.head
        and noun.relation == name.relation == "nsubj"
    )


def _verb_told_through(document: Document, clause: Token, lexicon: Lexicon) -> int | None:
    """The verb of saying without a complement beside which a phrase stands that holds a clause with "that"."""
    if clause.deprel != "acl" or clause.head is None:
        return None
    noun = document.tokens[clause.head]
    that = any(t.lemma == "that" and t.upos == "SCONJ" for t in trees.children(document, clause.index, "mark"))
    if not that or noun.relation != "obl" or noun.head is None or not trees.child(document, clause.index, "nsubj"):
        return None
    verb = document.tokens[noun.head]
    free = all(t.index > clause.index for t in trees.children(document, verb.index, "ccomp", "obj"))
    says = verb.upos == "VERB" and lexicon.is_verb_of_saying(verb)
    return verb.index if free and noun.head < noun.index and says else None


def _governor_alike(document: Document, verb: Token) -> int | None:
    """The governing verb that a verb without a subject, coordinated with that verb's clause, is like in form."""
    if verb.relation != "conj" or verb.upos != "VERB" or verb.head is None:
        return None
    clause = document.tokens[verb.head]
    if clause.relation != "ccomp" or clause.head is None or trees.child(document, verb.index, "nsubj", "aux", "cop"):
        return None
    governor = document.tokens[clause.head]
    if _is_participle(verb) and _is_participle(governor):
        alike = not _is_participle(clause)
    else:
        compound = trees.child(document, clause.index, "aux") is not None
        alike = compound and _is_past(verb) and _is_past(governor) and _is_set_off(document, verb)
    return governor.index if alike else None


def _is_participle(token: Token) -> bool:
    return token.features.get("VerbForm") in ("Ger", "Part")


def _is_past(token: Token) -> bool:
    return token.features.get("Tense") == "Past" and token.features.get("VerbForm") == "Fin"


def _is_set_off(document: Document, verb: Token) -> bool:
    """True for a verb whose clause begins with a comma or behind one."""
    first = min(trees.subtree(document, verb.index))
    return any(t.text == "," for t in document.tokens[max(0, first - 1) : first + 1])
