"""Answers of the service: one with everything that a rendering must tell apart, and a way to look into any."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from quotes.attribution.model import Analysis, Attribution, Context, Cue, Entity, Mention, Reference, Via
from quotes.intake.extract import PlainText
from quotes.nlp.document import Span
from quotes.result import ModelName, Result

TEXT = """“We won,” said Anna Ito, the coach, “and we will </script> rest.”

Hulusi Akar, the Turkish Defence Minister, warned that any attack would be “answered”, his spokesman Ali Can
told Reuters.

The report said “costs rose” and that nobody was to blame. Villagers complained that =SUM(A1) was all they got.

Lee denied that he had lied. Lee did not say that he would go. 'Tis so, 😀 Lee wrote. “No,” she said.
"""

_NAMES = {
    "e1": ("Anna Ito", "person", "the coach"),
    "e2": ("Hulusi Akar", "person", "the Turkish Defence Minister"),
    "e3": ("Ali Can", "person", None),
    "e4": ("Reuters", "organization", None),
    "e5": ("The report", "document", None),
    "e6": ("Villagers", "group", None),
    "e7": ("Lee", "person", None),
}


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words))


def _refer(entity: str) -> Reference:
    return Reference((_span(_NAMES[entity][0]),), entity)


def _quote(
    number: int, kind: Any, content: list[str], cue: Cue | None, speaker: str | None, **more: Any
) -> Attribution:
    spans = tuple(map(_span, content))
    return Attribution(f"q{number}", kind, spans, cue, _refer(speaker) if speaker else None, **more)


def _cue(words: str, lemma: str, category: str = "statement", **more: Any) -> Cue:
    return Cue((_span(words),), lemma, category, **more)


ANALYSIS = Analysis(
    (
        _quote(1, "direct", ["“We won,”", "“and we will </script> rest.”"], _cue("said", "say"), "e1"),
        _quote(
            2, "mixed", ["that any attack would be “answered”"], _cue("warned", "warn", "warning"), "e2",
            via=(Via("spokesperson", _refer("e3")), Via("reported_by", _refer("e4"))), confidence=0.9,
            context=Context(place=_span("told")),
        ),
        _quote(3, "direct", ["“costs rose”"], _cue("said", "say", "document"), "e5"),
        _quote(4, "indirect", ["that nobody was to blame"], _cue("said", "say", "document"), "e5"),
        _quote(5, "indirect", ["that =SUM(A1) was all they got"], _cue("complained", "complain", "criticism"), "e6"),
        _quote(6, "indirect", ["=SUM(A1)"], None, None, nested_in="q5"),
        _quote(7, "indirect", ["that he had lied"], _cue("denied", "deny", "denial"), "e7"),
        _quote(8, "indirect", ["that he would go"], _cue("say", "say", polarity="negative"), "e7"),
        _quote(9, "direct", ["'Tis so"], _cue("wrote", "write"), "e7"),
        _quote(10, "direct", ["“No,”"], _cue("said", "say"), None, via=(Via("reported_by", _refer("e5")),)),
    ),
    tuple(
        Entity(id_, name, kind, role, (Mention(_span(name), "name"),)) for id_, (name, kind, role) in _NAMES.items()
    ),
)  # fmt: skip


def make(offset_encoding: str = "utf-32", **options: Any) -> dict[str, Any]:
    """The answer to the text, with an `id` or an offset encoding."""
    return Result(PlainText(TEXT), ANALYSIS, ModelName("fake", "1"), **options).to_dict(offset_encoding)


def spans(node: Any) -> Iterator[dict[str, Any]]:
    """Every span of an answer, of whatever kind."""
    if isinstance(node, dict):
        if "start" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for below in node:
            yield from spans(below)
