"""Batches behind a real gunicorn: both directions at once, slow clients, broken bodies, clients that leave."""

import contextlib
import json
import signal
import socket
import time

import pytest

from tests.support.checked import check_line
from tests.support.server import serve

QUOTE = '"Rates will fall," Ito said.'
PATIENCE = 2
CHUNKED = "Transfer-Encoding: chunked"


@pytest.fixture(scope="module")
def server():
    with serve(batches=2, batch_patience=PATIENCE) as running:
        yield running


def line(**fields):
    return json.dumps({"text": QUOTE, **fields}).encode() + b"\n"


def chunk(data):
    return b"%x\r\n%b\r\n" % (len(data), data)


LAST = chunk(b"")


class Batch:
    """A batch on a socket of its own, by hand."""

    def __init__(self, server, *head):
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        self.file = self.socket.makefile("rb")
        lines = ("POST /v1/quotes/batch HTTP/1.1", "Host: test", "Content-Type: application/x-ndjson", *head, "", "")
        self.send("\r\n".join(lines).encode())

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.file.close()
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def end(self):
        """Send no more, but go on reading."""
        self.socket.shutdown(socket.SHUT_WR)

    def status(self):
        """The status, and the connection behind the head."""
        status = int(self.file.readline().split()[1])
        while self.file.readline().strip():
            pass
        return status

    def result(self):
        """One result; None at the proper end."""
        size = self.file.readline()
        assert size, "the connection was closed before the end of the answer"
        data = self.file.read(int(size, 16))
        assert self.file.readline() == b"\r\n"
        if not data:
            return None
        found = json.loads(data)
        check_line(found)
        return found

    def results(self):
        """All results to the proper end."""
        return list(iter(self.result, None))


def outcomes(results):
    return [found["document"]["id"] if "document" in found else found["type"].partition("#")[2] for found in results]


@pytest.mark.parametrize("length", [None, 3 * len(line(id="0"))])
def test_each_answer_comes_before_the_next_line_is_sent(server, length):
    with Batch(server, CHUNKED if length is None else f"Content-Length: {length}") as batch:
        assert batch.status() == 200
        for number in "012":
            sent = line(id=number)
            batch.send(sent if length else chunk(sent))
            assert batch.result()["document"]["id"] == number
        if not length:
            batch.send(LAST)
        assert batch.result() is None


def test_lines_are_put_together_however_they_were_cut_into_chunks(server):
    body = line(id="a") + b"\r\n" + line(id="b", text="é" * 300).replace(b"\n", b"\r\n") + line(id="c").strip()
    with Batch(server, CHUNKED) as batch:
        for position in range(0, len(body), 7):
            batch.send(chunk(body[position : position + 7]))
        batch.send(LAST)
        assert batch.status() == 200
        assert outcomes(batch.results()) == ["a", "b", "c"]


def test_a_body_of_many_times_the_limit_is_answered_line_by_line(server):
    body = line(text="x" * 40_000) * 100
    with Batch(server, f"Content-Length: {len(body)}") as batch:
        batch.send(body)
        assert batch.status() == 200
        assert [found["document"]["length"] for found in batch.results()] == [40_000] * 100


def test_a_line_of_many_times_the_limit_is_refused_and_the_next_one_answered(server):
    with Batch(server, CHUNKED) as batch:
        batch.send(chunk(line(id="before")) + chunk(b"x" * 2**20) * 8 + chunk(b"\n" + line(id="after")) + LAST)
        assert batch.status() == 200
        assert outcomes(batch.results()) == ["before", "too-large", "after"]


@pytest.mark.parametrize(
    ("head", "rest"),
    [
        (CHUNKED, chunk(line(id="a")) + chunk(b'{"text"')),
        (CHUNKED, chunk(line(id="a")) + b"ff\r\n" + line(id="b").strip()),
        (CHUNKED, chunk(line(id="a")) + b"zz\r\n"),
        (CHUNKED, chunk(line(id="a")) + b"2\r\nabcdef\r\n"),
        (CHUNKED, chunk(line(id="a"))),
        ("Content-Length: 1000", line(id="a") + line(id="b").strip()),
        ("Content-Length: 1000", line(id="a")),
    ],
)
def test_a_body_that_breaks_off_gets_a_problem_after_the_answers_to_its_whole_lines(server, head, rest):
    with Batch(server, head, "X-Request-ID: r-1") as batch:
        batch.send(rest)
        batch.end()
        assert batch.status() == 200
        answered, problem = batch.results()
        assert answered["document"]["id"] == "a"
        assert problem["type"] == "/docs#invalid-encoding"
        assert problem["instance"] == "/v1/quotes/batch#r-1/2"
        assert batch.file.read() == b""


