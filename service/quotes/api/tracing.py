"""Spans of OpenTelemetry: one for each request, and below it one for each stage of a text.

Nothing of OpenTelemetry is imported unless `install` is called.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextvars import ContextVar
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from flask import Flask, Response, g, request

from quotes import __version__
from quotes.api import addresses, hooks
from quotes.api.notes import Notes

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span, Tracer

Item = TypeVar("Item")
Result = TypeVar("Result")


def exporting() -> TracerProvider:
    """A provider that sends spans to a collector over OTLP/HTTP, in a thread of its own.

    Where to, which ones and under what name is told by OpenTelemetry's own variables
    (https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/).
    """
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor

    name = os.environ.get("OTEL_SERVICE_NAME", "quotes")
    provider = TracerProvider(resource=Resource.create({"service.name": name, "service.version": __version__}))
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


def install(app: Flask, provider: TracerProvider) -> None:
    """Trace the requests of an application, save probes and scrapes; after its other hooks are in."""
    tracer = provider.get_tracer("quotes", __version__)
    app.before_request(partial(_begin, tracer))
    app.after_request(_finish)


def observe(stage: str, seconds: float) -> None:
    """Trace a stage of the text that this thread works on, if its request is traced.

    The stage `queue` has just ended; each other one follows on the one before, however late it is told.
    """
    if (stages := _stages.get()) is not None:
        stages.add(stage, seconds)


def carried(work: Callable[[Item], Result]) -> Callable[[Item], Result]:
    """The same work, of a text each, for threads that know nothing of the request that it is done for."""
    trace: _Trace | None = g.get("trace")

    def within(item: Item) -> Result:
        token = _stages.set(None if trace is None else _Stages(trace))
        try:
            return work(item)
        finally:
            _stages.reset(token)

    return within


class _Trace:
    """The span of a request, and how others are put below it."""

    def __init__(self, tracer: Tracer, span: Span) -> None:
        from opentelemetry.trace import set_span_in_context

        self._span = span
        self._tracer = tracer
        self._context = set_span_in_context(span)

    def add(self, stage: str, start: int, end: int) -> None:
        """Put a stage below; times in nanoseconds since 1970."""
        self._tracer.start_span(stage, self._context, start_time=start).end(end)

    def finish(self, status: int, notes: Notes) -> None:
        """End the span; attributes as https://opentelemetry.io/docs/specs/semconv/http/http-spans/ has them."""
        from opentelemetry.trace import StatusCode

        attributes = {"http.response.status_code": status, "error.type": notes.get("problem")}
        attributes |= {f"quotes.{name}": notes.get(name) for name in ("request_id", "characters", "cache")}
        self._span.set_attributes({name: value for name, value in attributes.items() if value is not None})
        if status >= 500:
            self._span.set_status(StatusCode.ERROR)
        self._span.end()


class _Stages:
    """The stages of one text."""

    def __init__(self, trace: _Trace) -> None:
        self._trace = trace
        self._end = time.time_ns()

    def add(self, stage: str, seconds: float) -> None:
        """Trace a stage; as `observe`."""
        length = int(seconds * 1e9)
        start = time.time_ns() - length if stage == "queue" else self._end
        self._end = start + length
        self._trace.add(stage, start, self._end)


_stages: ContextVar[_Stages | None] = ContextVar("stages", default=None)


def _begin(tracer: Tracer) -> None:
    """Start the span of a request, below the one that its traceparent names; it holds nothing of a query string."""
    from opentelemetry.trace import SpanKind
    from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

    route = request.url_rule.rule if request.url_rule else "none"
    if route in addresses.MACHINERY:
        return
    method = request.method if request.method in hooks.METHODS else "_OTHER"
    carrier = {"traceparent": g.traceparent or "", "tracestate": request.headers.get("tracestate", "")}
    parent = TraceContextTextMapPropagator().extract(carrier)
    attributes = {"http.request.method": method, "http.route": route}
    g.trace = _Trace(tracer, tracer.start_span(f"{method} {route}", parent, SpanKind.SERVER, attributes))
    _stages.set(_Stages(g.trace))


def _finish(response: Response) -> Response:
    """End the span of a request, if it is traced; of an answer that is streamed, when it has ended."""
    if "trace" in g:
        end = partial(_end, g.trace, response.status_code, g.notes)
        if response.is_streamed:
            response.call_on_close(end)
        else:
            end()
    return response


def _end(trace: _Trace, status: int, notes: Notes) -> None:
    trace.finish(status, notes)
    _stages.set(None)
