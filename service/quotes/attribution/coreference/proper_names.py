"""Proper names within noun phrases: which words of a phrase name its bearer.

"Foreign Ministry spokeswoman Irina Belova" is named Irina Belova, "the head of the Trust Edda Sorley" Edda Sorley, "the
AFP agency" AFP; "Belova's lawyer", "the father of Irina Belova" and "a Bell reporter" have no name. What is a name, and
of what kind, the labels of the tokens tell.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from quotes.attribution.article import Article
from quotes.attribution.syntax import trees
from quotes.nlp.document import Token

NameKind = Literal["PER", "ORG", "LOC"]

_POSSESSIVE = re.compile(r"['’]s?\b")
_WORD = re.compile(r"[^\W\d_]+|\d+")
_GENERATIONS = frozenset(("jr", "sr", "ii", "iii", "iv"))
_POSTNOMINALS = frozenset(("mp", "mep", "msp", "mla", "td", "kc", "qc", "sc", "obe", "cbe", "mbe", "phd", "md", "esq"))
"""Titles behind a person's name, compared without full stops: of parliaments, courts, orders and degrees that the press
writes behind names; our own choice."""
_RELATIVES = frozenset(("who", "which", "whose", "whom"))
_JOINING = frozenset(("and", "of", "in", "for", "or", "that")) | _RELATIVES
"""Words behind the name of a body that do not make it part of a longer phrase."""


@dataclass(frozen=True, slots=True)
class ProperName:
    """A name in the text: its kind, and its tokens, `last` inclusive."""

    kind: NameKind
    first: int
    last: int

    @property
    def tokens(self) -> range:
        """Its tokens."""
        return range(self.first, self.last + 1)


def comparable(text: str) -> tuple[str, ...]:
    """The words of a name for comparing, lower-case: "Sam Smith-Jones Jr's" gives `sam`, `smith` and `jones`."""
    words = [word.lower() for word in _WORD.findall(_POSSESSIVE.sub("", text))]
    while len(words) > 1 and words[-1] in _GENERATIONS:
        words.pop()
    return tuple(words)


def find(article: Article) -> list[ProperName]:
    """The names of an article in text order; those of the same words are all of the kind that most of them are."""
    runs: list[ProperName] = []
    for token in article.document.tokens:
        position, _, kind = token.entity.partition("-")
        follows = bool(runs) and runs[-1].last == token.index - 1
        if follows and (position == "I" or kind == runs[-1].kind):  # two of a kind side by side are one
            runs[-1] = ProperName(runs[-1].kind, runs[-1].first, token.index)
        elif kind in ("PER", "ORG", "LOC"):
            runs.append(ProperName(kind, token.index, token.index))  # type: ignore[arg-type]
    runs = [_bare(article, run) for run in runs]
    kinds: dict[tuple[str, ...], Counter[NameKind]] = defaultdict(Counter)
    forms = [tuple(article.document.tokens[i].text for i in run.tokens) for run in runs]
    for run, form in zip(runs, forms, strict=True):
        kinds[form][run.kind] += 1
    return [
        ProperName(kinds[form].most_common(1)[0][0], run.first, run.last) for run, form in zip(runs, forms, strict=True)
    ]


def _bare(article: Article, name: ProperName) -> ProperName:
    """The name without a title before it, and without a genitive ending, preposition or punctuation behind it."""
    tokens, first, last = article.document.tokens, name.first, name.last
    while last > first and (tokens[last].text in trees.GENITIVES or tokens[last].upos in ("ADP", "PUNCT")):
        last -= 1
    if name.kind == "PER":
        while last > first and _is_postnominal(tokens[last]):
            last -= 1
        while first < last and is_title(article, tokens[first]):
            first += 1
        while first and _begins_earlier(article, first):
            first -= 1
    return ProperName(name.kind, first, last)


def _begins_earlier(article: Article, first: int) -> bool:
    """True if the token before a person's name is a part of it that no label tells: a first name, an initial."""
    token, before = article.document.tokens[first], article.document.tokens[first - 1]
    if before.entity != "O" or before.upos != "PROPN" or is_title(article, before) or before.sentence != token.sentence:
        return False
    return before.text in article.lexicon.first_names or (
        len(before.text.rstrip(".")) == 1 and before.text[:1].isupper()
    )


