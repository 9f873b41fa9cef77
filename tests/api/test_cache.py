"""The cache through HTTP: the same answer again, to the same client, and what Cache-Status tells."""

import json
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from werkzeug.http import parse_list_header

from quotes.api.metrics import CACHE, CACHE_BYTES, CACHE_ERRORS
from tests.support import fakes
from tests.support.redis import needs_redis, redis_server
from tests.support.server import serve

TEXT = '"Rates will fall," Ito said.'
KEYS = ("first-key-0123456", "second-key-012345")
MISS = "quotes; fwd=miss; stored"


class Counted(fakes.FakeParser):
    """Counts the texts that it parses after the golden one."""

    def __init__(self):
        self.texts = []
        super().__init__(self.texts.append)

    @property
    def times(self):
        return len(self.texts)


@pytest.fixture
def parser():
    return Counted()


@pytest.fixture
def client(make_client, parser):
    return make_client(fakes.engine(parser))


def ask(client, headers=None, **fields):
    return client.post("/v1/quotes", json={"text": TEXT, **fields}, headers=headers)


def status(response):
    assert response.status_code == 200
    return response.headers.get("Cache-Status")


def is_hit(response):
    return status(response).startswith("quotes; hit; ttl=")


def test_a_second_request_for_the_same_is_answered_from_the_cache_byte_for_byte(client, parser):
    first, second = ask(client, id="é\ud800", include="all"), ask(client, include="all", id="é\ud800")
    assert status(first) == MISS
    assert 3590 < int(status(second).removeprefix("quotes; hit; ttl=")) <= 3600
    assert first.data == second.data
    assert second.json["document"]["id"] == "é\ud800"
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == "no-store"
    assert parser.times == 1


def test_an_answer_is_the_same_with_and_without_a_cache(client, make_client):
    plain = ask(make_client(cache="off"))
    assert plain.data == ask(client).data == ask(client).data
    assert status(plain) is None


def test_the_same_text_in_another_media_type_is_answered_from_the_cache(client):
    ask(client)
    assert is_hit(client.post("/v1/quotes", data=TEXT, content_type="text/plain"))


@pytest.mark.parametrize(
    "fields",
    [
        {"text": TEXT + " "},
        {"id": "a"},
        {"language": "en-GB"},
        {"offset_encoding": "utf-8"},
        {"include": ["claim"]},
        {"min_confidence": 0.1},
    ],
    ids=str,
)
def test_a_request_that_differs_in_any_field_is_not_answered_from_the_cache(client, fields):
    ask(client)
    other = ask(client, **fields)
    assert status(other) == MISS
    assert is_hit(ask(client))


def test_no_cache_gets_a_new_answer_which_is_kept(client, parser):
    for _ in range(2):
        assert status(ask(client, {"Cache-Control": "max-age=0, No-Cache"})) == "quotes; fwd=request; stored"
    assert is_hit(ask(client))
    assert parser.times == 2


def test_no_store_bypasses_the_cache(client, parser):
    for _ in range(2):
        assert status(ask(client, {"Cache-Control": "no-store"})) == "quotes; fwd=bypass"
    assert status(ask(client)) == MISS
    assert parser.times == 3


@pytest.mark.parametrize("given", ["", "max-stale", "no_cache", '"', "=", ",,", "private=no-store"])
def test_other_values_of_cache_control_are_ignored(client, given):
    ask(client)
    assert is_hit(ask(client, {"Cache-Control": given}))


@pytest.mark.parametrize("keys", [KEYS, ()], ids=["asked for", "checked by a gateway"])
def test_an_answer_is_never_shared_between_two_keys(make_client, parser, keys):
    client = make_client(fakes.engine(parser), api_keys=keys)
    first, second = ({"X-API-Key": KEYS[0]}, {"X-API-Key": KEYS[1]})
    assert [status(ask(client, headers)) for headers in (first, second)] == [MISS, MISS]
    assert is_hit(ask(client, first))
    assert is_hit(ask(client, {"Authorization": f"Bearer {KEYS[0]}"}))
    assert parser.times == 2


@pytest.mark.parametrize(
    ("alice", "bob"),
    [
        ("Basic YWxpY2U6MQ==", "Basic Ym9iOjE="),
        ('Digest username="alice"', 'Digest username="bob"'),
        ("Bearer user=alice", "Bearer user=bob"),
        ("alice", "bob"),
    ],
)
def test_an_answer_is_never_shared_between_clients_with_different_authorization(client, parser, alice, bob):
    for each in (alice, bob, None):
        headers = {"Authorization": each} if each else None
        assert status(ask(client, headers)) == MISS
        assert is_hit(ask(client, headers))
    assert parser.times == 3


def test_a_request_without_a_valid_key_gets_nothing_from_the_cache(make_client):
    client = make_client(api_keys=KEYS)
    ask(client, {"X-API-Key": KEYS[0]})
    assert ask(client).status_code == ask(client, {"X-API-Key": KEYS[0] + "x"}).status_code == 401


