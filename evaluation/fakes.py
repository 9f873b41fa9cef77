"""A parser and a core in place of the real ones, to test and to measure everything around them.

They take no time, and what they find is plain to see: every `"content," Name said.`, whatever else the text
holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flask import Flask

from quotes.app import create_app, make_engine
from quotes.attribution.model import Analysis, Attribution, Context, Cue, Entity, Mention, Reference, Via
from quotes.nlp.document import Document, Span, TextWarning
from quotes.reader import Reader
from quotes.settings import Settings

QUOTE = re.compile(r'(?P<content>["“][^"“”\n]+["”]) (?P<name>[A-Z]\w+) (?P<cue>said|thought)(?: (?P<time>on \w+))?')


class FakeParser:
    """Parses nothing; `before` is called with each text."""

    name: str = "fake"
    version: str = "1"
    licences: tuple[str, ...] = ("CC0-1.0",)

    def __init__(self, before: Callable[[str], object] = lambda text: None) -> None:
        self.before = before

    def parse(self, text: str) -> Document:
        """A document without tokens."""
        self.before(text)
        return Document(text, (), (), (TextWarning("long_run", "parser's", Span(0, 1)),) if "RUN" in text else ())


def attribute(document: Document) -> Analysis:
    """The quotes of the pattern; every other one has a relay, an addressee and an outer quote."""
    quotes: list[Attribution] = []
    entities: list[Entity] = []
    for number, match in enumerate(QUOTE.finditer(document.text), 1):
        name, cue = Span(*match.span("name")), Span(*match.span("cue"))
        entity = Entity(f"e{number}", match["name"], "person", None, (Mention(name, "name"),))
        entities.append(entity)
        reference = Reference((name,), entity.id)
        even = number % 2 == 0
        quotes.append(
            Attribution(
                id=f"q{number}",
                type="direct",
                content=(Span(*match.span("content")),),
                cue=Cue((cue,), "say", "thought" if match["cue"] == "thought" else "statement"),
                speaker=reference,
                via=(Via("reported_by", Reference((), "e1")),) if even else (),
                addressee=Reference((Span(0, 1), name), None) if even else None,
                context=Context(time=Span(*match.span("time")) if match["time"] else None),
                nested_in=f"q{number - 1}" if even else None,
                confidence=0.98765 if even else 0.5,
            )
        )
    return Analysis(tuple(quotes), tuple(entities), document.warnings)


def reader() -> Reader:
    """A reader of them."""
    return Reader(FakeParser(), attribute)


def create() -> Flask:
    """The service over them, with the settings of the environment."""
    settings = Settings.from_environ()
    engine = make_engine(settings, reader)
    engine.start()
    return create_app(settings, engine)
