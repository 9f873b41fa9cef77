"""The cache: what is a hit and what is not, and requests for the same at once."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.api.queries import Query
from quotes.intake.blocks import Block, Blocks
from quotes.intake.extract import PlainText
from quotes.intake.html import Html
from quotes.runtime import cache as module
from quotes.runtime.cache import Cache, canonical
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.stores import MemoryStore

ANSWER = {"quotes": [{"text": "\ud800 é", "confidence": 0.1}], "null": None}
OWNER = b"owner"
OTHER = b"another"


def later():
    return time.monotonic() + 20


class Counting:
    """Computes; `times` it did so."""

    def __init__(self, answer=ANSWER):
        self.answer = answer
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.answer


@pytest.fixture
def store():
    return MemoryStore(2**20, 60)


@pytest.fixture
def cache(store):
    return Cache(store, "build", followers=20)


def test_the_second_request_is_a_hit_with_the_same_answer(cache):
    compute = Counting()
    first, second = (cache.fetch(OWNER, "q", compute, later()) for _ in range(2))
    assert (first.outcome, first.stored, second.outcome) == ("miss", True, "hit")
    assert first.body == second.body
    assert first.answer == second.answer == ANSWER
    assert 59 < second.ttl <= 60
    assert compute.times == 1


def test_changing_an_answer_does_not_change_the_cached_one(cache):
    cache.fetch(OWNER, "q", Counting(), later()).answer["quotes"].clear()
    assert cache.fetch(OWNER, "q", Counting(), later()).answer == ANSWER


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: Cache(store, "build", 1).fetch(OTHER, "q", dict, later()),
        lambda store: Cache(store, "build", 1).fetch(OWNER, "r", dict, later()),
        lambda store: Cache(store, "another build", 1).fetch(OWNER, "q", dict, later()),
    ],
    ids=["owner", "question", "build"],
)
def test_another_owner_request_or_build_is_a_miss(store, cache, ask):
    cache.fetch(OWNER, "q", Counting(), later())
    assert ask(store).outcome == "miss"
    assert cache.fetch(OWNER, "q", Counting(), later()).outcome == "hit"


def test_an_entry_of_another_format_is_a_miss(cache, monkeypatch):
    cache.fetch(OWNER, "q", Counting(), later())
    monkeypatch.setattr(module, "FORMAT", module.FORMAT + 1)
    assert cache.fetch(OWNER, "q", Counting(), later()).outcome == "miss"


def test_a_refresh_computes_a_new_answer_and_replaces_the_old_one(cache):
    cache.fetch(OWNER, "q", Counting(), later())
    assert cache.fetch(OWNER, "q", Counting("new"), later(), refresh=True).outcome == "refresh"
    assert cache.fetch(OWNER, "q", Counting(), later()).answer == "new"


def test_a_failure_is_not_kept(cache):
    with pytest.raises(ZeroDivisionError):
        cache.fetch(OWNER, "q", lambda: 1 // 0, later())
    assert cache.fetch(OWNER, "q", Counting(), later()).outcome == "miss"


def test_an_answer_that_could_not_be_read_back_is_not_kept(cache, monkeypatch):
    monkeypatch.setattr(module, "LARGEST", 10)
    assert not cache.fetch(OWNER, "q", Counting(), later()).stored
    assert cache.fetch(OWNER, "q", Counting("short"), later()).stored


class Entries(dict):
    """A store whose holder can do what they like."""

    def get(self, name):
        return (self[name], 1.0) if name in self else None

    def put(self, name, entry):
        self[name] = entry
        return True


def flip(entry, index):
    return entry[:index] + bytes([entry[index] ^ 1]) + entry[index + 1 :]


@pytest.mark.parametrize(
    "damage",
    [
        lambda entry: b"",
        lambda entry: b"garbage",
        lambda entry: entry[:-1],
        lambda entry: entry + b"x",
        lambda entry: flip(entry, 0),
        lambda entry: flip(entry, 32),
        lambda entry: flip(entry, -1),
        lambda entry: entry[32:],
    ],
    ids=["empty", "garbage", "short", "long", "seal", "head", "tail", "no seal"],
)
def test_a_damaged_entry_is_a_miss_and_is_replaced(damage):
    entries = Entries()
    cache = Cache(entries, "build", 1)
    cache.fetch(OWNER, "q", Counting(), later())
    (name,) = entries
    entries[name] = damage(entries[name])
    assert cache.fetch(OWNER, "q", Counting(), later()).outcome == "miss"
    assert cache.fetch(OWNER, "q", Counting(), later()).outcome == "hit"


@pytest.mark.parametrize(("owner", "question"), [(OWNER, "r"), (OTHER, "q")])
def test_an_entry_put_in_another_s_place_is_a_miss(owner, question):
    entries = Entries()
    cache = Cache(entries, "build", 1)
    cache.fetch(OWNER, "q", Counting(), later())
    cache.fetch(owner, question, Counting(), later())
    mine, others = entries
    entries[others] = entries[mine]
    assert cache.fetch(owner, question, Counting(), later()).outcome == "miss"


def test_an_entry_that_unpacks_to_too_much_is_a_miss(monkeypatch):
    entries = Entries()
    cache = Cache(entries, "build", 1)
    cache.fetch(OWNER, "q", Counting("a" * 2**16), later())
    monkeypatch.setattr(module, "LARGEST", 2**15)
    assert cache.fetch(OWNER, "q", Counting("short"), later()).outcome == "miss"


def test_an_entry_shows_neither_the_request_nor_its_owner():
    entries = Entries()
    Cache(entries, "build", 1).fetch(b"SECRET", "ARTICLE", Counting(), later())
    ((name, entry),) = entries.items()
    assert len(name) == 64
    assert set(name) <= set("0123456789abcdef")
    assert b"SECRET" not in entry
    assert b"ARTICLE" not in entry


class Slow:
    """A computation that waits to be let go, and then answers or fails."""

    def __init__(self, error=None):
        self.error = error
        self.begun = threading.Event()
        self.let_go = threading.Event()

    def __call__(self):
        self.begun.set()
        assert self.let_go.wait(20)
        if self.error:
            raise self.error
        return ANSWER


def wait_for_followers(cache, count, of):
    """Wait until so many wait for another's answer."""
    end = time.monotonic() + 20
    while cache._followers._value != of - count:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_equal_requests_at_once_share_one_computation(cache):
    slow, idle = Slow(), Counting()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(cache.fetch, OWNER, "q", slow, later())
        assert slow.begun.wait(20)
        others = [pool.submit(cache.fetch, OWNER, "q", idle, later()) for _ in range(4)]
        wait_for_followers(cache, 4, of=20)
        slow.let_go.set()
        assert [other.result().outcome for other in others] == ["collapsed"] * 4
        assert {other.result().body for other in others} == {first.result().body}
    assert idle.times == 0


