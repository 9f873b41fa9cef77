"""What is known of English without a model: telling that a text is not in it, and its contractions."""

from __future__ import annotations

import re
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

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W\d_]+")
"""A word; in scripts without spaces each character counts as one."""


@cache
def function_words() -> frozenset[str]:
    """English function words, lower-case."""
    return _words("function_words.txt")


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
    """A warning if English function words are too rare in the text for it to be English.

    Words with a capital, which names and headlines are made of, and addresses of the web tell nothing.
    """
    runs = (run for run in text.split() if "/" not in run and "@" not in run)
    words = [word for run in runs for word in _WORD.findall(run) if not word[0].isupper()]
    known = sum(word in function_words() for word in words)
    if len(words) < LEAST_WORDS or known >= LEAST_SHARE * len(words):
        return ()
    detail = f"does not read as English: {known} of {len(words)} words are English function words"
    return (TextWarning("unexpected_language", detail, Span(0, len(text))),)