def test_the_connection_is_kept_for_the_next_request(server):
    probe = b"GET /livez HTTP/1.1\r\nHost: test\r\n\r\n"
    body = line(id="a")
    for head, sent in ((CHUNKED, chunk(body) + LAST), (f"Content-Length: {len(body)}", body)):
        with Batch(server, head) as batch:
            batch.send(sent + probe)
            assert batch.status() == 200
            assert outcomes(batch.results()) == ["a"]
            assert batch.status() == 200


def test_a_batch_in_which_no_line_comes_for_too_long_ends_with_a_problem(server):
    with Batch(server, CHUNKED) as batch:
        batch.send(chunk(line(id="a") + b'{"text": '))
        assert batch.status() == 200
        _, problem = batch.results()
        assert problem["detail"] == f"No line came within {PATIENCE} s."
        assert batch.file.read() == b""


def test_bytes_without_a_line_end_do_not_keep_a_batch_open(server):
    with Batch(server, CHUNKED) as batch:
        with contextlib.suppress(OSError):
            for _ in range(20 * PATIENCE):
                batch.send(chunk(b"x"))
                time.sleep(0.1)
        assert batch.status() == 200
        assert outcomes(batch.results()) == ["late-body"]


def finished(server, request_id):
    """The line that was logged of a batch."""
    end = time.monotonic() + 20
    while time.monotonic() < end:
        for each in server.lines():
            if each["message"] == "request" and each["request_id"] == request_id:
                return each
        time.sleep(0.02)
    raise AssertionError(server.log.read_text())


def test_a_batch_stops_when_its_client_disconnects(server):
    for number in range(3):  # more often than there is room for batches: none may keep its place
        with Batch(server, CHUNKED, f"X-Request-ID: left-{number}") as batch:
            batch.send(chunk(line(text="SLOW " + "x" * 20_000)) * 4)
            batch.send(chunk(line() * 1000) + LAST)
            assert batch.status() == 200
            batch.result()
        logged = finished(server, f"left-{number}")
        assert logged["ended"] == "disconnected"
        assert logged["lines"] < 10


def test_a_batch_stops_when_its_client_does_not_read_the_answers(server):
    body = line(text=QUOTE * 1000)
    with Batch(server, CHUNKED, "X-Request-ID: deaf") as batch:
        with contextlib.suppress(OSError):
            for _ in range(100):
                batch.send(chunk(body))
        assert finished(server, "deaf")["ended"] == "disconnected"


def test_a_batch_without_a_body_has_no_result(server):
    with Batch(server) as batch:
        assert batch.status() == 200
        assert batch.results() == []


@pytest.mark.parametrize("rest", [b"", b'{"text": ', None], ids=["between lines", "within one", "within the framing"])
@pytest.mark.parametrize("head", [CHUNKED, "Content-Length: 1000"])
def test_a_stopping_server_ends_the_batch_of_a_silent_client_with_a_problem(head, rest):
    with serve(batch_patience=3600) as server, Batch(server, head, "X-Request-ID: silent") as batch:
        sent = [line(id="a"), rest or b""]
        batch.send(b"".join(chunk(part) for part in sent if part) if head == CHUNKED else b"".join(sent))
        if rest is None:
            batch.send(b"f")
        assert batch.status() == 200
        assert batch.result()["document"]["id"] == "a"
        server.process.send_signal(signal.SIGTERM)
        assert outcomes(batch.results()) == ["stopping"]
        assert finished(server, "silent")["ended"] == "stopped"
        assert server.process.wait(20) == 0


def test_a_stopping_server_answers_the_current_line_and_then_ends_the_batch():
    with serve() as server, Batch(server, CHUNKED) as batch:
        batch.send(chunk(line(id="a", text="SLOW") + line(id="b")))
        assert batch.status() == 200
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        assert outcomes(batch.results()) == ["a", "stopping"]
        assert server.process.wait(20) == 0
