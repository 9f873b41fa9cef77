"""From the written form to documents, with every problem that shows on the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from evaluation.newsroom import markup
from evaluation.newsroom.markup import Element, Markup, MarkupError
from evaluation.newsroom.model import Document, Entity, Mention, Name, Quote, Spans, Via
from evaluation.newsroom.quotation import occurrences, quote_type
from quotes.nlp.document import Span

NAME_KINDS = {"p": "person", "o": "organization", "l": "place"}
_LINKS = {"m": ("e", "q", "v"), "t": ("q",), "c": ("q",)}
_QUOTE_KEYS = frozenset({"speaker", "addressee", "nested", "polarity", "modality", "category"})


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, the problems of its markup, and the markup itself; None where that is not well-formed."""

    document: Document
    problems: tuple[str, ...]
    markup: Markup | None


def read(path: Path) -> list[Document]:
    """The documents of a file, or of all `.xml` files of a folder.

    Raises:
        ValueError: the markup of one has a problem.
    """
    out = []
    for reading in readings(path):
        if reading.problems:
            raise ValueError(f"{path}: {reading.document.id}: {reading.problems[0]}")
        out.append(reading.document)
    return out


def readings(path: Path) -> Iterator[Reading]:
    """The documents of a file, or of all `.xml` files of a folder, whatever their problems."""
    for file in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
        yield from map(parse, markup.parts(file.read_text("utf-8")))


def parse(part: str) -> Reading:
    """Read the written form of one document."""
    lines, _ = markup.header(part)
    builder = _Builder()
    for line in lines:
        builder.header(line)
    try:
        written = markup.parse(part)
    except MarkupError as error:
        return Reading(builder.document(""), (*builder.problems, str(error)), None)
    for element in written.elements:
        builder.element(element)
    return Reading(builder.document(written.text), tuple(builder.problems), written)


@dataclass
class _Builder:
    id: str = "?"
    genre: str = ""
    entities: dict[str, Entity] = field(default_factory=dict)
    quotes: dict[str, Quote] = field(default_factory=dict)
    not_quotes: list[str] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    content: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    cue: dict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    sources: dict[str, list[Mention]] = field(default_factory=lambda: defaultdict(list))
    relays: dict[tuple[str, str], list[Span]] = field(default_factory=lambda: defaultdict(list))
    problems: list[str] = field(default_factory=list)

    def header(self, line: str) -> None:
        key, _, value = line.partition(":")
        value = value.strip()
        if key == "id":
            self.id = value
        elif key == "genre":
            self.genre = value
        elif key == "not":
            self.not_quotes.append(value)
        elif key == "entity":
            self._entity(value)
        elif key == "quote":
            self._quote(value)
        else:
            self.problems.append(f"header {line}")

    def _entity(self, value: str) -> None:
        fields = [each.strip() for each in value.split("|")]
        if len(fields) != 5:
            self.problems.append(f"entity line needs 5 fields: {value}")
            return
        identifier, name, kind, gender, role = fields
        if identifier in self.entities:
            self.problems.append(f"entity {identifier} twice")
        self.entities[identifier] = Entity(identifier, name, kind, _or_none(gender), _or_none(role))

    def _quote(self, value: str) -> None:
        identifier, *pairs = (each.strip() for each in value.split("|"))
        values: dict[str, str] = {}
        via: list[Via] = []
        for pair in pairs:
            key, _, given = pair.partition("=")
            if key == "via":
                entity, _, relation = given.partition(":")
                via.append(Via(entity, relation))
            elif key in _QUOTE_KEYS:
                values[key] = given
            else:
                self.problems.append(f"quote {identifier}: key {key}")
        if identifier in self.quotes:
            self.problems.append(f"quote {identifier} twice")
        self.quotes[identifier] = Quote(
            id=identifier,
            category=values.get("category", ""),
            speaker=_or_none(values.get("speaker", "-")),
            addressee=values.get("addressee"),
            nested=values.get("nested"),
            polarity=values.get("polarity", "positive"),
            modality=values.get("modality", "asserted"),
            via=tuple(via),
        )

    def element(self, element: Element) -> None:
        if element.tag in NAME_KINDS:
            self.names.append(Name(NAME_KINDS[element.tag], element.span))
        elif element.tag not in _LINKS:
            self.problems.append(f"tag {element.tag}")
        elif element.tag == "m":
            self._mention(element)
        else:
            pieces = self.content if element.tag == "t" else self.cue
            for quote in self._known(element, "q", self.quotes):
                pieces[quote].append(element.span)
        if extra := [key for key, _ in element.attributes if key not in _LINKS.get(element.tag, ())]:
            self.problems.append(f"<{element.tag}> with {', '.join(extra)}")

    def _mention(self, element: Element) -> None:
        for entity in self._known(element, "e", self.entities):
            mention = Mention(entity, element.span)
            self.mentions.append(mention)
            for quote in self._known(element, "q", self.quotes):
                self.sources[quote].append(mention)
            for quote in self._known(element, "v", self.quotes):
                self.relays[quote, entity].append(element.span)

    def _known(self, element: Element, attribute: str, among: Iterable[str]) -> list[str]:
        """The ids that an attribute lists, without those that the header does not have."""
        listed = element.get(attribute)
        if not listed and attribute == _LINKS[element.tag][0]:
            self.problems.append(f"<{element.tag}> without {attribute}")
        unknown = [each for each in listed if each not in among]
        self.problems += [f'<{element.tag} {attribute}="{each}"> has no header line' for each in unknown]
        return [each for each in listed if each in among]

    def document(self, text: str) -> Document:
        marked = occurrences(text, self.not_quotes)
        quotes = tuple(self._filled(quote, text, marked) for quote in self.quotes.values())
        spans: dict[str, list[Span]] = defaultdict(list)
        for mention in self.mentions:
            spans[mention.entity].append(mention.span)
        entities = tuple(replace(each, mentions=tuple(spans[each.id])) for each in self.entities.values())
        self._check_relays()
        return Document(
            self.id, self.genre, text, entities, quotes, tuple(self.mentions), tuple(self.names), tuple(self.not_quotes)
        )

    def _filled(self, quote: Quote, text: str, marked: list[Span]) -> Quote:
        """A quote of the header with the spans of the body."""
        sources = self.sources[quote.id]
        if len(sources) > 1:
            self.problems.append(f"quote {quote.id}: two sources")
        self.problems += [
            f"quote {quote.id}: source is entity {each.entity}, speaker {quote.speaker}"
            for each in sources
            if each.entity != quote.speaker
        ]
        content: Spans = tuple(self.content[quote.id])
        return replace(
            quote,
            content=content,
            cue=tuple(self.cue[quote.id]),
            source=tuple(each.span for each in sources[:1]),
            via=tuple(replace(each, spans=tuple(self.relays[quote.id, each.entity])) for each in quote.via),
            type=quote_type(text, content, marked),
        )

    def _check_relays(self) -> None:
        relations = {(quote.id, via.entity) for quote in self.quotes.values() for via in quote.via}
        self.problems += [
            f'<m v="{quote}"> entity {entity} is no via of quote {quote}'
            for (quote, entity), spans in self.relays.items()
            if spans and (quote, entity) not in relations
        ]


def _or_none(value: str) -> str | None:
    return None if value == "-" else value
