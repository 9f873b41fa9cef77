"""What is known of English without a model: telling that a text is not in it, and its contractions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from quotes.nlp.document import Span, TextWarning

LEAST_WORDS = 20
"""Words that a text needs before it is judged."""

LEAST_SHARE = 0.06
"""Share of function words below which a text is not English.

News articles have 0.2 or more and few English sentences of `LEAST_WORDS` have less than this; other languages of
Latin script stay below 0.05.
"""

LEAST_FOREIGN = 3
"""Different words that English does not have, function words of other languages or with letters of theirs, that a text
of few words needs to be judged."""

_PARTICLES = frozenset("al da de del della den der di do dos du el la le ten ter van von zu".split())
"""What stands within names."""

_LAST_LATIN = "\u024f"

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+")
"""A word; in scripts without spaces each character counts as one."""


@cache
def function_words() -> frozenset[str]:
    """English function words, lower-case."""
    return _words("function_words.txt")


@cache
def foreign_words() -> frozenset[str]:
    """Function words of other languages, lower-case."""
    return _words("foreign_words.txt")


@cache
def contractions() -> frozenset[str]:
    """Contractions without an apostrophe (cannot, gonna), lower-case."""
    return _words("contractions.txt")


def _words(name: str) -> frozenset[str]:
    lines = files("quotes.nlp").joinpath("data", name).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def may_be_contraction(token: str) -> bool:
    """True for a token that may stand for two words: it has an apostrophe or is a known contraction without one."""
    return "'" in token or token.lower() in contractions()


def warn(text: str) -> tuple[TextWarning, ...]:
    """A warning if the text is not in English.

    That is so if English function words are too rare in it, if it has words of other languages instead, or if it is in
    another script. Words with a capital, which names and headlines are made of, and addresses of the web tell nothing.
    """
    runs = (run for run in text.split() if "/" not in run and "@" not in run)
    words = [word for run in runs for word in _WORD.findall(run)]
    told = _without_names(words)
    known = sum(word in function_words() for word in told)
    if not (_lacks_english(told, known) or _is_foreign(told, known) or _is_in_another_script(told)):
        return ()
    detail = f"does not read as English: {known} of {len(told)} words are English function words"
    return (TextWarning("unexpected_language", detail, Span(0, len(text))),)


def _without_names(words: Sequence[str]) -> list[str]:
    """The words without a capital, and without the particles of names: Juan de la Cruz."""
    told: list[str] = []
    in_name = False
    for word in reversed(words):
        in_name = word[0].isupper() or (in_name and word in _PARTICLES)
        if not in_name:
            told.append(word)
    return told


def _lacks_english(words: Sequence[str], known: int) -> bool:
    return len(words) >= LEAST_WORDS and known < LEAST_SHARE * len(words)


def _is_foreign(words: Sequence[str], known: int) -> bool:
    """True for several words that English does not have, and few of its own: in few words they tell too."""
    foreign = [word for word in words if word in foreign_words() or not word.isascii()]
    return len(set(foreign)) >= LEAST_FOREIGN and len(foreign) > 2 * known


def _is_in_another_script(words: Sequence[str]) -> bool:
    """True if most words, and not only one, are of a script other than Latin."""
    other = sum(word[0] > _LAST_LATIN and not "\u1e00" <= word[0] <= "\u1eff" for word in words)
    return other > max(1, len(words) / 2)
