"""A parser and a core for tests of everything around them: fast, and what they find is plain to see.

The core finds every `"content," Name said.`, whatever else the text holds.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from functools import partial
from typing import Any

from quotes.attribution.model import Analysis, Attribution, Context, Cue, Entity, Mention, Reference, Via
from quotes.nlp.document import Document, Parser, Span, TextWarning
from quotes.runtime.engine import Engine, Limits

QUOTE = re.compile(r'(?P<content>["“][^"“”\n]+["”]) (?P<name>[A-Z]\w+) (?P<cue>said|thought)(?: (?P<time>on \w+))?')


class FakeParser:
    """Parses nothing; `before` is called with each text."""

    name = "fake"
    version = "1"
    licences = ("CC0-1.0",)

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


def engine(parser: Parser | None = None, boot: bool = True, **limits: Any) -> Engine:
    """An engine over the fakes; ready unless `boot` is false."""
    made = Engine(partial(lambda p: p, parser or FakeParser()), attribute, Limits(**limits))
    if boot:
        made.boot()
    return made


class Hold:
    """For `FakeParser(before=...)`: holds every text with `marker` in it until `release`."""

    def __init__(self, marker: str = "HOLD") -> None:
        self.marker = marker
        self.held = threading.Semaphore(0)
        self._released = threading.Event()

    def __call__(self, text: str) -> None:
        if self.marker in text:
            self.held.release()
            assert self._released.wait(20), "nobody released the parser"

    def wait(self) -> None:
        """Wait until a text is held."""
        assert self.held.acquire(timeout=20), "no text came"

    def release(self) -> None:
        """Let all go on."""
        self._released.set()
