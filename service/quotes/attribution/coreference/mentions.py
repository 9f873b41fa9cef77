"""Mentions: the noun phrases and pronouns of an article, each described by what coreference compares.

In "Mr Neri, the minister, said he would stay", there are "Mr Neri", a name, "the minister", a nominal, and "he", a
pronoun. A mention goes by the token that heads it, as noun phrases do in a dependency tree. The name is described by
the words around it: "Mr" tells the gender, "the minister" the role.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

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


class Describer:
    """Describes the mentions of an article."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._document = article.document
        self._names = proper_names.find(article)
        self._of_one_word = {name.first for name in self._names if name.first == name.last}

    def find(self) -> dict[int, Mention]:
        """All mentions by the token that heads them, in text order."""
        heads = (token.index for token in self._document.tokens if self._heads_mention(token))
        found = {head: self.describe(head, self._phrase(head)) for head in heads}
        named = (token.index for m in found.values() if m.name_span for token in self._named_by(m.head, m.name_span))
        return {head: found[head] for head in found.keys() - set(named)}

    def _phrase(self, head: int) -> Collection[int]:
        """The tokens of a mention: as the reader sees it, else the noun phrase without apposition and clauses."""
        return self._article.mention_of.get(head) or trees.core(self._document, head)

    def _named_by(self, head: int, name: Span) -> list[Token]:
        """The tokens of a name that stands in apposition within the phrase of another head: the minister, Neri."""
        inside = self._article.tokens_in(name)
        return [] if any(token.index == head for token in inside) else list(inside)

    def _heads_mention(self, token: Token) -> bool:
        """True for a pronoun of the third person, a noun, and a name that is no part of a longer one."""
        if token.index in self._article.mention_of:
            return True
        if token.upos == "PRON" and token.features.get("Person") == "3" and token.relation != "expl":
            return True
        if token.lemma.lower() in self._article.lexicon.times and not token.entity.endswith("PER"):
            return False  # Monday; but Theresa May
        if token.upos not in ("PROPN", "NOUN") or token.relation in ("flat", "goeswith"):
            return False
        governor = self._document.tokens[token.head] if token.head is not None else token
        inside_name = token.relation == "compound" and "PROPN" in (token.upos, governor.upos)  # or a title before it
        return not inside_name or token.index in self._of_one_word

    def describe(self, head: int, phrase: Collection[int]) -> Mention:
        """Describe the mention that a token heads.

        Args:
            head: the token.
            phrase: its tokens, with title, apposition and clauses.
        """
        token = self._document.tokens[head]
        alone = self._one(head, phrase)
        name = proper_names.borne(self._article, self._names, alone)
        if name and name.kind == "PER" and _is_of_several(token):
            name = None  # two objectors, Ito and Sato
        if name is None and token.upos in ("PRON", "DET", "NUM", "ADJ"):
            return _pronoun(self._document, token, alone)
        unlabelled = token.upos == "PROPN" and token.entity == "O" and not traits.is_common(self._article, token)
        if name is None and unlabelled and not trees.child(self._document, head, "det"):
            name = self._unlabelled(token, alone)
        return self._named(token, name, alone) if name else _nominal(self._article, token, alone)

    def _one(self, head: int, phrase: Collection[int]) -> list[int]:
        """A phrase up to what is coordinated with its head, without the conjunction before it."""
        order = sorted({head, *phrase})
        beside = (min(trees.subtree(self._document, t.index)) for t in coordinated(self._document, head))
        end = min((i for i in beside if i > head), default=order[-1] + 1)
        kept = [i for i in order if i < end]
        while kept[0] < head and self._document.tokens[kept[0]].upos in ("CCONJ", "PUNCT"):
            kept.pop(0)
        return kept

    def _unlabelled(self, token: Token, phrase: Collection[int]) -> proper_names.ProperName | None:
        """The capitalised words around a head that the labels take for no name."""
        tokens = self._document.tokens
        first = last = token.index
        while first - 1 in phrase and tokens[first - 1].upos == "PROPN" and tokens[first - 1].entity == "O":
            first -= 1
        while last + 1 in phrase and tokens[last + 1].upos == "PROPN" and tokens[last + 1].entity == "O":
            last += 1
        while first <= last and proper_names.is_title(self._article, tokens[first]):
            first += 1
        return proper_names.ProperName("ORG", first, last) if first <= last else None

    def _named(self, token: Token, name: proper_names.ProperName, phrase: Sequence[int]) -> Mention:
        """Foreign Minister Paolo Neri: the name with its title, apposition or predicate."""
        document, lexicon = self._document, self._article.lexicon
        before = _describing(document, name, phrase)
        apposition = _apposition(document, token, name)
        office = _office(document, before)
        describing = {*office, *trees.core(document, apposition)}
        kind = traits.kind_of_name(self._article, token, name, describing)
        heads = [i for i in office if document.tokens[i].upos in ("NOUN", "PROPN")][-1:]
        nouns = _nouns(document.tokens[i] for i in [*heads, *([apposition] if apposition is not None else [])])
        bare = Span(document.tokens[name.first].start, document.tokens[name.last].end)
        found = Mention(
            token.index,
            "name",
            covering(document, [i for i in phrase if i <= name.last]) or bare,
            kind,
            name=proper_names.comparable(document.slice(bare)),
            name_span=bare,
            description=traits.describing_words(document, describing),
            head_nouns=nouns,
        )
        if kind != "person":
            return replace(found, head_nouns=nouns | {token.lemma.lower()})
        return replace(
            found,
            role=_role_of_person(document, before, apposition),
            gender=traits.gender_of_name(self._article, name.tokens, describing),
            likely_gender=lexicon.first_names.get(document.tokens[name.first].text),
        )