def test_an_answer_by_other_models_is_not_reused(make_client):
    client = make_client()
    engine = client.application.extensions["quotes"].engine
    ask(client)
    card = engine.readers.card
    engine.readers.card = replace(card, model=card.model._replace(version="2"))
    assert status(ask(client)) == MISS


def test_a_cached_answer_is_given_while_the_service_is_overloaded(make_client):
    hold = fakes.Hold()
    client = make_client(fakes.engine(fakes.FakeParser(hold), queue=0))
    ask(client)
    with ThreadPoolExecutor() as pool:
        running = pool.submit(ask, client.application.test_client(), text="HOLD")
        hold.wait()
        assert ask(client, text="other").status_code == 503
        assert is_hit(ask(client))
        hold.release()
        assert running.result().status_code == 200


def test_two_equal_requests_at_once_are_analysed_once(make_client):
    hold = fakes.Hold()
    client = make_client(fakes.engine(fakes.FakeParser(hold), queue=0))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(ask, client.application.test_client(), text=f"HOLD {TEXT}")
        hold.wait()
        followers = client.application.extensions["quotes"].cache._followers
        free = followers._value
        second = pool.submit(ask, client.application.test_client(), text=f"HOLD {TEXT}")
        while followers._value == free:
            time.sleep(0.001)
        hold.release()
        assert status(first.result()) == MISS
        assert status(second.result()) == "quotes; fwd=miss; collapsed"
        assert first.result().data == second.result().data


def test_problems_are_not_cached(make_client):
    broken = [True, True]

    def fail(text):
        if text.endswith("BREAK") and broken:
            broken.pop()
            raise RuntimeError

    client = make_client(fakes.engine(fakes.FakeParser(fail)))
    assert [ask(client, text="BREAK").status_code for _ in range(2)] == [500, 500]
    assert status(ask(client, text="BREAK")) == MISS


def test_scripts_of_an_allowed_origin_may_read_cache_status_and_send_cache_control(make_client):
    client = make_client(cors_origins=("https://a.example",))
    headers = {"Origin": "https://a.example", "Access-Control-Request-Method": "POST"}
    answer = client.options("/v1/quotes", headers=headers)
    assert "Cache-Status" in parse_list_header(answer.headers["Access-Control-Expose-Headers"])
    assert "Cache-Control" in parse_list_header(answer.headers["Access-Control-Allow-Headers"])


def test_every_outcome_of_the_cache_is_counted_and_logged(client, caplog):
    caplog.set_level("INFO")
    outcomes = ("hit", "miss", "refresh", "bypass")
    before = [CACHE.labels(outcome)._value.get() for outcome in outcomes]
    ask(client)
    ask(client)
    ask(client, {"Cache-Control": "no-cache"})
    ask(client, {"Cache-Control": "no-store"})
    assert [CACHE.labels(outcome)._value.get() for outcome in outcomes] == [value + 1 for value in before]
    fields = [record.fields for record in caplog.records]
    assert [line["cache"] for line in fields] == ["miss", "hit", "refresh", "bypass"]
    assert [line["quotes"] for line in fields] == [1, 1, 1, 1]
    assert ["parse_seconds" in line for line in fields] == [True, False, True, True]
    figures = client.get("/metrics").text
    assert 'quotes_cache_requests_total{outcome="hit"}' in figures
    assert CACHE_BYTES._value.get() > 500


def test_no_answer_from_the_cache_holds_another_request_s_words(make_client):
    """Each nonce is asked for by two clients, several times, all at once; not all of them have room in the cache."""
    client = make_client(fakes.engine(queue=1000), cache_bytes=2**16, api_keys=KEYS)
    nonces = [secrets.token_hex(8) for _ in range(60)]
    rounds = nonces * 4
    secrets.SystemRandom().shuffle(rounds)

    def comes_back_alone(nonce):
        headers = {"X-API-Key": secrets.choice(KEYS)}
        response = ask(client.application.test_client(), headers, text=f'"{nonce}," X{nonce} said.', id=nonce)
        body = response.data.decode()
        assert response.json["document"]["id"] == nonce
        return {word for word in nonces if word in body} == {nonce}, response.headers["Cache-Status"]

    with ThreadPoolExecutor(16) as pool:
        results = list(pool.map(comes_back_alone, rounds))
    assert all(alone for alone, _ in results)
    assert {how.split(";")[1].partition("=")[0].strip() for _, how in results} == {"hit", "fwd"}


@pytest.fixture
def make_shared(make_client):
    """Make a client of a service of its own over a Redis."""
    made = []

    def make(url, **settings):
        client = make_client(cache=url, **settings)
        made.append(client.application.extensions["quotes"].cache)
        return client

    yield make
    for cache in made:
        cache._store.close()


@pytest.fixture(scope="module")
def redis():
    with redis_server() as running:
        yield running


