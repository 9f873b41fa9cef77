"""Spans of OpenTelemetry."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise

import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import StatusCode

from quotes import __version__
from quotes.api import tracing
from quotes.settings import Settings, SettingsError
from tests.support import fakes
from tests.support.server import ROOT

TRACE, PARENT = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
QUOTE = '"Rates will fall," Ito said.'


def trace(app):
    """Trace an application; gives all spans that have ended."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    tracing.install(app, provider)
    return exporter.get_finished_spans


@pytest.fixture
def spans(app):
    """All spans of `client` that have ended."""
    return trace(app)


def test_a_request_is_a_span_below_the_client_s_with_its_stages_below(client, spans):
    headers = {"traceparent": f"00-{TRACE}-{PARENT}-01", "tracestate": "vendor=1", "X-Request-ID": "r-1"}
    client.post("/v1/quotes?id=i", json={"text": QUOTE}, headers=headers)
    *stages, request = spans()
    assert request.name == "POST /v1/quotes"
    assert (f"{request.context.trace_id:032x}", f"{request.parent.span_id:016x}") == (TRACE, PARENT)
    assert request.context.trace_state.get("vendor") == "1"
    assert dict(request.attributes) == {
        "http.request.method": "POST",
        "http.route": "/v1/quotes",
        "http.response.status_code": 200,
        "quotes.request_id": "r-1",
        "quotes.characters": len(QUOTE),
        "quotes.cache": "miss",
    }
    assert [stage.name for stage in stages] == ["queue", "parse", "attribution"]
    assert [stage.parent for stage in stages] == [request.context] * 3
    assert all(before.end_time == after.start_time for before, after in pairwise(stages))


def test_a_request_without_a_traceparent_begins_a_trace(client, spans):
    client.get("/v1/model")
    (request,) = spans()
    assert request.parent is None


def test_a_failure_of_the_service_is_an_error_and_one_of_the_client_is_none(make_client):
    client = make_client(fakes.engine(fakes.FakeParser(lambda text: 1 / 0 if "BREAK" in text else None)))
    spans = trace(client.application)
    for text in ("", "BREAK"):
        client.post("/v1/quotes", json={"text": text})
    requests = [span for span in spans() if span.name == "POST /v1/quotes"]
    assert [span.attributes["error.type"] for span in requests] == ["validation", "internal"]
    assert [span.status.status_code for span in requests] == [StatusCode.UNSET, StatusCode.ERROR]


def test_the_stages_of_a_batch_are_below_its_request_which_ends_with_the_last_line(client, spans):
    body = f'{{"text": "{QUOTE[1:8]}"}}\n' * 2
    assert client.post("/v1/quotes/batch", data=body, content_type="application/x-ndjson").text.count("\n") == 2
    *stages, request = spans()
    assert request.name == "POST /v1/quotes/batch"
    assert [stage.parent for stage in stages] == [request.context] * 6


def test_what_other_threads_do_for_a_request_is_below_it(client, spans):
    def other_threads():
        work = tracing.carried(lambda seconds: tracing.observe("parse", seconds))
        with ThreadPoolExecutor() as threads:
            list(threads.map(work, (0.1, 0.2)))

    client.application.before_request(other_threads)
    client.get("/v1/model")
    *stages, request = spans()
    assert [(stage.name, stage.parent) for stage in stages] == [("parse", request.context)] * 2


def test_probes_are_not_traced_and_no_path_of_a_client_s_own_is_a_name(client, spans):
    client.get("/livez")
    client.open("/no/such/path", method="BREW")
    assert [span.name for span in spans()] == ["_OTHER none"]


def test_spans_are_sent_where_opentelemetry_s_variables_say(make_client, monkeypatch):
    arrived = threading.Event()
    bodies = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            arrived.set()

        def log_message(self, *_):
            pass

    with HTTPServer(("127.0.0.1", 0), Collector) as collector:
        threading.Thread(target=collector.serve_forever, daemon=True).start()
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{collector.server_port}")
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "10")
        make_client(otel="on").get("/v1/model")
        assert arrived.wait(20)
        collector.shutdown()
    for expected in ("GET /v1/model", "service.name", "quotes", __version__):
        assert expected.encode() in bodies[0]


def test_without_opentelemetry_the_service_runs():
    code = (
        "import sys; sys.modules['opentelemetry'] = None\n"
        "from tests.support import fakes; from quotes.app import create_app\n"
        "client = create_app(engine=fakes.engine()).test_client()\n"
        "assert client.post('/v1/quotes', json={'text': 'x'}).status_code == 200"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env={"PYTHONPATH": f"{ROOT}:{ROOT}/service"}, check=True)


def test_a_service_that_cannot_trace_does_not_start(monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.exporter.otlp.proto.http", None)
    with pytest.raises(SettingsError, match=r"QUOTES_OTEL must be .*quotes\[otel\]"):
        Settings.from_environ({"QUOTES_OTEL": "on"})