def _is_of_several(token: Token) -> bool:
    """True for a common noun in the plural, which no one person's name stands for."""
    return token.upos == "NOUN" and token.features.get("Number") == "Plur"


def coordinated(document: Document, head: int) -> list[Token]:
    """What is mentioned beside a head: the minister and Ito.

    A bare noun in the singular is no mention but a title or a further apposition: "Ito, leader and treasurer",
    "contributor and historian Ito".
    """
    if is_bare(document, document.tokens[head]):
        return []
    return [t for t in trees.children(document, head, "conj") if not is_bare(document, t)]


def is_bare(document: Document, token: Token) -> bool:
    """True for a common noun in the singular without any determiner."""
    if token.upos != "NOUN" or token.features.get("Number") != "Sing":
        return False
    return not any(
        t.relation in ("det", "nummod") or t.deprel == "nmod:poss" for t in trees.children(document, token.index)
    )


def _describing(document: Document, name: proper_names.ProperName, phrase: Sequence[int]) -> list[int]:
    """The words of a phrase before its name, without article and preposition at their beginning."""
    before = [i for i in phrase if i < name.first]
    while before and document.tokens[before[0]].upos in ("DET", "PUNCT", "ADP", "CCONJ", "SCONJ"):
        before.pop(0)
    return before


def _office(document: Document, before: Sequence[int]) -> list[int]:
    """Of the words before a name those that describe its bearer: chief, for "the company's chief of staff Ito"."""
    genitives = [n for n, i in enumerate(before) if trees.is_genitive(document.tokens[i])]
    own = list(before[genitives[-1] + 1 :] if genitives else before)
    end = next((n for n, i in enumerate(own) if document.tokens[i].upos == "ADP"), len(own))
    return own[:end]


def _role_of_person(document: Document, before: Sequence[int], apposition: int | None) -> Span | None:
    """The office before a name, or the noun in apposition where there is but a form of address."""
    formal = all(document.tokens[i].text.rstrip(".").lower() in _FORMS_OF_ADDRESS for i in before)
    return _role(document, apposition) if formal else covering(document, before)


def _apposition(document: Document, head: Token, name: proper_names.ProperName) -> int | None:
    """The noun that says what the bearer of a name is.

    The one in apposition to it (Neri, the minister), the one that it stands in apposition to (the minister, Neri) or
    the predicate (Neri is the minister).
    """
    behind = (t for i in (head.index, *name.tokens) for t in trees.children(document, i, "appos"))
    after = next((t for t in behind if t.upos in ("NOUN", "PROPN") and t.index not in name.tokens), None)
    if after:
        return after.index
    if head.relation == "appos" and head.head is not None and document.tokens[head.head].upos == "NOUN":
        return head.head
    if head.relation == "nsubj" and head.head is not None and document.tokens[head.head].upos == "NOUN":
        predicate = trees.child(document, head.head, "cop") and not trees.child(document, head.head, "case")
        return head.head if predicate else None
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


def _nominal(article: Article, token: Token, phrase: Sequence[int]) -> Mention:
    """The retired major general: a common noun with its own words."""
    document = article.document
    core = _before_aside(document, token.index, phrase)
    lemma = traits.singular(article, token)
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


def _before_aside(document: Document, head: int, phrase: Sequence[int]) -> list[int]:
    """A phrase up to a comma or bracket behind its head: the inspectors, for "the inspectors, who left"."""
    asides = (i for i in phrase if i > head and document.tokens[i].text in (",", "(", "–", "—"))
    end = next(asides, phrase[-1] + 1)
    return [i for i in phrase if i < end]


def _pronoun(document: Document, token: Token, phrase: Sequence[int]) -> Mention:
    """She; and what stands for a noun like one, which counts as a nominal: some of them, the two, many."""
    gender = {"Masc": "m", "Fem": "f"}.get(token.features.get("Gender", ""))
    lemma = token.lemma.lower()
    personal = token.upos == "PRON" and token.features.get("PronType") in ("Prs", None)
    return Mention(
        token.index,
        "pronoun" if personal else "nominal",
        token.span if personal else (covering(document, _before_aside(document, token.index, phrase)) or token.span),
        traits.kind_of_pronoun(lemma, gender),
        gender=gender,
        plural=token.features.get("Number") == "Plur" or lemma in ("they", "we", "many", "some", "others"),
    )


def covering(document: Document, tokens: Iterable[int]) -> Span | None:
    """The stretch from the first of some tokens to the last, punctuation at its ends aside; None where none is left."""
    spans = trees.spans(document, tokens)
    return Span(spans[0].start, spans[-1].end) if spans else None
