"""What gunicorn refuses before the application sees it."""

import json
import re
import socket

import pytest

from tests.support.server import serve

HEAD = b"GET /livez HTTP/1.1\r\nHost: test\r\n"
REFUSED = {
    "GET-LIVEZ SECRET": (b"GET-LIVEZ SECRET\r\n\r\n", 400, "malformed-request"),
    "no header": (HEAD + b"SECRET\r\n\r\n", 400, "malformed-request"),
    "two lengths": (HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400, "malformed-request"),
    "HTTP/3.0": (b"GET /livez HTTP/3.0\r\n\r\n", 400, "malformed-request"),
    "a long path": (b"GET /SECRET" + b"x" * 5000 + b" HTTP/1.1\r\n\r\n", 414, "uri-too-long"),
    "an expectation": (HEAD + b"Expect: SECRET\r\n\r\n", 417, "expectation-failed"),
    "many headers": (HEAD + b"".join(b"A%d: b\r\n" % number for number in range(200)) + b"\r\n", 431, "head-too-large"),
    "a long header": (HEAD + b"A: " + b"x" * 9000 + b"\r\n\r\n", 431, "head-too-large"),
    "a coding": (HEAD + b"Transfer-Encoding: SECRET\r\n\r\n", 501, "not-implemented"),
}


@pytest.fixture(scope="module")
def server():
    with serve(path_prefix="/quotes-api") as running:
        yield running


def exchange(server, sent):
    """Status, headers and body of the answer to some bytes, and the connection is closed after it."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall(sent)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.decode().partition("\r\n\r\n")
    first, *lines = head.split("\r\n")
    return int(first.split()[1]), dict(line.split(": ", 1) for line in lines), body


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_before_the_application_is_a_problem_with_an_id(server, case):
    sent, expected, slug = REFUSED[case]
    status, headers, body = exchange(server, sent)
    problem = json.loads(body)
    assert status == problem["status"] == expected
    assert problem["type"] == f"/quotes-api/docs#{slug}"
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["Connection"] == "close"
    assert int(headers["Content-Length"]) == len(body.encode())
    assert problem["instance"].endswith(f"#{headers['X-Request-ID']}")


def test_it_is_counted_and_logged_under_its_id_without_what_could_not_be_read(server):
    def count():
        sample = r'requests_total\{method="other",problem="uri-too-long",route="none",status="414"\} (\S+)'
        found = re.search(sample, server.request("GET", "/metrics")[2].decode())
        return float(found[1]) if found else 0

    before = count()
    _, headers, _ = exchange(server, REFUSED["a long path"][0])
    assert count() == before + 1
    line = next(line for line in server.lines() if line.get("request_id") == headers["X-Request-ID"])
    assert (line["status"], line["route"], line["problem"]) == (414, "none", "uri-too-long")
    exchange(server, REFUSED["GET-LIVEZ SECRET"][0])
    assert "SECRET" not in server.log.read_text()


def test_the_client_s_request_id_is_kept_where_its_head_could_be_read(server):
    sent = HEAD + b"X-Request-ID: r-1\r\nContent-Length: one\r\n\r\n"
    assert exchange(server, sent)[1]["X-Request-ID"] == "r-1"
