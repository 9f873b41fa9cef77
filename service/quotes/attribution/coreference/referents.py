"""Referents: the entities of an article in the making, each with the mentions that are known to refer to it.

The steps of coreference (names, nominals, groups, pronouns) share one `Referents`: each joins further mentions to the
referents that it finds there, or adds new ones.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from quotes.attribution.article import Article
from quotes.attribution.coreference import salience
from quotes.attribution.coreference.links import Links
from quotes.attribution.coreference.mentions import Describer, Mention
from quotes.attribution.lexicon import Gender
from quotes.attribution.model import EntityKind, MentionType
from quotes.nlp.document import Span


@dataclass(eq=False)
class Referent:
    """An entity in the making.

    Attributes:
        name: the words of its fullest name, lower-case; empty where no mention names it.
        name_span: where that name stands, else the first mention; in code points.
        kind: what it is, as far as its mentions tell.
        gender: `m`, `f` or None, where a word of the text tells.
        plural: whether it is several.
        role: its title or apposition as it stands in the text.
        first_person: whether it is the "I" or "you" of the text, who has no name there.
        likely_gender: that of most who bear its first name.
        description: the words that describe it, lower-case.
        head_nouns: the nouns that say what it is, lower-case.
        mentions: all that are known to refer to it.
        heads: their heads, in text order.
        types: how many there are of each type.
        participations: how many of them take part in an attribution.
        number: which one it was to be added, from 0.
    """

    name: tuple[str, ...]
    name_span: Span
    kind: EntityKind
    gender: Gender = None
    plural: bool = False
    role: Span | None = None
    first_person: bool = False
    likely_gender: Gender = None
    description: set[str] = field(default_factory=set)
    head_nouns: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    types: Counter[MentionType] = field(default_factory=Counter)
    participations: int = 0
    number: int = 0

    def last_before(self, token: int) -> int | None:
        """The head of its last mention before a token; None where there is none."""
        before = bisect_left(self.heads, token)
        return self.heads[before - 1] if before else None

    def is_called(self, word: str) -> bool:
        """True for a word (lower-case) that names or describes it."""
        return word in self.description or word in self.name


class Referents:
    """The mentions of an article, and what they are known to refer to.

    Attributes:
        article: the article.
        participants: the heads of the mentions that take part in an attribution, as its source, relay or addressee;
            each with the tokens of its phrase.
        mentions: all mentions by their head tokens, in text order.
        links: how well the reader thinks that they go together.
        all: all referents, in the order in which they were added.
    """

    def __init__(self, article: Article, participants: Mapping[int, Collection[int]]) -> None:
        self.article = article
        self.document = article.document
        self.participants = participants
        describer = Describer(article)
        found = describer.find()
        found |= {head: describer.describe(head, phrase) for head, phrase in participants.items()}
        self.mentions: dict[int, Mention] = dict(sorted(found.items()))
        self.links = Links(article)
        self.all: list[Referent] = []
        self._single: dict[int, Referent] = {}
        self._groups: dict[int, Referent] = {}
        self._weights: dict[int, float] = {}
        self._added = 0
        self._by_noun: dict[str, dict[Referent, None]] = {}

    def __getitem__(self, head: int) -> Referent:
        """What the mention of a head token refers to on its own, coordinated ones aside."""
        return self._single[head]

    def __contains__(self, head: object) -> bool:
        """True if it is known what the mention of a head token refers to on its own."""
        return head in self._single

    def get(self, head: int | None) -> Referent | None:
        """As `[]`, but None where that is not known."""
        return None if head is None else self._single.get(head)

    def group(self, head: int) -> Referent | None:
        """The group whose first member a token heads: Ito and Sato, for Ito."""
        return self._groups.get(head)

    def whole(self, head: int) -> Referent | None:
        """What the phrase of a head token refers to as a whole: the group that it begins, else as `get`."""
        return self._groups.get(head) or self._single.get(head)

    def weight(self, head: int) -> float:
        """How much the mention of a head token adds to the salience of its referent, there and then."""
        if head not in self._weights:
            quoted = self.article.passage_of[head] is not None
            self._weights[head] = salience.weight(self.document.tokens[head], head in self.participants, quoted)
        return self._weights[head]

    def by_noun(self, noun: str) -> Iterator[Referent]:
        """The referents that a noun (a lemma in lower case) is known to name, those that were last told so first."""
        return (each for each in reversed(self._by_noun.get(noun, {})) if each.mentions)

    def join(self, mention: Mention, referent: Referent) -> None:
        """Take a mention for one of a referent's, and of no other's; one that no mention refers to is given up."""
        old = self._single.get(mention.head)
        if old is referent:
            return
        if old:
            self._release(old, mention.head)
        self._take(referent, mention)
        self._single[mention.head] = referent

    def add(self, mention: Mention) -> Referent:
        """A new referent with its first mention."""
        referent = Referent(
            mention.name,
            mention.name_span or mention.span,
            mention.kind,
            mention.gender,
            mention.plural,
            mention.role,
            self.document.tokens[mention.head].features.get("Person") in ("1", "2"),
            mention.likely_gender,
        )
        self._number(referent)
        self.describe(referent, mention)
        self.join(mention, referent)
        return referent

    def _number(self, referent: Referent) -> None:
        referent.number = self._added
        self._added += 1
        self.all.append(referent)

    def _take(self, referent: Referent, mention: Mention) -> None:
        referent.mentions.append(mention)
        insort(referent.heads, mention.head)
        referent.types[mention.type] += 1
        referent.participations += mention.head in self.participants

    def _release(self, referent: Referent, head: int) -> None:
        """Take the mention of a head token from a referent."""
        gone = next(mention for mention in referent.mentions if mention.head == head)
        referent.mentions.remove(gone)
        referent.heads.remove(head)
        referent.types[gone.type] -= 1
        referent.participations -= head in self.participants
        if not referent.mentions:
            self.all.remove(referent)
        elif referent.name_span == gone.span and not referent.name:
            referent.name_span = min(referent.mentions, key=lambda mention: mention.head).span

    def describe(self, referent: Referent, mention: Mention) -> None:
        """Take what a mention tells of its referent."""
        for noun in mention.head_nouns:
            self._by_noun.setdefault(noun, {})[referent] = None
        referent.description |= mention.description
        referent.head_nouns |= mention.head_nouns

    def add_group(self, mention: Mention, group: Referent) -> None:
        """A group with the mention of it as a whole, which has the head of its first member."""
        self._groups[mention.head] = group
        self._number(group)
        self._take(group, mention)
