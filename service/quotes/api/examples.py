"""Requests to try: what the description's examples are as bodies, and as a line for a shell."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

Node = Mapping[str, Any]
Resolve = Callable[[Any], Any]
"""Gives what a `$ref` of the description stands for, and anything else as it is."""


@dataclass(frozen=True)
class Example:
    """A body as it would be sent; `label` tells it from the others of its operation."""

    label: str
    media_type: str
    body: str


def bodies(operation: Node, resolve: Resolve) -> list[Example]:
    """The examples of what an operation takes, the preferred first; not of forms in parts, which no text is."""
    content = operation.get("requestBody", {}).get("content", {})
    texts = {media_type: media for media_type, media in content.items() if not media_type.startswith("multipart/")}
    return [each for media_type, media in texts.items() for each in _examples(media_type, media, resolve)]


def _examples(media_type: str, media: Node, resolve: Resolve) -> Iterator[Example]:
    if "example" in media:
        yield Example(media_type, media_type, _body(media_type, media["example"]))
    for name, reference in media.get("examples", {}).items():
        example = resolve(reference)
        yield Example(f"{example.get('summary', name)} ({media_type})", media_type, _body(media_type, example["value"]))


def _body(media_type: str, value: Any) -> str:
    return urlencode(value) if media_type == "application/x-www-form-urlencoded" else written(value)


def written(value: Any) -> str:
    """An example as it would be sent, laid out to be read."""
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)


def curl(root: str, method: str, path: str, operation: Node, resolve: Resolve) -> str:
    """The line for a shell that asks for an operation with its first example.

    Args:
        root: the service's address, without a slash at its end.
        method: in any case.
        path: as the description has it; its parameters take their own examples.
        operation: the operation.
        resolve: see `Resolve`.
    """
    parameters = [resolve(reference) for reference in operation.get("parameters", ())]
    values = {each["name"]: each["schema"].get("example", "") for each in parameters if each["in"] == "path"}
    words = ["curl", "-sS", root + path.format_map(values)]
    if examples := bodies(operation, resolve):
        first = examples[0]
        body = json.dumps(json.loads(first.body), ensure_ascii=False) if _is_json(first) else first.body
        words += ["-H", f"Content-Type: {first.media_type}", "--data-binary", body]
    elif method.upper() != "GET":
        words[2:2] = ["-X", method.upper()]
    return shlex.join(words)


def _is_json(example: Example) -> bool:
    return example.media_type == "application/json"
