"""Speakers: which entity a mention refers to.

Names are joined by their words, nominals by the words that describe an entity (title, apposition, copula),
pronouns by gender, number, syntax and salience. What cannot be decided is left as an entity of its own.

Salience follows Lappin and Leass (1994) in outline: mentions weigh by grammatical role, and half as much with
each sentence that passes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from quotes.attribution import lexicon
from quotes.attribution.article import Article
from quotes.attribution.coreference import mentions, names
from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.grammar import sources
from quotes.attribution.model import EntityKind
from quotes.attribution.syntax import trees
from quotes.nlp.document import Span

ROLE_WEIGHT = {"nsubj": 3.0, "nsubj:pass": 2.5, "obj": 1.5, "iobj": 1.5, "obl:agent": 2.0, "obl": 1.0, "nmod:poss": 0.8}
SPEAKER_WEIGHT = 2.0
DECAY = 0.5
_INANIMATE = 0.1
"""What is left of the salience of a thing where a speaker is sought."""
REACH = 12
"""Sentences that a pronoun looks back."""


@dataclass(eq=False)
class Referent:
    """An entity in the making."""

    name: tuple[str, ...]
    name_span: Span
    kind: EntityKind
    gender: str | None
    plural: bool
    role: Span | None
    first_person: bool = False
    likely_gender: str | None = None
    describers: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)


class Resolver:
    """The referents of one article: built from its names first, then asked for each source in text order."""

    def __init__(self, article: Article, speakers: Mapping[int, Collection[int]]) -> None:
        """Join all mentions of the article.

        `speakers` are the heads of those who say something, which weigh more, each with the tokens of its cue and
        of what it says.
        """
        self._article = article
        self._document = article.document
        self._speakers = speakers
        self._of: dict[int, Referent] = {}
        self._groups: dict[int, Referent] = {}
        self._all: list[Referent] = []
        found = mentions.find(article)
        found |= {head: mentions.describe(self._document, head, cue) for head, cue in speakers.items()}
        self._found = dict(sorted(found.items()))
        self._heads = list(self._found)
        self._join_names()
        self._join_descriptions()
        self._join_groups()
        self._join_pronouns()

    def referent(self, head: int) -> Referent | None:
        """What the mention headed by a token refers to; None where it may be several."""
        return self._groups.get(head) or self._of.get(head)

    def _add(self, mention: Mention, referent: Referent) -> None:
        referent.mentions.append(mention)
        self._of[mention.head] = referent

    def _new(self, mention: Mention) -> Referent:
        referent = Referent(
            mention.name,
            mention.name_span or mention.span,
            mention.kind,
            mention.gender,
            mention.plural,
            mention.role,
            self._document.tokens[mention.head].features.get("Person") in ("1", "2"),
            mention.likely_gender,
            set(mention.describers),
            set(mention.heads),
        )
        self._all.append(referent)
        self._add(mention, referent)
        return referent

    def _join_names(self) -> None:
        named = [m for m in self._found.values() if m.type == "name"]
        sharing: dict[str, list[int]] = {}
        for mention in sorted(named, key=lambda m: (-len(m.name), m.head)):
            keys = _name_keys(mention.name)
            near = sorted({n for key in keys for n in sharing.get(key, ())})
            fits = [r for n in near if _same_name(mention, r := self._all[n]) or self._surname(mention, r)]
            fits = [r for r in fits if not (mention.gender and r.gender) or mention.gender == r.gender]
            if len(fits) > 1:
                fits = _by_description(mention, fits)
            if len(fits) == 1:
                self._enrich(fits[0], mention)
                continue
            for key in keys:
                sharing.setdefault(key, []).append(len(self._all))
            self._new(mention)
        for mention in named:  # the name in apposition and the noun that it stands beside are one
            token = self._document.tokens[mention.head]
            beside: list[int | None] = [t.index for t in trees.children(self._document, mention.head, "appos")]
            if token.relation == "appos" and token.head is not None:
                beside.append(names.described_by(self._document, token) if mention.kind == "person" else token.head)
            for head in beside:
                other = self._found.get(head) if head is not None else None
                if other and other.type == "nominal" and head not in self._of:
                    self._add(other, self._of[mention.head])

    def _surname(self, mention: Mention, referent: Referent) -> bool:
        """True for a surname that elsewhere names a place or a body: Paris, in an article on Valeska Paris.

        A word has one sense in an article (Gale, Church and Yarowsky 1992).
        """
        whole = referent.kind == "person" and len(referent.name) > 1 and mention.name == referent.name[-1:]
        return whole and trees.child(self._document, mention.head, "det") is None

    def _enrich(self, referent: Referent, mention: Mention) -> None:
        self._add(mention, referent)
        referent.describers |= mention.describers
        referent.heads |= mention.heads
        referent.role = referent.role or mention.role
        referent.gender = referent.gender or mention.gender
        referent.likely_gender = referent.likely_gender or mention.likely_gender
        if referent.kind in ("unknown", "place") and mention.kind != "unknown":
            referent.kind = mention.kind

    def _join_descriptions(self) -> None:
        """Definite nominals: to whom their words describe, else to the like nominal before them."""
        described: dict[str, list[Referent]] = {}
        for referent in self._all:
            for head in referent.heads:
                described.setdefault(head, []).append(referent)
        for mention in self._found.values():
            if mention.type != "nominal" or mention.head in self._of:
                continue
            head = self._document.tokens[mention.head].lemma.lower()
            near = described.get(head, []) if self._definite(mention) else []
            fits = [r for r in near if self._describes(mention, r) and any(m.head < mention.head for m in r.mentions)]
            fits = fits or self._outlets(mention)
            if fits:
                recent = max(fits, key=lambda r: max(m.head for m in r.mentions if m.head < mention.head))
                self._add(mention, recent)
                recent.kind = mention.kind if recent.kind == "unknown" else recent.kind
            else:
                described.setdefault(head, []).append(self._new(mention))

    def _outlets(self, mention: Mention) -> list[Referent]:
        """For a bare "the magazine", "the agency": the names that spoke before it and are nobody's and no place's."""
        head = self._document.tokens[mention.head].lemma.lower()
        if not self._definite(mention) or mention.describers != {head} or head not in lexicon.words("class_nouns.txt"):
            return []
        named = [r for r in self._all if r.name and r.kind in ("organization", "unknown")]
        return [r for r in named if any(m.head < mention.head and m.head in self._speakers for m in r.mentions)]

    def _definite(self, mention: Mention) -> bool:
        determiners = trees.children(self._document, mention.head, "det", "nmod:poss")
        return any(
            t.lemma.lower() in ("the", "this", "that", "these", "those") or t.relation == "nmod" for t in determiners
        )

    def _describes(self, mention: Mention, referent: Referent) -> bool:
        words = mention.describers
        if not words:
            return False
        if referent.plural != mention.plural:
            return False
        return words <= referent.describers | set(referent.name)

    def _join_groups(self) -> None:
        """Coordinated sources are one group; the two, the former and the latter point back at the last of them."""
        pairs: list[tuple[int, list[int]]] = []
        for head, mention in list(self._found.items()):
            members = [head, *(t.index for t in trees.children(self._document, head, "conj") if t.index in self._found)]
            lemma = self._document.tokens[head].lemma.lower()
            back = pairs[-1][1] if pairs else []
            if len(members) > 1 and self._document.tokens[head].upos in ("PROPN", "NOUN", "PRON"):
                pairs.append((head, members))
                if head in self._speakers:
                    self._group(head, members)
            elif len(back) == 2 and lemma in ("former", "latter") and mention.type == "nominal":
                self._repoint(mention, self._of.get(back[lemma == "latter"]))
            elif len(back) == 2 and lemma in ("two", "both", "pair", "duo", "couple"):
                self._repoint(mention, self._groups.get(pairs[-1][0]) or self._group(*pairs[-1]))

    def _group(self, head: int, members: list[int]) -> Referent:
        whole = trees.spans(self._document, sources.mention(self._article, head, self._speakers.get(head, ())))
        start, end = whole[0].start, whole[-1].end
        kinds = {self._found[m].kind for m in members}
        kind: EntityKind = "organization" if kinds == {"organization"} else "group"
        referent = Referent((), Span(start, end), kind, None, True, None)
        referent.mentions.append(replace(self._found[head], type="nominal", span=Span(start, end), plural=True))
        self._groups[head] = referent
        self._all.append(referent)
        return referent

    def _repoint(self, mention: Mention, referent: Referent | None) -> None:
        if referent is None:
            return
        old = self._of.get(mention.head)
        if old and len(old.mentions) == 1:
            self._all.remove(old)
        self._add(mention, referent)

    def _join_pronouns(self) -> None:
        for mention in self._found.values():
            if mention.type != "pronoun" or mention.head in self._of:
                continue
            token = self._document.tokens[mention.head]
            if token.features.get("Person") != "3":
                if mention.head in self._speakers:
                    self._new(mention)
                continue
            found = self._antecedent(mention)
            if found:
                self._add(mention, found)
                if (
                    token.relation == "nsubj" and self._article.passage_of[mention.head] is None
                ):  # a possessive may be a slip of the translator's
                    found.gender = found.gender or mention.gender
            elif mention.head in self._speakers:
                self._new(mention)

    def _antecedent(self, mention: Mention) -> Referent | None:
        barred = self._barred(mention)
        salience = self._salience(mention)
        speaks = mention.head in self._speakers
        scored = [
            (score * _agreement(mention, r) * (_INANIMATE if speaks and _inanimate(r) else 1), r)
            for r, score in salience.items()
            if r not in barred
        ]
        best = max(scored, key=lambda pair: pair[0], default=(0.0, None))
        return best[1] if best[0] > 0 else self._ahead(mention)

    def _ahead(self, mention: Mention) -> Referent | None:
        """The subject of the main clause that a pronoun in a clause before it looks ahead to."""
        sentence = self._article.sentence(mention.head)
        for head in range(mention.head + 1, sentence.last):
            ahead = self._of.get(head) if self._document.tokens[head].relation == "nsubj" else None
            if ahead and _agreement(mention, ahead) >= 0.5:
                return ahead
        return None

    def _barred(self, mention: Mention) -> set[Referent]:
        """Referents that the clause of a pronoun excludes: those named in what the pronoun is the subject of."""
        token = self._document.tokens[mention.head]
        if token.head is None:
            return set()
        if token.relation in ("obj", "iobj", "obl") and token.features.get("Reflex") != "Yes":
            subject = sources.own_subject(self._article, token.head)  # Macron told him: not Macron
            return {self._of[subject.index]} if subject and subject.index in self._of else set()
        if token.relation != "nsubj":
            return set()
        below = trees.subtree(self._document, token.head)
        return {
            self._of[i]
            for i in below
            if i in self._of
            and self._found[i].type != "pronoun"
            and i > mention.head
            and self._article.passage_of[i] is None
        }

    def _salience(self, mention: Mention) -> dict[Referent, float]:
        """How present each referent is to the reader at a pronoun: its mentions of the last sentences, weighed."""
        here = self._article.sentence(mention.head).index
        first = self._document.sentences[max(0, here - REACH)].first
        total: dict[Referent, float] = {}
        for head in self._heads[bisect_left(self._heads, first) : bisect_left(self._heads, mention.head)]:
            if head not in self._of:
                continue
            token = self._document.tokens[head]
            weight = ROLE_WEIGHT.get(token.deprel, ROLE_WEIGHT.get(token.relation, 0.5))
            if head in self._speakers:
                weight += SPEAKER_WEIGHT
            if self._article.passage_of[head] is not None:
                weight *= 0.3
            weight *= DECAY ** (here - token.sentence)
            for referent in (self._of[head], self._groups.get(head)):
                if referent:
                    total[referent] = total.get(referent, 0.0) + weight
        return total


def _name_keys(name: tuple[str, ...]) -> set[str]:
    """The words of a name and its initials: names that share none of them cannot be one."""
    initials = _initials(name)
    return {*name, initials} if len(initials) > 1 else set(name)


def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name if word not in ("of", "the", "and", "for"))


def _same_name(mention: Mention, referent: Referent) -> bool:
    one, two = mention.name, referent.name
    if not two:
        return False
    if one == two:
        return True
    short, long = sorted((one, two), key=len)
    if {mention.kind, referent.kind} <= {"person", "unknown"}:
        ends = short == long[-len(short) :] or (len(short) > 1 and short[0] == long[0] and short[-1] == long[-1])
        return ends or short == long[:1]
    initials = _initials(long)
    if len(short) == 1 and short[0] == initials and len(initials) > 1:
        return True
    if mention.kind == referent.kind == "organization":
        return set(short) == set(long)
    return False


def _by_description(mention: Mention, fits: list[Referent]) -> list[Referent]:
    exact = [r for r in fits if r.name == mention.name]
    if len(exact) == 1:
        return exact
    gendered = [r for r in fits if mention.gender and mention.gender in (r.gender, r.likely_gender)]
    described = [r for r in fits if mention.describers and mention.describers & r.describers]
    return next((kept for kept in (described, gendered) if len(kept) == 1), [])


def _inanimate(referent: Referent) -> bool:
    """True for a nameless thing, which hardly speaks."""
    return referent.kind == "unknown" and not referent.name and bool(referent.heads)


def _agreement(mention: Mention, referent: Referent) -> float:
    """How well a referent fits a pronoun, 0 to 1."""
    if referent.first_person:
        return 0.0
    if mention.gender:
        if referent.plural or referent.kind in ("organization", "place", "document", "group"):
            return 0.0
        if referent.gender:
            return 1.0 if referent.gender == mention.gender else 0.0
        if referent.likely_gender:
            return 0.95 if referent.likely_gender == mention.gender else 0.15
        if referent.kind == "person":
            return 0.8
        return 0.1 if referent.kind == "unknown" and referent.name else 0.0
    if mention.plural:
        if referent.plural:
            return 1.0
        return 0.6 if referent.kind in ("organization", "group") else 0.05
    if referent.kind in ("organization", "place", "document"):
        return 1.0
    return 0.0 if referent.kind in ("person", "group") or referent.plural else 0.2
