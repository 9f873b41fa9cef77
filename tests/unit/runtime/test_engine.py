"""The engine: boot, one text at a time, queue, estimate, deadline, watchdog."""

import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.attribution.model import Analysis
from quotes.nlp.models import ModelError
from quotes.reader import Reader
from quotes.runtime.engine import Engine, NotReadyError
from quotes.runtime.gate import DeadlineExceededError, Gate, OverloadedError
from quotes.runtime.golden import GoldenError
from tests.support import fakes


def test_the_engine_is_not_ready_before_it_has_booted():
    engine = fakes.engine(boot=False)
    with pytest.raises(NotReadyError):
        engine.analyse("text")
    engine.boot()
    assert engine.analyse('"No," Ito said.').quotes


def test_models_that_miss_the_golden_quote_are_refused():
    engine = Engine(lambda: Reader(fakes.FakeParser(), lambda document: Analysis((), ())))
    with pytest.raises(GoldenError, match="fake 1: the golden text gives"):
        engine.boot()
    with pytest.raises(NotReadyError):
        engine.analyse("text")


def test_the_engine_boots_in_the_background_when_started():
    engine = fakes.engine(boot=False)
    engine.start()
    engine.wait()
    assert engine.model.name == "fake"


def test_a_failing_boot_ends_the_process_and_names_the_file():
    script = f"""
import time
from quotes.runtime.engine import Engine
from quotes.nlp.models import {ModelError.__name__}
def load(): raise ModelError("/models/pos.pt: no such file")
Engine(load).start()
time.sleep(20)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 3
    assert "/models/pos.pt: no such file" in done.stderr


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
    assert len(most) == 41
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
    assert order[1:] == ["HOLD", "1", "2", "3", "4"]


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
    gate = Gate(queue=4, max_wait=5, seconds_per_character=1.0)
    far = time.monotonic() + 60
    with gate.turn(500, far), pytest.raises(OverloadedError) as first, gate.turn(1, far):
        pass
    assert 900 < first.value.retry_after <= 1000
    for _ in range(100):
        with gate.turn(500, far):
            pass
    with gate.turn(500, far):
        passing = threading.Thread(target=lambda: gate.turn(1, far).__enter__(), daemon=True)
        passing.start()
        passing.join(0.05)
        assert passing.is_alive(), "it should wait, not be refused"


def test_the_watchdog_ends_a_process_that_hangs_inside_c():
    script = """
import re
from quotes.runtime.watchdog import watchdog
with watchdog(60):
    pass
with watchdog(0.3):
    re.match("(a*)*b", "a" * 40)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=20, check=False)
    assert done.returncode == 1
    assert "Timeout" in done.stderr


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
    assert order[1:] == ["HOLD", "batch 1", *singles, "batch 2", "batch 3"]


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


def test_a_batch_beyond_the_limit_of_concurrent_batches_is_refused():
    engine = fakes.engine(batches=1)
    for _ in range(2):
        with engine.batch(), pytest.raises(OverloadedError, match="1 batches"), engine.batch():
            pass
