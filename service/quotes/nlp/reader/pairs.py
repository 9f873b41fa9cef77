"""What speaks for two mentions being of one entity, told by their words alone: the features of a pair.

Each feature is one of a few cases, told by its number; `FEATURES` holds how many cases each has.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy
from numpy.typing import NDArray

from quotes.nlp.reader.words import Word

_HE = frozenset("he him his himself".split())
_SHE = frozenset("she her hers herself".split())
_IT = frozenset("it its itself".split())
_THEY = frozenset("they them their theirs themselves".split())
_FIRST = frozenset("i me my mine myself we us our ours ourselves".split())
_SECOND = frozenset("you your yours yourself yourselves".split())
_RELATIVE = frozenset("who whom whose which that".split())
_MALE = frozenset(
    "mr mister sir lord king prince father son brother husband man boy uncle grandfather widower spokesman chairman "
    "businessman policeman monk actor".split()
)
_FEMALE = frozenset(
    "mrs ms miss lady dame queen princess mother daughter sister wife woman girl aunt grandmother widow spokeswoman "
    "chairwoman businesswoman policewoman nun actress".split()
)
_SMALL = frozenset("the a an of and for in on at to by his her its their 's ' , \" - ( ) .".split())
_MANY = frozenset("people police men women".split())
_DETERMINERS = frozenset("the a an this that these those his her its their my our your".split())

FEATURES = (16, 9, 4, 4, 4, 4, 9, 3, 4, 3, 2, 3)
"""Cases of each feature: mentions between, kinds of the two, paragraphs between, same words, same last word, words of
one in the other, genders, numbers, place of one beside the other, marks around them, acronym, determiner of the
later."""

AT_ONCE = 16384
"""Pairs that are looked at together, at most: what bounds the memory that a text of many mentions takes."""

PRONOUN, NAME, NOMINAL = range(3)
MALE, FEMALE = 1, 2


@dataclass(frozen=True, slots=True)
class Traits:
    """What the words of a mention tell.

    Attributes:
        first, last: its words, `last` inclusive.
        kind: PRONOUN, NAME or NOMINAL.
        words: its words in lower case.
        known: its words but the small ones.
        head: the last word before a comma, a preposition or a relative pronoun.
        gender: MALE, FEMALE, or 0 where they do not tell.
        number: 0 unknown, 1 one, 2 many.
    """

    first: int
    last: int
    kind: int
    words: tuple[str, ...]
    known: frozenset[str]
    head: str
    gender: int
    number: int
    paragraph: int
    quoted: bool
    initials: str


def traits(words: Sequence[Word], first: int, last: int) -> Traits:
    """What the words `first` to `last` (inclusive) of a text tell."""
    own = words[first : last + 1]
    lower = tuple(word.text.lower() for word in own)
    length = core(lower)
    head = lower[length - 1]
    pronoun = head in _PRONOUNS and len(lower) == 1
    name = not pronoun and own[length - 1].text[:1].isupper() and head not in _SMALL
    return Traits(
        first,
        last,
        PRONOUN if pronoun else NAME if name else NOMINAL,
        lower,
        frozenset(lower) - _SMALL,
        head,
        _gender(lower[:length]),
        _number(head, name),
        own[0].paragraph,
        own[0].quoted,
        "".join(word.text[0] for word in own if word.text[:1].isupper()),
    )


_PRONOUNS = _HE | _SHE | _IT | _THEY | _FIRST | _SECOND | _RELATIVE
_AFTER_HEAD = frozenset(", ( of in for at from on with who whom whose which that and -".split())


def core(lower: Sequence[str]) -> int:
    """How many words of a mention (lower-case) lead up to its head, with it; at least one."""
    return next((n for n, word in enumerate(lower) if n and word in _AFTER_HEAD), len(lower))


def _gender(lower: Iterable[str]) -> int:
    forms = {word.rstrip(".") for word in lower}
    male, female = bool(forms & (_MALE | _HE)), bool(forms & (_FEMALE | _SHE))
    return 0 if male == female else MALE if male else FEMALE


def _number(head: str, name: bool) -> int:
    if head in _HE | _SHE | _IT | frozenset(("i", "me", "my")):
        return 1
    if head in _THEY | frozenset(("we", "us", "our")):
        return 2
    if name:
        return 0
    return 2 if head in _MANY or (head.endswith("s") and not head.endswith("ss")) else 1


class Pairs(NamedTuple):
    """Pairs of mentions by their numbers, those of one later mention together, in the order of the text.

    Attributes:
        later, earlier: the mentions of each pair, of which `earlier` opens first.
        features: [pair, feature], the number of its case.
    """

    later: NDArray[numpy.int64]
    earlier: NDArray[numpy.int64]
    features: NDArray[numpy.uint8]


Numbers = NDArray[numpy.int64]
Truths = NDArray[numpy.bool_]


def pairs(told: Sequence[Traits], farthest: int) -> Pairs:
    """Each mention with those before it, `farthest` at most; `told` are all mentions in the order of the text."""
    numbers = numpy.arange(len(told))
    counts = numpy.minimum(numbers, farthest)
    begins = numpy.cumsum(counts) - counts
    shifts = begins - numbers + counts
    later = numpy.repeat(numbers, counts)
    earlier = numpy.arange(len(later)) - shifts[later]
    shared, head_shared = _in_common(told, farthest, shifts, len(later))
    table = _table(told)
    found = numpy.empty((len(later), len(FEATURES)), numpy.uint8)
    for at in range(0, len(later), AT_ONCE):
        some = slice(at, at + AT_ONCE)
        one, other = table[later[some]], table[earlier[some]]
        for number, cases in enumerate(
            (
                _distances(later[some] - earlier[some]),
                3 * one["kind"] + other["kind"],
                numpy.minimum(3, one["paragraph"] - other["paragraph"]),
                _words_alike(one, other),
                _heads_alike(one, other, head_shared[some]),
                _inclusion(one, other, shared[some]),
                3 * one["gender"] + other["gender"],
                _numbers_alike(one, other),
                _beside(one, other),
                one["quoted"] + other["quoted"],
                _acronym(one, other) | _acronym(other, one),
                one["determiner"],
            )
        ):
            found[some, number] = cases
    return Pairs(later, earlier, found)


def _in_common(told: Sequence[Traits], farthest: int, shifts: Numbers, count: int) -> tuple[Numbers, Truths]:
    """How many known words the two of each of `count` pairs have in common, and whether the later's head is one.

    The pair of a mention with an earlier one has the number of the earlier one plus the mention's of `shifts`. Only
    pairs that have a word in common are looked at: each mention that has it with those before that have it.
    """
    owners: dict[str, list[int]] = {}
    for number, each in enumerate(told):
        for word in each.known:
            owners.setdefault(word, []).append(number)
    mentions = numpy.array([number for own in owners.values() for number in own], numpy.int64)
    words = numpy.repeat(numpy.arange(len(owners)), [len(own) for own in owners.values()])
    heading = numpy.array([told[number].head == word for word, own in owners.items() for number in own], numpy.bool_)
    shared, headed = [numpy.zeros(0, numpy.int64)], [numpy.zeros(0, numpy.int64)]
    for step in range(1, farthest + 1):
        later, earlier = mentions[step:], mentions[:-step]
        near = (words[step:] == words[:-step]) & (later - earlier <= farthest)
        if not near.any():
            break
        found = (shifts[later] + earlier)[near]
        shared.append(found)
        headed.append(found[heading[step:][near]])
    times, heads = (numpy.bincount(numpy.concatenate(parts), minlength=count) for parts in (shared, headed))
    return times, heads > 0


_FIELDS = numpy.dtype(
    [(name, numpy.int32) for name in ("first", "last", "paragraph", "words", "known", "size", "head", "short", "long")]
    + [(name, numpy.uint8) for name in ("kind", "gender", "number", "quoted", "determiner")]
)
"""What the features ask of a mention: words, known words, head, its head as an acronym and its initials as numbers that
are the same for equal ones, and how many known words it has."""


def _table(told: Sequence[Traits]) -> NDArray[Any]:
    """Mentions by `_FIELDS`."""
    table = numpy.empty(len(told), _FIELDS)
    for name in ("first", "last", "paragraph", "kind", "gender", "number", "quoted"):
        table[name] = [getattr(each, name) for each in told]
    for name in ("words", "known", "head"):
        table[name] = _numbered(getattr(each, name) for each in told)
    table["size"] = [len(each.known) for each in told]
    table["determiner"] = [_determiner(each.words[0]) for each in told]
    acronyms = [each.head.upper() if len(each.head) > 1 else None for each in told]
    names = _numbered([*acronyms, *(each.initials for each in told)])
    table["short"], table["long"] = names[: len(told)], names[len(told) :]
    return table


def _numbered(things: Iterable[Hashable]) -> list[int]:
    """A number for each thing, the same for equal ones."""
    numbers: dict[Hashable, int] = {}
    return [numbers.setdefault(thing, len(numbers)) for thing in things]


def _determiner(word: str) -> int:
    """0 none, 1 "the", 2 another."""
    return 0 if word not in _DETERMINERS else 1 if word == "the" else 2


def _distances(between: Numbers) -> NDArray[Any]:
    """Mentions from one to the other, 1 for neighbours: each number up to 8 is a case, then each octave."""
    _, octave = numpy.frexp(between)
    return numpy.where(between < 9, between - 1, numpy.minimum(15, 4 + octave))


def _words_alike(later: NDArray[Any], earlier: NDArray[Any]) -> NDArray[Any]:
    """0 other words, 1 the same, 2 the same pronoun, 3 the same but for small ones."""
    but_small = (later["known"] == earlier["known"]) & (later["size"] > 0)
    same = numpy.where(later["kind"] == PRONOUN, 2, 1)
    return numpy.where(later["words"] == earlier["words"], same, numpy.where(but_small, 3, 0))


def _heads_alike(later: NDArray[Any], earlier: NDArray[Any], among: Truths) -> NDArray[Any]:
    """0 another head, 1 the same, 2 the same of a name, 3 one that is among the words of the other."""
    same = numpy.where(later["kind"] == NAME, 2, 1)
    return numpy.where(later["head"] == earlier["head"], same, numpy.where(among, 3, 0))


def _inclusion(later: NDArray[Any], earlier: NDArray[Any], shared: Numbers) -> NDArray[Any]:
    """0 no word in common, 1 all of the later's, 2 all of the earlier's, 3 some."""
    cases = (shared == 0, shared == later["size"], shared == earlier["size"])
    return numpy.select(cases, (0, 1, 2), 3)


def _numbers_alike(later: NDArray[Any], earlier: NDArray[Any]) -> NDArray[Any]:
    """0 unknown, 1 the same number, 2 another."""
    unknown = (later["number"] == 0) | (earlier["number"] == 0)
    return numpy.where(unknown, 0, numpy.where(later["number"] == earlier["number"], 1, 2))


def _beside(later: NDArray[Any], earlier: NDArray[Any]) -> NDArray[Any]:
    """0 apart, 1 one within the other, 2 apart by one mark (an apposition, a bracket), 3 side by side."""
    apart = later["first"] - earlier["last"] - 1
    return numpy.select((apart < 0, apart == 0, apart == 1), (1, 3, 2), 0)


def _acronym(short: NDArray[Any], long: NDArray[Any]) -> Truths:
    """True where the head of one is the initials of the other."""
    found: Truths = (short["short"] == long["long"]) & (short["words"] != long["words"])
    return found
