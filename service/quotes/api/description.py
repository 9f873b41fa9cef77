"""The API's description, and the same in OpenAPI 3.1 for tools that read null there only."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

SPEC = Path(__file__).parents[1] / "openapi.yaml"


@cache
def load_spec() -> dict[str, Any]:
    """The API's description, as it is written: OpenAPI 3.0.3."""
    return cast(dict[str, Any], yaml.safe_load(SPEC.read_text("utf-8")))


def modern(node: Any) -> Any:
    """A description, or a part of one, in OpenAPI 3.1, whose schemas are those of JSON Schema 2020-12.

    What is null in 3.0 by `nullable` is so by its type; examples of a schema are a list. All else that openapi.yaml
    uses says the same in both.
    """
    if isinstance(node, list):
        return [modern(each) for each in node]
    if not isinstance(node, dict):
        return node
    if "nullable" in node:
        node = {key: value for key, value in node.items() if key != "nullable"}
        null_only = node.get("enum") == [None]
        node = {"type": "null"} if null_only else node | {"type": [node["type"], "null"]}
    changed = {key: modern(value) for key, value in node.items()}
    return changed | {"openapi": "3.1.1"} if "openapi" in node else changed
