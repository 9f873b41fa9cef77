"""The construction examples as parameters of tests."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation.constructions import Example, Level, examples, known_errors


def cases(level: Level) -> list[Any]:
    """The examples as pytest parameters; a known error has to fail until it leaves the list."""
    known = known_errors()

    def marks(example: Example) -> list[pytest.MarkDecorator]:
        cause = known.get(example.id, {}).get(level)
        return [pytest.mark.xfail(strict=True, reason=cause)] if cause else []

    return [pytest.param(example, id=example.id, marks=marks(example)) for example in examples()]
