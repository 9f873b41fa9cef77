"""Mentions: the noun phrases and pronouns that may refer to somebody.

A mention is described by what the entity resolution compares: the words of a name, the words that describe
(titles, apposition, copula), number, gender and kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from itertools import takewhile

from service.attribution import lexicon, trees
from service.attribution.article import Article
from service.attribution.results import Kind, MentionType
from service.nlp.document import Document, Span, Token

_BESIDE = ("punct", "appos", "nsubj", "cop", "acl:relcl", "advcl", "parataxis", "aux", "advmod", "cc", "conj")
_OUTSIDE = (
    "appos",
    "parataxis",
    "cc",
    "conj",
    "case",
    "dep",
    "list",
    "discourse",
    "cop",
    "nsubj",
    "obl",
    "mark",
    "aux",
)
_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
_WORD = re.compile(r"[^\W\d_]+|\d+")


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
    kind: Kind
    gender: str | None
    plural: bool
    likely_gender: str | None = None


def name_words(text: str) -> tuple[str, ...]:
    """The words of a name for comparing, without possessive, particles of case and hyphens."""
    return tuple(word.lower() for word in _WORD.findall(re.sub(r"['’]s?\b", "", text)))


def is_title(token: Token) -> bool:
    """True for a word that stands as a title or office before a name."""
    return token.text.rstrip(".").lower() in lexicon.titles()


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
            if not inside_name or (token.entity.startswith("B-") and not is_title(token)):
                out[token.index] = describe(article.document, token.index)
    return out


def describe(document: Document, head: int, cue: Collection[int] = ()) -> Mention:
    """Describe the mention that a token heads; a clause that holds the `cue` of what it says is no part of it."""
    token = document.tokens[head]
    if token.upos in ("PRON", "DET", "NUM", "ADJ") and not trees.children(document, head, "flat"):
        return _pronoun(document, token)
    name = _name_tokens(document, token)
    core = _core(document, head)
    if not name:
        return _nominal(document, token, _core(document, head, cue))
    words = name_words(" ".join(document.tokens[i].text for i in name))
    name_span = Span(document.tokens[name[0]].start, document.tokens[name[-1]].end)
    before = [
        i for i in core if i < name[0] and document.tokens[i].upos not in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ")
    ]
    apposition = _apposition(document, head)
    describers = set(before) | (set(_core(document, apposition)) if apposition is not None else set())
    formal = all(document.tokens[i].text.rstrip(".").lower() in _ADDRESS for i in before)  # which is no role
    role = _role(document, apposition) if formal else _span(document, before)
    kind = _kind_of_name(document, token, name, describers)
    classed = any(document.tokens[i].lemma.lower() in lexicon.words("class_nouns.txt") for i in before)
    if kind != "person" and not classed:  # the daily Kurier is named Kurier
        name_span, role = _span(document, core) or name_span, None
    return Mention(
        head,
        "name",
        _span(document, core) or name_span,
        words,
        name_span,
        _describing(document, describers),
        _heads(document, [*before, *([apposition] if apposition is not None else [])])
        | (frozenset({token.lemma.lower()}) if kind == "organization" else frozenset()),
        role,
        kind,
        _gender_of_name(document, name, describers) if kind == "person" else None,
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
    kind: Kind = "person" if gender or token.lemma.lower() in ("i", "who", "he", "she") else "unknown"
    if token.lemma.lower() == "it":
        kind = "organization"
    if kind == "unknown" and token.lemma.lower() in ("we", "many", "some", "others", "those", "most", "both", "all"):
        kind = "group"
    pronoun = token.upos == "PRON" and token.features.get("PronType") in ("Prs", None)
    span = token.span if pronoun else (_span(document, _core(document, token.index)) or token.span)
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


def _core(document: Document, head: int | None, cue: Collection[int] | None = None) -> list[int]:
    """The noun phrase up to what follows as apposition, coordination or clause.

    With a `cue`, clauses that no comma sets off and that do not hold it are kept: officials who asked not to be
    named.
    """
    if head is None:
        return []
    cut = {t.index for t in trees.children(document, head) if _beyond(document, t, head, cue)}
    order = sorted(trees.subtree(document, head, cut))
    first = last = order.index(head)
    while first and order[first - 1] == order[first] - 1:
        first -= 1
    while last + 1 < len(order) and order[last + 1] == order[last] + 1:
        last += 1
    return trees.trim(document, order[first : last + 1])


def _beyond(document: Document, token: Token, head: int, cue: Collection[int] | None) -> bool:
    """True for a dependent that does not belong to the core of the noun phrase."""
    if token.relation == "punct":
        return token.index < head or token.text not in ("-", "–")
    if trees.is_hyphenated(document, token):
        return False
    if token.relation == "acl":
        set_off = any(t.upos == "PUNCT" for t in document.tokens[head + 1 : token.index])
        return cue is None or set_off or not trees.subtree(document, token.index).isdisjoint(cue)
    if token.relation == "advmod":
        return token.index > head
    return token.relation in _OUTSIDE or token.deprel in ("nmod:unmarked", "nmod:tmod", "advcl:relcl")


def _name_tokens(document: Document, token: Token) -> list[int]:
    """The tokens of a proper name around its head, without titles before it."""
    if token.upos != "PROPN" and not trees.children(document, token.index, "flat"):
        apart = trees.child(document, token.index, "compound")
        if apart and apart.upos == "PROPN" and token.lemma.lower() in lexicon.words("class_nouns.txt"):
            return _name_tokens(document, apart)
        return []
    name = {token.index} | {t.index for t in trees.children(document, token.index, "flat")}
    if is_title(token) and (bearer := _bearer(document, token)):
        return bearer
    if _is_held(document, token):
        return []
    common = lexicon.persons().keys() | lexicon.words("organizations.txt")
    if len(name) == 1 and _begins_sentence(document, token) and {token.lemma.lower(), _singular(token)} & common:
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
        name = {i for i in _core(document, token.index) if document.tokens[i].upos != "DET"}
        name -= {i for i in name if document.tokens[i].text in lexicon.words("class_nouns.txt") and i < token.index}
    order = sorted(name)
    if not organization:
        titles = [n for n, i in enumerate(order[:-1]) if is_title(document.tokens[i])]
        order = order[titles[-1] + 1 :] if titles else order
    if trees.child(document, token.index, "det") and all(
        is_title(document.tokens[i]) for i in order if document.tokens[i].text != "-"
    ):
        return []  # the Secretary-General
    if len(order) == 1 and _definite(document, token) and token.lemma.lower() in common:
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


def _is_held(document: Document, office: Token) -> bool:
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


def _singular(token: Token) -> str:
    """The lemma, also of a plural that its capital makes a name of: Farmers."""
    lemma = token.lemma.lower()
    shorn = lemma.removesuffix("s")
    return shorn if token.upos == "PROPN" and lemma not in lexicon.persons() and shorn in lexicon.persons() else lemma


def _begins_sentence(document: Document, token: Token) -> bool:
    return token.index == document.sentences[token.sentence].first


def _organization_like(document: Document, name: set[int]) -> bool:
    return any(document.tokens[i].entity.endswith("ORG") for i in name) or any(
        document.tokens[i].text.lower() in lexicon.words("organization_names.txt") for i in name
    )


def _apposition(document: Document, head: int) -> int | None:
    """The noun in apposition to a name: after it, or the one that the name itself stands in apposition to."""
    token = document.tokens[head]
    after = next((t for t in trees.children(document, head, "appos") if t.upos in ("NOUN", "PROPN")), None)
    if after:
        return after.index
    if token.relation == "appos" and token.head is not None:
        office = described_by(document, token)
        if document.tokens[token.head].upos == "NOUN":
            return token.head
        if office is not None and _is_held(document, document.tokens[office]):
            return office
    if token.relation == "nsubj" and token.head is not None and document.tokens[token.head].upos == "NOUN":
        predicate = trees.child(document, token.head, "cop") and not trees.child(document, token.head, "case")
        return token.head if predicate else None
    return None


def _describing(document: Document, tokens: set[int]) -> frozenset[str]:
    kept = (document.tokens[i] for i in tokens)
    return frozenset(
        t.lemma.lower().rstrip(".") for t in kept if t.upos in ("NOUN", "PROPN", "ADJ", "VERB") and t.text[0].isalpha()
    )


def _heads(document: Document, tokens: list[int]) -> frozenset[str]:
    nouns = (document.tokens[i] for i in tokens)
    return frozenset(t.lemma.lower() for t in nouns if t.upos in ("NOUN", "PROPN"))


def _kind_of_name(document: Document, head: Token, name: list[int], describers: set[int]) -> Kind:
    tokens = [document.tokens[i] for i in name]
    described = _describing(document, describers)
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


def _gender_of_name(document: Document, name: list[int], describers: set[int]) -> str | None:
    """The gender that a title or a describing noun tells: Mrs Okafor, his brother Sam."""
    beside = [*sorted(describers), name[0] - 1] if name[0] else sorted(describers)
    tokens = [document.tokens[i] for i in beside]
    told = (lexicon.persons().get(t.lemma.lower()) or lexicon.titles().get(t.text.rstrip(".").lower()) for t in tokens)
    return next((gender for gender in told if gender), None)


def _nominal(document: Document, token: Token, core: list[int]) -> Mention:
    lemma = _singular(token)
    plural = lemma != token.lemma.lower() or token.features.get("Number") == "Plur"
    kind: Kind = "unknown"
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
        _describing(document, set(core)),
        frozenset({lemma}),
        None,
        kind,
        lexicon.persons().get(lemma),
        plural,
    )
