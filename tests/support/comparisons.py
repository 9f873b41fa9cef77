"""Annotated and found attributions of one short text, given by their words."""

from __future__ import annotations

from evaluation.gold import Corpus, GoldAttribution, GoldDocument
from evaluation.matching import Comparison, compare
from quotes.attribution.model import Analysis, Attribution, Cue, Entity, Reference
from quotes.nlp.document import Span, Token

TEXT = "Ito, who won, said that “rates will fall”. Lee denied it."


def spans(part: str | None, text: str = TEXT) -> tuple[Span, ...]:
    """Where a part stands in the text; several parts are separated by `|`."""
    found = []
    at = 0
    for each in part.split("|") if part else ():
        at = text.index(each, at)
        found.append(Span(at, at + len(each)))
    return tuple(found)


def wanted(content: str, source: str | None = None, cue: str | None = None, **more: object) -> GoldAttribution:
    """An annotated attribution; `more` are its other fields."""
    return GoldAttribution(str(more.pop("id", "1")), spans(content), spans(source), spans(cue), **more)  # type: ignore[arg-type]


def given(content: str, source: str | None = None, cue: str | None = None, **more: object) -> Attribution:
    """A found attribution; `category`, `polarity` and `modality` are its cue's, `entity` the speaker's."""
    statement = {key: more.pop(key) for key in ("category", "polarity", "modality") if key in more}
    return Attribution(
        id=str(more.pop("id", "q1")),
        type=more.pop("type", "indirect"),  # type: ignore[arg-type]
        content=spans(content),
        cue=Cue(spans(cue), cue, **{"category": "statement", **statement}) if cue else None,  # type: ignore[arg-type]
        speaker=Reference(spans(source), more.pop("entity", None)) if source else None,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def comparison(
    golds: list[GoldAttribution],
    quotes: list[Attribution],
    *,
    one_layer: bool = False,
    entities: tuple[Entity, ...] = (),
    min_confidence: float = 0.0,
    not_quotes: str | None = None,
    text: str = TEXT,
) -> Comparison:
    """The gold attributions beside the found ones; `not_quotes` are listed strings, separated by `|`."""
    listed = None if not_quotes is None else spans(not_quotes, text)
    document = GoldDocument("d", "g", text, tuple(golds), listed)
    return compare(document, Analysis(tuple(quotes), entities), Corpus("c", (document,), one_layer), min_confidence)


def token(text: str) -> Token:
    """The one token of a document."""
    return Token(0, 0, 0, len(text), text, text, "INTJ", None, "root", {"Foreign": "Yes"})