@pytest.fixture
def empty(redis):
    with redis.client() as client:
        client.flushall()
    return redis


@needs_redis
def test_two_services_share_their_answers_through_a_redis(empty, make_shared):
    one, other = make_shared(empty.url), make_shared(empty.unix_url)
    first = ask(one, id="\ud800")
    second = ask(other, id="\ud800")
    assert status(first) == MISS
    assert is_hit(second)
    assert first.data == second.data


@needs_redis
def test_services_with_different_parser_limits_do_not_share_answers(empty, make_shared):
    ask(make_shared(empty.url))
    assert status(ask(make_shared(empty.url, max_run=100))) == MISS
    assert status(ask(make_shared(empty.url, max_sentence_words=100))) == MISS


@needs_redis
def test_an_entry_in_redis_expires_and_holds_neither_the_text_nor_the_key(empty, make_shared):
    client = make_shared(empty.url, api_keys=KEYS, cache_seconds=100)
    ask(client, {"X-API-Key": KEYS[0]})
    (name,) = empty.names()
    with empty.client() as direct:
        entry = direct.get(name)
        assert 90 < direct.ttl(name) <= 100
    for secret in (TEXT, "Ito", KEYS[0]):
        assert secret.encode() not in name + entry


@needs_redis
def test_an_entry_moved_to_another_key_s_place_in_redis_is_a_miss(empty, make_shared):
    client = make_shared(empty.url, api_keys=KEYS)
    ask(client, {"X-API-Key": KEYS[0]}, id="first")
    (mine,) = empty.names()
    ask(client, {"X-API-Key": KEYS[1]}, id="second")
    (others,) = set(empty.names()) - {mine}
    with empty.client() as direct:
        direct.copy(mine, others, replace=True)
    again = ask(client, {"X-API-Key": KEYS[1]}, id="second")
    assert status(again) == MISS
    assert again.json["document"]["id"] == "second"


@needs_redis
@pytest.mark.parametrize("garbage", [b"", b"\x00" * 1000, b"{}", b"x" * 2**22], ids=["empty", "zeros", "json", "big"])
def test_garbage_in_redis_is_a_miss_and_is_replaced(empty, make_shared, garbage):
    client = make_shared(empty.url)
    first = ask(client)
    with empty.client() as direct:
        for name in empty.names():
            direct.set(name, garbage, ex=100)
    second = ask(client)
    assert status(second) == MISS
    assert second.data == first.data
    assert is_hit(ask(client))


@needs_redis
def test_requests_are_answered_without_the_cache_when_redis_goes_away(make_shared, caplog):
    errors = CACHE_ERRORS._value.get()
    with redis_server() as server:
        client = make_shared(server.url)
        first = ask(client)
        assert is_hit(ask(client))
        server.kill()
        for _ in range(5):
            answer = ask(client)
            assert status(answer) == "quotes; fwd=miss"
            assert answer.data == first.data
        assert client.get("/readyz").status_code == 200
    assert CACHE_ERRORS._value.get() == errors + 1
    assert len([record for record in caplog.records if "Redis" in record.getMessage()]) == 1


@needs_redis
def test_requests_are_answered_without_the_cache_when_redis_refuses_the_password(make_shared, caplog):
    caplog.set_level("DEBUG")
    with redis_server(requirepass="right-word") as server:
        client = make_shared(server.url.replace("//", "//:wrong-word@"))
        assert status(ask(client)) == "quotes; fwd=miss"
    assert "AuthenticationError" in caplog.text
    assert "word" not in caplog.text


@needs_redis
def test_workers_share_a_redis_and_answer_without_it(tmp_path):
    with redis_server() as redis, serve(workers=2, cache=redis.url) as server:
        headers = {"Content-Type": "application/json"}

        def one(number):
            body = json.dumps({"text": f"{TEXT} {number}"})
            return server.request("POST", "/v1/quotes", body, **headers)

        first = one(0)
        assert first[1]["Cache-Status"] == MISS
        for _ in range(10):  # to either worker
            again = one(0)
            assert again[1]["Cache-Status"].startswith("quotes; hit")
            assert again[2] == first[2]
        with ThreadPoolExecutor(8) as pool:
            killed = pool.submit(redis.kill)
            assert {answer[0] for answer in pool.map(one, range(100))} <= {200, 503}
            killed.result()
        assert one(0)[2] == first[2]
        redis.start()
        assert "redis://" not in server.log.read_text("utf-8")


def test_an_answer_is_never_shared_between_different_html_of_the_same_text(make_client, parser):
    client = make_client(fakes.engine(parser))
    for html in ("<p>“We won,” Ito said.", "<p><b>“We won,”</b> Ito said."):
        first, again = (client.post("/v1/quotes", json={"html": html}) for _ in range(2))
        assert [status(first), is_hit(again)] == [MISS, True]
        assert first.data == again.data
