"""Telling whether a Stanza model is one that is run here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def has_shape(config: Mapping[str, Any], shape: Mapping[str, Any]) -> bool:
    """True if a model's configuration says all that `shape` does; what it leaves out counts as false.

    >>> has_shape({"char": True, "dropout": 0.3}, {"char": True, "charlm": False})
    True
    """
    return all((config.get(name) or False) == (value or False) for name, value in shape.items())
