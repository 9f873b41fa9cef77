"""A service under load: started as it is run, asked over loopback only, and its processes."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import time
import uuid
from collections.abc import Coroutine, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import psutil
from aiohttp import ClientError, ClientSession, ClientTimeout, TCPConnector
from yarl import URL

from benchmarks.load.accounts import Accounts
from benchmarks.load.calls import Call, Outcome, Schedule, golden, news, p99
from evaluation.serving import REAL, Server, serve

READERS = 2
"""Reader processes of a service, as many as it has by default."""

BOOT = 120.0
"""Seconds after which readers that are not ready will not be, on however busy a machine."""

PATIENCE = 120.0
"""Seconds after which a client gives up: more than the deadline of any text and the grace after it."""


class Service:
    """A running service. Every request is a client of its own, with a connection of its own."""

    def __init__(self, server: Server, workers: int = READERS) -> None:
        self.server = server
        self._workers = workers
        self.outcomes: list[Outcome] = []

    # --- asking -------------------------------------------------------------------------------------------------------

    def ask(self, call: Call) -> Outcome:
        """What comes of one call."""
        return self.one_by_one([call])[0]

    def one_by_one(self, calls: Iterable[Call], at_once: int = 1, seconds: float = float("inf")) -> list[Outcome]:
        """What comes of calls of which always so many are on their way; none is begun after so many seconds."""
        end = time.monotonic() + seconds
        left = itertools.takewhile(lambda call: time.monotonic() < end, calls)

        async def client(session: ClientSession) -> list[Outcome]:
            return [await self._send(session, call, time.monotonic()) for call in left]

        async def clients() -> list[Outcome]:
            async with _session() as session:
                done = await asyncio.gather(*(client(session) for _ in range(at_once)))
            return list(itertools.chain(*done))

        return self._run(clients())

    def open_loop(self, schedule: Schedule) -> list[Outcome]:
        """What comes of calls that are sent when they are due, whatever becomes of those before, in their order.

        Their seconds count from when they were due.
        """

        async def clients() -> list[Outcome]:
            begin = time.monotonic()
            async with _session() as session:
                tasks = []
                for due, call in schedule:
                    await asyncio.sleep(begin + due - time.monotonic())
                    tasks.append(asyncio.create_task(self._send(session, call, begin + due)))
                return await asyncio.gather(*tasks)

        return self._run(clients())

    def _run(self, work: Coroutine[Any, Any, list[Outcome]]) -> list[Outcome]:
        outcomes = asyncio.run(work)
        self.outcomes += outcomes
        return outcomes

    async def _send(self, session: ClientSession, call: Call, due: float) -> Outcome:
        headers = {"X-Request-ID": uuid.uuid4().hex, "Accept-Encoding": "identity", **call.headers}
        url = URL(f"http://127.0.0.1:{self.server.port}{call.path}", encoded=True)
        try:
            async with session.request(call.method, url, data=call.body, headers=headers) as response:
                body = await response.read()
        except (ClientError, OSError) as error:
            seconds = time.monotonic() - due
            return Outcome(call, headers["X-Request-ID"], due, seconds, time.time(), error=type(error).__name__)
        found = {name.lower(): value for name, value in response.headers.items()}
        seconds = time.monotonic() - due
        identity = found.get("x-request-id", "")
        return Outcome(call, identity, due, seconds, time.time(), response.status, found, body)

    # --- what it can do when nothing is wrong -------------------------------------------------------------------------

    def unloaded(self, seconds: float) -> float:
        """The 99th percentile of the seconds that an article takes when there is no other."""
        return p99(_all_answered(self.one_by_one(news(), seconds=seconds)))

    def capacity(self, seconds: float) -> float:
        """Articles that it answers in a second when each reader has one, and another waits for it."""
        begin = time.monotonic()
        outcomes = _all_answered(self.one_by_one(news(), at_once=2 * READERS, seconds=seconds))
        return len(outcomes) / (time.monotonic() - begin)

    def golden(self) -> bytes:
        """The answer to the golden article."""
        return _all_answered([self.ask(golden())])[0].body

    # --- its processes ------------------------------------------------------------------------------------------------

    def processes(self) -> list[psutil.Process]:
        """All of them."""
        whole = psutil.Process(self.server.process.pid)
        return [whole, *whole.children(recursive=True)]

    def readers(self) -> list[int]:
        """The numbers of those that read, the oldest first."""
        front = psutil.Process(self.server.process.pid).children()
        found = [reader for each in front for reader in each.children()]
        return [reader.pid for reader in sorted(found, key=lambda reader: reader.create_time())]

    def resident(self) -> int:
        """Resident memory of all processes together, in bytes; what they share counts for each."""
        return sum(process.memory_info().rss for process in self.processes())

    def kill(self, pid: int) -> None:
        """End one of them without a word."""
        os.kill(pid, signal.SIGKILL)

    def wait_for_readers(self) -> None:
        """Wait until all readers can read."""
        self.server.wait_until(lambda: self._ready() == self._workers, BOOT)

    def _ready(self) -> float:
        figures = self.server.request("GET", "/metrics")[2].decode().splitlines()
        return float(next(line.split()[1] for line in figures if line.startswith('quotes_readers{state="ready"}')))


@contextmanager
def running(accounts: Accounts, app: str = REAL, **settings: Any) -> Iterator[Service]:
    """A service with all its readers; what was asked of it goes into the accounts.

    Args:
        accounts: of the run.
        app: what makes the application, as gunicorn takes it.
        **settings: by their names, where they are not the defaults.
    """
    settings = {"workers": READERS, **settings}
    with serve(app, ready=False, **settings) as server:
        service = Service(server, settings["workers"])
        service.wait_for_readers()
        yield service
        accounts.settle(service.outcomes, server.lines())


def _session() -> ClientSession:
    connector = TCPConnector(limit=0, force_close=True)
    return ClientSession(connector=connector, timeout=ClientTimeout(PATIENCE), auto_decompress=False)


def _all_answered(outcomes: list[Outcome]) -> list[Outcome]:
    """The outcomes.

    Raises:
        RuntimeError: one is no answer with 200.
    """
    for outcome in outcomes:
        if outcome.status != 200:
            what = outcome.error or f"{outcome.status} {outcome.problem}"
            raise RuntimeError(f"{what} where nothing was to go wrong")
    return outcomes
