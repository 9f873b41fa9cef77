"""Readers on a Ray cluster, for fronts elsewhere: an application of Ray Serve.

`quotes.ray_serve:application` is what a Serve config imports; deploy/ray/rayservice.yaml has one. Each replica of
`Reader` is a reader, with one text at a time. The `Desk` takes texts from fronts (`quotes.runtime.readers.remote`) and
gives them to readers. Settings are those of the environment, as far as they are about reading. It takes `pip install
'quotes[serve]'`, and nothing else imports this module.
"""

from __future__ import annotations

import asyncio
import math
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from ray import serve
from ray.exceptions import ActorUnavailableError, RayActorError
from ray.serve.exceptions import BackPressureError, DeploymentUnavailableError, ReplicaUnavailableError
from starlette.requests import Request
from starlette.responses import Response

import quotes.reader
from quotes.runtime.gate import DeadlineExceededError
from quotes.runtime.readers import Card, ReaderLostError, ReadingFailedError
from quotes.runtime.readers.latest import Latest
from quotes.runtime.readers.messages import Failed, Late, Lost
from quotes.runtime.readers.pool import LONGEST_LOADING, Pool
from quotes.runtime.readers.wire import NOT_TAKEN, Order, Present, Reply, dump, load
from quotes.settings import Settings

AT_A_DESK = 1000
"""Requests that a desk has in hand at most; they do nothing there but wait."""

WAITING = 64
"""Texts that wait at a desk for a reader at most; what is more stays with the fronts, and is refused there."""

ROUND = 0.5
"""Seconds between two times at which a desk asks Serve's controller who is there, at least."""

KEPT = 10.0
"""Seconds for which a desk goes by the answer, while there is no other."""

CARD_ROUND = 10.0
"""Seconds between two times at which a desk asks a reader which models it has, at least."""

NOBODY = (ActorUnavailableError, BackPressureError, DeploymentUnavailableError, ReplicaUnavailableError)
"""What Serve raises where no reader takes a text; one that is not to be reached now is no death."""

ABSENT = 60.0
"""Seconds without a process, beyond those that a late text may take, after which a replica is to be replaced."""


class Reader:
    """A replica: a pool of one process, which stops itself at the deadline and is replaced when it dies."""

    def __init__(self, settings: Settings, load_reader: Callable[[], quotes.reader.Reader]) -> None:
        """Start the process and wait for it.

        Raises:
            RuntimeError: the models are not what they should be.
        """
        self._pool = Pool(load_reader, 1, settings.watchdog_grace, settings.recycle, settings.log_level)
        self._patience = settings.watchdog_grace + ABSENT
        _make_ready(self._pool)
        self._seen = time.monotonic()

    def card(self) -> Card:
        """Which models it has."""
        card = self._pool.card
        assert card  # noqa: S101 (it has been ready)
        return card

    async def read(self, order: Order, until: float) -> Reply:
        """Read a text that must be done by then (`time.time`); one that has waited for longer is late at once."""
        return await asyncio.to_thread(self._read, order, until)

    def _read(self, order: Order, until: float) -> Reply:
        try:
            return self._pool.read(order.task(until))
        except DeadlineExceededError:
            return Late()
        except ReaderLostError:
            return Lost()
        except ReadingFailedError:
            return Failed()

    def check_health(self) -> None:
        """Let Serve know whether there is a process, or soon may be.

        Raises:
            RuntimeError: there has been none for too long.
        """
        if self._pool.ready:
            self._seen = time.monotonic()
        elif time.monotonic() > self._seen + self._patience:
            raise RuntimeError("No process with the models becomes ready.")


class Desk:
    """Takes texts from fronts, gives them to readers, and says who is there."""

    async def __init__(self, readers: Any) -> None:  # type: ignore[misc]  # Serve awaits it
        """Wait for the first reader; a desk that nobody stands behind takes no texts.

        Args:
            readers: Serve's handle of `Reader`.
        """
        self._readers = readers
        self._card = Latest(self._ask_card, await self._ask_card(), CARD_ROUND, math.inf)
        self._states = Latest(self._ask_states, await self._ask_states(), ROUND, KEPT)

    async def __call__(self, request: Request) -> Response:
        """Answer a front."""
        if request.method == "GET":
            return await self._present()
        try:
            order = load(await request.body(), Order)
        except Exception:  # from no front of ours
            return Response(status_code=400)
        reply = await self._give(order)
        return _answer(reply) if reply else Response(status_code=NOT_TAKEN)

    async def _present(self) -> Response:
        try:
            card, states = await self._card.get(), await self._states.get()
        except LookupError:  # Serve's controller has been away for too long
            return Response(status_code=503)
        return _answer(Present.now(card, states.get("RUNNING", 0), states.get("STARTING", 0)))

    async def _ask_card(self) -> Card:
        """Ask a reader; where all of them read it waits for one, as a text does."""
        card: Card = await self._readers.card.remote()
        return card

    async def _ask_states(self) -> dict[str, int]:
        """Ask Serve's controller how many readers do what."""
        status = await asyncio.wait_for(asyncio.to_thread(serve.status), KEPT)
        application = status.applications[serve.get_replica_context().app_name]
        return dict(application.deployments[Reader.__name__].replica_states)

    async def _give(self, order: Order) -> Reply | None:
        """What becomes of a text; None if no reader takes it."""
        response = self._readers.read.remote(order, time.time() + order.seconds)
        try:
            reply: Reply = await asyncio.wait_for(response, order.seconds)
        except TimeoutError:
            response.cancel()
            return Late()
        except NOBODY:
            return None
        except RayActorError:  # its node may have ended of the text
            return Lost()
        return reply


def application(arguments: dict[str, str]) -> Any:
    """The application, with the models and settings of the environment; it takes no arguments.

    Raises:
        SettingsError: the environment holds a bad setting.
    """
    settings = Settings.from_environ()
    return bind(settings, partial(quotes.reader.load, **settings.loading))


def bind(settings: Settings, load_reader: Callable[[], quotes.reader.Reader], readers: int = 1) -> Any:
    """The application.

    Args:
        settings: those about reading are heeded.
        load_reader: gives a reader, in a process of its own.
        readers: how many there are, where no Serve config says otherwise.
    """
    reader = serve.deployment(
        Reader,
        num_replicas=readers,
        max_ongoing_requests=1,
        max_queued_requests=WAITING,
        ray_actor_options={"num_cpus": settings.threads},
        graceful_shutdown_timeout_s=settings.deadline + settings.watchdog_grace,
    )
    desk = serve.deployment(Desk, max_ongoing_requests=AT_A_DESK, ray_actor_options={"num_cpus": 0})
    return desk.bind(reader.bind(settings, load_reader))


def _make_ready(pool: Pool) -> None:
    settled = threading.Event()
    reasons: list[str] = []

    def failed(reason: str) -> None:
        reasons.append(reason)
        settled.set()

    pool.start(lambda: settled.set() if pool.ready else None, failed, lambda task: None)
    if not settled.wait(LONGEST_LOADING) or reasons:
        pool.close()
        raise RuntimeError(f"The models cannot be used. {reasons[0] if reasons else 'They do not load.'}")


def _answer(told: Present | Reply) -> Response:
    return Response(dump(told), media_type="application/json")
