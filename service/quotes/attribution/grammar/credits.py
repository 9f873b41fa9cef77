"""Credit lines: who is named in a line that says whose words stand before or behind it.

Of "Kofi Mensah, coach, after the final, May 4, 2024" the source is "Kofi Mensah, coach": the name with what says who
its bearer is, without time, place and occasion.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quotes.attribution.article import Article
from quotes.attribution.syntax import trees
from quotes.nlp.document import Token

_NOMINAL = ("PROPN", "NOUN", "ADJ", "DET", "ADP", "PART", "CCONJ")
"""Parts of speech (upos) of what names somebody."""

_FROM = frozenset({"from", "by"})
"""Prepositions before who is named in a line without a verb: And from Chairwoman Ortiz:"""

_AGE = re.compile(r"\d{1,3}")
_DATED = re.compile(r"\d{4}|\d+[/.:-]\d")
"""How a year, a date in figures or a time of day begins."""


@dataclass(frozen=True)
class Credit:
    """Who a line names: the head token of the phrase, and its tokens."""

    head: int
    mention: frozenset[int]


def of(article: Article, words: Sequence[Token]) -> Credit | None:
    """Who some words name; None if they are no credit."""
    parts = list(_parts(words))
    named = _up_to_preposition(parts[0]) if parts else []
    if not named or named[0].upos not in ("PROPN", "NOUN", "DET", "ADJ") or not _may_speak(article, named):
        return None
    if any(not _is_nominal(t) for t in named):
        return None
    whole = named
    for part in parts[1:] if len(named) == len(parts[0]) else ():
        if not _describes(article, part):
            break
        whole = [t for t in words if named[0].index <= t.index <= part[-1].index]
    return Credit(trees.outermost(article.document, [t.index for t in named]), frozenset(t.index for t in whole))


def introducing(article: Article, words: Sequence[Token]) -> Credit | None:
    """Who a line without a verb names before a colon: And from Chairwoman Ortiz: "We won."."""
    if any(t.upos in ("VERB", "AUX") for t in words):
        return None
    behind = next((n + 1 for n, t in enumerate(words) if t.lemma.lower() in _FROM), 0)
    return of(article, words[behind:])


def _parts(words: Sequence[Token]) -> Iterator[list[Token]]:
    """The words between the commas, brackets and dashes of a line."""
    part: list[Token] = []
    for token in words:
        if token.upos == "PUNCT" and token.text not in ("-", "."):
            if part:
                yield part
            part = []
        else:
            part.append(token)
    if part:
        yield part


def _up_to_preposition(part: Sequence[Token]) -> list[Token]:
    """Lou Park, for "Lou Park on Monday"; but the head of the union."""
    name = next((n for n, t in enumerate(part) if t.entity == "B-PER"), None)
    if name is None:
        return list(part)
    return list(part[: next((n for n in range(name, len(part)) if part[n].upos == "ADP"), len(part))])


def _is_nominal(token: Token) -> bool:
    """True for a word of a noun phrase; a name may look like a verb: Amina Said."""
    return token.upos in _NOMINAL or token.text[0].isupper() or token.text in ("-", ".")


def _may_speak(article: Article, words: Sequence[Token]) -> bool:
    return any(t.entity[2:] in ("PER", "ORG") or t.upos == "PROPN" or article.lexicon.may_speak(t) for t in words)


def _describes(article: Article, part: Sequence[Token]) -> bool:
    """True for what says who somebody is: coach, 34; no date, place or occasion."""
    if part[0].upos == "ADP" or all(t.entity.endswith("LOC") for t in part):
        return False
    if len(part) == 1 and _AGE.fullmatch(part[0].text):
        return True
    dated = any(_DATED.match(t.text) or article.lexicon.dates(t) for t in part)
    names = any(t.upos in ("NOUN", "PROPN") and t.text[0].isalpha() for t in part)
    return names and not dated and all(t.upos in (*_NOMINAL, "NUM") or t.text in ("-", ".") for t in part)
