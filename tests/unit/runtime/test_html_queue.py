"""The queue in which HTML waits to be read."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.runtime.gate import OverloadedError
from quotes.runtime.html_queue import SMALL, HtmlQueue


def enter(queue, characters, patient=False):
    with queue.turn(characters, patient):
        pass


@pytest.mark.parametrize(("held", "free"), [(SMALL + 1, SMALL), (1, SMALL + 1)])
def test_one_body_is_read_at_a_time_in_each_lane(held, free):
    queue = HtmlQueue(max_wait=0, waiting=5)
    with queue.turn(held):
        enter(queue, free)
        enter(queue, 0)
        with pytest.raises(OverloadedError) as refused:
            enter(queue, held)
        assert refused.value.retry_after == 1
    enter(queue, held)


def test_bodies_beyond_the_limit_of_waiting_ones_are_refused_but_patient_ones_wait():
    queue = HtmlQueue(max_wait=20, waiting=1)
    with ThreadPoolExecutor() as pool:
        with queue.turn(1):
            waiting = [pool.submit(enter, queue, 1), *(pool.submit(enter, queue, 1, patient=True) for _ in range(3))]
            while queue._places._value:
                threading.Event().wait(0.001)
            with pytest.raises(OverloadedError):
                enter(queue, 1)
            assert not any(each.done() for each in waiting)
        for each in waiting:
            each.result(20)
    with queue.turn(1):  # the place is free again
        assert queue._places._value == 1


def test_a_body_that_fails_gives_its_lane_back():
    queue = HtmlQueue(max_wait=0, waiting=0)
    with pytest.raises(RuntimeError), queue.turn(1):
        raise RuntimeError
    enter(queue, 1)
