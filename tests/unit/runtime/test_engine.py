"""The engine and its gate: who has a reader when, the estimate, the deadline, and what becomes of deadly texts."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.attribution.model import Analysis
from quotes.reader import Reader
from quotes.runtime.engine import Engine, NotReadyError, PoisonTextError
from quotes.runtime.gate import DeadlineExceededError, Gate, OverloadedError
from quotes.runtime.readers import ReaderLostError, Task
from tests.support import fakes


def test_the_engine_is_not_ready_before_it_has_booted():
    engine = fakes.engine(boot=False)
    with pytest.raises(NotReadyError):
        engine.analyse("text")
    engine.start()
    assert engine.analyse('"No," Ito said.').quotes


def test_the_seconds_of_each_stage_are_observed():
    seen = {}
    fakes.engine().analyse("text", seen.__setitem__)
    assert list(seen) == ["queue", "parse", "attribution"]
    assert all(0 <= seconds < 1 for seconds in seen.values())


def test_the_deadline_counts_from_the_arrival_of_the_request():
    engine = fakes.engine(deadline=5)
    engine.analyse("text", arrival=time.monotonic())
    with pytest.raises(DeadlineExceededError):
        engine.analyse("text", arrival=time.monotonic() - 6)


def test_one_text_is_parsed_at_a_time():
    running = []
    most = []

    def before(text):
        running.append(text)
        most.append(len(running))
        time.sleep(0.002)
        running.pop()

    engine = fakes.engine(fakes.FakeParser(before), queue=50)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(engine.analyse, ["text"] * 40))
    assert len(most) == 40
    assert max(most) == 1


def test_texts_are_parsed_in_the_order_of_their_arrival():
    order = []
    hold = fakes.Hold()
    engine = fakes.engine(fakes.FakeParser(lambda text: (order.append(text), hold(text))), queue=9)
    threads = []
    for text in ("HOLD", "1", "2", "3", "4"):
        threads.append(threading.Thread(target=engine.analyse, args=(text,)))
        threads[-1].start()
        time.sleep(0.02)
    hold.release()
    for thread in threads:
        thread.join()
    assert order == ["HOLD", "1", "2", "3", "4"]


@pytest.fixture
def held():
    """Makes an engine whose parser is busy; lets it go at the end."""
    hold = fakes.Hold()
    pool = ThreadPoolExecutor(8)

    def make(**limits):
        engine = fakes.engine(fakes.FakeParser(hold), **limits)
        pool.submit(engine.analyse, "HOLD")
        hold.wait()
        return engine, pool

    yield make
    hold.release()
    pool.shutdown()


def test_a_text_is_refused_at_once_when_the_queue_is_full(held):
    engine, pool = held(queue=1)
    pool.submit(engine.analyse, "waits")
    time.sleep(0.05)
    start = time.monotonic()
    with pytest.raises(OverloadedError) as caught:
        engine.analyse("one too many")
    assert time.monotonic() - start < 0.1
    assert caught.value.retry_after >= 1


def test_a_text_that_would_wait_too_long_is_refused(held):
    engine, _ = held(max_wait=0.0)
    with pytest.raises(OverloadedError):
        engine.analyse("text")


def test_a_waiting_text_gives_up_at_the_deadline(held):
    engine, _ = held(deadline=0.1)
    with pytest.raises(DeadlineExceededError):
        engine.analyse("text")


def test_an_answer_after_the_deadline_is_discarded():
    slow = fakes.FakeParser(lambda text: time.sleep(0.1 if text == "slow" else 0))
    engine = fakes.engine(slow, deadline=0.05)
    with pytest.raises(DeadlineExceededError):
        engine.analyse("slow")
    assert engine.analyse("fast") == Analysis((), ())


def test_a_failing_parse_lets_the_next_one_in():
    def before(text):
        if text == "bad":
            raise RuntimeError

    engine = fakes.engine(fakes.FakeParser(before))
    with pytest.raises(RuntimeError):
        engine.analyse("bad")
    assert engine.analyse("good") == Analysis((), ())


def test_a_text_that_gave_up_waiting_leaves_the_queue(held):
    engine, _ = held(deadline=0.1, queue=1)
    for _ in range(3):
        with pytest.raises(DeadlineExceededError):
            engine.analyse("text")


def test_the_estimate_of_the_wait_learns_from_the_texts_before():
    gate = Gate(queue=4, max_wait=5, seconds_per_token=1.0)
    far = 60.0
    with gate.turn(500, far), pytest.raises(OverloadedError) as first, gate.turn(1, far):
        pass
    assert 500 < first.value.retry_after <= 600
    for _ in range(100):
        with gate.turn(500, far):
            pass
    with gate.turn(500, far):
        passing = threading.Thread(target=lambda: gate.turn(1, far).__enter__(), daemon=True)
        passing.start()
        passing.join(0.05)
        assert passing.is_alive(), "it should wait, not be refused"


def test_a_single_text_waits_for_one_patient_text_at_most():
    """Three batches and four single texts come while the parser is busy; batches have one place in the line."""
    order = []
    hold = fakes.Hold()
    engine = fakes.engine(fakes.FakeParser(lambda text: (order.append(text), hold(text))), queue=9)
    threads = []
    for text in ("HOLD", "batch 1", "batch 2", "single 1", "batch 3", "single 2", "single 3", "single 4"):
        patient = text.startswith("batch")
        threads.append(threading.Thread(target=engine.analyse, args=(text,), kwargs={"patient": patient}))
        threads[-1].start()
        time.sleep(0.02)
    hold.release()
    for thread in threads:
        thread.join()
    singles = ["single 1", "single 2", "single 3", "single 4"]
    assert order == ["HOLD", "batch 1", *singles, "batch 2", "batch 3"]


def test_patient_texts_are_never_refused_and_take_no_place_from_others():
    hold = fakes.Hold()
    engine = fakes.engine(fakes.FakeParser(hold), queue=0, max_wait=0.0)
    with ThreadPoolExecutor(8) as pool:
        texts = [pool.submit(engine.analyse, "HOLD", patient=True)]
        hold.wait()
        texts += [pool.submit(engine.analyse, "batch", patient=True) for _ in range(3)]
        texts.append(pool.submit(engine.analyse, "single"))
        time.sleep(0.05)
        with pytest.raises(OverloadedError):
            engine.analyse("one single text too many")
        hold.release()
        assert [text.result() for text in texts] == [Analysis((), ())] * 5


def test_the_deadline_of_a_patient_text_begins_when_it_joins_the_queue(held):
    engine, pool = held(deadline=0.3)
    first = pool.submit(engine.analyse, "batch 1", patient=True)
    time.sleep(0.2)
    second = pool.submit(engine.analyse, "batch 2", patient=True)
    start = time.monotonic()
    for text in (first, second):
        with pytest.raises(DeadlineExceededError):
            text.result()
    assert time.monotonic() - start > 0.3


class Mortal(fakes.LocalReaders):
    """Readers of whom one dies with every text in which it says so, as long as there are any."""

    def __init__(self, lives):
        super().__init__(Reader(fakes.FakeParser(), fakes.attribute))
        self.lives = lives
        self.asked = []

    def start(self, changed, failed, stuck):
        super().start(changed, failed, stuck)
        self.ready = self.lives

    def read(self, task):
        self.asked.append(task.text)
        if "DIE" in task.text:
            self.ready -= 1
            raise ReaderLostError
        return super().read(task)


def mortal(lives):
    engine = Engine(Mortal(lives))
    engine.start()
    return engine


def test_a_text_whose_reader_dies_is_given_to_one_other_and_then_to_none():
    engine = mortal(5)
    with pytest.raises(PoisonTextError):
        engine.analyse("DIE")
    assert engine.readers.asked == ["DIE", "DIE"]
    with pytest.raises(PoisonTextError):
        engine.analyse("DIE")
    assert engine.readers.asked == ["DIE", "DIE"]
    assert engine.analyse("another text") == Analysis((), ())


def test_a_text_that_a_reader_had_to_be_ended_for_twice_is_given_to_none():
    stuck = []
    engine = mortal(2)
    engine.readers.start = lambda changed, failed, told: stuck.append(told)
    engine.start()
    for _ in range(2):
        stuck[0](Task("stuck", 0.0))
    with pytest.raises(PoisonTextError):
        engine.analyse("stuck")


def test_copies_of_a_deadly_text_that_wait_end_no_more_readers():
    engine = mortal(9)
    with ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(engine.analyse, "DIE") for _ in range(8)]
        assert all(isinstance(each.exception(), PoisonTextError) for each in waiting)
    assert len(engine.readers.asked) == 2


def test_lines_of_a_batch_wait_for_a_reader_where_a_single_text_is_refused():
    engine = mortal(1)
    engine.readers.ready = 0
    with pytest.raises(NotReadyError):
        engine.analyse("single")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(engine.analyse, "batch", patient=True)
        time.sleep(0.05)
        assert not waiting.done()
        engine.readers.ready = 1
        engine.gate.changed()
        assert waiting.result(10) == Analysis((), ())


def test_a_text_whose_reader_was_the_last_one_is_answered_with_that():
    engine = mortal(1)
    with pytest.raises(ReaderLostError):
        engine.analyse("DIE")
    with pytest.raises(NotReadyError):
        engine.analyse("another text")


def test_two_readers_have_two_texts_at_once_and_the_third_waits():
    gate = Gate(queue=1, max_wait=60, seconds_per_token=0.01, readers=lambda: 2)
    far = 60.0
    with gate.turn(1, far):
        with gate.turn(1, far):
            waiting = threading.Thread(target=lambda: gate.turn(1, far).__enter__(), daemon=True)
            waiting.start()
            waiting.join(0.05)
            assert waiting.is_alive()
            with pytest.raises(OverloadedError), gate.turn(1, far):
                pass
        waiting.join(5)
        assert not waiting.is_alive()


def test_the_wait_is_that_for_the_reader_who_is_free_first():
    """Two texts of 900 tokens are read, and one of 100 waits: half of all is before the next one."""
    gate = Gate(queue=9, max_wait=9999, seconds_per_token=1.0, readers=lambda: 2)
    far = 60.0
    with gate.turn(900, far), gate.turn(900, far):
        threading.Thread(target=lambda: gate.turn(100, far).__enter__(), daemon=True).start()
        while not gate.waiting:
            time.sleep(0.001)
        assert 999 < gate.wait <= 1000
