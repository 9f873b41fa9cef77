"""Mentions: the noun phrases and pronouns that may refer to somebody.

A mention is described by what the entity resolution compares: the words of a name, the words that describe
(titles, apposition, copula), number, gender and kind.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from quotes.attribution import lexicon
from quotes.attribution.article import Article
from quotes.attribution.coreference import names
from quotes.attribution.model import EntityKind, MentionType
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Span, Token

_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
"""Titles that are no role."""


@dataclass(frozen=True)
class Mention:
    """A noun phrase or pronoun.

    Attributes:
        head: its head token.
        span: the phrase without what follows it as apposition or clause, in code points.
        name: words of the proper name, lower-case; empty for nominals and pronouns.
        name_span: where the bare name stands.
        describers: words that describe the bearer, lower-case: titles, apposition, and for a nominal its own words.
        heads: the nouns among them that say what the bearer is.
        role: the title or apposition as it stands in the text.
        gender: `m`, `f` or None, where a word of the text tells.
        likely_gender: that of most who bear the first name.
    """

    head: int
    type: MentionType
    span: Span
    name: tuple[str, ...]
    name_span: Span | None
    describers: frozenset[str]
    heads: frozenset[str]
    role: Span | None
    kind: EntityKind
    gender: str | None
    plural: bool
    likely_gender: str | None = None


def find(article: Article) -> dict[int, Mention]:
    """All mentions of an article by the token that heads them, in text order."""
    out = {}
    for token in article.document.tokens:
        if token.upos == "PRON" and token.features.get("Person") == "3" and token.relation != "expl":
            out[token.index] = describe(article.document, token.index)
        elif token.lemma.lower() in lexicon.words("times.txt") and not token.entity.endswith("PER"):
            continue  # Monday; but Theresa May
        elif token.upos in ("PROPN", "NOUN") and token.relation not in ("flat", "nmod:desc", "goeswith"):
            inside_name = token.upos == "PROPN" and token.relation == "compound"
            if not inside_name or (token.entity.startswith("B-") and not names.is_title(token)):
                out[token.index] = describe(article.document, token.index)
    return out


def describe(document: Document, head: int, cue: Collection[int] = ()) -> Mention:
    """Describe the mention that a token heads; a clause that holds the `cue` of what it says is no part of it."""
    token = document.tokens[head]
    if token.upos in ("PRON", "DET", "NUM", "ADJ") and not trees.children(document, head, "flat"):
        return _pronoun(document, token)
    name = names.name_tokens(document, token)
    core = trees.core(document, head)
    if not name:
        return _nominal(document, token, trees.core(document, head, cue))
    words = names.name_words(" ".join(document.tokens[i].text for i in name))
    name_span = Span(document.tokens[name[0]].start, document.tokens[name[-1]].end)
    before = [
        i for i in core if i < name[0] and document.tokens[i].upos not in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ")
    ]
    apposition = _apposition(document, head)
    describers = set(before) | (set(trees.core(document, apposition)) if apposition is not None else set())
    formal = all(document.tokens[i].text.rstrip(".").lower() in _ADDRESS for i in before)
    role = _role(document, apposition) if formal else _span(document, before)
    kind = names.kind_of(document, token, name, describers)
    classed = any(document.tokens[i].lemma.lower() in lexicon.words("class_nouns.txt") for i in before)
    if kind != "person" and not classed:  # the daily Kurier is named Kurier
        name_span, role = _span(document, core) or name_span, None
    return Mention(
        head,
        "name",
        _span(document, core) or name_span,
        words,
        name_span,
        names.describing(document, describers),
        _heads(document, [*before, *([apposition] if apposition is not None else [])])
        | (frozenset({token.lemma.lower()}) if kind == "organization" else frozenset()),
        role,
        kind,
        names.gender_of(document, name, describers) if kind == "person" else None,
        False,
        lexicon.first_names().get(document.tokens[name[0]].text) if kind == "person" else None,
    )


def _span(document: Document, tokens: list[int]) -> Span | None:
    spans = trees.spans(document, tokens)
    return Span(spans[0].start, spans[-1].end) if spans else None


def _role(document: Document, apposition: int | None) -> Span | None:
    if apposition is None:
        return None
    beside = {t.index for t in trees.children(document, apposition, "punct", "appos", "case", "cc", "conj")}
    words = trees.subtree(document, apposition, beside)
    spans = trees.spans(document, words)
    return Span(spans[0].start, spans[-1].end)


def _pronoun(document: Document, token: Token) -> Mention:
    gender = {"Masc": "m", "Fem": "f"}.get(token.features.get("Gender", ""))
    plural = token.features.get("Number") == "Plur" or token.lemma.lower() in ("they", "we", "many", "some", "others")
    kind: EntityKind = "person" if gender or token.lemma.lower() in ("i", "who", "he", "she") else "unknown"
    if token.lemma.lower() == "it":
        kind = "organization"
    if kind == "unknown" and token.lemma.lower() in ("we", "many", "some", "others", "those", "most", "both", "all"):
        kind = "group"
    pronoun = token.upos == "PRON" and token.features.get("PronType") in ("Prs", None)
    span = token.span if pronoun else (_span(document, trees.core(document, token.index)) or token.span)
    return Mention(
        token.index,
        "pronoun" if pronoun else "nominal",
        span,
        (),
        None,
        frozenset(),
        frozenset(),
        None,
        kind,
        gender,
        plural,
    )


def _apposition(document: Document, head: int) -> int | None:
    """The noun in apposition to a name: after it, or the one that the name itself stands in apposition to."""
    token = document.tokens[head]
    after = next((t for t in trees.children(document, head, "appos") if t.upos in ("NOUN", "PROPN")), None)
    if after:
        return after.index
    if token.relation == "appos" and token.head is not None:
        office = names.described_by(document, token)
        if document.tokens[token.head].upos == "NOUN":
            return token.head
        if office is not None and names.is_held(document, document.tokens[office]):
            return office
    if token.relation == "nsubj" and token.head is not None and document.tokens[token.head].upos == "NOUN":
        predicate = trees.child(document, token.head, "cop") and not trees.child(document, token.head, "case")
        return token.head if predicate else None
    return None


def _heads(document: Document, tokens: list[int]) -> frozenset[str]:
    nouns = (document.tokens[i] for i in tokens)
    return frozenset(t.lemma.lower() for t in nouns if t.upos in ("NOUN", "PROPN"))


def _nominal(document: Document, token: Token, core: list[int]) -> Mention:
    lemma = names.singular(token)
    plural = lemma != token.lemma.lower() or token.features.get("Number") == "Plur"
    kind: EntityKind = "unknown"
    if lemma in lexicon.persons() or (
        plural and lemma.endswith(("er", "or", "ist", "an")) and lemma not in lexicon.words("documents.txt")
    ):
        kind = "group" if plural else "person"
    if lemma in lexicon.words("documents.txt") or any(lemma.endswith(d) for d in ("report", "study")):
        kind = "document"
    if lemma in lexicon.words("organizations.txt") or token.text.lower() in lexicon.words("organizations.txt"):
        kind = "organization"
    span = _span(document, core) or token.span
    return Mention(
        token.index,
        "nominal",
        span,
        (),
        None,
        names.describing(document, set(core)),
        frozenset({lemma}),
        None,
        kind,
        lexicon.persons().get(lemma),
        plural,
    )
