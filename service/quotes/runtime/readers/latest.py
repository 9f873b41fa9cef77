"""The latest that was heard from somebody who may not answer."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

log = logging.getLogger(__name__)

Heard = TypeVar("Heard")

PATIENCE = 2.0
"""Seconds that one waits for an answer where the last one is too old."""


class Latest(Generic[Heard]):
    """An answer that is asked for anew, in the background, when somebody wants to know it; of one event loop."""

    def __init__(self, ask: Callable[[], Awaitable[Heard]], first: Heard, every: float, keep: float) -> None:
        """Begin with a first answer.

        Args:
            ask: asks for another.
            first: what has just been heard.
            every: seconds between two times of asking, at least.
            keep: seconds after which an answer is too old.
        """
        self._ask = ask
        self._answer = first
        self._every = every
        self._keep = keep
        self._heard = self._asked = time.monotonic()
        self._asking: asyncio.Task[None] | None = None

    async def get(self) -> Heard:
        """The latest answer; it is waited for only where that is too old.

        Raises:
            LookupError: it still is.
        """
        now = time.monotonic()
        if (self._asking is None or self._asking.done()) and now >= self._asked + self._every:
            self._asked = now
            self._asking = asyncio.create_task(self._ask_anew())
        if self._too_old and self._asking:
            await asyncio.wait([self._asking], timeout=PATIENCE)
        if self._too_old:
            raise LookupError("There has been no answer for too long.")
        return self._answer

    @property
    def _too_old(self) -> bool:
        return time.monotonic() > self._heard + self._keep

    async def _ask_anew(self) -> None:
        try:
            self._answer = await self._ask()
        except Exception as error:
            log.warning("no answer", extra={"fields": {"error": type(error).__name__}})
        else:
            self._heard = time.monotonic()
