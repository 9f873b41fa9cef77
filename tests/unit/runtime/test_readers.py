"""Reader processes: what becomes of texts and of processes, whatever befalls them."""

import os
import pickle
import signal
import socket
import struct
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import ReaderLostError, Reading, ReadingFailedError, Task
from quotes.runtime.readers.channel import Channel
from quotes.runtime.readers.pool import Pool
from tests.support import served
from tests.support.waiting import until

QUOTE = '"Rates will fall," Ito said.'


@contextmanager
def pool(load=served.read, size=1, **options):
    """A pool, when all its readers are ready; `ends` counts why processes ended."""
    ends = Counter()
    failures = []
    made = Pool(load, size, on_end=lambda cause: ends.update([cause]), **options)
    made.ends, made.failures = ends, failures
    made.stuck = []
    made.start(lambda: None, failures.append, made.stuck.append)
    until(lambda: made.ready == size or failures)
    try:
        yield made
    finally:
        made.close()


def task(text=QUOTE, seconds=20.0):
    return Task(text, time.monotonic() + seconds, "r-1")


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().split(")")[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


def pids(readers):
    return {process.pid for process in readers._processes}


def test_a_reader_reads_and_tells_which_models_it_has():
    with pool() as readers:
        reading = readers.read(task())
        assert isinstance(reading, Reading)
        assert len(reading.analysis.quotes) == 1
        assert [stage for stage, _ in reading.stages] == ["parse", "attribution"]
        assert (readers.card.model.name, readers.card.licences) == ("fake", ("CC0-1.0",))


def test_a_reader_that_fails_lives_on():
    with pool() as readers:
        before = pids(readers)
        with pytest.raises(ReadingFailedError):
            readers.read(task("BREAK"))
        assert readers.read(task()).analysis.quotes
        assert pids(readers) == before


def test_a_reader_that_dies_is_told_at_once_and_replaced():
    with pool() as readers:
        with pytest.raises(ReaderLostError):
            readers.read(task("DIE"))
        assert readers.read(task()).analysis.quotes
        until(lambda: readers.ends == {"died": 1})


def test_a_reader_that_dies_while_it_is_free_is_replaced():
    with pool() as readers:
        (pid,) = pids(readers)
        os.kill(pid, signal.SIGKILL)
        until(lambda: readers.ends["died"] == 1 and readers.ready == 1)
        assert readers.read(task()).analysis.quotes


def test_a_text_is_given_up_at_its_deadline_and_its_reader_stops_by_itself():
    with pool(grace=20) as readers:
        with pytest.raises(DeadlineExceededError):
            readers.read(task("HANG", 0.2))
        assert readers.read(task()).analysis.quotes
        assert not readers.ends


def test_a_reader_that_does_not_stop_is_ended_with_its_stack_and_replaced(capfd):
    with pool(grace=0.3) as readers:
        with pytest.raises(DeadlineExceededError):
            readers.read(task("STUCK SECRET", 0.2))
        assert readers.read(task()).analysis.quotes
        until(lambda: readers.ends == {"overstayed": 1})
        assert [each.text for each in readers.stuck] == ["STUCK SECRET"]
    error = capfd.readouterr().err
    assert "in misbehave" in error
    assert "SECRET" not in error


def test_two_readers_read_at_once():
    with pool(size=2) as readers:
        late = threading.Thread(target=readers.read, args=(task("SLOW"),))
        late.start()
        begin = time.monotonic()
        readers.read(task())
        assert late.is_alive()
        late.join()
        assert time.monotonic() - begin < 10


def test_readers_are_renewed_one_by_one_and_there_are_never_fewer():
    with pool(size=2) as readers:
        before = pids(readers)
        readers.renew()
        fewest = 2
        while pids(readers) & before:
            fewest = min(fewest, readers.ready)
            assert readers.read(task()).analysis.quotes
        assert fewest == 2
        until(lambda: readers.ends == {"reloaded": 2} and readers.ready == 2)


def test_readers_that_still_load_are_renewed_too_and_there_is_never_more_than_one_too_many():
    with pool(served.read_slowly) as readers:
        for _ in range(5):
            readers.renew()
            time.sleep(0.05)
        most = 0
        while readers.ends != {"reloaded": 2} or readers.ready != 1:
            most = max(most, len(pids(readers)))
            time.sleep(0.01)
        assert most == 2


def test_readers_that_are_busy_are_renewed_one_by_one_and_the_models_are_those_of_the_oldest(tmp_path):
    licence = tmp_path / "licence"
    licence.write_text("old")
    with pool(partial(served.read_licensed, licence), size=2) as readers, ThreadPoolExecutor() as executor:
        for _ in range(2):
            executor.submit(readers.read, task(f"UNTIL {tmp_path / 'end'}", 60))
        until(lambda: readers.states()["busy"] == 2)
        licence.write_text("new")
        readers.renew()
        until(lambda: readers.ready == 3)
        assert readers.card.licences == ("old",)
        (tmp_path / "end").touch()
        most = 3
        while readers.ends != {"reloaded": 2} or readers.ready != 2:
            most = max(most, len(pids(readers)))
            time.sleep(0.01)
        assert most == 3
        assert readers.card.licences == ("new",)


def test_a_reader_that_is_dead_already_is_no_fault_of_the_text():
    with pool() as readers:
        (process,) = readers._processes
        with readers._changed:  # so that nobody notices before the text is there
            os.kill(process.pid, signal.SIGKILL)
            until(process.channel.is_closed)
        assert readers.read(task()).analysis.quotes


def test_a_reading_that_is_late_in_the_middle_is_gone_on_with():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        channel = Channel(ours)
        sent = pickle.dumps(["x" * 1000])
        theirs.sendall(struct.pack("!Q", len(sent)) + sent[:100])
        with pytest.raises(TimeoutError):
            channel.receive(time.monotonic() + 0.05)
        theirs.sendall(sent[100:])
        assert channel.receive() == ["x" * 1000]


def test_a_reader_is_replaced_after_so_many_texts():
    with pool(recycle=3) as readers:
        before = pids(readers)
        for _ in range(3):
            readers.read(task())
        until(lambda: not pids(readers) & before)
        assert readers.read(task()).analysis.quotes
        until(lambda: readers.ends == {"recycled": 1})


def test_models_that_miss_the_golden_quote_are_refused():
    with pool(served.read_wrong) as readers:
        (reason,) = readers.failures[:1]
        assert "fake 1: the golden text gives []" in reason
        assert readers.ready == 0


def no_models():
    """Fail as missing models do."""
    raise OSError("/models/pos.pt: no such file")


def test_models_that_cannot_be_loaded_are_refused_with_the_reason():
    with pool(no_models) as readers:
        assert readers.failures[0] == "/models/pos.pt: no such file"


def test_readers_end_when_their_front_does():
    script = """
import sys, time
from quotes.runtime.readers.channel import Channel
from quotes.runtime.readers.pool import Pool
from tests.support import served
pool = Pool(served.read)
pool.start(lambda: None, print, print)
while not pool.ready: time.sleep(0.01)
print(pool._processes[0].pid, flush=True)
time.sleep(60)
"""
    root = Path(__file__).parents[3]
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=root) as front:
        pid = int(front.stdout.readline())
        front.kill()
    until(lambda: is_gone(pid))
