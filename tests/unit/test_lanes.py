"""The lanes in which HTML is read."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.runtime.gate import OverloadedError
from quotes.runtime.lanes import SMALL, Lanes


def enter(lanes, characters, patient=False):
    with lanes.turn(characters, patient):
        pass


@pytest.mark.parametrize(("held", "free"), [(SMALL + 1, SMALL), (1, SMALL + 1)])
def test_one_body_at_a_time_in_each_lane(held, free):
    lanes = Lanes(max_wait=0, waiting=5)
    with lanes.turn(held):
        enter(lanes, free)
        enter(lanes, 0)
        with pytest.raises(OverloadedError) as refused:
            enter(lanes, held)
        assert refused.value.retry_after == 1
    enter(lanes, held)


def test_so_many_wait_as_may_and_batches_besides():
    lanes = Lanes(max_wait=20, waiting=1)
    with ThreadPoolExecutor() as pool:
        with lanes.turn(1):
            waiting = [pool.submit(enter, lanes, 1), *(pool.submit(enter, lanes, 1, patient=True) for _ in range(3))]
            while lanes._places._value:
                threading.Event().wait(0.001)
            with pytest.raises(OverloadedError):
                enter(lanes, 1)
            assert not any(each.done() for each in waiting)
        for each in waiting:
            each.result(20)
    with lanes.turn(1):  # the place is free again
        assert lanes._places._value == 1


def test_a_body_that_fails_gives_its_lane_back():
    lanes = Lanes(max_wait=0, waiting=0)
    with pytest.raises(RuntimeError), lanes.turn(1):
        raise RuntimeError
    enter(lanes, 1)
