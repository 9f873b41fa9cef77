"""From mentions and their antecedents to entities, each with the fullest of its names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from quotes.nlp.document import Span
from quotes.nlp.reader.pairs import FEMALE, MALE, PRONOUN, Traits
from quotes.nlp.reader.reports import Stretch, span
from quotes.nlp.reader.words import Word

_ENDINGS = ("'s", "’s", "'m", "’m", "'ve", "’ve", "'re", "’re", "'ll", "’ll", "'d", "’d", "'", "’")
"""What a word may end in that is no part of the name or pronoun before it."""
_PREPOSITIONS = frozenset("of for by at in from to with about on".split())
_RELATIVE = frozenset("who which whose".split())
_AFTER_NAME = _RELATIVE | frozenset("that and of in for".split())
_NAMES_OF = {"person": ("person",), "place": ("place", "organization")}
"""Whose names an entity of a kind may bear; all others bear those of organisations, else of places."""


@dataclass(frozen=True, slots=True)
class Name:
    """The words of a name of a `person`, an `organization` or a `place`."""

    kind: str
    stretch: Stretch


@dataclass(frozen=True, slots=True)
class Called:
    """The words of the name that a mention bears, in lower case, and whether it is a person's."""

    person: bool
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody whom mentions refer to.

    Attributes:
        name: the fullest name, else the words of the first mention; None where there are but pronouns.
        kind: of `labels.KINDS`.
        mentions: numbers of mentions, in the order of the text.
    """

    name: str | None
    kind: str
    mentions: tuple[int, ...]


def outer_first(scored: Mapping[Stretch, float]) -> list[Stretch]:
    """Stretches that do not cross, in the order of the text, outer ones first; of two that cross the better one."""
    kept: list[Stretch] = []
    for one in sorted(scored, key=lambda each: -scored[each]):
        if not any(_cross(one, other) for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda each: (each[0], -each[1]))


def nearest(stretch: Stretch, among: Sequence[Stretch]) -> Stretch | None:
    """The stretch that shares most words with one, at least half of both together."""
    best = max(among, key=lambda other: _overlap(stretch, other), default=None)
    return best if best is not None and _overlap(stretch, best) >= 0.5 else None


def chains(
    scores: Sequence[Mapping[int, float]], told: Sequence[Traits], called: Sequence[Called | None]
) -> list[list[int]]:
    """The mentions of each entity: each joins the chain of its best antecedent that it can be one with.

    A name joins those of its like whatever their score, and a pronoun the best of all.

    Args:
        scores: for each mention the earlier ones with how well they go together, above 0 if rather than not.
        told: what the words of each mention tell.
        called: the name that each mention bears.
    """
    found: list[list[int]] = []
    of: dict[int, list[int]] = {}
    for number, candidates in enumerate(scores):
        alike = [e for e in candidates if _alike(called[number], called[e])]
        least = -inf if told[number].kind == PRONOUN else 0.0
        likely = alike or [e for e in candidates if candidates[e] > least]
        best_first = sorted(likely, key=lambda e: -candidates[e])
        chain = next((of[e] for e in best_first if _may_join(number, of[e], told, called)), None)
        if chain is None:
            chain = []
            found.append(chain)
        chain.append(number)
        of[number] = chain
    return found


def _alike(one: Called | None, other: Called | None) -> bool:
    """Ann Lee and Lee, the Port Labour Union and PLU."""
    if one is None or other is None or one.person != other.person:
        return False
    short, long = sorted((one.words, other.words), key=len)
    return long[-len(short) :] == short or "".join(word[0] for word in long) == short[0]


def _may_join(number: int, chain: Sequence[int], told: Sequence[Traits], called: Sequence[Called | None]) -> bool:
    """No man is a woman, and no person another by name."""
    name = called[number]
    return not any(
        {told[number].gender, told[other].gender} == {MALE, FEMALE}
        or (name and (known := called[other]) and name.person and known.person and _are_two(name.words, known.words))
        for other in chain
    )


def _are_two(one: Sequence[str], other: Sequence[str]) -> bool:
    """Two full names of other first names, or names without a word in common."""
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-1]:
        return one[0][0] != other[0][0]
    return not set(one) & set(other)


def called(mention: Stretch, names: Sequence[Name], words: Sequence[Word], text: str) -> Called | None:
    """The name that a mention bears, of a person rather than of anything else."""
    for kinds in (("person",), ("organization", "place")):
        if name := borne(mention, kinds, names, words, text):
            return Called(kinds == ("person",), tuple(name.casefold().split()))
    return None


def entity(
    numbers: Sequence[int],
    mentions: Sequence[Stretch],
    told: Sequence[Traits],
    kind: str,
    names: Sequence[Name],
    words: Sequence[Word],
    text: str,
) -> Entity:
    """The entity of a chain.

    Args:
        numbers: the mentions of the chain, among `mentions`, with their `Traits`.
        kind: what its mentions are most likely of.
        names: all of the text.
    """
    wanted = _NAMES_OF.get(kind, ("organization", "place"))
    borne_by = [name for n in numbers if (name := borne(mentions[n], wanted, names, words, text))]
    if borne_by:
        return Entity(max(borne_by, key=lambda name: len(name.split())), kind, tuple(numbers))
    first = next((n for n in numbers if told[n].kind != PRONOUN), None)
    name = None if first is None else _described(mentions[first], words, text)
    return Entity(name, kind, tuple(numbers))


def bare(stretch: Stretch, words: Sequence[Word], text: str) -> Span:
    """Where a mention stands in the text, without a genitive ending or a verb cut short: Ito in "Ito's", I in "I'm"."""
    whole = span(stretch, words)
    ending = next((e for e in _ENDINGS if text[whole.start : whole.end].endswith(e)), "")
    return Span(whole.start, whole.end - len(ending)) if len(ending) < len(whole) else whole


def borne(
    mention: Stretch, wanted: Sequence[str], names: Sequence[Name], words: Sequence[Word], text: str
) -> str | None:
    """The name that a mention gives its entity: of a wanted kind, within it, and not that of somebody beside them."""
    inside = [name for name in names if mention[0] <= name.stretch[0] and name.stretch[1] <= mention[1]]
    for kind in wanted:
        own = [
            name.stretch
            for name in inside
            if name.kind == kind and (name.stretch[1] == mention[1] or not _genitive(name.stretch, words))
        ]
        heads = [stretch for stretch in own if _is_head(stretch, mention, words)]
        if heads or (own and kind == "person"):
            found = bare(heads[0] if heads else _before_clause(own, mention, words), words, text)
            return text[found.start : found.end]
    return None


def _before_clause(own: Sequence[Stretch], mention: Stretch, words: Sequence[Word]) -> Stretch:
    """The last of some names before a relative clause: Sorley in "the head of the Trust Edda Sorley, who knew Lee"."""
    clause = next((n for n in range(mention[0], mention[1] + 1) if words[n].text.lower() in _RELATIVE), mention[1] + 1)
    return max((stretch for stretch in own if stretch[1] < clause), default=own[0])


def _is_head(name: Stretch, mention: Stretch, words: Sequence[Word]) -> bool:
    """What a mention speaks of bears the name itself: the Bell, but no bank in Oslo and no Bell reporter."""
    before = [word.text.lower() for word in words[mention[0] : name[0]]]
    after = words[name[1] + 1].text if name[1] < mention[1] else ","
    return not _PREPOSITIONS & set(before) and (not after[:1].isalpha() or after.lower() in _AFTER_NAME)


def _genitive(stretch: Stretch, words: Sequence[Word]) -> bool:
    last = words[stretch[1]].text
    after = words[stretch[1] + 1].text if stretch[1] + 1 < len(words) else ""
    return last.endswith(("'s", "s'")) or after in ("'s", "'")


def _described(mention: Stretch, words: Sequence[Word], text: str) -> str:
    """The words of a mention up to a comma or bracket: the inspectors, for "the inspectors, who left"."""
    end = next((n for n in range(mention[0] + 1, mention[1] + 1) if words[n].text in (",", "(")), mention[1] + 1)
    found = bare((mention[0], end - 1), words, text)
    return text[found.start : found.end]


def _cross(one: Stretch, other: Stretch) -> bool:
    return one[0] < other[0] <= one[1] < other[1] or other[0] < one[0] <= other[1] < one[1]


def _overlap(one: Stretch, other: Stretch) -> float:
    shared = min(one[1], other[1]) - max(one[0], other[0]) + 1
    return max(0, shared) / (max(one[1], other[1]) - min(one[0], other[0]) + 1)


def of_one_kind(names: Sequence[Name], words: Sequence[Word]) -> tuple[Name, ...]:
    """The names, those of the same words all of the kind that most of them are."""
    kinds: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for name in names:
        kinds[_form(name, words)][name.kind] += 1
    return tuple(Name(kinds[_form(name, words)].most_common(1)[0][0], name.stretch) for name in names)


def _form(name: Name, words: Sequence[Word]) -> tuple[str, ...]:
    first, last = name.stretch
    return tuple(word.text.removesuffix("'s") for word in words[first : last + 1])
