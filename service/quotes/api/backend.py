"""What the views stand on: the engine, the queues before it and the limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import current_app

from quotes.runtime.cache import Cache
from quotes.runtime.engine import Engine
from quotes.runtime.html_queue import HtmlQueue

KEY = "quotes"
"""Where Flask's application keeps it among its extensions."""


@dataclass(frozen=True)
class Backend:
    """The engine and what the HTTP layer is told to allow."""

    engine: Engine
    html_queue: HtmlQueue
    max_body_bytes: int
    max_characters: int
    max_json_depth: int
    api_keys: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    cache: Cache | None = None
    batch_patience: float = 60.0
    hosts: tuple[str, ...] = ()
    metrics_port: int = 0


def backend() -> Backend:
    """The backend of the application that serves the current request."""
    return cast(Backend, current_app.extensions[KEY])
