"""Names: which of an article's names are of one bearer.

"Maja Lindqvist" is also "Ms Lindqvist", "Lindqvist" and, to her friends, "Maja"; the "World Health Organization" is the
"WHO". The fullest names come first, and shorter ones are matched with them, as in Nominator (Wacholder, Ravin and Choi
1997, Disambiguation of proper names in text). What fits two bearers is decided by title and gender, else stays apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.syntax import trees

_LEFT_OUT = frozenset({"of", "the", "and", "for"})
"""Words that an acronym leaves out."""

_SHORTEST = 3
"""Letters of a shortened first name, at least."""


def join(referents: Referents) -> None:
    """Join the names of each bearer, and to them the nouns in apposition."""
    named = [m for m in referents.mentions.values() if m.type == "name"]
    bearers = _Bearers()
    for mention in sorted(named, key=lambda m: (-len(m.name), m.head)):
        if bearer := _bearer(referents, mention, bearers):
            referents.join(mention, bearer)
            referents.describe(bearer, mention)
            _enrich(bearer, mention)
        else:
            bearers.add(referents.add(mention))
    for mention in named:
        for head in _appositions(referents, mention):
            other = referents.mentions.get(head)
            if other and other.type == "nominal" and head not in referents:
                referents.join(other, referents[mention.head])


class _Bearers:
    """The bearers of names, by what a shorter form of a name must share with theirs."""

    def __init__(self) -> None:
        self._all: list[Referent] = []
        self._by_name: dict[tuple[str, ...], list[Referent]] = defaultdict(list)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_initials: dict[str, set[int]] = defaultdict(set)
        self._by_ends: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)

    def add(self, bearer: Referent) -> None:
        """Add a bearer, whose name has no more words than those before."""
        name, number = bearer.name, len(self._all)
        if not name:  # marks that are labelled as one
            return
        self._all.append(bearer)
        self._by_name[name].append(bearer)
        for word in name:
            self._by_word[word].add(number)
        if len(name) > 1:
            self._by_initials[_initials(name)].add(number)
            self._by_ends[_ends(name)].append((name[0], number))

    def called(self, name: tuple[str, ...]) -> Sequence[Referent]:
        """The bearers of the very name, in the order in which they were added."""
        return self._by_name.get(name, ())

    def near(self, name: tuple[str, ...]) -> list[Referent]:
        """The bearers whose names a name may be a form of, in that order.

        They have all of its words, or its last word and a first name like its own, or those initials.
        """
        if not name:
            return []
        having = sorted((self._by_word.get(word, set()) for word in name), key=len)
        numbers = set.intersection(*having)
        if len(name) == 1:
            numbers |= self._by_initials.get(name[0], set())
        else:
            numbers |= {n for first, n in self._by_ends.get(_ends(name), ()) if _are_alike(name[0], first)}
        return [self._all[number] for number in sorted(numbers)]


def _ends(name: tuple[str, ...]) -> tuple[str, str]:
    """The last word of a name, and the beginning of its first that all forms of that have."""
    return name[-1], name[0][:_SHORTEST]


def _initials(name: tuple[str, ...]) -> str:
    return "".join(word[0] for word in name if word not in _LEFT_OUT)


def _bearer(referents: Referents, mention: Mention, bearers: _Bearers) -> Referent | None:
    """The one bearer whom a name fits, best one of the very name; None where it fits none, or several equally well."""
    exact = [r for r in bearers.called(mention.name) if _may_be_of(mention, r)]
    if len(exact) == 1:
        return exact[0]
    near = (r for r in bearers.near(mention.name) if _may_be_of(mention, r))
    fits = [r for r in near if _is_variant(mention, r) or _is_bare_surname(referents, mention, r)]
    if len(fits) > 1:
        fits = _likeliest(mention, fits) or _linked(referents, mention, fits)
    return fits[0] if len(fits) == 1 else None


def _may_be_of(mention: Mention, referent: Referent) -> bool:
    """True unless their genders differ."""
    return not (mention.gender and referent.gender) or mention.gender == referent.gender


def _is_variant(mention: Mention, referent: Referent) -> bool:
    """True for two forms of one name, of a person or of an organization, or the same words for anything else."""
    if mention.name == referent.name:
        return True
    short, long = sorted((mention.name, referent.name), key=len)
    if {mention.kind, referent.kind} <= {"person", "unknown"}:
        return _is_variant_of_person(short, long)
    initials = _initials(long)
    if len(initials) > 1 and short == (initials,):
        return True
    if mention.kind != "organization" or referent.kind != "organization":
        return False
    alone = mention.name != short or not mention.description
    return set(short) == set(long) or (alone and short == long[-len(short) :])


def _is_variant_of_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """True if one name is a part of the other (Neri, Paolo Neri), lacks its middle or shortens its first name."""
    if any(long[n : n + len(short)] == short for n in range(len(long) - len(short) + 1)):
        return True
    return len(short) > 1 and short[-1] == long[-1] and _are_alike(short[0], long[0])


def _are_alike(one: str, other: str) -> bool:
    """True for two forms of a first name: Maja, Maj."""
    shortened = min(len(one), len(other)) >= _SHORTEST and (one.startswith(other) or other.startswith(one))
    return one == other or shortened


def _is_bare_surname(referents: Referents, mention: Mention, referent: Referent) -> bool:
    """True for a surname that elsewhere names a place or a body: Paris, in an article on Valeska Paris.

    A word has one sense in an article (Gale, Church and Yarowsky 1992, One sense per discourse).
    """
    surname = referent.kind == "person" and len(referent.name) > 1 and mention.name == referent.name[-1:]
    return surname and trees.child(referents.document, mention.head, "det") is None


def _likeliest(mention: Mention, fits: list[Referent]) -> list[Referent]:
    """Of several bearers the one with the very name, else the one so described, else the one of the gender."""
    exact = [r for r in fits if r.name == mention.name]
    described = [r for r in fits if mention.description & r.description]
    gendered = [r for r in fits if mention.gender and mention.gender in (r.gender, r.likely_gender)]
    return next((kept for kept in (exact, described, gendered) if len(kept) == 1), [])


def _linked(referents: Referents, mention: Mention, fits: list[Referent]) -> list[Referent]:
    """Of several bearers the one that the reader takes a name for."""
    links = {r: referents.links.best(mention.head, (m.head for m in r.mentions)) for r in fits}
    told = {referent: link for referent, link in links.items() if link is not None}
    return [max(told, key=lambda referent: told[referent])] if told else []


def _enrich(referent: Referent, mention: Mention) -> None:
    """What a further name tells of its bearer."""
    referent.role = referent.role or mention.role
    referent.gender = referent.gender or mention.gender
    referent.likely_gender = referent.likely_gender or mention.likely_gender
    if referent.kind in ("unknown", "place") and mention.kind != "unknown":
        referent.kind = mention.kind


def _appositions(referents: Referents, mention: Mention) -> Iterator[int]:
    """The heads of what stands in apposition to a name, and of what the name stands in apposition to."""
    document = referents.document
    named = referents.article.tokens_in(mention.name_span) if mention.name_span else ()
    for head in {mention.head, *(token.index for token in named)}:
        yield from (token.index for token in trees.children(document, head, "appos"))
    token = document.tokens[mention.head]
    if token.relation == "appos" and token.head is not None:
        yield token.head
