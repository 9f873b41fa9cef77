"""How long a client waits for an article, through the service as it runs."""

from __future__ import annotations

import contextlib
import http.client
import json
import time

from evaluation.serving import Server


def latencies(server: Server, text: str, count: int) -> list[float]:
    """Seconds of each of `count` requests, one after another, each with a text of its own, in order of length.

    Raises:
        RuntimeError: a request was not answered.
    """
    taken = []
    with contextlib.closing(server.connect(120)) as connection:
        for number in range(count):
            body = json.dumps({"text": f"{text}\n\nThis was article {number}."})
            started = time.perf_counter()
            connection.request("POST", "/v1/quotes", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            answer = response.read()
            taken.append(time.perf_counter() - started)
            if response.status != http.client.OK:
                raise RuntimeError(f"{response.status}: {answer[:500]!r}")
    return sorted(taken)
