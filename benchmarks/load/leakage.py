"""Whether a client is ever given another's words."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator

from benchmarks.load.calls import statuses, text
from benchmarks.load.row import Row
from benchmarks.load.run import FAKE, Run

NONCES = 10_000
AT_ONCE = 16

_NONCE = re.compile(rb"n[0-9a-f]{16}")


def leakage(run: Run) -> Iterator[Row]:
    """A quotation with a nonce in each request, over the fake reader; the queue holds them all."""
    calls = (text(f'"Say n{secrets.token_hex(8)}," Ito said.') for _ in range(NONCES))
    with run.service(FAKE, queue=AT_ONCE) as service:
        outcomes = service.one_by_one(calls, AT_ONCE)
    own = sum(_nonces(each.body) == _nonces(each.call.body or b"") for each in outcomes)
    foreign = sum(bool(_nonces(each.body) - _nonces(each.call.body or b"")) for each in outcomes)
    yield Row(
        f"leakage, {NONCES:,} requests at concurrency {AT_ONCE}, each with its own nonce: every response holds its own "
        "nonce and no other",
        f"{len(outcomes):,} requests answered {statuses(outcomes)}: {own:,} with their own nonce alone, "
        f"{foreign} with another's",
        own == len(outcomes) == NONCES and not foreign,
    )


def _nonces(body: bytes) -> set[bytes]:
    return set(_NONCE.findall(body))
