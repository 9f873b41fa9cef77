"""What happens around every request: its identity, its log line, its figures, headers for safety and CORS."""

from __future__ import annotations

import logging
import re
import time
import uuid
from functools import partial
from typing import Any

from flask import Flask, Response, g, request

from quotes.api import addresses, metrics
from quotes.api.backend import backend
from quotes.api.codings import pack
from quotes.api.notes import Notes
from quotes.runtime import refusals

log = logging.getLogger("quotes.requests")

REQUEST_ID = re.compile(r"[A-Za-z0-9._~-]{1,128}")
"""Request ids that are taken over from the client; in place of any other a new one is made."""

TRACEPARENT = re.compile(r"(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")
"""W3C Trace Context, version 00 (https://www.w3.org/TR/trace-context/): version ff and ids of zeros are invalid."""

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
EXPOSED = "X-Request-ID, traceparent, Retry-After, Allow, WWW-Authenticate, Cache-Status, ETag"
"""Headers that scripts of an allowed origin may read, besides those that any may."""

ALLOWED = (
    "Accept, Content-Type, Content-Encoding, Authorization, X-API-Key, X-Request-ID, traceparent, tracestate, "
    "Cache-Control"
)
"""Headers that they may send. Accept, because one with quotation marks in it, such as the `profile` of JSON-LD, is
not among those that any may send (https://fetch.spec.whatwg.org/#cors-unsafe-request-header-byte)."""


def install(app: Flask) -> None:
    """Put the hooks into an application."""
    app.before_request(begin)
    app.before_request(addresses.check)
    app.after_request(add_headers)
    app.after_request(pack)
    app.after_request(finish)


def begin() -> None:
    """Give the request its id and start its clock.

    Raises:
        Exception: what the server could not serve it for, if there was something.
    """
    given = request.headers.get("X-Request-ID", "")
    trace = request.headers.get("traceparent", "")
    g.start = time.monotonic()
    g.request_id = given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex
    g.traceparent = trace if TRACEPARENT.fullmatch(trace) else None
    g.notes = Notes(request_id=g.request_id)
    if refusal := request.environ.get(refusals.KEY):
        raise refusal


def finish(response: Response) -> Response:
    """Count the request and write its log line; of an answer that is streamed, when it has ended."""
    route = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.method in METHODS else "other"
    fields = {
        "traceparent": g.traceparent,
        "method": method,
        "route": route,
        "status": response.status_code,
        "bytes": request.content_length,
    }
    if response.is_streamed:
        response.call_on_close(partial(_count_and_log, fields, g.start, g.notes))
    else:
        _count_and_log(fields, g.start, g.notes)
    return response


def _count_and_log(fields: dict[str, Any], start: float, notes: Notes) -> None:
    """Count a request and write its log line; what was noted of it may have grown since its answer began."""
    seconds = time.monotonic() - start
    method, route = fields["method"], fields["route"]
    metrics.REQUESTS.labels(method, route, fields["status"], notes.get("problem", "")).inc()
    metrics.LATENCY.labels(method, route).observe(seconds)
    level = logging.DEBUG if route in addresses.MACHINERY else logging.INFO
    log.log(level, "request", extra={"fields": fields | {"seconds": round(seconds, 4)} | notes})


def add_headers(response: Response) -> Response:
    """Echo the request's identity; add headers for safety, and for CORS where the origin is allowed."""
    response.headers["X-Request-ID"] = g.request_id
    if g.traceparent:
        response.headers["traceparent"] = g.traceparent
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    origins = backend().cors_origins
    if origins:
        response.vary.add("Origin")
        if request.origin in origins:
            _allow_origin(response, request.origin)
    return response


def _allow_origin(response: Response, origin: str) -> None:
    response.access_control_allow_origin = origin
    response.headers["Access-Control-Expose-Headers"] = EXPOSED
    if request.method == "OPTIONS" and request.access_control_request_method:
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = ALLOWED
        response.access_control_max_age = 600
