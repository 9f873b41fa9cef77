"""Proper names within noun phrases: which tokens they are, who bears them, and what kind of thing that is."""

from __future__ import annotations

import re
from itertools import takewhile

from quotes.attribution import lexicon
from quotes.attribution.model import EntityKind
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

_WORD = re.compile(r"[^\W\d_]+|\d+")


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name for comparing, without possessive, particles of case and hyphens."""
    return tuple(word.lower() for word in _WORD.findall(re.sub(r"['’]s?\b", "", text)))


def is_title(token: Token) -> bool:
    """True for a word that stands as a title or office before a name."""
    return token.text.rstrip(".").lower() in lexicon.titles()


def name_tokens(document: Document, token: Token) -> list[int]:
    """The tokens of a proper name around its head, without titles before it."""
    if token.upos != "PROPN" and not trees.children(document, token.index, "flat"):
        apart = trees.child(document, token.index, "compound")
        if apart and apart.upos == "PROPN" and token.lemma.lower() in lexicon.words("class_nouns.txt"):
            return name_tokens(document, apart)
        return []
    name = {token.index} | {t.index for t in trees.children(document, token.index, "flat")}
    if is_title(token) and (bearer := _bearer(document, token)):
        return bearer
    if is_held(document, token):
        return []
    if (
        len(name) == 1
        and _begins_sentence(document, token)
        and (_is_common(token.lemma) or _is_common(singular(token)))
    ):
        return []  # a common noun that begins its sentence
    name |= {t.index for t in trees.children(document, token.index, "compound") if t.upos in ("PROPN", "X")}
    for t in list(name):
        name |= {
            c.index
            for c in trees.children(document, t, "compound", "flat", "punct")
            if c.text in ("-", "'", "’") or c.upos == "PROPN"
        }
    name = _personal(document, sorted(name))
    if organization := _organization_like(document, name):
        name = {i for i in trees.core(document, token.index) if document.tokens[i].upos != "DET"}
        name -= {i for i in name if document.tokens[i].text in lexicon.words("class_nouns.txt") and i < token.index}
    order = sorted(name)
    if not organization:
        titles = [n for n, i in enumerate(order[:-1]) if is_title(document.tokens[i])]
        order = order[titles[-1] + 1 :] if titles else order
    if trees.child(document, token.index, "det") and all(
        is_title(document.tokens[i]) for i in order if document.tokens[i].text != "-"
    ):
        return []  # the Secretary-General
    if len(order) == 1 and _definite(document, token) and _is_common(token.lemma):
        return []  # the Commission, the Scot
    while len(order) > 1 and document.tokens[order[0]].text in "-.'’":
        order.pop(0)
    return order


def _bearer(document: Document, office: Token) -> list[int]:
    """The name behind an office and what it is of, however it hangs there: Governor of Bergen Maja Lindqvist."""
    of = next(
        (t for t in trees.children(document, office.index, "nmod") if trees.child(document, t.index, "case")), None
    )
    behind = [t for t in trees.children(document, office.index, "appos", "flat", "nmod") if of and t.index > of.index]
    first = next((t.index for t in behind if t.upos == "PROPN" and not trees.child(document, t.index, "case")), None)
    if first is None or document.tokens[first - 1].upos == "PUNCT":
        return []
    inside = trees.subtree(document, office.index)
    return list(takewhile(lambda i: i in inside and document.tokens[i].upos == "PROPN", range(first, max(inside) + 1)))


def _personal(document: Document, name: list[int]) -> set[int]:
    """Of a phrase that ends in the names of a person, those: Foreign Ministry spokeswoman Irina Belova.

    One name alone may be all that the tagger sees of a longer one.
    """
    tokens = document.tokens
    begin = next((n for n in reversed(range(len(name))) if tokens[name[n]].entity == "B-PER"), len(name))
    person = name[begin:]
    while len(person) > 2 and tokens[person[0]].lemma.lower() in lexicon.persons():
        person = person[1:]
    return set(person if len(person) > 1 and all(tokens[i].entity.endswith("PER") for i in person) else name)


def is_held(document: Document, office: Token) -> bool:
    """True for a capitalised office whose holder stands in apposition: the Prefect of the Rhône, Claire Aubry."""
    if office.upos != "PROPN" or not _definite(document, office):
        return False
    names = (document.tokens[i] for i in trees.subtree(document, office.index) if i > office.index)
    return any(
        name.relation == "appos"
        and name.entity.endswith("PER")
        and document.tokens[name.index - 1].text == ","
        and described_by(document, name) == office.index
        for name in names
    )


def described_by(document: Document, name: Token) -> int | None:
    """The noun or office that a name stands in apposition to, even if the parser takes one inside its phrase for it.

    The head of the rescue service, Paolo Neri: not the service.
    """
    for head in trees.ancestors(document, name.index):
        token = document.tokens[head]
        if token.relation != "nmod" or token.lemma.lower() in lexicon.persons():
            return head if token.upos in ("NOUN", "PROPN") else None
    return None


def _definite(document: Document, token: Token) -> bool:
    return any(t.lemma.lower() == "the" for t in trees.children(document, token.index, "det"))


def singular(token: Token) -> str:
    """The lemma, also of a plural that its capital makes a name of: Farmers."""
    lemma = token.lemma.lower()
    shorn = lemma.removesuffix("s")
    return shorn if token.upos == "PROPN" and lemma not in lexicon.persons() and shorn in lexicon.persons() else lemma


def _is_common(lemma: str) -> bool:
    """True for a common noun of people or bodies, which a capital makes no name."""
    return lemma.lower() in lexicon.persons() or lemma.lower() in lexicon.words("organizations.txt")


def _begins_sentence(document: Document, token: Token) -> bool:
    return token.index == document.sentences[token.sentence].first


def _organization_like(document: Document, name: set[int]) -> bool:
    return any(document.tokens[i].entity.endswith("ORG") for i in name) or any(
        document.tokens[i].text.lower() in lexicon.words("organization_names.txt") for i in name
    )


def kind_of(document: Document, head: Token, name: list[int], describers: set[int]) -> EntityKind:
    """What kind of thing bears a name, by its tokens and those that describe it."""
    tokens = [document.tokens[i] for i in name]
    described = describing(document, describers)
    if head.lemma.lower() in lexicon.words("class_nouns.txt"):  # the AFP agency
        return "organization"
    titled = described & lexicon.persons().keys() or any(is_title(document.tokens[i]) for i in describers)
    country = all(t.entity.endswith("LOC") for t in tokens)  # India, a close ally
    if titled and not country and not _organization_like(document, set(name)):
        return "person"
    metonym = tokens[0].text.lower() in lexicon.words("metonyms.txt")  # and not Odile Paris
    if metonym or any(t.text.lower() in lexicon.words("organization_names.txt") for t in tokens):
        return "organization"
    tags = [t.entity[2:] for t in tokens if t.entity != "O"]
    if described & lexicon.words("class_nouns.txt") or (
        _bare_article(document, head, describers) and "LOC" not in tags
    ):
        return "organization"
    if "PER" in tags and tags.count("PER") >= len(tags) / 2:
        return "person"
    if tokens[0].text in lexicon.first_names() and len(tokens) > 1:
        return "person"
    if "ORG" in tags:
        return "organization"
    if "LOC" in tags:
        return "place"
    if head.lemma.lower() in lexicon.words("documents.txt"):
        return "document"
    return "unknown"


def _bare_article(document: Document, head: Token, describers: set[int]) -> bool:
    """True for a name in the singular with an article and nothing more, which no person takes: the Kurier."""
    plural = head.features.get("Number") == "Plur"
    return trees.child(document, head.index, "det") is not None and not describers and not plural


def gender_of(document: Document, name: list[int], describers: set[int]) -> str | None:
    """The gender that a title or a describing noun tells: Mrs Okafor, his brother Sam."""
    beside = [*sorted(describers), name[0] - 1] if name[0] else sorted(describers)
    tokens = [document.tokens[i] for i in beside]
    told = (lexicon.persons().get(t.lemma.lower()) or lexicon.titles().get(t.text.rstrip(".").lower()) for t in tokens)
    return next((gender for gender in told if gender), None)


def describing(document: Document, tokens: set[int]) -> frozenset[str]:
    """The words among tokens that describe, lower-case."""
    kept = (document.tokens[i] for i in tokens)
    return frozenset(
        t.lemma.lower().rstrip(".") for t in kept if t.upos in ("NOUN", "PROPN", "ADJ", "VERB") and t.text[0].isalpha()
    )
