"""What the views stand on: the engine, the queues before it and the limits."""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass, field
from typing import cast

from flask import current_app

from quotes.runtime.batches import Batches
from quotes.runtime.cache import Cache
from quotes.runtime.engine import Engine
from quotes.runtime.html_queue import HtmlQueue
from quotes.runtime.shutdown import Shutdown

KEY = "quotes"
"""Where Flask's application keeps it among its extensions."""


@dataclass(frozen=True)
class Backend:
    """The engine and what the HTTP layer is told to allow.

    Attributes:
        lines: where the lines of batches are worked on, of all of them as many at once as there are readers.
        workers: how many readers there shall be.
    """

    engine: Engine
    html_queue: HtmlQueue
    batches: Batches
    lines: Executor
    workers: int
    max_body_bytes: int
    max_characters: int
    max_tokens: int
    max_json_depth: int
    api_keys: tuple[str, ...] = ()
    cors_origins: tuple[str, ...] = ()
    cache: Cache | None = None
    batch_patience: float = 60.0
    arrival: float = 30.0
    shutdown: Shutdown = field(default_factory=Shutdown)
    hosts: tuple[str, ...] = ()
    metrics_port: int = 0


def backend() -> Backend:
    """The backend of the application that serves the current request."""
    return cast(Backend, current_app.extensions[KEY])
