"""An answer as a pre-annotated task of Label Studio (https://labelstud.io/guide/predictions), in a list of one.

Label Studio imports it as it is.

- The names of the labelling configuration are those of examples/labels/label-studio.xml.
- Each span is a region of its own; `continued` links those of one quote, the others link a quote to its cue, speaker,
  relays and addressee. Offsets are code points, as Label Studio counts.
"""

from __future__ import annotations

from typing import Any

from quotes.api.formats.labels import Region, label

MEDIA_TYPE = "application/x.label-studio+json"


def tasks(answer: dict[str, Any]) -> list[dict[str, Any]]:
    """The task, with the text as its data and the quotes as its prediction.

    Args:
        answer: with its text, in code points.
    """
    document, model = answer["document"], answer["model"]
    regions, relations = label(answer)
    result = [part for number, region in enumerate(regions) for part in _parts(number, region, document["text"])]
    result += [_relation(f"r{each.source}-0", f"r{each.target}-0", each.name) for each in relations]
    prediction = {
        "model_version": f"{model['name']} {model['version']}",
        "score": min((quote["confidence"] for quote in answer["quotes"]), default=1.0),
        "result": result,
    }
    return [{"data": {"text": document["text"], "id": document["id"]}, "predictions": [prediction]}]


def _parts(number: int, region: Region, text: str) -> list[dict[str, Any]]:
    """A region's spans, the tags of its first, and the links between them."""
    found: list[dict[str, Any]] = []
    for part, (start, end) in enumerate(region.spans):
        where = {"start": start, "end": end, "text": text[start:end]}
        same = {"id": f"r{number}-{part}", "to_name": "text"}
        more = ({} if region.confidence is None else {"score": region.confidence}) | (
            {"meta": {"text": [region.note]}} if region.note else {}
        )
        labels = {**where, "labels": [region.label]}
        found.append({**same, "from_name": "label", "type": "labels", "value": labels, **more})
        if part:
            found.append(_relation(f"r{number}-{part - 1}", f"r{number}-{part}", "continued"))
        elif region.tags:
            tags = {**where, "choices": list(region.tags)}
            found.append({**same, "from_name": "tags", "type": "choices", "value": tags})
    return found


def _relation(source: str, target: str, name: str) -> dict[str, Any]:
    return {"type": "relation", "from_id": source, "to_id": target, "direction": "right", "labels": [name]}
