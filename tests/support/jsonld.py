"""JSON-LD held against a processor (PyLD) and the bundled parts of the contexts; nothing is fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pyld import jsonld

DATA = Path(__file__).resolve().parents[1] / "data" / "contexts"
CONTEXTS = {
    "https://schema.org": json.loads((DATA / "schema.org.jsonld").read_text("utf-8")),
    "http://www.w3.org/ns/anno.jsonld": json.loads((DATA / "anno.jsonld").read_text("utf-8")),
}
VOCABULARY = json.loads((DATA / "schema.org-vocabulary.json").read_text("utf-8"))
SCHEMA = "http://schema.org/"


def load(url: str, options: dict[str, Any]) -> dict[str, Any]:
    """PyLD's document loader: the bundled contexts, and no other document."""
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json", "document": CONTEXTS[url]}


OPTIONS = {"documentLoader": load, "processingMode": "json-ld-1.1"}


def expand(document: dict[str, Any]) -> list[Any]:
    """The document expanded. Every key of it must be a term that expands: none may be dropped as unknown."""
    expanded: list[Any] = jsonld.expand(document, OPTIONS)
    assert count(expanded) == count({key: value for key, value in document.items() if key != "@context"})
    assert all(":" in kind for node in nodes(expanded) for kind in node.get("@type", ()))
    return expanded


def count(node: Any) -> int:
    """Members of all objects at any depth; value objects, lists and graphs are the syntax of one member."""
    if isinstance(node, list):
        return sum(map(count, node))
    if not isinstance(node, dict):
        return 0
    if "@value" in node:
        return 0
    if "@list" in node:
        return count(node["@list"])
    if set(node) == {"@graph"}:
        return count(node["@graph"])
    if set(node) in ({"@id"}, {"id"}):
        return 0
    return sum(1 + count(value) for value in node.values())


def triples(document: Any) -> set[tuple[str, ...]]:
    """The document as RDF."""
    dataset = jsonld.to_rdf(document, OPTIONS)
    return {
        tuple(triple[part]["value"] for part in ("subject", "predicate", "object"))
        for graph in dataset.values()
        for triple in graph
    }


def round_trip(document: dict[str, Any]) -> dict[str, Any]:
    """The document expanded and compacted again by its own context."""
    compacted: dict[str, Any] = jsonld.compact(
        expand(document), document["@context"], {**OPTIONS, "compactArrays": True}
    )
    return compacted


def check_vocabulary(document: dict[str, Any]) -> None:
    """Raise unless every property of schema.org stands where the vocabulary has it and leads to what it may."""
    flat = jsonld.flatten(expand(document), None, OPTIONS)
    types = {node["@id"]: [_local(kind) for kind in node.get("@type", ())] for node in flat}
    for node in flat:
        for key, values in node.items():
            if not key.startswith(SCHEMA):
                continue
            rule = VOCABULARY["properties"][_local(key)]
            _expect(types[node["@id"]], rule["domain"], key)
            for value in values:
                if "@value" in value:
                    assert "Text" in rule["range"], f"{key} leads to a text"
                else:
                    _expect(types.get(value["@id"], []), rule["range"], key)


def _expect(types: list[str], allowed: list[str], key: str) -> None:
    """A node without a type of schema.org's may be anything."""
    for kind in types:
        assert ":" in kind or set(VOCABULARY["classes"][kind]) & set(allowed), f"{key}: {kind} is none of {allowed}"


def _local(iri: str) -> str:
    return iri.removeprefix(SCHEMA)


def nodes(document: Any) -> Iterator[dict[str, Any]]:
    """Every object of a document."""
    if isinstance(document, dict):
        yield document
        for below in document.values():
            yield from nodes(below)
    elif isinstance(document, list):
        for below in document:
            yield from nodes(below)
