"""An answer as W3C Web Annotations (https://www.w3.org/TR/annotation-model/, 2017).

A collection with its one page inside (section 5.2); in it an annotation for each quote, in text order:

- A target for each span of the content, found by what stands there (TextQuoteSelector) and by where it stands
  (TextPositionSelector). The standard counts code points, so positions are given only where the answer counts them
  too, and only of plain text: the text that a reader of the standard takes out of HTML need not be that of the service.
  The prefix is that of the first span and the suffix that of the last, as the answer has them.
- Bodies: a line to read (who, with which cue, through whom), tags (type, category of the cue, `negative`,
  `hypothetical`, `future`), and the quote as schema.org tells it, with its speaker and relays, if it can.
"""

from __future__ import annotations

from typing import Any

from quotes.api.formats.naming import article_iri
from quotes.api.formats.schema_org import Nodes
from quotes.records import entities_by_id, name_of

PROFILE = "http://www.w3.org/ns/anno.jsonld"
"""The context, and the profile of the media type."""

_USUAL = ("positive", "asserted")


def collection(answer: dict[str, Any]) -> dict[str, Any]:
    """All annotations of the article."""
    article = article_iri(answer["document"])
    nodes, entities = Nodes(answer), entities_by_id(answer)
    items = [
        {
            "id": f"{article}#{quote['id']}-annotation",
            "type": "Annotation",
            "motivation": "describing",
            "body": [*_text_bodies(quote, entities), *_node_bodies(quote, nodes)],
            "target": _targets(quote, answer["document"], article),
        }
        for quote in answer["quotes"]
    ]
    return {
        "@context": PROFILE,
        "id": f"{article}#annotations",
        "type": "AnnotationCollection",
        "label": "Quotes",
        "generator": {
            "type": "Software",
            "name": answer["model"]["name"],
            "schema:softwareVersion": answer["model"]["version"],
        },
        "total": len(items),
        "first": {"id": f"{article}#annotations-1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def _targets(quote: dict[str, Any], document: dict[str, Any], article: str) -> list[dict[str, Any]]:
    spans = quote["content"]
    counted = document["offset_encoding"] == "utf-32" and document.get("text") is None
    targets = []
    for number, span in enumerate(spans):
        words = {"type": "TextQuoteSelector", "exact": span["text"]}
        if number == 0:
            words["prefix"] = quote["prefix"]
        if number == len(spans) - 1:
            words["suffix"] = quote["suffix"]
        selectors: list[dict[str, Any]] = [words]
        if counted:
            selectors.append({"type": "TextPositionSelector", "start": span["start"], "end": span["end"]})
        targets.append({"type": "SpecificResource", "source": article, "selector": selectors})
    return targets


def _text_bodies(quote: dict[str, Any], entities: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """A line to read, and tags."""
    cue = quote["cue"]
    names = [name_of(reference, entities) or "unknown" for reference in (quote["speaker"], *quote["via"])]
    said = f" ({' '.join(span['text'] for span in cue['spans'])})" if cue else ""
    line = {
        "type": "TextualBody",
        "purpose": "describing",
        "format": "text/plain",
        "value": " via ".join([names[0] + said, *names[1:]]),
    }
    tags = [quote["type"]]
    if cue:
        tags += [cue["category"], *(tag for tag in (cue["polarity"], cue["modality"]) if tag not in _USUAL)]
    return [line, *({"type": "TextualBody", "purpose": "tagging", "value": tag} for tag in tags)]


def _node_bodies(quote: dict[str, Any], nodes: Nodes) -> list[dict[str, Any]]:
    """The quote's node, with those of its agents in it, where there is one."""
    node = nodes.quotes.get(quote["id"])
    return [_prefixed(node, {agent["@id"]: agent for agent in nodes.agents.values()})] if node else []


def _prefixed(node: dict[str, Any], agents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """A node of schema.org's context in that of annotations; agents that it refers to are put in whole."""
    prefixed: dict[str, Any] = {}
    for key, value in {**node, **agents.get(node.get("@id", ""), {})}.items():
        match key, value:
            case "@id", _:
                prefixed["id"] = value
            case "@type", _:
                prefixed["type"] = f"schema:{value}"
            case _, list():
                prefixed[f"schema:{key}"] = [_prefixed(below, agents) for below in value]
            case _, dict():
                prefixed[f"schema:{key}"] = _prefixed(value, agents)
            case _:
                prefixed[f"schema:{key}"] = value
    return prefixed