def test_requests_that_differ_in_owner_or_content_do_not_wait_for_each_other(cache):
    slow = Slow()
    with ThreadPoolExecutor() as pool:
        pool.submit(cache.fetch, OWNER, "q", slow, later())
        assert slow.begun.wait(20)
        assert cache.fetch(OWNER, "r", Counting(), later()).outcome == "miss"
        assert cache.fetch(OTHER, "q", Counting(), later()).outcome == "miss"
        assert cache.fetch(OWNER, "q", Counting(), later(), refresh=True).outcome == "refresh"
        slow.let_go.set()


def test_a_failure_reaches_only_the_request_that_computed(cache):
    slow = Slow(ZeroDivisionError())
    with ThreadPoolExecutor() as pool:
        first = pool.submit(cache.fetch, OWNER, "q", slow, later())
        assert slow.begun.wait(20)
        second = pool.submit(cache.fetch, OWNER, "q", Counting(), later())
        wait_for_followers(cache, 1, of=20)
        slow.let_go.set()
        assert second.result().outcome == "miss"
        with pytest.raises(ZeroDivisionError):
            first.result()
    assert not cache._flights


def test_a_waiting_request_gives_up_at_its_own_deadline(cache):
    slow = Slow()
    with ThreadPoolExecutor() as pool:
        first = pool.submit(cache.fetch, OWNER, "q", slow, later())
        assert slow.begun.wait(20)
        with pytest.raises(DeadlineExceededError):
            cache.fetch(OWNER, "q", Counting(), time.monotonic() + 0.01)
        slow.let_go.set()
        assert first.result().outcome == "miss"


def test_requests_beyond_the_limit_of_waiting_ones_compute_for_themselves(store):
    cache = Cache(store, "build", followers=1)
    slow = Slow()
    with ThreadPoolExecutor() as pool:
        pool.submit(cache.fetch, OWNER, "q", slow, later())
        assert slow.begun.wait(20)
        waiting = pool.submit(cache.fetch, OWNER, "q", Counting(), later())
        wait_for_followers(cache, 1, of=1)
        assert cache.fetch(OWNER, "q", Counting(), later()).outcome == "miss"
        slow.let_go.set()
        assert waiting.result().outcome == "collapsed"


def test_queries_that_differ_in_any_field_have_different_canonical_forms():
    a, b = PlainText("a"), PlainText("b")
    queries = [
        Query(a),
        Query(b),
        Query(Html("a")),
        Query(Html("<p>a")),
        Query(Blocks([Block("1", a)])),
        Query(Blocks([Block("2", a)])),
        Query(Blocks([Block("1", Html("a"))])),
        Query(Blocks([Block("1", a), Block("2", b)])),
        Query(a, id=""),
        Query(a, id="a"),
        Query(a, language="en-GB"),
        Query(a, offset_encoding="utf-8"),
        Query(a, include=frozenset({"claim"})),
        Query(a, include=frozenset({"claim", "denial"})),
        Query(a, min_confidence=0.5),
    ]
    assert len({canonical(query) for query in queries}) == len(queries)
    assert canonical(Query(a, include=frozenset("abcdef"))) == canonical(Query(a, include=frozenset("fedcba")))
    assert canonical(Query(Blocks([Block("1", a)]))) == canonical(Query(Blocks([Block("1", PlainText("a"))])))


@given(st.text(st.characters()), st.text(st.characters()))
def test_only_equal_texts_have_equal_canonical_forms(one, other):
    assert (canonical(one) == canonical(other)) == (one == other)


def test_two_lone_surrogates_differ_from_the_character_that_they_would_make():
    assert canonical("\ud83d\ude00") != canonical("\U0001f600")


def test_a_value_without_a_canonical_form_is_refused():
    with pytest.raises(TypeError, match="bytes"):
        canonical(b"x")
