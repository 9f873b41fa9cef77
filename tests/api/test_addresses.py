"""By what address the service may be asked: path, prefix, host and port."""

import json
import re

import pytest
import yaml

from quotes.app import create_app
from quotes.settings import Settings
from tests.support import fakes
from tests.support.server import free_port, serve

PREFIX = "/quotes-api"
STRIPPED, KEPT = "", PREFIX


def make(**settings):
    """A client that is not held to the contract, which has neither a prefix nor a port of the metrics."""
    return create_app(Settings(**settings), fakes.engine()).test_client()


@pytest.fixture
def prefixed():
    return make(path_prefix=PREFIX)


@pytest.mark.parametrize("path", ["//metrics", "//v1/model", "/v1//model", "//", "/docs//", "/v1/model//"])
def test_a_path_with_an_empty_segment_is_refused_and_not_redirected(path):
    response = make().get("/", environ_overrides={"PATH_INFO": path})
    assert (response.status_code, response.json["type"]) == (404, "/docs#not-found")


def test_such_a_path_is_counted_as_no_route():
    client = make()
    client.get("/", environ_overrides={"PATH_INFO": "//openapi.yaml"})
    assert not re.search(r'route="/openapi.yaml",status="404"', client.get("/metrics").text)


@pytest.mark.parametrize("path", ["/docs", "/v1/model", "/openapi.json", "/readyz", "/web/main.js"])
def test_a_slash_at_the_end_of_a_path_changes_nothing(path):
    client = make()
    assert client.get(f"{path}/").data == client.get(path).data
    assert client.get(f"{path}/").status_code == 200


def test_an_article_may_be_sent_to_a_path_with_a_slash_at_its_end():
    client = make()
    assert client.post("/v1/quotes/", json={"text": "x"}).status_code == 200
    lines = client.post("/v1/quotes/batch/", data='{"text": "x"}', content_type="application/x-ndjson")
    assert json.loads(lines.text)["document"]["length"] == 1


@pytest.mark.parametrize("before", [STRIPPED, KEPT])
def test_under_a_prefix_every_path_is_served_whether_or_not_the_gateway_takes_it_off(prefixed, before):
    for path in (
        "/",
        "/docs",
        "/openapi.yaml",
        "/web/main.js",
        "/v1/model",
        "/livez",
        "/readyz",
        "/health",
        "/metrics",
    ):
        assert prefixed.get(before + path).status_code == 200
    assert prefixed.post(f"{before}/v1/quotes", json={"text": "x"}).status_code == 200


@pytest.mark.parametrize("before", [STRIPPED, KEPT])
def test_under_a_prefix_the_urls_of_a_problem_begin_with_it(prefixed, before):
    headers = {"X-Request-ID": "r-1"}
    problem = prefixed.post(f"{before}/v1/quotes", json={}, headers=headers).json
    assert problem["type"] == "/quotes-api/docs#validation"
    assert problem["instance"] == "/quotes-api/v1/quotes#r-1"
    batch = prefixed.post(f"{before}/v1/quotes/batch", data="{}", content_type="application/x-ndjson", headers=headers)
    line = json.loads(batch.text)
    assert line["type"] == "/quotes-api/docs#validation"
    assert line["instance"] == "/quotes-api/v1/quotes/batch#r-1/1"


@pytest.mark.parametrize("before", [STRIPPED, KEPT])
def test_under_a_prefix_the_documentation_links_and_names_where_it_is(prefixed, before):
    assert 'href="/quotes-api/openapi.yaml"' in prefixed.get(f"{before}/docs").text
    assert yaml.safe_load(prefixed.get(f"{before}/openapi.yaml").text)["servers"] == [{"url": PREFIX}]
    for path in ("/openapi.json", "/openapi-3.1.json"):
        assert prefixed.get(before + path).json["servers"] == [{"url": PREFIX}]


def test_the_prefix_without_a_slash_leads_to_the_page(prefixed):
    response = prefixed.get(PREFIX)
    assert (response.status_code, response.headers["Location"]) == (308, "/quotes-api/")


@pytest.mark.parametrize("path", ["/quotes-apis/docs", "/quotes-api//docs", "/quotes-api/quotes-api/docs"])
def test_what_only_looks_like_the_prefix_is_none(prefixed, path):
    assert prefixed.get(path).status_code == 404


@pytest.mark.parametrize("host", ["quotes.example", "QUOTES.example:8443", "eu.news.example", "news.example"])
def test_the_hosts_of_the_deployment_are_served_at_any_port(make_client, host):
    client = make_client(hosts=("quotes.example", ".news.example"))
    assert client.get("/v1/model", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["", "evil.example", "quotes.example.evil.example", "a.quotes.example", "127.0.0.1"])
def test_any_other_host_is_refused_as_misdirected(make_client, host):
    response = make_client(hosts=("quotes.example",)).get("/v1/model", headers={"Host": host})
    assert (response.status_code, response.json["type"]) == (421, "/docs#misdirected")


def test_probes_and_metrics_are_answered_at_any_host():
    client = make(hosts=("quotes.example",))
    for path in ("/livez", "/readyz", "/health", "/metrics"):
        for written in (path, f"{path}/"):
            assert client.get(written, headers={"Host": "10.1.2.3:8080"}).status_code == 200


def test_with_a_port_of_their_own_the_metrics_are_at_no_other():
    port = free_port()
    with serve(metrics_port=port) as server:
        assert server.request("GET", "/metrics", **{"Server-Port": str(port)})[0] == 404
        assert server.request("GET", "/metrics/")[0] == 404
        assert server.request("GET", "/livez")[0] == 200
        assert server.quotes("x")[0] == 200
        server.port = port
        for path, status in (("/metrics", 200), ("/livez", 200), ("/readyz", 200), ("/docs", 404), ("/v1/model", 404)):
            assert server.request("GET", path)[0] == status
        assert server.quotes("x")[0] == 404


def test_no_header_moves_a_path_past_the_rules_of_a_gateway():
    """gunicorn takes SCRIPT_NAME from a trusted gateway: `/x/metrics`, which a gateway may let pass, was `/metrics`."""
    with serve() as server:
        assert server.request("GET", "/x/metrics", SCRIPT_NAME="/x")[0] == 404
        assert server.request("GET", "/livez", SCRIPT_NAME="/x", PATH_INFO="/metrics")[2] == b'{"status":"ok"}\n'
