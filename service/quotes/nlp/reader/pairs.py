"""What speaks for two mentions being of one entity, told by their words alone: the features of a pair.

Each feature is one of a few cases, told by its number; `FEATURES` holds how many cases each has.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

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


def features(later: Traits, earlier: Traits, between: int) -> tuple[int, ...]:
    """The features of two mentions, of which `earlier` opens first; `between` counts the mentions from one to the
    other, 1 for neighbours."""
    return (
        between - 1 if between < 9 else min(15, 7 + between.bit_length() - 3),
        3 * later.kind + earlier.kind,
        min(3, later.paragraph - earlier.paragraph),
        _words_alike(later, earlier),
        _heads_alike(later, earlier),
        _inclusion(later.known, earlier.known),
        3 * later.gender + earlier.gender,
        _numbers_alike(later.number, earlier.number),
        _beside(later, earlier),
        later.quoted + earlier.quoted,
        int(_acronym(later, earlier) or _acronym(earlier, later)),
        _determiner(later.words[0]),
    )


def _words_alike(later: Traits, earlier: Traits) -> int:
    """0 other words, 1 the same, 2 the same pronoun, 3 the same but for small ones."""
    if later.words == earlier.words:
        return 2 if later.kind == PRONOUN else 1
    return 3 if later.known and later.known == earlier.known else 0


def _heads_alike(later: Traits, earlier: Traits) -> int:
    """0 another head, 1 the same, 2 the same of a name, 3 one that is among the words of the other."""
    if later.head == earlier.head:
        return 2 if later.kind == NAME else 1
    return 3 if later.head in earlier.known else 0


def _inclusion(later: Set[str], earlier: Set[str]) -> int:
    """0 no word in common, 1 all of the later's, 2 all of the earlier's, 3 some."""
    if not later & earlier:
        return 0
    return 1 if later <= earlier else 2 if earlier <= later else 3


def _numbers_alike(later: int, earlier: int) -> int:
    """0 unknown, 1 the same number, 2 another."""
    return 0 if not later or not earlier else 1 if later == earlier else 2


def _determiner(word: str) -> int:
    """0 none, 1 "the", 2 another."""
    return 0 if word not in _DETERMINERS else 1 if word == "the" else 2


def _beside(later: Traits, earlier: Traits) -> int:
    """0 apart, 1 one within the other, 2 apart by one mark (an apposition, a bracket), 3 side by side."""
    if later.first <= earlier.last:
        return 1
    apart = later.first - earlier.last - 1
    return 3 if apart == 0 else 2 if apart == 1 else 0


def _acronym(short: Traits, long: Traits) -> bool:
    return len(short.head) > 1 and short.head.upper() == long.initials and short.words != long.words
