"""Readers elsewhere: what becomes of texts and of the front, whatever befalls those readers."""

import time
from collections import Counter
from dataclasses import replace

import pytest

from evaluation import fakes
from quotes.nlp.document import BlockQuote, Span
from quotes.runtime.engine import Engine
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import BrokenOffError, ReaderLostError, ReadingFailedError, Task
from quotes.runtime.readers.messages import Failed, Late, Lost
from quotes.runtime.readers.remote import Remote
from quotes.runtime.readers.wire import Order, dump, load
from tests.support import desk
from tests.support.waiting import until

QUOTE = '"Rates will fall," Ito said.'


def task(text=QUOTE, seconds=20.0):
    return Task(text, time.monotonic() + seconds, "r-1")


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    monkeypatch.setattr("quotes.runtime.readers.remote.ROUND", 0.02)
    monkeypatch.setattr("quotes.runtime.readers.remote.PAUSE", 0.02)


@pytest.fixture
def there():
    with desk.open_desk() as opened:
        yield opened


@pytest.fixture
def ends():
    return Counter()


@pytest.fixture
def readers(there, ends):
    """Readers at the desk, when the front knows of them."""
    made = Remote(there.url, 4, lambda cause: ends.update([cause]))
    made.start(lambda: None, lambda reason: None, lambda task: None)
    until(lambda: made.ready)
    yield made
    made.close()


def test_a_text_is_read_elsewhere_as_it_would_be_here(readers):
    assert readers.read(task()).analysis == fakes.reader().analyse(QUOTE)
    assert readers.card.model == ("fake", "1")


def test_all_that_a_text_comes_with_arrives(readers, there):
    quotes = (BlockQuote(Span(0, 4), Span(5, 6)), BlockQuote(Span(7, 8)))
    readers.read(Task("\ud800 is no character", time.monotonic() + 20, "r-7", quotes))
    (order,) = there.orders
    assert (order.text, order.request_id, order.block_quotes) == ("\ud800 is no character", "r-7", quotes)
    assert 15 < order.seconds <= 20


def test_adjacent_lone_surrogates_arrive_as_what_they_are(readers, there):
    text = 'A \ud83d\ude00 "Rates will fall," \ud83d\ude00 Ito said.\U0001f600'
    assert readers.read(task(text)).analysis == fakes.reader().analyse(text)
    assert there.orders[0].text == text
    reading = replace(desk.read(there.orders[0]), stages=((text, 1.0),))
    assert load(dump(reading), desk.Reply) == reading


def test_what_an_order_has_waited_at_the_desk_is_taken_off_its_deadline():
    order = Order(QUOTE, 20.0, "r-1", ())
    left = order.task(time.time() + 5).deadline - time.monotonic()
    assert 4 < left <= 5


def test_an_order_has_no_longer_than_it_came_with_though_the_clocks_differ():
    assert Order(QUOTE, 20.0, "r-1", ()).task(time.time() + 90).deadline <= time.monotonic() + 20


def test_an_order_that_has_waited_until_its_deadline_is_late_at_once():
    with pytest.raises(DeadlineExceededError):
        Order(QUOTE, 20.0, "r-1", ()).task(time.time())


@pytest.mark.parametrize("text", ['"No," Ito said. "Go," Lee said on Monday. RUN', "Nobody speaks.", ""])
def test_a_reading_comes_back_whole(text):
    reading = desk.read(Order(text, 1.0, "", ()))
    assert load(dump(reading), desk.Reply) == reading


@pytest.mark.parametrize(
    ("answer", "error"), [(Late(), DeadlineExceededError), (Failed(), ReadingFailedError), (Lost(), ReaderLostError)]
)
def test_what_became_of_a_text_is_told_as_a_pool_tells_it(readers, there, answer, error):
    there.give = lambda order: answer
    with pytest.raises(error):
        readers.read(task())


def test_a_reader_that_dies_with_a_text_is_counted(readers, there, ends):
    there.give = lambda order: Lost()
    with pytest.raises(ReaderLostError):
        readers.read(task())
    assert ends == {"died": 1}


@pytest.mark.parametrize("broken", [None, desk.Torn()])
def test_a_text_whose_connection_breaks_off_is_sent_again(readers, there, broken, ends):
    there.give = lambda order: broken if len(there.orders) < 3 else desk.read(order)
    assert readers.read(task()).analysis.quotes
    assert not ends


