"""Whether the process lives, whether it is ready, and its figures."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from quotes.api.backend import backend
from quotes.api.schemas import StatusSchema, dump
from quotes.runtime.incoming import StoppingError

blueprint = Blueprint("probes", __name__)


@blueprint.get("/livez")
def livez() -> dict[str, Any]:
    """The process answers."""
    return dump(StatusSchema, {"status": "ok"})


@blueprint.get("/health")
@blueprint.get("/readyz")
def readyz() -> dict[str, Any]:
    """A reader is ready: its models are loaded and have passed the golden parse. `/health` is what many ask first.

    Raises:
        NotReadyError: no reader is ready.
        StoppingError: the service is about to stop.
    """
    here = backend()
    if here.shutdown.draining:
        raise StoppingError("The service is about to stop.")
    here.engine.check_ready()
    return dump(StatusSchema, {"status": "ok"})


@blueprint.get("/metrics")
def metrics() -> Response:
    """The figures, in Prometheus' text format."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
