"""A front that no client and no reader stops: behind a real gunicorn, with real reader processes over the fakes."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.support.server import serve

QUOTE = '"Rates will fall," Ito said.'
SLOWLY = "tests.support.served:create_slowly()"


def readers(server):
    """The processes that read: the children of the front, which is the child of gunicorn's arbiter."""

    def children(pid):
        found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
        return [int(line) for line in found.stdout.split()]

    return [pid for front in children(server.process.pid) for pid in children(front)]


def ask(server, text, request_id="r-1"):
    """Status and JSON of a request for the quotes of a text, with its id."""
    headers = {"Content-Type": "text/plain", "X-Request-ID": request_id}
    status, _, body = server.request("POST", "/v1/quotes", text.encode(), **headers)
    return status, json.loads(body)


def kind(answer):
    status, body = answer
    return status, body.get("type", "").rpartition("#")[2]


def logged(server, message):
    server.wait_for_log(message, 1)
    return next(line for line in server.lines() if line["message"].startswith(message))


# --- readers that load, die, hang -------------------------------------------------------------------------------------


def test_while_one_reader_is_ready_no_request_is_refused_for_loading():
    with serve(SLOWLY, workers=2) as server:
        server.wait_for_log("ready", times=2)
        os.kill(readers(server)[0], signal.SIGKILL)
        while sum(line["message"].startswith("ready") for line in server.lines()) < 3:
            assert server.request("GET", "/readyz")[0] == 200
            assert server.quotes(QUOTE)[0] == 200


def test_the_front_never_loads_a_model():
    with serve("quotes.app:create_app()") as server:
        assert server.quotes(QUOTE)[0] == 200
        front = subprocess.run(["pgrep", "-P", str(server.process.pid)], capture_output=True, text=True, check=True)
        (reader,) = readers(server)
        assert "libtorch" in Path(f"/proc/{reader}/maps").read_text()
        assert "libtorch" not in Path(f"/proc/{front.stdout.strip()}/maps").read_text()


def test_probes_are_answered_while_all_readers_are_dead():
    with serve(SLOWLY, workers=2) as server:
        server.wait_for_log("ready", times=2)
        assert server.quotes(QUOTE)[0] == 200
        for pid in readers(server):
            os.kill(pid, signal.SIGKILL)
        server.wait_until(lambda: server.request("GET", "/readyz")[0] == 503)
        assert server.request("GET", "/livez")[0] == 200
        assert server.quotes(QUOTE)[0] == 200, "the answer is kept"
        assert kind(server.quotes("Another text.")) == (503, "not-ready")
        server.wait_for("/readyz")
        assert server.quotes(QUOTE)[0] == 200


def test_the_client_of_a_reader_that_dies_is_told_and_the_log_names_its_request():
    with serve(workers=1) as server:
        assert kind(ask(server, "DIE SECRET", "deadly")) == (503, "reader-lost")
        assert logged(server, "a reader died with a text")["request_id"] == "deadly"
        assert "SECRET" not in server.log.read_text()
        server.wait_for("/readyz")
        assert server.quotes(QUOTE)[0] == 200


def test_a_text_that_ends_two_readers_is_refused_from_then_on():
    with serve(workers=3) as server:
        server.wait_for_log("ready", times=3)
        assert kind(ask(server, "DIE")) == (422, "poison-text")
        server.wait_for_log("ready", times=5)
        before = readers(server)
        assert kind(ask(server, "DIE")) == (422, "poison-text")
        assert readers(server) == before


def test_the_front_answers_at_the_deadline_whatever_the_reader_does():
    with serve(deadline=0.3, watchdog_grace=0.3) as server:
        assert kind(ask(server, "STUCK SECRET", "stuck")) == (504, "deadline-exceeded")
        assert logged(server, "a reader overstayed the deadline")["request_id"] == "stuck"
        server.wait_for("/readyz")
        assert server.quotes(QUOTE)[0] == 200
        log = server.log.read_text()
        assert "in misbehave" in log
        assert "SECRET" not in log


def test_a_reader_stops_at_the_deadline_by_itself_and_reads_the_next_text():
    with serve(deadline=0.3) as server:
        before = readers(server)
        assert kind(ask(server, "HANG")) == (504, "deadline-exceeded")
        server.wait_until(lambda: server.quotes(QUOTE)[0] == 200)
        assert readers(server) == before