def borne(article: Article, names: Sequence[ProperName], phrase: Sequence[int]) -> ProperName | None:
    """The name that a phrase gives its bearer; None where it gives none.

    Args:
        article: where it stands.
        names: all names of the article.
        phrase: the tokens of the phrase, in text order.
    """
    end = next((i for i in phrase[1:] if article.document.tokens[i].lemma.lower() in _RELATIVES), phrase[-1] + 1)
    near = names[
        bisect_left(names, phrase[0], key=lambda name: name.first) : bisect_left(names, end, key=lambda n: n.first)
    ]
    inside = [name for name in near if name.last < end]
    own = [name for name in inside if not _is_of_another(article, name, phrase)]
    own = [name for name in own if _is_whole(article, name, phrase)]
    return next(iter(sorted(own, key=lambda name: name.kind != "PER")), None)


def _is_of_another(article: Article, name: ProperName, phrase: Sequence[int]) -> bool:
    """True for a name in the genitive before what is its bearer's, or behind a preposition and its titles."""
    tokens = article.document.tokens
    if name.last + 1 < phrase[-1] and _ends_in_genitive(article, name):
        return True
    before = _before_described(article, name.first, phrase)
    if before > phrase[0] and (tokens[before].upos == "CCONJ" or tokens[before].text == "/"):
        before = _before_coordinated(article, name, before, phrase)
    if before < phrase[0] or tokens[before].text in trees.GENITIVES:
        return False
    return tokens[before].upos == "ADP" or tokens[before].relation == "case"


def _before_described(article: Article, first: int, phrase: Sequence[int]) -> int:
    """The token before a name that begins at a token, and before what describes its bearer."""
    tokens, before = article.document.tokens, first - 1
    while before >= phrase[0] and tokens[before].entity == "O" and _describes(article, tokens[before]):
        before -= 1
    return before


def _before_coordinated(article: Article, name: ProperName, conjunction: int, phrase: Sequence[int]) -> int:
    """The token before the name of the same kind that a name is coordinated with, else the conjunction."""
    tokens, before = article.document.tokens, conjunction - 1
    while before > phrase[0] and tokens[before].entity == f"I-{name.kind}":
        before -= 1
    return _before_described(article, before, phrase) if tokens[before].entity == f"B-{name.kind}" else conjunction


def _ends_in_genitive(article: Article, name: ProperName) -> bool:
    tokens = article.document.tokens
    behind = tokens[name.last + 1].text if name.last + 1 < len(tokens) else ""
    return behind in trees.GENITIVES or tokens[name.last].text.endswith(("'s", "’s"))


def _describes(article: Article, token: Token) -> bool:
    """True for an article, an adjective, a title or a noun of persons, which go with the name behind them."""
    noun = token.lemma.lower() in article.lexicon.persons
    return token.upos in ("DET", "ADJ") or noun or is_title(article, token)


def _is_whole(article: Article, name: ProperName, phrase: Sequence[int]) -> bool:
    """True for the name of what a phrase is about: the Bell, the AFP agency, but no Bell reporter, no Lee voter."""
    tokens = article.document.tokens
    behind = [i for i in phrase if i > name.last and not _is_postnominal(tokens[i])]
    if behind and tokens[behind[0]].text in ("-", "/"):  # a US-Saudi statement
        return False
    if not behind or not tokens[behind[0]].text[:1].isalpha() or tokens[behind[0]].lemma.lower() in _JOINING:
        return True
    classed = tokens[behind[0]].lemma.lower() in article.lexicon.class_nouns
    return classed and (len(behind) == 1 or not tokens[behind[1]].text[:1].isalpha())


def _is_postnominal(token: Token) -> bool:
    return token.upos == "PROPN" and token.text.replace(".", "").lower() in _POSTNOMINALS


def is_title(article: Article, token: Token) -> bool:
    """True for a word that stands as a title or office before a name."""
    return token.text.rstrip(".").lower() in article.lexicon.titles
