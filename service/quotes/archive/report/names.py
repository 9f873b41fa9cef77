"""Who is the same across articles, by name and role, and of whom that cannot be told.

Within an article the reader has told who is who. Across articles only names and roles are left. Two people are never
made one on less than a full name, and not even on that where their roles have nothing in common: then each role stands
apart, and all are listed for whoever knows better.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from quotes.nlp.language import function_words


class Standing(Enum):
    """How sure it is that all articles mean the same one."""

    JOINED = "joined"
    ROLES = "roles that have nothing in common"
    SHORT = "one name only"
    UNNAMED = "no name"


APART = (Standing.ROLES, Standing.SHORT)
"""Those whose name may stand for several."""


@dataclass(frozen=True)
class Called:
    """What speakers are called in some articles.

    Attributes:
        name: their name, or the words for them where they have none.
        named: whether it is a proper name.
        kind: what they are, an `EntityKind`.
        role: title, office or affiliation.
        quotes: how many quotes they have under just these words.
    """

    name: str
    named: bool
    kind: str
    role: str | None
    quotes: int


@dataclass(frozen=True)
class Identity:
    """Whom some of these words are taken to mean.

    Attributes:
        name, role: as they are mostly called.
        kind: what they are.
        standing: how sure that is.
    """

    name: str
    role: str | None
    kind: str
    standing: Standing


def identify(called: Iterable[Called]) -> Iterator[tuple[Called, int, Identity]]:
    """Say of everyone who is meant: each with the number of an identity, and that."""
    namesakes: dict[tuple[str, bool, str], list[Called]] = defaultdict(list)
    for each in called:
        namesakes[each.kind, each.named, key(each.name)].append(each)
    number = 0
    for (kind, named, name), group in namesakes.items():
        for standing, members in _told_apart(kind, named, name, group):
            identity = Identity(_mostly(members, "name") or name, _mostly(members, "role"), kind, standing)
            for each in members:
                yield each, number, identity
            number += 1


def _told_apart(kind: str, named: bool, name: str, group: list[Called]) -> Iterator[tuple[Standing, list[Called]]]:
    if not named:
        yield Standing.UNNAMED, group
    elif kind != "person":
        yield Standing.JOINED, group
    elif not is_full(name):
        yield Standing.SHORT, group
    else:
        with_role = _by_roles([each for each in group if each.role])
        without = [each for each in group if not each.role]
        if len(with_role) < 2:  # nothing speaks against it
            yield Standing.JOINED, group
        else:
            for members in filter(None, (*with_role, without)):
                yield Standing.ROLES, members


def _by_roles(group: list[Called]) -> list[list[Called]]:
    """Those together whose roles share a word, be it by way of others."""
    clusters: list[tuple[set[str], list[Called]]] = []
    for each in group:
        words, members = set(role_words(each.role or "")), [each]
        for cluster in [cluster for cluster in clusters if cluster[0] & words]:
            clusters.remove(cluster)
            words |= cluster[0]
            members = cluster[1] + members
        clusters.append((words, members))
    return [members for _, members in clusters]


def _mostly(group: Iterable[Called], attribute: str) -> str | None:
    counts: Counter[str] = Counter()
    for each in group:
        if value := getattr(each, attribute):
            counts[value] += each.quotes
    return min(counts, key=lambda value: (-counts[value], value), default=None)


def key(name: str) -> str:
    """A name without what its spellings differ in: case, accents, full stops, an article before it."""
    plain = unicodedata.normalize("NFKD", name.casefold().replace("’", "'").replace("ı", "i"))
    letters = "".join(each for each in plain if not unicodedata.combining(each) and each != ".")
    return re.sub(r"^(the|a|an) (?=.)", "", " ".join(letters.split()))


def is_full(name: str) -> bool:
    """Whether the key of a person's name has two words or more that are no initials."""
    return sum(len(word) > 1 for word in name.split()) > 1


def role_words(role: str) -> frozenset[str]:
    """The words of a role that tell what it is."""
    words = re.findall(r"[^\W\d_]+", key(role))
    return frozenset(word for word in words if len(word) > 1) - function_words()