def test_a_reader_has_no_more_threads_after_many_requests_at_once():
    def threads(pid):
        status = Path(f"/proc/{pid}/status").read_text()
        return int(status.split("Threads:")[1].split()[0])

    with serve(queue=50) as server:
        server.quotes(QUOTE)
        (pid,) = readers(server)
        before = threads(pid)
        with ThreadPoolExecutor(20) as pool:
            assert {status for status, _ in pool.map(server.quotes, [QUOTE + " " * n for n in range(40)])} == {200}
        assert threads(pid) == before


# --- signals ----------------------------------------------------------------------------------------------------------


def test_sighup_replaces_the_readers_and_loses_nothing():
    with serve(SLOWLY, workers=2) as server:
        server.wait_for_log("ready", times=2)
        before = set(readers(server))
        server.process.send_signal(signal.SIGHUP)
        while set(readers(server)) & before:
            assert server.request("GET", "/readyz")[0] == 200
            assert server.quotes(QUOTE)[0] == 200
        server.wait_until(lambda: len(readers(server)) == 2)
        metrics = server.request("GET", "/metrics")[2].decode()
        assert 'quotes_reader_ends_total{cause="reloaded"} 2.0' in metrics


def test_after_sigterm_accepted_work_is_finished_and_new_connections_are_refused_at_once():
    with serve() as server, ThreadPoolExecutor() as pool:
        running = pool.submit(server.quotes, f"SLOW {QUOTE}")
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        with pytest.raises(ConnectionRefusedError):
            server.request("GET", "/livez")
        assert running.result()[0] == 200
        assert server.process.wait(20) == 0


def test_while_it_drains_the_service_serves_but_is_not_ready():
    with serve(drain=1.5) as server:
        server.process.send_signal(signal.SIGTERM)
        server.wait_until(lambda: server.request("GET", "/readyz")[0] == 503)
        assert server.quotes(QUOTE)[0] == 200
        assert server.process.wait(20) == 0


def test_ctrl_c_ends_the_whole_tree_whatever_it_is_doing():
    with serve(workers=2) as server, ThreadPoolExecutor() as pool:
        server.wait_for_log("ready", times=2)
        tree = readers(server)
        pool.submit(server.quotes, "STUCK")
        time.sleep(0.3)
        server.process.send_signal(signal.SIGINT)
        server.process.wait(20)
        end = time.monotonic() + 5
        while any(Path(f"/proc/{pid}/cmdline").exists() for pid in tree):
            assert time.monotonic() < end, "a reader is left"


# --- clients that are slow or silent ----------------------------------------------------------------------------------

HEAD = b"POST /v1/quotes HTTP/1.1\r\nHost: test\r\nContent-Type: text/plain\r\n"


BATCH = (
    b"POST /v1/quotes/batch HTTP/1.1\r\nHost: test\r\nContent-Type: application/x-ndjson\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n"
)


def ask_batch(server):
    """Status and JSON of a batch of one line."""
    body = json.dumps({"text": QUOTE}).encode()
    status, _, answer = server.request("POST", "/v1/quotes/batch", body, **{"Content-Type": "application/x-ndjson"})
    return status, json.loads(answer)


@contextlib.contextmanager
def silent(server, count, sent):
    """So many connections on which something was sent, and no more comes."""
    with contextlib.ExitStack() as stack:
        for _ in range(count):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            client.sendall(sent)
        yield


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"POST /v1/quotes HTTP/1.1\r\nHost",
        HEAD + b"Content-Length: 100\r\n\r\nabc",
        HEAD + b"Content-Length: 600000\r\n\r\nabc",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n5\r\nab",
    ],
    ids=["nothing", "half a head", "half a body", "part of a large body", "half a chunk"],
)
def test_300_clients_that_stop_in_mid_request_keep_no_probe_waiting(sent):
    with serve() as server, silent(server, 300, sent):
        for path in ("/livez", "/readyz", "/metrics"):
            with contextlib.closing(server.connect(timeout=3)) as connection:
                connection.request("GET", path)
                assert connection.getresponse().status == 200


@pytest.mark.parametrize(
    "sent", [b"POST /v1/quotes HTTP/1.1\r\nHost", HEAD + b"Content-Length: 100\r\n\r\nabc"], ids=["head", "body"]
)
def test_300_clients_that_stop_in_mid_request_keep_no_text_waiting(sent):
    with serve() as server, silent(server, 300, sent):
        for _ in range(5):
            assert server.quotes(QUOTE)[0] == 200


