"""The gateway of compose.yaml before a running service."""

import json
import socket

import pytest

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


@pytest.mark.parametrize("path", ["/metrics", "/%6detrics", "/metrics?x"])
def test_the_metrics_are_not_reachable_through_the_gateway(here, path):
    assert here.request("GET", path)[0] == 404


def test_too_many_requests_of_a_client_are_refused_with_a_problem(here):
    for _ in range(200):
        status, headers, answer = post(here, "/v1/quotes?include=all", QUOTE, "text/plain")
        if status != 200:
            break
    assert (status, json.loads(answer)["status"], headers["retry-after"]) == (429, 429, "1")
    assert headers["content-type"] == "application/problem+json"
    assert here.request("GET", "/livez")[0] == 200


def test_a_service_that_is_down_gets_a_problem_that_says_when_to_try_again():
    with serve() as server:
        pass
    with gateway(server) as here:
        status, headers, answer = post(here, "/v1/quotes", QUOTE, "text/plain")
    assert (status, json.loads(answer)["status"], headers["retry-after"]) == (503, 503, "5")


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
