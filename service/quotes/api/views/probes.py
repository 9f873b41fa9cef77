"""Whether the process lives, whether it is ready, and its figures."""

from __future__ import annotations

import os
from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from quotes.api.backend import backend
from quotes.api.schemas import StatusSchema, dump

blueprint = Blueprint("probes", __name__)


@blueprint.get("/livez")
def livez() -> dict[str, Any]:
    """The process answers."""
    return dump(StatusSchema, {"status": "ok"})


@blueprint.get("/readyz")
def readyz() -> dict[str, Any]:
    """The models are loaded and have passed the golden parse.

    Raises:
        NotReadyError: not yet.
    """
    _ = backend().engine.model
    return dump(StatusSchema, {"status": "ok"})


@blueprint.get("/metrics")
def metrics() -> Response:
    """The figures of all workers, in Prometheus' text format."""
    registry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