def test_a_request_that_does_not_arrive_in_time_is_refused():
    with serve(arrival=0.5) as server:
        for sent in (b"POST /v1/quotes HTTP/1.1\r\nHost", HEAD + b"Content-Length: 100\r\n\r\nabc"):
            with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
                client.sendall(sent)
                assert b" 408 " in client.recv(65536).partition(b"\r\n")[0]
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
            assert client.recv(1) == b"", "nothing was sent, so nothing is answered"


def test_a_head_without_an_end_is_refused_and_keeps_no_probe_waiting():
    head = b"GET /livez HTTP/1.1\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"x" * 8000) for n in range(9))
    with serve() as server, contextlib.ExitStack() as stack:
        for _ in range(10):
            client = stack.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=20))
            client.sendall(head)
        assert b" 431 " in client.recv(65536).partition(b"\r\n")[0]
        assert server.request("GET", "/livez")[0] == 200


def test_clients_that_do_not_take_their_answers_keep_no_probe_waiting():
    with serve() as server, contextlib.ExitStack() as stack:
        for path in (b"/metrics", b"/docs"):
            for _ in range(3):
                client = stack.enter_context(socket.socket())
                client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                client.connect(("127.0.0.1", server.port))
                client.sendall(b"GET %b HTTP/1.1\r\nHost: test\r\n\r\n" % path * 200)
        time.sleep(0.5)
        assert server.quotes(QUOTE)[0] == 200
        with contextlib.closing(server.connect(timeout=3)) as connection:
            connection.request("GET", "/livez")
            assert connection.getresponse().status == 200


def test_a_length_of_thousands_of_digits_is_refused_and_costs_nobody_else_anything():
    with serve() as server:
        before = server.process.pid, server.request("GET", "/livez")[0]
        with socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
            client.sendall(HEAD + b"Content-Length: %b\r\n\r\n" % (b"1" * 5000))
            assert b" 400 " in client.recv(65536).partition(b"\r\n")[0]
        assert server.quotes(QUOTE)[0] == 200
        assert not [line for line in server.lines() if line["level"] in ("error", "critical")], before


def test_probes_with_a_body_do_not_take_the_place_of_probes():
    sent = b"GET /livez HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serve() as server, silent(server, 20, sent), contextlib.closing(server.connect(timeout=3)) as connection:
        connection.request("GET", "/livez")
        assert connection.getresponse().status == 200


def test_a_large_body_that_drips_is_refused_when_its_time_is_up():
    with serve(arrival=0.5) as server, socket.create_connection(("127.0.0.1", server.port), timeout=20) as client:
        client.sendall(HEAD + b"Content-Length: 600000\r\n\r\n")
        end = time.monotonic() + 0.6
        while time.monotonic() < end:
            client.sendall(b"x")
            time.sleep(0.05)
        assert b" 408 " in client.recv(65536).partition(b"\r\n")[0]


def test_more_connections_than_there_is_room_for_make_room_for_new_ones():
    with serve(request_threads=20) as server, silent(server, 1100, b"GET /livez HTTP/1.1\r\n"):
        assert server.quotes(QUOTE)[0] == 200


def test_connections_that_are_kept_make_room_for_new_ones():
    with serve(request_threads=20) as server, contextlib.ExitStack() as stack:
        for _ in range(1100):
            connection = stack.enter_context(contextlib.closing(server.connect()))
            connection.request("GET", "/livez")
            connection.getresponse().read()
        assert server.quotes(QUOTE)[0] == 200


def test_a_batch_whose_client_does_not_read_makes_way():
    with serve(batches=1) as server, contextlib.ExitStack() as stack:
        client = stack.enter_context(socket.socket())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", server.port))
        line = json.dumps({"text": QUOTE * 1000}).encode() + b"\n"
        client.settimeout(3)
        client.sendall(BATCH)
        with contextlib.suppress(OSError):
            for _ in range(100):
                client.sendall(b"%x\r\n%b\r\n" % (len(line), line))
        server.wait_until(lambda: ask_batch(server)[0] == 200)


def test_50_idle_batches_make_way_for_one_that_works():
    with serve(batches=4) as server, silent(server, 50, BATCH):
        time.sleep(5.5)
        status, answer = ask_batch(server)
        assert (status, len(answer["quotes"])) == (200, 1)


# --- texts that cost more than they look ------------------------------------------------------------------------------


def test_a_text_of_too_many_tokens_is_refused_by_the_name_of_the_limit(make_client):
    response = make_client().post("/v1/quotes", json={"text": "a " * 25_000})
    assert response.status_code == 413
    assert response.json["detail"] == "The text has 25000 tokens (words, marks), more than 16000."
    assert make_client().get("/v1/model").json["limits"]["tokens"] == 16_000
