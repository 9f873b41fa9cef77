"""Traits: what kind of thing a mention's bearer is, and of which gender.

"Mrs Okafor" is a person and a woman by the title, "the AFP agency" an organization by its class noun, "Odile Paris" a
person whatever Paris is alone. Evidence is asked in an order, the surest first: class nouns and titles, then lists of
names, then the labels of the named-entity recogniser (BIO, of which `PER`, `ORG` and `LOC` are read).
"""

from __future__ import annotations

from collections.abc import Iterable

from quotes.attribution.article import Article
from quotes.attribution.coreference import proper_names
from quotes.attribution.lexicon import Gender
from quotes.attribution.model import EntityKind
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token

_GROUPS = frozenset({"we", "many", "some", "others", "those", "most", "both", "all"})
"""Pronouns, and words that stand like one, for several people."""


def kind_of_name(article: Article, head: Token, name: list[int], describing: set[int]) -> EntityKind:
    """What bears a name.

    Args:
        article: where it stands.
        head: the head of the noun phrase.
        name: the tokens of the name.
        describing: the tokens that describe its bearer: titles, apposition.
    """
    return _kind_by_lists(article, head, name, describing) or _kind_by_labels(article, head, name)


def _kind_by_lists(article: Article, head: Token, name: list[int], describing: set[int]) -> EntityKind | None:
    """What the lists of words tell of a name and what describes its bearer; None where they tell nothing."""
    lexicon = article.lexicon
    tokens = [article.document.tokens[i] for i in name]
    if head.lemma.lower() in lexicon.class_nouns:  # the AFP agency
        return "organization"
    description = describing_words(article.document, describing)
    titled = any(proper_names.is_title(article, article.document.tokens[i]) for i in describing)
    country = all(t.entity.endswith("LOC") for t in tokens)  # India, a close ally
    may_be_person = not country and not proper_names.is_organization_like(article, name)
    if may_be_person and (titled or description & lexicon.persons.keys()):
        return "person"
    metonym = tokens[0].text.lower() in lexicon.metonyms  # and not Odile Paris
    if metonym or any(t.text.lower() in lexicon.organization_words for t in tokens):
        return "organization"
    if description & lexicon.class_nouns:
        return "organization"
    located = any(t.entity.endswith("LOC") for t in tokens)
    return "organization" if not located and _has_bare_article(article.document, head, describing) else None


def _kind_by_labels(article: Article, head: Token, name: list[int]) -> EntityKind:
    """What most labels of a name, a first name, any label or a noun for something written tell, in that order."""
    tokens = [article.document.tokens[i] for i in name]
    labels = [t.entity[2:] for t in tokens if t.entity != "O"]
    if "PER" in labels and labels.count("PER") >= len(labels) / 2:
        return "person"
    if tokens[0].text in article.lexicon.first_names and len(tokens) > 1:
        return "person"
    if "ORG" in labels:
        return "organization"
    if "LOC" in labels:
        return "place"
    return "document" if head.lemma.lower() in article.lexicon.documents else "unknown"


def _has_bare_article(document: Document, head: Token, describing: set[int]) -> bool:
    """True for a name in the singular with an article and nothing more, which no person takes: the Kurier."""
    plural = head.features.get("Number") == "Plur"
    return trees.child(document, head.index, "det") is not None and not describing and not plural


def gender_of_name(article: Article, name: list[int], describing: set[int]) -> Gender:
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
    return "unknown"


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
