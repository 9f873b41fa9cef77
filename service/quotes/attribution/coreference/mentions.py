"""Mentions: the noun phrases and pronouns of an article, each described by what coreference compares.

In "Mr Neri, the minister, said he would stay", there are "Mr Neri", a name, "the minister", a nominal, and "he", a
pronoun. A mention goes by the token that heads it, as noun phrases do in a dependency tree. The name is described by
the words around it: "Mr" tells the gender, "the minister" the role.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from quotes.attribution.article import Article
from quotes.attribution.coreference import proper_names, traits
from quotes.attribution.lexicon import Gender
from quotes.attribution.model import EntityKind, MentionType
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Span, Token

_FORMS_OF_ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "mx"})
"""Titles that are no role."""


@dataclass(frozen=True)
class Mention:
    """A noun phrase or pronoun.

    Attributes:
        head: its head token.
        type: how it refers.
        span: the phrase without what follows it as apposition or clause, in code points.
        name: words of the proper name, lower-case; empty for nominals and pronouns.
        name_span: where the bare name stands.
        description: words that describe the bearer, lower-case: titles, apposition, and for a nominal its own words.
        head_nouns: the nouns among them that say what the bearer is.
        role: the title or apposition as it stands in the text.
        kind: what the bearer is.
        gender: `m`, `f` or None, where a word of the text tells.
        plural: whether it refers to several.
        likely_gender: that of most who bear the first name.
    """

    head: int
    type: MentionType
    span: Span
    kind: EntityKind
    name: tuple[str, ...] = ()
    name_span: Span | None = None
    description: frozenset[str] = frozenset()
    head_nouns: frozenset[str] = frozenset()
    role: Span | None = None
    gender: Gender = None
    plural: bool = False
    likely_gender: Gender = None


def find(article: Article) -> dict[int, Mention]:
    """All mentions of an article by the token that heads them, in text order."""
    heads = (token.index for token in article.document.tokens if _heads_mention(article, token))
    return {head: describe(article, head) for head in heads}


def _heads_mention(article: Article, token: Token) -> bool:
    """True for a pronoun of the third person, a noun, and a name that is no part of a longer one."""
    if token.upos == "PRON" and token.features.get("Person") == "3" and token.relation != "expl":
        return True
    if token.lemma.lower() in article.lexicon.times and not token.entity.endswith("PER"):
        return False  # Monday; but Theresa May
    if token.upos not in ("PROPN", "NOUN") or token.relation in ("flat", "goeswith"):
        return False
    inside_name = token.upos == "PROPN" and token.relation == "compound"
    return not inside_name or (token.entity.startswith("B-") and not proper_names.is_title(article, token))


def describe(article: Article, head: int, said: Collection[int] = ()) -> Mention:
    """Describe the mention that a token heads.

    Args:
        article: where it stands.
        head: the token.
        said: tokens of the cue and content that it is the source of. A clause of the phrase that holds one of them
            is no part of the mention: "officials who said that rates would fall" are "officials".
    """
    token = article.document.tokens[head]
    if token.upos in ("PRON", "DET", "NUM", "ADJ") and not trees.children(article.document, head, "flat"):
        return _pronoun(article.document, token)
    name = proper_names.name_tokens(article, token)
    return _proper_name(article, token, name) if name else _nominal(article, token, said)


def _proper_name(article: Article, token: Token, name: list[int]) -> Mention:
    """Foreign Minister Paolo Neri: the name with its title, apposition or predicate."""
    document = article.document
    tokens = document.tokens
    core = trees.core(document, token.index)
    before = [i for i in core if i < name[0] and tokens[i].upos not in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ")]
    apposition = _apposition(article, token)
    describing = {*before, *trees.core(document, apposition)}
    kind = traits.kind_of_name(article, token, name, describing)
    head_nouns = _nouns(tokens[i] for i in [*before, *([apposition] if apposition is not None else [])])
    bare = Span(tokens[name[0]].start, tokens[name[-1]].end)
    span = covering(document, core) or bare
    formal = all(tokens[i].text.rstrip(".").lower() in _FORMS_OF_ADDRESS for i in before)
    role = _role(document, apposition) if formal else covering(document, before)
    classed = any(tokens[i].lemma.lower() in article.lexicon.class_nouns for i in before)
    if kind != "person" and not classed:  # the daily Kurier is named Kurier
        bare, role = span, None
    return Mention(
        token.index,
        "name",
        span,
        kind,
        name=proper_names.comparable(" ".join(tokens[i].text for i in name)),
        name_span=bare,
        description=traits.describing_words(document, describing),
        head_nouns=head_nouns | {token.lemma.lower()} if kind == "organization" else head_nouns,
        role=role,
        gender=traits.gender_of_name(article, name, describing) if kind == "person" else None,
        likely_gender=article.lexicon.first_names.get(tokens[name[0]].text) if kind == "person" else None,
    )


def _apposition(article: Article, name: Token) -> int | None:
    """The noun that says what the bearer of a name is.

    The one in apposition to it (Neri, the minister), the one that it stands in apposition to (the minister, Neri) or
    the predicate (Neri is the minister).
    """
    document = article.document
    after = next((t for t in trees.children(document, name.index, "appos") if t.upos in ("NOUN", "PROPN")), None)
    if after:
        return after.index
    if name.relation == "appos" and name.head is not None:
        office = proper_names.described_by(article, name)
        if document.tokens[name.head].upos == "NOUN":
            return name.head
        if office is not None and proper_names.is_held_office(article, document.tokens[office]):
            return office
    if name.relation == "nsubj" and name.head is not None and document.tokens[name.head].upos == "NOUN":
        predicate = trees.child(document, name.head, "cop") and not trees.child(document, name.head, "case")
        return name.head if predicate else None
    return None


def _role(document: Document, apposition: int | None) -> Span | None:
    """A noun in apposition with all that belongs to it, save further appositions and coordinated nouns."""
    if apposition is None:
        return None
    apart = {t.index for t in trees.children(document, apposition, "punct", "appos", "case", "cc", "conj")}
    return covering(document, trees.subtree(document, apposition, apart))


def _nouns(tokens: Iterable[Token]) -> frozenset[str]:
    """The lemmas of the nouns among tokens."""
    return frozenset(t.lemma.lower() for t in tokens if t.upos in ("NOUN", "PROPN"))


def _nominal(article: Article, token: Token, said: Collection[int]) -> Mention:
    """The retired major general: a common noun with its own words."""
    document = article.document
    core = trees.core(document, token.index, said)
    lemma = proper_names.singular(article, token)
    plural = lemma != token.lemma.lower() or token.features.get("Number") == "Plur"
    return Mention(
        token.index,
        "nominal",
        covering(document, core) or token.span,
        traits.kind_of_nominal(article, token, lemma, plural),
        description=traits.describing_words(document, core),
        head_nouns=frozenset({lemma}),
        gender=article.lexicon.persons.get(lemma),
        plural=plural,
    )


def _pronoun(document: Document, token: Token) -> Mention:
    """She; and what stands for a noun like one, which counts as a nominal: some of them, the two, many."""
    gender = {"Masc": "m", "Fem": "f"}.get(token.features.get("Gender", ""))
    lemma = token.lemma.lower()
    personal = token.upos == "PRON" and token.features.get("PronType") in ("Prs", None)
    return Mention(
        token.index,
        "pronoun" if personal else "nominal",
        token.span if personal else (covering(document, trees.core(document, token.index)) or token.span),
        traits.kind_of_pronoun(lemma, gender),
        gender=gender,
        plural=token.features.get("Number") == "Plur" or lemma in ("they", "we", "many", "some", "others"),
    )


def covering(document: Document, tokens: Iterable[int]) -> Span | None:
    """The stretch from the first of some tokens to the last, punctuation at its ends aside; None where none is left."""
    spans = trees.spans(document, tokens)
    return Span(spans[0].start, spans[-1].end) if spans else None
