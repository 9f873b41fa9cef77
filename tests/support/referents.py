"""Who is who in a small tree: what coreference makes of it."""

from __future__ import annotations

from quotes.attribution.coreference.antecedents import LearnedJudge
from quotes.attribution.coreference.resolver import resolve
from tests.support.trees import article

JUDGE = LearnedJudge.load()
"""The bundled judge of antecedents."""


def who(text: str, *participants: str) -> list[list[str]]:
    """The mentions of each referent of a text; `participants` are forms of tokens that take part in an attribution."""
    read = article(text)
    heads = {token.index: frozenset[int]() for token in read.document.tokens if token.text in participants}
    referents = resolve(read, heads, JUDGE)
    return [[read.document.slice(m.span) for m in referent.mentions] for referent in referents.all]
