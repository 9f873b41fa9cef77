"""Where the cache keeps its entries: in the process, in a real Redis, and in one that fails."""

import logging
import shutil
import socket
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.runtime.stores import OVERHEAD, PAUSE, PREFIX, MemoryStore, RedisStore
from tests.support.redis import needs_redis, redis_server
from tests.support.server import free_port

PASSWORD = "a-pass-word"


class Clock:
    """A time that passes when told."""

    now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_memory_keeps_an_entry_for_its_time(clock):
    store = MemoryStore(2**20, 60, clock=clock)
    assert store.get("a") is None
    assert store.put("a", b"entry")
    clock.now += 59
    assert store.get("a") == (b"entry", 1)
    clock.now += 1
    assert store.get("a") is None


def test_memory_frees_expired_entries_though_nobody_asks_for_them(clock):
    sizes = []
    store = MemoryStore(2**20, 60, sizes.append, clock)
    store.put("a", b"12345")
    clock.now += 30
    store.put("b", b"123")
    assert sizes[-1] == 8 + 2 * OVERHEAD
    clock.now += 30
    store.get("c")
    assert sizes[-1] == 3 + OVERHEAD
    clock.now += 30
    store.get("c")
    assert sizes[-1] == 0


def test_an_entry_that_is_put_again_starts_its_time_anew_and_counts_once(clock):
    sizes = []
    store = MemoryStore(2**20, 60, sizes.append, clock)
    store.put("a", b"old")
    store.put("b", b"other")
    clock.now += 59
    store.put("a", b"newer")
    assert sizes[-1] == 10 + 2 * OVERHEAD
    clock.now += 59
    assert store.get("a") == (b"newer", 1)
    assert store.get("b") is None


def test_memory_drops_the_least_recently_used_first():
    store = MemoryStore(3 * (100 + OVERHEAD), 60)
    for name in "abc":
        store.put(name, b"x" * 100)
    store.get("a")
    store.put("d", b"x" * 100)
    assert [name for name in "abcd" if store.get(name)] == ["a", "c", "d"]


def test_memory_is_bounded_by_bytes_whatever_their_number():
    sizes = []
    store = MemoryStore(100_000, 60, sizes.append)
    for number in range(1000):
        store.put(str(number), b"x" * (number * 7919 % 30_000))
    assert 60_000 < max(sizes) <= 100_000


def test_an_entry_larger_than_the_store_is_not_kept_and_drops_nothing():
    store = MemoryStore(10_000, 60)
    store.put("a", b"small")
    assert not store.put("b", b"x" * 10_000)
    assert store.get("a")


def test_memory_stays_consistent_under_many_threads():
    sizes = []
    store = MemoryStore(20 * OVERHEAD, 60, sizes.append)

    def work(seed):
        for number in range(300):
            name = str((seed * 31 + number) % 40)
            store.put(name, name.encode())
            found = store.get(name)
            assert found is None or found[0] == name.encode()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    assert max(sizes) <= 20 * OVERHEAD


@pytest.fixture(scope="module")
def server():
    with redis_server() as running:
        yield running


@pytest.fixture
def make_store(clock):
    """Make a store over a Redis; `failures` of the store counts them."""
    made = []

    def make(url, seconds=60):
        failures = []
        store = RedisStore(url, seconds, lambda: failures.append(1), clock)
        store.failures = failures
        made.append(store)
        return store

    yield make
    for store in made:
        store.close()


@needs_redis
@pytest.mark.parametrize("address", ["url", "unix_url"])
def test_redis_keeps_an_entry_for_its_time(server, make_store, address):
    store = make_store(getattr(server, address))
    entry = bytes(range(256))
    assert store.get(address) is None
    assert store.put(address, entry)
    found, left = store.get(address)
    assert found == entry
    assert 0 < left <= 60
    with server.client() as client:
        assert 0 < client.ttl(PREFIX + address) <= 60
    assert not store.failures


@needs_redis
def test_an_entry_in_redis_expires(server, make_store):
    store = make_store(server.url, seconds=1)
    store.put("short", b"x")
    with server.client() as client:
        client.pexpire(PREFIX + "short", 1)
        while client.exists(PREFIX + "short"):
            pass
    assert store.get("short") is None


@needs_redis
def test_an_entry_in_redis_that_is_no_string_fails_and_is_overwritten_after_the_pause(server, make_store, clock):
    store = make_store(server.url)
    with server.client() as client:
        client.lpush(PREFIX + "list", "garbage")
    assert store.get("list") is None
    assert len(store.failures) == 1
    clock.now += PAUSE
    assert store.put("list", b"x")
    assert store.get("list")[0] == b"x"


