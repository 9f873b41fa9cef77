"""Proper names within noun phrases: which tokens are the name, and which are title, office or common noun.

In "Foreign Ministry spokeswoman Irina Belova" the name is "Irina Belova", in "the Secretary-General" there is none, in
"the Prefect of the Rhône, Claire Aubry" the name is the apposition's. Decided from the tree, the labels of the
named-entity recogniser and the lists of titles and common nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import takewhile

from quotes.attribution.article import Article
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

_POSSESSIVE = re.compile(r"['’]s?\b")
_WORD = re.compile(r"[^\W\d_]+|\d+")


def comparable(text: str) -> tuple[str, ...]:
    """The words of a name for comparing, lower-case: "Smith-Jones's" gives `smith` and `jones`."""
    return tuple(word.lower() for word in _WORD.findall(_POSSESSIVE.sub("", text)))


def is_title(article: Article, token: Token) -> bool:
    """True for a word that stands as a title or office before a name."""
    return token.text.rstrip(".").lower() in article.lexicon.titles


def name_tokens(article: Article, token: Token) -> list[int]:
    """The tokens of the proper name in the noun phrase that a token heads, in text order; none where it has none."""
    document = article.document
    alone = not trees.children(document, token.index, "flat")
    if token.upos != "PROPN" and alone:
        return _before_class_noun(article, token)
    if is_title(article, token) and (bearer := _behind_office(document, token)):
        return bearer
    common = _is_common(article, token.lemma) or _is_common(article, singular(article, token))
    if is_held_office(article, token) or (alone and common and _begins_sentence(document, token)):
        return []
    name = _personal(article, sorted(_name_parts(document, token)))
    organization = is_organization_like(article, name)
    order = _whole(article, token) if organization else _without_titles(article, sorted(name))
    if _is_office(article, token, order):
        return []
    while len(order) > 1 and document.tokens[order[0]].text in "-.'’":
        order.pop(0)
    return order


def _before_class_noun(article: Article, token: Token) -> list[int]:
    """The name before a noun for what it names: the AFP agency."""
    named = trees.child(article.document, token.index, "compound")
    if named and named.upos == "PROPN" and token.lemma.lower() in article.lexicon.class_nouns:
        return name_tokens(article, named)
    return []


def _name_parts(document: Document, token: Token) -> set[int]:
    """A name's head with the names, hyphens and apostrophes that hang on it: Anne-Marie O'Neill."""
    name = {token.index} | {t.index for t in trees.children(document, token.index, "flat")}
    name |= {t.index for t in trees.children(document, token.index, "compound") if t.upos in ("PROPN", "X")}
    beside = [t for i in name for t in trees.children(document, i, "compound", "flat", "punct")]
    return name | {t.index for t in beside if t.text in ("-", "'", "’") or t.upos == "PROPN"}


def _whole(article: Article, token: Token) -> list[int]:
    """An organization's name, which is its noun phrase without article and class noun: the daily Free Press."""
    document = article.document
    name = (i for i in trees.core(document, token.index) if document.tokens[i].upos != "DET")
    class_nouns = article.lexicon.class_nouns
    return [i for i in name if i >= token.index or document.tokens[i].text not in class_nouns]


def _without_titles(article: Article, name: list[int]) -> list[int]:
    """A name without the titles before it: Prime Minister Ito. Its last word is none: Mike Judge."""
    titles = [n for n, i in enumerate(name[:-1]) if is_title(article, article.document.tokens[i])]
    return name[titles[-1] + 1 :] if titles else name


def _is_office(article: Article, token: Token, name: list[int]) -> bool:
    """True for an office or body written with a capital: the Secretary-General, the Commission, the Scot."""
    document = article.document
    words = [document.tokens[i] for i in name if document.tokens[i].text != "-"]
    if trees.child(document, token.index, "det") and all(is_title(article, t) for t in words):
        return True
    return len(name) == 1 and _has_the(document, token) and _is_common(article, token.lemma)


def _behind_office(document: Document, office: Token) -> list[int]:
    """The name behind an office and what that is of, however it hangs there: Governor of Bergen Maja Lindqvist."""
    of = next(
        (t for t in trees.children(document, office.index, "nmod") if trees.child(document, t.index, "case")),
        None,
    )
    behind = [t for t in trees.children(document, office.index, "appos", "flat", "nmod") if of and t.index > of.index]
    first = next((t.index for t in behind if t.upos == "PROPN" and not trees.child(document, t.index, "case")), None)
    if first is None or document.tokens[first - 1].upos == "PUNCT":
        return []
    inside = trees.subtree(document, office.index)
    return list(takewhile(lambda i: i in inside and document.tokens[i].upos == "PROPN", range(first, max(inside) + 1)))


def _personal(article: Article, name: list[int]) -> set[int]:
    """Of a phrase that ends in the names of a person, those: Foreign Ministry spokeswoman Irina Belova.

    One name alone may be all that the recogniser sees of a longer one.
    """
    tokens = article.document.tokens
    begin = next((n for n in reversed(range(len(name))) if tokens[name[n]].entity == "B-PER"), len(name))
    person = name[begin:]
    while len(person) > 2 and tokens[person[0]].lemma.lower() in article.lexicon.persons:
        person = person[1:]
    return set(person if len(person) > 1 and all(tokens[i].entity.endswith("PER") for i in person) else name)


def is_held_office(article: Article, office: Token) -> bool:
    """True for a capitalised office whose holder stands in apposition: the Prefect of the Rhône, Claire Aubry."""
    document = article.document
    if office.upos != "PROPN" or not _has_the(document, office):
        return False
    names = (document.tokens[i] for i in trees.subtree(document, office.index) if i > office.index)
    return any(
        name.relation == "appos"
        and name.entity.endswith("PER")
        and document.tokens[name.index - 1].text == ","
        and described_by(article, name) == office.index
        for name in names
    )


def described_by(article: Article, name: Token) -> int | None:
    """The noun or office that a name stands in apposition to, even if the parser takes one inside its phrase for it.

    The head of the rescue service, Paolo Neri: not the service.
    """
    document = article.document
    for head in trees.ancestors(document, name.index):
        token = document.tokens[head]
        if token.relation != "nmod" or token.lemma.lower() in article.lexicon.persons:
            return head if token.upos in ("NOUN", "PROPN") else None
    return None


def _has_the(document: Document, token: Token) -> bool:
    """True for a noun with the article "the" of its own."""
    return any(t.lemma.lower() == "the" for t in trees.children(document, token.index, "det"))


def singular(article: Article, token: Token) -> str:
    """The lemma, also of a plural that its capital makes a name of: Farmers."""
    lemma = token.lemma.lower()
    shorn = lemma.removesuffix("s")
    return (
        shorn
        if token.upos == "PROPN" and lemma not in article.lexicon.persons and shorn in article.lexicon.persons
        else lemma
    )


def _is_common(article: Article, lemma: str) -> bool:
    """True for a common noun of people or bodies, which a capital makes no name."""
    return lemma.lower() in article.lexicon.persons or lemma.lower() in article.lexicon.organizations


def _begins_sentence(document: Document, token: Token) -> bool:
    return token.index == document.sentences[token.sentence].first


def is_organization_like(article: Article, name: Iterable[int]) -> bool:
    """True for a name that is labelled as an organization or has a word that makes it one's: the Daily Post."""
    tokens = [article.document.tokens[i] for i in name]
    listed = article.lexicon.organization_words
    return any(t.entity.endswith("ORG") or t.text.lower() in listed for t in tokens)
