"""The construction examples: reading them, and comparing what was found with what they expect.

Each file `tests/data/constructions/NN-name.conllu` holds the examples of one construction. An example is one
document: `# newdoc id = NN-name-K`, a line `# quote = {...}` for each quote it holds in text order (none for a
text without quotes), then its sentences. A quote has these keys:

- `type`, `content` (the text of each span), `cue` (text; null for a floating quote), `source` (the text that
  names the speaker beside the quote, or null) and `speaker` (the entity's name, or null): always compared;
- `category`, `kind`, `role`, `polarity`, `modality`, `addressee`, `via`, `nested_in` (position of the outer
  quote) and `context`: compared only where an example gives them. Of a `via` and of `context`, too, only the
  keys given are compared.

Errors that are known stand in `known-errors.yaml`: example id -> level (`unit`, `model`) -> cause.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

import yaml

from evaluation import conllu
from quotes.attribution.model import Analysis, Attribution, Reference
from quotes.nlp.document import Document, Span

DATA = Path(__file__).resolve().parents[1] / "tests" / "data"
CONSTRUCTIONS = DATA / "constructions"
KNOWN_ERRORS = CONSTRUCTIONS / "known-errors.yaml"

ALWAYS = ("type", "content", "cue", "source", "speaker")
OPTIONAL = ("category", "kind", "role", "polarity", "modality", "addressee", "via", "nested_in", "context")

Quote = dict[str, Any]
Level = Literal["unit", "model"]


@dataclass(frozen=True)
class Example:
    """One text with its parse and the quotes that it holds."""

    id: str
    file: str
    conllu: str
    quotes: tuple[Quote, ...]

    @property
    def document(self) -> Document:
        """The document with the hand-corrected parse."""
        return conllu.document(self.conllu)


def _examples_of(path: Path) -> Iterator[Example]:
    for part in path.read_text("utf-8").split("# newdoc id = ")[1:]:
        identifier, _, rest = part.partition("\n")
        marker = "# quote = "
        lines = rest.splitlines()
        quotes = tuple(json.loads(line.removeprefix(marker)) for line in lines if line.startswith(marker))
        sentences = "\n".join(line for line in lines if not line.startswith(marker))
        yield Example(identifier.strip(), path.name, sentences, quotes)


def examples() -> tuple[Example, ...]:
    """All examples of all constructions, in the order of the files."""
    return tuple(example for path in sorted(CONSTRUCTIONS.glob("*.conllu")) for example in _examples_of(path))


def known_errors() -> dict[str, dict[str, str]]:
    """The known errors: example id -> level -> cause."""
    return dict(yaml.safe_load(KNOWN_ERRORS.read_text("utf-8")) or {})


def _mention_text(document: Document, spans: Iterable[Span]) -> str | None:
    """The text of the spans, one space apart; a comma that closes an apposition is no part of a mention."""
    return " ".join(document.slice(span) for span in spans).rstrip(" ,") or None


def _given(found: Quote, expected: Quote) -> Quote:
    return {key: value for key, value in found.items() if key in expected}


class _Found:
    """What was found, in the keys of the examples."""

    def __init__(self, document: Document, analysis: Analysis) -> None:
        self.document = document
        self.analysis = analysis
        self.entities = {entity.id: entity for entity in analysis.entities}
        self.positions = {quote.id: position for position, quote in enumerate(analysis.quotes)}

    def entity(self, reference: Reference | None, key: Literal["name", "kind", "role"]) -> str | None:
        entity = self.entities.get(reference.entity or "") if reference else None
        return getattr(entity, key) if entity else None

    def vias(self, quote: Attribution) -> list[Quote]:
        return [
            {
                "relation": via.relation,
                "text": _mention_text(self.document, via.reference.spans),
                "name": self.entity(via.reference, "name"),
            }
            for via in quote.via
        ]

    def context(self, quote: Attribution) -> Quote:
        parts = {"medium": quote.context.medium, "time": quote.context.time, "place": quote.context.place}
        return {key: self.document.slice(span) if span else None for key, span in parts.items()}

    def quote(self, quote: Attribution) -> Quote:
        cue, speaker, addressee = quote.cue, quote.speaker, quote.addressee
        return {
            "type": quote.type,
            "content": [self.document.slice(span) for span in quote.content],
            "cue": " ".join(self.document.slice(span) for span in cue.spans) if cue else None,
            "category": quote.category,
            "source": _mention_text(self.document, speaker.spans) if speaker else None,
            "speaker": self.entity(speaker, "name"),
            "kind": self.entity(speaker, "kind"),
            "role": self.entity(speaker, "role"),
            "polarity": cue.polarity if cue else "positive",
            "modality": cue.modality if cue else "asserted",
            "addressee": _mention_text(self.document, addressee.spans) if addressee else None,
            "via": self.vias(quote),
            "nested_in": self.positions.get(quote.nested_in) if quote.nested_in else None,
            "context": self.context(quote),
        }


def found_quotes(document: Document, analysis: Analysis) -> list[Quote]:
    """The quotes of an analysis in the keys of the examples, all of them."""
    found = _Found(document, analysis)
    return [found.quote(quote) for quote in analysis.quotes]


def comparable(found: Quote, expected: Quote | None) -> Quote:
    """A found quote with just the keys that its expectation gives, or the ever-present ones if it has none."""
    if expected is None:
        return {key: found[key] for key in ALWAYS}
    out = {key: found[key] for key in expected}
    if "context" in expected:
        out["context"] = _given(found["context"], expected["context"])
    if "via" in expected:
        vias = expected["via"]
        out["via"] = [_given(via, vias[i]) if i < len(vias) else via for i, via in enumerate(found["via"])]
    return out


def _shown_lines(quotes: Sequence[Quote]) -> list[str]:
    return [
        line
        for number, quote in enumerate(quotes)
        for line in (f"quote {number}", *(f"  {k}: {json.dumps(quote[k], ensure_ascii=False)}" for k in sorted(quote)))
    ]


def without_further_thoughts(example: Example, document: Document, analysis: Analysis) -> Analysis:
    """The analysis without the unmarked thoughts that the example does not list.

    The reader sees attitudes in a third of all sentences (expected, refused, was pleased). An answer leaves
    them out unless a client asks for them; the figures of `make quality` count them.
    """
    listed = {tuple(quote["content"]) for quote in example.quotes}

    def kept(quote: Attribution) -> bool:
        content = tuple(document.slice(span) for span in quote.content)
        return quote.category != "thought" or quote.type != "indirect" or content in listed

    return replace(analysis, quotes=tuple(quote for quote in analysis.quotes if kept(quote)))


def difference(example: Example, document: Document, analysis: Analysis) -> str:
    """A readable comparison of what was found with what the example expects; empty if they agree."""
    expected = list(example.quotes)
    pairs = [*expected, *[None] * len(analysis.quotes)]
    found = [comparable(quote, pair) for quote, pair in zip(found_quotes(document, analysis), pairs, strict=False)]
    if found == expected:
        return ""
    lines = difflib.unified_diff(_shown_lines(expected), _shown_lines(found), "expected", "found", lineterm="", n=99)
    return "\n".join(("", document.text, "", *lines))
