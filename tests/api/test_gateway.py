"""The gateway of compose.yaml before a running service."""

import contextlib
import json
import socket
from http.client import HTTPConnection

import pytest

from quotes.api.description import load_spec
from tests.support.gateway import gateway, needs_haproxy
from tests.support.server import serve

pytestmark = needs_haproxy

QUOTE = '"Rates will fall," Ito said.'


@pytest.fixture(scope="module")
def server():
    with serve() as running:
        yield running


@pytest.fixture
def here(server):
    with gateway(server) as running:
        yield running


def line(**fields):
    return json.dumps({"text": QUOTE, **fields}).encode() + b"\n"


def request(here, method, path, body=None, **headers):
    """Status, headers by their names in small letters, as the gateway sends them, and text."""
    status, headers, answer = here.request(method, path, body, **headers)
    return status, {name.lower(): value for name, value in headers.items()}, answer.decode()


def post(here, path, body, media_type):
    return request(here, "POST", path, body, **{"Content-Type": media_type})


def test_a_batch_of_any_length_passes_the_gateway(here):
    """Its answer begins while most of it, more than sockets and gateways hold, waits for the service to read on."""
    body = line(text="SLOW") + line(text="x" * 40_000) * 400
    _, _, answer = post(here, "/v1/quotes/batch", body, "application/x-ndjson")
    assert [json.loads(found)["document"]["length"] for found in answer.splitlines()] == [4] + [40_000] * 400


def test_each_answer_of_a_batch_comes_before_the_next_line_is_sent(here):
    lines = [line(id=f"article-{number}") for number in range(3)]
    with socket.create_connection(("127.0.0.1", here.port), timeout=20) as client, client.makefile("rb") as answer:
        client.sendall(b"POST /v1/quotes/batch HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-ndjson\r\n")
        client.sendall(b"Content-Length: %d\r\n\r\n" % sum(map(len, lines)))
        for number, sent in enumerate(lines):
            client.sendall(sent)
            while f"article-{number}".encode() not in (read := answer.readline()):
                assert read, "the connection was closed"


def test_the_problems_of_the_service_pass_the_gateway_unchanged(here):
    for body, slug in ((json.dumps({"text": "x" * 2**20}), "too-large"), ("{}", "validation")):
        status, headers, answer = post(here, "/v1/quotes", body, "application/json")
        problem = json.loads(answer)
        assert (status, problem["type"]) == (problem["status"], f"/docs#{slug}")
        assert headers["content-type"] == "application/problem+json"


def test_the_gateway_keeps_a_client_s_request_id_and_makes_one_where_there_is_none(here):
    assert request(here, "GET", "/livez", **{"X-Request-ID": "r-1"})[1]["x-request-id"] == "r-1"
    assert len(request(here, "GET", "/livez")[1]["x-request-id"]) == 36


def test_an_id_that_the_service_would_not_take_over_is_replaced_by_the_gateway(here):
    assert len(request(here, "GET", "/livez", **{"X-Request-ID": "r 1"})[1]["x-request-id"]) == 36


METRICS = [
    "/metrics", "/%6detrics", "/metrics?x", "//metrics", "/./metrics", "/v1/../metrics", "/v1/%2e%2e/metrics",
    "/web/../metrics", "/metrics/", "/metrics;x", "http://test/metrics", "http://test//metrics",
]  # fmt: skip


@pytest.mark.parametrize("path", METRICS)
def test_the_metrics_are_not_reachable_through_the_gateway(here, path):
    status, headers, answer = request(here, "GET", path, **{"X-Request-ID": "r-1"})
    assert (status, json.loads(answer)["status"], headers["x-request-id"]) == (404, 404, "r-1")


@pytest.mark.parametrize("path", ["//v1/quotes", "/%761/quotes", "/v1/./quotes", "/x/../v1/quotes", "/v1//quotes"])
def test_no_other_spelling_of_a_path_passes_the_rate_limit(here, path):
    assert post(here, path, QUOTE, "text/plain")[0] == 404


