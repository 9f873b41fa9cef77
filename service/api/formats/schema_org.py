"""An answer as schema.org JSON-LD (terms of https://schema.org/version/29.0).

- Direct speech is a Quotation, part of the article, whose `creator` is the speaker. Its text leaves out the marks
  around each span: being a Quotation says what they say.
- Indirect and mixed speech is a Claim that the article mentions and appears in, whose `author` is the speaker. Mixed
  speech is no Quotation because not all of it is the speaker's own words; its text keeps the marks that show which are.
- Speech that came through others `isBasedOn` their report, the last of them first.
- A document that speaks is what a Quotation is based on, and where a Claim appears too, since creators and authors are
  persons and organizations. Groups and sources of unknown kind have no type, rather than a wrong one.
- What the text says was not said, or not yet, and reported denials are left out: schema.org has no word for them, and
  a Claim would put into somebody's mouth the opposite of what was said.

`spokenByCharacter` is for figures of fiction and `claimInterpreter` for readings of media; neither applies. Nothing
here is a ClaimReview: the service does not judge what is true.
"""

from __future__ import annotations

from typing import Any

from service.api.formats.naming import article_iri, entities_by_id

CONTEXT = "https://schema.org"

_TYPES = {"person": "Person", "organization": "Organization", "document": "CreativeWork"}
_PARTNERS = {'"': '"', "“": "”", "„": "“”", "”": "”", "‟": "”", "＂": "＂", "«": "»", "»": "«",
             "'": "'", "‘": "’", "’": "’", "‚": "‘’", "‹": "›", "›": "‹"}  # fmt: skip
"""Opening quotation marks, each with those that may close it."""

_APOSTROPHES = "'’"
"""Marks only where something closes them."""


def graph(answer: dict[str, Any]) -> dict[str, Any]:
    """The article, whom its quotes refer to, and the quotes."""
    document = answer["document"]
    nodes = Nodes(answer)
    article: dict[str, Any] = {"@id": nodes.article, "@type": "Article", "inLanguage": document["language"]}
    if document["id"] and not nodes.is_at_its_id:
        article["identifier"] = document["id"]
    for link, kind in (("hasPart", "Quotation"), ("mentions", "Claim")):
        if linked := [{"@id": quote["@id"]} for quote in nodes.quotes.values() if quote["@type"] == kind]:
            article[link] = linked
    return {"@context": CONTEXT, "@graph": [article, *nodes.agents.values(), *nodes.quotes.values()]}


class Nodes:
    """The nodes of an answer.

    Attributes:
        quotes: of each quote that schema.org can tell, by the quote's id.
        agents: of each speaker and relay of these, by the entity's id.
    """

    def __init__(self, answer: dict[str, Any]) -> None:
        self.article = article_iri(answer["document"])
        self.is_at_its_id = not self.article.startswith("ni:")
        self._entities = entities_by_id(answer)
        self._told = {quote["id"]: quote for quote in answer["quotes"] if not _unsaid(quote)}
        self.quotes = {id_: self._quote(quote) for id_, quote in self._told.items()}
        named = {
            reference["entity"]
            for quote in self._told.values()
            for reference in (quote["speaker"], *quote["via"])
            if reference
        }
        self.agents = {id_: self._entity(entity) for id_, entity in self._entities.items() if id_ in named}

    def _quote(self, quote: dict[str, Any]) -> dict[str, Any]:
        spans = [span["text"] for span in quote["content"]]
        speaker, relays = self._agent(quote["speaker"]), self._relays(quote["via"])
        works = [speaker] if speaker and self._is_document(quote["speaker"]) else []
        node: dict[str, Any] = {"@id": self._iri(quote["id"])}
        if quote["type"] == "direct":
            node |= {"@type": "Quotation", "text": " ".join(map(_without_marks, spans))}
            role, sources = "creator", [*relays, *works]
        else:
            node |= {"@type": "Claim", "text": " ".join(spans), "appearance": [{"@id": self.article}, *works]}
            role, sources = "author", relays
        if speaker and not works:
            node[role] = speaker
        if sources:
            node["isBasedOn"] = sources
        if quote["nested_in"] in self._told:
            node["isPartOf"] = {"@id": self._iri(quote["nested_in"])}
        return node

    def _relays(self, via: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The report of the last relay, based on that of the one before it, and so on down to the speaker's nearest."""
        sources: list[dict[str, Any]] = []
        for relay in via:
            agent = self._agent(relay)
            report: dict[str, Any] = {"@type": "CreativeWork"}
            if agent and self._is_document(relay):
                report |= agent
            elif agent:
                report["creator"] = agent
            sources = [report | ({"isBasedOn": sources} if sources else {})]
        return sources

    def _agent(self, reference: dict[str, Any] | None) -> dict[str, Any] | None:
        if reference and reference["entity"]:
            return {"@id": self._iri(reference["entity"])}
        return {"name": reference["text"]} if reference and reference["text"] else None

    def _is_document(self, reference: dict[str, Any]) -> bool:
        entity = self._entities.get(reference["entity"])
        return entity is not None and entity["kind"] == "document"

    def _entity(self, entity: dict[str, Any]) -> dict[str, Any]:
        node = {"@id": self._iri(entity["id"])}
        if entity["kind"] in _TYPES:
            node["@type"] = _TYPES[entity["kind"]]
        node["name"] = entity["name"]
        if entity["role"]:
            node["description"] = entity["role"]
        return node

    def _iri(self, fragment: str) -> str:
        return f"{self.article}#{fragment}"


def _unsaid(quote: dict[str, Any]) -> bool:
    """True of what the text says was not said or not yet, and of what is reported as denied."""
    cue = quote["cue"]
    return cue is not None and (
        cue["polarity"] == "negative"
        or cue["modality"] != "asserted"
        or (cue["category"] == "denial" and quote["type"] != "direct")
    )


def _without_marks(text: str) -> str:
    """A span of direct speech without the mark that opens it, and the one that closes it if it is there."""
    opening, closing = text[:1], text[1:][-1:]
    if opening not in _PARTNERS:
        return text
    if closing and closing in _PARTNERS[opening]:
        return text[1:-1]
    return text if opening in _APOSTROPHES else text[1:]
