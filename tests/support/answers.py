"""Looking into answers of the service."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def spans(node: Any) -> Iterator[dict[str, Any]]:
    """Every span of an answer, of whatever kind."""
    if isinstance(node, dict):
        if "start" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for below in node:
            yield from spans(below)
