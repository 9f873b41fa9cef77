"""An answer as schema.org JSON-LD (terms of https://schema.org/version/29.0).

- Direct speech is a Quotation, part of the article, whose `creator` is the speaker. Its text leaves out the marks
  around each span: being a Quotation says what they say.
- Indirect and mixed speech is a Claim that the article mentions and that appears in it, whose `author` is the speaker.
  What stands in marks within mixed speech, the speaker's own words, are Quotations that are parts of the Claim.
- Speech that came through others `isBasedOn` their report, the last of them first.
- A document that speaks is what a Quotation is based on, and where a Claim appears too, since creators and authors are
  persons and organizations. Groups and sources of unknown kind have no type, rather than a wrong one.
- What the text says was not said, or not yet, and reported denials are left out, with what is quoted in them:
  schema.org has no word for them, and a Claim would put into somebody's mouth the opposite of what was said.

`spokenByCharacter` is for figures of fiction and `claimInterpreter` for readings of media; neither applies. Nothing
here is a ClaimReview: the service does not judge what is true.
"""

from __future__ import annotations

from graphlib import TopologicalSorter
from typing import Any

from quotes.api.formats.naming import article_iri
from quotes.attribution.model import unsaid
from quotes.attribution.quotation import passages
from quotes.nlp.document import Span
from quotes.records import entities_by_id

CONTEXT = "https://schema.org"

_TYPES = {"person": "Person", "organization": "Organization", "document": "CreativeWork"}
_PARTNERS = {'"': '"', "“": "”", "„": "“”", "”": "”", "‟": "”", "＂": "＂", "«": "»", "»": "«",
             "'": "'", "‘": "’", "’": "’", "‚": "‘’", "‹": "›", "›": "‹"}  # fmt: skip
"""Opening quotation marks, each with those that may close it."""

_APOSTROPHES = "'’"
"""Marks only where something closes them."""


def graph(answer: dict[str, Any]) -> dict[str, Any]:
    """The article, whom its quotes refer to, and the quotes."""
    document, nodes = answer["document"], Nodes(answer)
    links = {
        kind: [{"@id": quote["@id"]} for quote in nodes.quotes.values() if quote["@type"] == kind]
        for kind in ("Quotation", "Claim")
    }
    article = _node(
        nodes.article,
        "Article",
        identifier=(document["id"] or None) if nodes.article.startswith("ni:") else None,
        inLanguage=document["language"],
        hasPart=links["Quotation"],
        mentions=links["Claim"],
    )
    return {"@context": CONTEXT, "@graph": [article, *nodes.agents.values(), *nodes.quotes.values()]}


class Nodes:
    """The nodes of an answer.

    Attributes:
        quotes: of each quote that schema.org can tell, by the quote's id.
        agents: of each speaker and relay of these, by the entity's id.
    """

    def __init__(self, answer: dict[str, Any]) -> None:
        self.article = article_iri(answer["document"])
        self._entities = entities_by_id(answer)
        self._told = _told({quote["id"]: quote for quote in answer["quotes"]})
        self.quotes = {id_: self._quote(quote) for id_, quote in self._told.items()}
        named = {
            reference["entity"]
            for quote in self._told.values()
            for reference in (quote["speaker"], *quote["via"])
            if reference
        }
        self.agents = {id_: self._agent_node(entity) for id_, entity in self._entities.items() if id_ in named}

    def _quote(self, quote: dict[str, Any]) -> dict[str, Any]:
        iri = self._iri(quote["id"])
        agent = self._agent(quote["speaker"])
        voice, works = (None, [agent]) if self._is_document(quote["speaker"]) else (agent, [])
        spans = [span["text"] for span in quote["content"]]
        outer = {"@id": self._iri(quote["nested_in"])} if quote["nested_in"] in self._told else None
        relays = self._relay_nodes(quote["via"], iri)
        if quote["type"] == "direct":
            said = " ".join(map(_without_marks, spans))
            return _node(iri, "Quotation", text=said, creator=voice, isBasedOn=relays + works, isPartOf=outer)
        return _node(
            iri,
            "Claim",
            text=" ".join(spans),
            author=voice,
            appearance=[{"@id": self.article}, *works],
            hasPart=[
                _node(f"{iri}-{number}", "Quotation", text=said, creator=voice, isBasedOn=works)
                for number, said in enumerate((said for span in spans for said in _in_marks(span)), 1)
            ],
            isBasedOn=relays,
            isPartOf=outer,
        )

    def _relay_nodes(self, via: list[dict[str, Any]], quote: str) -> list[dict[str, Any]]:
        """The report of the last relay, based on that of the one before it, and so on down to the speaker's nearest."""
        sources: list[dict[str, Any]] = []
        for number, relay in enumerate(via, 1):
            agent = self._agent(relay)
            if agent and self._is_document(relay):
                report = _node(agent["@id"], "CreativeWork", isBasedOn=sources)
            else:
                report = _node(f"{quote}-via-{number}", "CreativeWork", creator=agent, isBasedOn=sources)
            sources = [report]
        return sources

    def _agent(self, reference: dict[str, Any] | None) -> dict[str, Any] | None:
        if reference and reference["entity"]:
            return {"@id": self._iri(reference["entity"])}
        return {"name": reference["text"]} if reference and reference["text"] else None

    def _is_document(self, reference: dict[str, Any] | None) -> bool:
        entity = self._entities.get(reference["entity"]) if reference else None
        return entity is not None and entity["kind"] == "document"

    def _agent_node(self, entity: dict[str, Any]) -> dict[str, Any]:
        kind = _TYPES.get(entity["kind"])
        return _node(self._iri(entity["id"]), kind, name=entity["name"], description=entity["role"])

    def _iri(self, fragment: str) -> str:
        return f"{self.article}#{fragment}"


def _node(iri: str, kind: str | None, **properties: Any) -> dict[str, Any]:
    """A node without the properties that have no value."""
    node = {"@id": iri, "@type": kind, **properties}
    return {key: value for key, value in node.items() if value not in (None, [])}


def _told(quotes: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """The quotes that were said, and within none that was not."""
    outer = {id_: [quote["nested_in"]] if quote["nested_in"] else [] for id_, quote in quotes.items()}
    told: set[str] = set()
    for id_ in TopologicalSorter(outer).static_order():
        if told.issuperset(outer[id_]) and not _unsaid(quotes[id_]):
            told.add(id_)
    return {id_: quote for id_, quote in quotes.items() if id_ in told}


def _unsaid(quote: dict[str, Any]) -> bool:
    cue = quote["cue"]
    return cue is not None and unsaid(quote["type"], cue["category"], cue["polarity"], cue["modality"])


def _without_marks(text: str) -> str:
    """A span of direct speech without the mark that opens it, and the one that closes it if it is there."""
    opening, closing = text[:1], text[1:][-1:]
    if opening not in _PARTNERS:
        return text
    if closing and closing in _PARTNERS[opening]:
        return text[1:-1].strip()
    return text if opening in _APOSTROPHES else text[1:].strip()


def _in_marks(text: str) -> list[str]:
    """What stands in quotation marks in a span of mixed speech."""
    found, _ = passages(text, [Span(0, len(text))])
    return [inner for passage in found if (inner := text[passage.inner.start : passage.inner.end].strip())]
