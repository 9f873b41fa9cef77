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
    if all(t.features.get("VerbForm") in ("Ger", "Part") for t in (verb, governor)):
        return None if clause.features.get("VerbForm") in ("Ger", "Part") else governor.index
    past = all(t.features.get("Tense") == "Past" and t.features.get("VerbForm") == "Fin" for t in (verb, governor))
    begins = min(trees.subtree(document, verb.index))
    set_off = document.tokens[begins].text == "," or (begins > 0 and document.tokens[begins - 1].text == ",")
    return governor.index if past and set_off and trees.child(document, clause.index, "aux") else None
