"""Places for batches, and work in order."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.runtime import batches
from quotes.runtime.batches import Batches, in_order
from quotes.runtime.gate import OverloadedError


def test_a_batch_beyond_the_limit_is_refused_and_one_after_it_is_not():
    places = Batches(1)
    for _ in range(2):
        with places.place(), pytest.raises(OverloadedError, match="1 batches"), places.place():
            pass


def test_an_idle_batch_makes_way_and_a_busy_one_does_not(monkeypatch):
    monkeypatch.setattr(batches, "IDLE", 0.01)
    monkeypatch.setattr(batches, "PATIENCE", 0.1)
    places = Batches(2)
    left = threading.Event()

    def lie_idle():
        with places.place(lambda: None) as place:
            while not place.is_wanted:
                time.sleep(0.001)
        left.set()

    with places.place() as busy:
        busy.begin()
        idle = threading.Thread(target=lie_idle)
        idle.start()
        time.sleep(0.05)
        with places.place():
            assert left.is_set()
            assert not busy.is_wanted
            with pytest.raises(OverloadedError), places.place():
                pass
        idle.join()


def test_an_idle_batch_that_does_not_make_way_is_cut_off(monkeypatch):
    monkeypatch.setattr(batches, "IDLE", 0.01)
    monkeypatch.setattr(batches, "PATIENCE", 0.1)
    places = Batches(1)
    cut_off = threading.Event()

    def lie_idle():
        with places.place(cut_off.set):
            cut_off.wait(20)

    idle = threading.Thread(target=lie_idle)
    idle.start()
    time.sleep(0.05)
    with places.place():
        assert cut_off.is_set()
    idle.join()


@pytest.fixture
def executor():
    with ThreadPoolExecutor(4) as made:
        yield made


def test_results_come_in_the_order_of_the_items_though_later_ones_are_done_first(executor):
    def work(seconds):
        time.sleep(seconds)
        return seconds

    assert list(in_order([0.1, 0.0, 0.05, 0.0], work, executor, 4, int)) == [0.1, 0.0, 0.05, 0.0]


def test_several_items_are_worked_on_at_once(executor):
    together = threading.Barrier(2, timeout=10)
    assert len(list(in_order([1, 2, 3, 4], lambda item: together.wait(), executor, 2, int))) == 4


def test_an_item_may_wait_for_the_result_before_it(executor):
    taken = threading.Semaphore(0)

    def items():
        for number in range(3):
            yield number
            assert taken.acquire(timeout=10)

    found = []
    for result in in_order(items(), str, executor, 2, int):
        found.append(result)
        taken.release()
    assert found == ["0", "1", "2"]


@pytest.mark.parametrize("fails", ["the item", "the work"])
def test_what_an_item_or_its_work_raises_comes_after_the_results_before_it(executor, fails):
    def items():
        yield 1
        if fails == "the item":
            raise KeyError(fails)
        yield 0

    def work(number):
        if not number:
            raise KeyError(fails)
        return number

    results = in_order(items(), work, executor, 2, int)
    assert next(results) == 1
    with pytest.raises(KeyError, match=fails):
        next(results)


def test_no_more_items_are_drawn_when_the_results_are_not_wanted_any_more(executor):
    drawn = []
    halted = threading.Event()

    def items():
        for number in range(1000):
            drawn.append(number)
            yield number

    results = in_order(items(), str, executor, 2, halted.set)
    next(results)
    results.close()
    assert halted.is_set()
    count = len(drawn)
    assert count < 10
    time.sleep(0.05)
    assert len(drawn) == count