def test_every_path_of_the_contract_but_the_metrics_passes_the_gateway(here):
    with serve() as direct:
        for path in load_spec()["paths"]:
            path = path.replace("{file}", "main.js").replace("{name}", "000_460fb2e832f0ba7a.txt")
            expected = 404 if path == "/metrics" else direct.request("GET", path)[0]
            assert here.request("GET", path)[0] == expected


def test_a_slash_at_the_end_of_a_path_passes_the_gateway_and_none_of_its_rules(here):
    assert request(here, "GET", "/docs/")[0] == 200
    assert post(here, "/v1/quotes/", QUOTE, "text/plain")[0] == 200
    assert request(here, "GET", "/docs//")[0] == 404
    for _ in range(200):
        status, _, _ = post(here, "/v1/quotes/?include=all", QUOTE, "text/plain")
        if status != 200:
            break
    assert status == 429


def idle(here, source="127.0.0.1"):
    """A connection that the gateway has taken up, and that it keeps for a next request; OSError if it refuses it."""
    connection = HTTPConnection("127.0.0.1", here.port, timeout=20, source_address=(source, 0))
    connection.request("GET", "/livez")
    assert connection.getresponse().read()
    return contextlib.closing(connection)


def test_a_client_that_holds_many_connections_leaves_some_to_others(here):
    """One after the other: of two at once at the bound, either may find that it is exceeded."""
    with contextlib.ExitStack() as stack:
        for _ in range(64):
            stack.enter_context(idle(here))
        with pytest.raises(OSError):  # noqa: PT011 (reset or closed, as the kernel likes)
            idle(here)
        stack.enter_context(idle(here, "127.0.0.2"))
    here.wait_for("/livez")  # they have left


def test_the_addresses_of_an_ipv6_network_share_a_rate(server):
    def ask(address):
        with socket.create_connection(("127.0.0.1", here.port), timeout=20) as client:
            client.sendall(f"PROXY TCP6 {address} ::1 1000 8080\r\nPOST /v1/quotes HTTP/1.1\r\nHost: test\r\n".encode())
            client.sendall(b"Content-Type: text/plain\r\nContent-Length: 1\r\n\r\nx")
            return int(client.recv(12).split()[1])

    with gateway(server, "accept-proxy") as here:
        assert {ask(f"2001:db8:0:1::{number:x}") for number in range(60)} == {200, 429}
        assert ask("2001:db8:0:2::1") == 200


def test_too_many_requests_of_a_client_are_refused_with_a_problem(here):
    for _ in range(200):
        status, headers, answer = post(here, "/v1/quotes?include=all", QUOTE, "text/plain")
        if status != 200:
            break
    assert (status, json.loads(answer)["status"], headers["retry-after"]) == (429, 429, "1")
    assert headers["content-type"] == "application/problem+json"
    assert len(headers["x-request-id"]) == 36
    assert here.request("GET", "/livez")[0] == 200


def test_a_service_that_is_down_gets_a_problem_that_says_when_to_try_again():
    with serve() as server:
        pass
    with gateway(server) as here:
        status, headers, answer = post(here, "/v1/quotes", QUOTE, "text/plain")
    assert (status, json.loads(answer)["status"], headers["retry-after"]) == (503, 503, "5")
    assert len(headers["x-request-id"]) == 36


def test_a_body_reaches_the_service_only_when_it_is_whole(here, server):
    """The service would have logged one that breaks off."""
    with socket.create_connection(("127.0.0.1", here.port), timeout=20) as client:
        client.sendall(b"POST /v1/quotes HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n")
        client.sendall(b"X-Request-ID: broken\r\nContent-Length: 200000\r\n\r\n" + QUOTE.encode())
    assert request(here, "GET", "/v1/model", **{"X-Request-ID": "whole"})[0] == 200
    logged = {each.get("request_id") for each in server.lines()}
    assert "whole" in logged
    assert "broken" not in logged


def test_no_text_of_an_article_is_logged(here):
    post(here, "/v1/quotes?id=secret", QUOTE, "text/plain")
    here.wait_until(lambda: "POST /v1/quotes" in here.log.read_text())  # HAProxy writes it after the answer
    log = here.log.read_text()
    assert "secret" not in log
    assert "Rates" not in log
