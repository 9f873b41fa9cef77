"""Accounting: what was sent must be answered as the service says it was, or have a cause that the service tells."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from benchmarks.load.calls import Outcome
from benchmarks.load.row import Row

UNLOGGED = ("/livez", "/readyz", "/health", "/metrics")
"""Paths whose answers the service does not log at its usual level."""

TERM = "Handling signal: term"
"""What gunicorn logs when it is told to end: from then on connections may be refused."""


class Accounts:
    """What became of every request to every service of a run; safe to call from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.sent = 0
        self.by_class: Counter[str] = Counter()
        self.unmatched: list[str] = []

    def settle(self, outcomes: Sequence[Outcome], log: Sequence[dict[str, Any]]) -> None:
        """Compare what clients of one service have seen with its log."""
        unmatched = list(_unmatched(outcomes, log))
        with self._lock:
            self.sent += len(outcomes)
            self.by_class.update(f"{each.status // 100}xx" if each.status else "errors" for each in outcomes)
            self.unmatched += unmatched

    def row(self) -> Row:
        """The row of the table."""
        classes = " + ".join(f"{count:,} {name}" for name, count in sorted(self.by_class.items()))
        missing = f"; without a line in the log: {len(self.unmatched)}"
        kinds = ", ".join(f"{count} x {what}" for what, count in Counter(self.unmatched).most_common(3))
        return Row(
            "accounting: sent = 2xx + 4xx + 5xx + connection errors; each answer, and a cause of each error, is logged",
            f"{self.sent:,} sent = {classes}{missing}{f' ({kinds})' if kinds else ''}",
            self.sent == sum(self.by_class.values()) and not self.unmatched,
        )


def _unmatched(outcomes: Sequence[Outcome], log: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What the log does not tell of."""
    logged = Counter((line["request_id"], line["status"]) for line in log if line["message"] == "request")
    ends = [datetime.fromisoformat(line["time"]).timestamp() for line in log if line["message"] == TERM]
    for outcome in outcomes:
        if outcome.error:
            known = any(end <= outcome.ended for end in ends)
        elif outcome.call.path.startswith(UNLOGGED):
            known = True
        else:
            known = logged[outcome.request_id, outcome.status] > 0
            logged[outcome.request_id, outcome.status] -= 1
        if not known:
            yield f"{outcome.call.method} {outcome.call.path[:40]}: {outcome.error or outcome.status}"
