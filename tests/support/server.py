"""A real gunicorn in a process of its own, over the fakes unless a test wants the real models."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from evaluation.serving import REAL, ROOT, Server, free_port, start
from evaluation.serving import serve as serve_app

__all__ = ["FAKE", "REAL", "ROOT", "Server", "free_port", "serve", "start"]

FAKE = "tests.support.served:create()"


def serve(app: str = FAKE, ready: bool = True, **settings: Any) -> AbstractContextManager[Server]:
    """A server, ready unless `ready` is false; stopped at the end."""
    return serve_app(app, ready, **settings)