def test_connections_that_break_off_again_and_again_are_no_evidence_against_a_text(readers, there, ends):
    engine = Engine(readers)
    there.give = lambda order: None
    for _ in range(2):
        with pytest.raises(BrokenOffError):
            engine.analyse(QUOTE)
    assert len(there.orders) == 6
    assert not ends
    there.give = desk.read
    assert engine.analyse(QUOTE).quotes


@pytest.mark.parametrize("status", [302, 400, 404, 500])
def test_a_text_that_is_refused_fails_at_once_and_is_logged_once(readers, there, caplog, status):
    there.give = lambda order: status
    with pytest.raises(ReadingFailedError):
        readers.read(task())
    assert len(there.orders) == 1
    (record,) = (each for each in caplog.records if each.levelname == "ERROR")
    assert record.fields == {"request_id": "r-1", "status": status}


def test_a_text_that_nobody_takes_is_sent_again(readers, there):
    there.give = lambda order: 503 if len(there.orders) < 3 else desk.read(order)
    assert readers.read(task()).analysis.quotes
    assert len(there.orders) == 3


def test_a_text_that_nobody_takes_is_given_up_at_its_deadline(readers, there):
    there.give = lambda order: 503
    with pytest.raises(DeadlineExceededError):
        readers.read(task(seconds=0.2))


def test_a_reply_that_does_not_come_is_given_up_at_the_deadline(readers, there):
    there.give = lambda order: time.sleep(1)
    with pytest.raises(DeadlineExceededError):
        readers.read(task(seconds=0.2))


def test_a_reply_that_trickles_is_given_up_at_the_deadline(readers, there):
    there.give = lambda order: desk.Trickle(3)
    with pytest.raises(DeadlineExceededError):
        readers.read(task(seconds=0.2))


def test_a_reply_of_another_kind_is_a_failure_and_no_end(readers, there, monkeypatch):
    monkeypatch.setattr(desk, "dump", lambda reply: b'{"outcome": "Reading"}')
    with pytest.raises(ReadingFailedError):
        readers.read(task())


def test_as_many_are_ready_as_there_are_and_may_be_used(readers, there):
    for present, ready in ((3, 3), (9, 4), (0, 0)):
        there.present = replace(there.present, ready=present)
        until(lambda ready=ready: readers.ready == ready)


@pytest.mark.parametrize("answer", [None, 503, desk.Trickle(1)])
def test_readers_are_let_go_only_after_three_looks_without_an_answer(there, monkeypatch, answer):
    monkeypatch.setattr("quotes.runtime.readers.remote.PATIENCE", 0.2)
    changes = []
    there.looks = [there.present, answer, answer, there.present, answer, answer, answer]
    made = Remote(there.url, 4)
    made.start(lambda: changes.append(made.ready), lambda reason: None, lambda task: None)
    until(lambda: changes == [1, 0, 1])
    assert not there.looks
    made.close()


def test_the_front_is_told_when_readers_come_and_go(there):
    changes = []
    made = Remote(there.url, 4)
    made.start(lambda: changes.append(made.ready), lambda reason: None, lambda task: None)
    until(lambda: changes == [1])
    there.present = replace(there.present, ready=2)
    until(lambda: changes == [1, 2])
    made.close()


def test_readers_of_another_version_are_none(readers, there):
    there.present = replace(there.present, service="0")
    until(lambda: not readers.ready)


def test_the_states_are_those_of_the_readers_that_the_front_may_use(readers, there):
    there.present = replace(there.present, ready=3, loading=2)
    until(lambda: readers.ready == 3)
    seen = []
    there.give = lambda order: seen.append(readers.states()) or desk.read(order)
    readers.read(task())
    assert seen == [{"ready": 2, "busy": 1, "loading": 2}]
    assert readers.states() == {"ready": 3, "busy": 0, "loading": 2}


def test_a_front_without_readers_has_none_ready_and_waits_for_them():
    with desk.open_desk() as there:
        url = there.url
    made = Remote(url, 4)
    made.start(lambda: None, lambda reason: None, lambda task: None)
    assert made.ready == 0
    assert made.card is None
    with pytest.raises(DeadlineExceededError):
        made.read(task(seconds=0.2))
    made.close()