@needs_redis
def test_an_entry_in_redis_without_an_expiry_has_no_time_left(server, make_store):
    with server.client() as client:
        client.set(PREFIX + "endless", "x")
    assert make_store(server.url).get("endless") == (b"x", 0)


@needs_redis
def test_an_outage_of_redis_is_logged_once_and_tried_again_after_a_pause(make_store, clock, caplog):
    with redis_server() as server:
        store = make_store(server.url)
        assert store.put("a", b"x")
        server.kill()
        for _ in range(5):
            assert store.get("a") is None
            assert not store.put("a", b"x")
        assert len(store.failures) == 1  # the others did not even try
        clock.now += PAUSE
        assert store.get("a") is None
        assert len(store.failures) == 2
        server.start()
        assert store.get("a") is None  # left alone
        clock.now += PAUSE
        assert store.put("a", b"y")
        assert store.get("a")[0] == b"y"
    assert [record.getMessage() for record in caplog.records] == [
        "the cache's Redis fails (ConnectionError); until it works, nothing is cached",
        "the cache's Redis works again",
    ]


@needs_redis
@pytest.mark.parametrize("given", ["", ":wrong-word@", "nobody:wrong-word@"])
def test_a_wrong_password_is_a_failure_and_is_not_logged(make_store, given, caplog):
    caplog.set_level(logging.DEBUG)
    with redis_server(requirepass=PASSWORD) as server:
        store = make_store(server.url.replace("//", f"//{given}"))
        assert not store.put("a", b"x")
        assert len(store.failures) == 1
        assert make_store(server.url.replace("//", f"//:{PASSWORD}@")).put("a", b"x")
    assert "AuthenticationError" in caplog.text
    assert "word" not in caplog.text


@needs_redis
@pytest.mark.skipif(not shutil.which("openssl"), reason="openssl is not installed: no certificate for Redis")
def test_redis_is_used_over_tls_only_with_a_trusted_certificate(make_store, tmp_path):
    certificate, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
    ]
    subprocess.run([*command, *subject, "-out", certificate, "-keyout", key], check=True, capture_output=True)
    port = free_port()
    options = {"tls-cert-file": str(certificate), "tls-key-file": str(key), "tls-auth-clients": "no"}
    with redis_server(**options, **{"tls-port": str(port)}):
        assert make_store(f"rediss://localhost:{port}?ssl_ca_certs={certificate}").put("a", b"x")
        for stranger in (f"rediss://localhost:{port}", f"rediss://127.0.0.1:{port}?ssl_ca_certs={certificate}"):
            store = make_store(stranger)
            assert not store.put("a", b"x")
            assert len(store.failures) == 1


@needs_redis
def test_a_full_redis_still_gives_the_entries_that_it_has(make_store, caplog):
    with redis_server() as server:
        store = make_store(server.url)
        assert store.put("kept", b"x")
        with server.client() as client:
            client.config_set("maxmemory", "1mb")  # less than it takes by itself; by default nothing is evicted
            for _ in range(5):
                assert not store.put("other", b"x")
                assert store.get("kept")[0] == b"x"
            client.config_set("maxmemory", "0")
        assert store.put("other", b"x")
    assert len(store.failures) == 5
    assert [record.getMessage() for record in caplog.records] == [
        "the cache's Redis does not take every entry (OutOfMemoryError)"
    ]


@pytest.fixture
def nonsense():
    """Make a server that says the same to everybody, and nothing more; it holds their number."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        held = []

        def serve(words):
            while True:
                try:
                    connection = listening.accept()[0]
                except OSError:
                    return
                held.append(connection)
                connection.sendall(words)

        def start(words):
            thread = threading.Thread(target=serve, args=(words,), daemon=True)
            thread.start()
            threads.append(thread)
            return f"redis://127.0.0.1:{listening.getsockname()[1]}", held

        threads = []
        yield start
        listening.shutdown(socket.SHUT_RDWR)
    for thread in threads:
        thread.join(20)
    for connection in held:
        connection.close()


@pytest.mark.parametrize(
    "words",
    [b"", b"HTTP/1.1 200 OK\r\n\r\n", b"\xff" * 100, b"$-7\r\n", b"*99999999\r\n", b"+OK\r\n" * 50],
    ids=["silent", "http", "bytes", "length", "array", "yes"],
)
def test_a_server_that_is_silent_or_no_redis_is_treated_as_an_empty_store(make_store, nonsense, words):
    url, asked = nonsense(words)
    store = make_store(url)
    for _ in range(5):
        assert store.get("a") is None
    assert len(asked) == 1
    assert len(store.failures) == 1
