"""Traits: what kind of thing a mention's bearer is, and of which gender.

"Mrs Okafor" is a person and a woman by the title, "the AFP agency" an organization by its class noun, "Odile Paris" a
person whatever Paris is alone. Evidence is asked in an order, the surest first: class nouns and titles, then lists of
names, then the labels of the named-entity recogniser (BIO, of which `PER`, `ORG` and `LOC` are read).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from quotes.attribution.article import Article
from quotes.attribution.coreference import proper_names
from quotes.attribution.lexicon import Gender
from quotes.attribution.model import EntityKind
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

_GROUPS = frozenset({"we", "many", "some", "others", "those", "most", "both", "all"})
"""Pronouns, and words that stand like one, for several people."""


_OF_LABEL: Mapping[str, EntityKind] = {"PER": "person", "ORG": "organization", "LOC": "place"}


def kind_of_name(
    article: Article, head: Token, name: proper_names.ProperName, describing: Collection[int]
) -> EntityKind:
    """What bears a name.

    Args:
        article: where it stands.
        head: the head of the noun phrase.
        name: the name.
        describing: the tokens that describe its bearer: titles, apposition.
    """
    lexicon, tokens = article.lexicon, [article.document.tokens[i] for i in name.tokens]
    description = describing_words(article.document, describing)
    label = name.kind if any(token.entity != "O" for token in tokens) else None
    if head.lemma.lower() in lexicon.class_nouns or description & lexicon.class_nouns:  # the AFP agency
        return "organization"
    if label == "PER":
        return "person"
    if tokens[0].text.lower() in lexicon.metonyms:
        return "organization"
    if label:
        return _OF_LABEL[label]
    return _kind_by_lists(article, head, tokens, description, describing)


def _kind_by_lists(
    article: Article, head: Token, name: Sequence[Token], description: Collection[str], describing: Collection[int]
) -> EntityKind:
    """What bears a name that no label tells of, by the words in it and beside it."""
    lexicon = article.lexicon
    if any(token.text.lower() in lexicon.organization_words for token in name):
        return "organization"
    titled = any(proper_names.is_title(article, article.document.tokens[i]) for i in describing)
    named = name[0].text in lexicon.first_names and len(name) > 1
    if titled or named or lexicon.persons.keys() & description:
        return "person"
    if _has_bare_article(article.document, head, describing):
        return "organization"
    return "document" if head.lemma.lower() in lexicon.documents else "unknown"


def _has_bare_article(document: Document, head: Token, describing: Collection[int]) -> bool:
    """True for a name in the singular with an article and nothing more, which no person takes: the Kurier."""
    plural = head.features.get("Number") == "Plur"
    return trees.child(document, head.index, "det") is not None and not describing and not plural


def gender_of_name(article: Article, name: Sequence[int], describing: Collection[int]) -> Gender:
    """The gender, `m` or `f`, that a title or a describing noun tells: Mrs Okafor, his brother Sam."""
    beside = [*sorted(describing), name[0] - 1] if name[0] else sorted(describing)
    tokens = [article.document.tokens[i] for i in beside]
    nouns, titles = article.lexicon.persons, article.lexicon.titles
    told = (nouns.get(t.lemma.lower()) or titles.get(t.text.rstrip(".").lower()) for t in tokens)
    return next((gender for gender in told if gender), None)


def kind_of_nominal(article: Article, token: Token, lemma: str, plural: bool) -> EntityKind:
    """What a common noun stands for: the mayor, three officers, a ministry, the report."""
    documents, organizations = article.lexicon.documents, article.lexicon.organizations
    if lemma in organizations or token.text.lower() in organizations:
        return "organization"
    if lemma in documents or lemma.endswith(("report", "study")):
        return "document"
    if lemma in article.lexicon.persons or (plural and lemma.endswith(("er", "or", "ist", "an"))):
        return "group" if plural else "person"
    return _OF_READER.get(article.kind_of.get(token.index, ""), "unknown")


_OF_READER: Mapping[str, EntityKind] = {
    "person": "person", "organization": "organization", "group": "group", "document": "document"
}  # fmt: skip
"""What a common noun that no list has may stand for, by the reader's word."""


def kind_of_pronoun(lemma: str, gender: Gender) -> EntityKind:
    """What a pronoun, or a word that stands like one, is likely to refer to."""
    if lemma == "it":
        return "organization"
    if gender or lemma in ("i", "who", "he", "she"):
        return "person"
    return "group" if lemma in _GROUPS else "unknown"


def describing_words(document: Document, tokens: Iterable[int]) -> frozenset[str]:
    """The words among tokens that describe, lower-case: nouns, names, adjectives and verbs."""
    words = (document.tokens[i] for i in tokens)
    return frozenset(
        t.lemma.lower().rstrip(".") for t in words if t.upos in ("NOUN", "PROPN", "ADJ", "VERB") and t.text[0].isalpha()
    )


def is_common(article: Article, token: Token) -> bool:
    """True for a common noun of people or bodies, which a capital makes no name: Farmers."""
    return singular(article, token) in article.lexicon.persons.keys() | article.lexicon.organizations


def singular(article: Article, token: Token) -> str:
    """The lemma, also of a plural that its capital makes a name of: Farmers."""
    lemma = token.lemma.lower()
    persons, shorn = article.lexicon.persons, lemma.removesuffix("s")
    return shorn if token.upos == "PROPN" and lemma not in persons and shorn in persons else lemma
