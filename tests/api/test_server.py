"""Behind a real gunicorn, configured as in the image: boot, overload, broken bodies, the log."""

import contextlib
import json
import signal
import socket
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.server import FAKE, REAL, free_port, serve, start

QUOTE = '"Rates will fall," Ito said.'
HEAD = "POST /v1/quotes HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Type: text/plain\r\n"


@pytest.fixture(scope="module")
def server():
    with serve(workers=2, max_characters=2**21, max_tokens=2**20) as running:
        yield running


def exchange(server, head, body=b""):
    """Send bytes as they are, end the sending side, and read the answer to its end: status and JSON."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as connection:
        connection.sendall((HEAD + head + "\r\n").encode() + body)
        connection.shutdown(socket.SHUT_WR)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, body = answer.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def chunked(*chunks):
    return b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks) + b"0\r\n\r\n"


def test_a_text_is_answered_behind_gunicorn(server):
    status, answer = server.quotes(QUOTE)
    assert status == 200
    assert answer["quotes"][0]["speaker"]["text"] == "Ito"


def test_clients_that_do_not_hang_up_keep_no_other_client_waiting(server):
    with contextlib.ExitStack() as stack:
        address = ("127.0.0.1", server.port)
        clients = [stack.enter_context(socket.create_connection(address, timeout=4)) for _ in range(20)]
        for client in clients:
            client.sendall(b"GET /livez HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n")
        for client in clients:
            assert client.recv(15) == b"HTTP/1.1 200 OK"


def test_a_connection_is_kept_after_a_refused_body(server):
    with contextlib.closing(server.connect()) as connection:
        for body, kind, status in ((b"\xff", "text/plain", 400), (b"x" * 1000, "a/b", 415), (b"x", "text/plain", 200)):
            connection.request("POST", "/v1/quotes", body, {"Content-Type": kind})
            response = connection.getresponse()
            response.read()
            assert response.status == status


@pytest.mark.parametrize("over", [0, 1, 65536])
def test_the_limit_of_the_body_applies_to_chunked_bodies(server, over):
    chunks = [b"a" * 65536] * 16 + [b"a" * over] * (over > 0)
    status, answer = exchange(server, "Transfer-Encoding: chunked\r\n", chunked(*chunks))
    assert status == (413 if over else 200)
    if not over:
        assert answer["document"]["length"] == 2**20


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Transfer-Encoding: chunked\r\n", b"zz\r\nabc"),
        ("Transfer-Encoding: chunked\r\n", b"3\r\nabc\r\n"),
        ("Transfer-Encoding: chunked\r\n", b"ff\r\nabc"),
        ("Content-Length: 10\r\n", b"abc"),
    ],
)
def test_a_body_that_breaks_off_is_never_analysed(server, head, body):
    status, answer = exchange(server, head, body)
    assert status == 400
    assert answer["type"] == "/docs#invalid-encoding"


def test_a_request_without_a_body_is_refused_as_a_missing_text(server):
    status, answer = exchange(server, "")
    assert status == 422
    assert answer["errors"][0]["pointer"] == "/text"


def test_the_log_is_json_lines_without_any_text(server):
    server.request("POST", "/v1/quotes", b"BREAK SECRET", **{"Content-Type": "text/plain", "X-Request-ID": "broken"})
    time.sleep(0.1)
    assert "SECRET" not in server.log.read_text()
    assert all(line.startswith("{") for line in server.log.read_text().splitlines())
    error, request = [line for line in server.lines() if line.get("request_id") == "broken"]
    assert error["exception"] == "RuntimeError"
    assert request["status"] == 500


def test_sigterm_lets_running_requests_finish():
    with serve() as server, ThreadPoolExecutor() as pool:
        waiting = [pool.submit(server.quotes, f"SLOW {QUOTE}") for _ in range(2)]
        time.sleep(0.4)
        server.process.send_signal(signal.SIGTERM)
        assert [future.result()[0] for future in waiting] == [200, 200]
        assert server.process.wait(20) == 0


def test_probes_are_answered_while_a_text_runs_and_the_queue_is_full():
    with serve(queue=0) as server, ThreadPoolExecutor() as pool:
        running = pool.submit(server.quotes, f"SLOW {QUOTE}")
        time.sleep(0.3)
        begin = time.monotonic()
        status, headers, _ = server.request("POST", "/v1/quotes", b"x", **{"Content-Type": "text/plain"})
        assert (status, int(headers["Retry-After"]) >= 1) == (503, True)
        assert server.request("GET", "/livez")[0] == 200
        assert time.monotonic() - begin < 0.5
        assert running.result()[0] == 200


def test_while_the_models_load_probes_are_answered_and_texts_refused():
    with serve("tests.support.served:create_slowly()", ready=False) as server:
        server.wait_for("/livez")
        assert server.request("GET", "/readyz")[0] == 503
        status, answer = server.quotes(QUOTE)
        assert (status, answer["type"]) == (503, "/docs#not-ready")
        server.wait_for("/readyz")
        assert server.quotes(QUOTE)[0] == 200


def ended(app, **settings):
    """Exit status and output of a server that ends by itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log"
        with path.open("wb") as log:
            status = start(app, log, free_port(), **settings).wait(30)
        return status, path.read_text()


def test_a_bad_setting_stops_the_server_with_a_message():
    status, output = ended(FAKE, workers="many", queues=3)
    assert status not in (0, None)
    assert "QUOTES_WORKERS must be a whole number" in output
    assert "QUOTES_QUEUES is no setting; is QUOTES_QUEUE meant?" in output
    assert "Traceback" not in output


def test_missing_models_stop_the_server(tmp_path):
    status, output = ended(REAL, models=tmp_path, workers=2)
    assert status == 1
    assert f"{tmp_path}/manifest.json: no such file" in output


def test_altered_models_stop_the_server(tmp_path):
    (tmp_path / "pos.pt").write_bytes(b"not the one")
    manifest = {"name": "m", "version": "1", "licences": [], "files": {"pos.pt": "0" * 64}}
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    status, output = ended(REAL, models=tmp_path)
    assert status == 1
    assert f"{tmp_path}/pos.pt: SHA-256 differs" in output


def test_models_that_miss_the_golden_quote_stop_the_server():
    status, output = ended("tests.support.served:create_wrong()")
    assert status == 3
    assert "boot failed: fake 1: the golden text gives []" in output
