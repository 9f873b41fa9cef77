"""Times a batch beside single requests, and measures what a long one holds in memory.

Over a parser that does nothing: what is measured is the service around the models, through gunicorn with one worker.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.client import OK, HTTPConnection
from pathlib import Path

from benchmarks.speed.texts import articles
from evaluation.serving import Server, serve

WARM_UP = 500
"""Lines before anything is measured."""


def main() -> None:
    """Print the figures."""
    options = _options()
    text = articles()["500 words"]
    document = json.dumps({"text": text})
    with serve("evaluation.fakes:create()") as server:
        _batch(server, document, WARM_UP)
        before = _memory(server)
        single = options.lines // 10 / _seconds_of_singles(server, document, options.lines // 10)
        batch = options.lines / _batch(server, document, options.lines)
        print(f"documents of {len(text.split())} words a second, without the models:", end=" ")
        print(f"{single:.0f} in single requests on one connection, {batch:.0f} in a batch of {options.lines:,}")
        print(f"peak memory of the worker, MB: {before} after {WARM_UP} lines, {_memory(server)} after the batch")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.batch", description=__doc__)
    parser.add_argument("--lines", type=int, default=10_000, help="lines of the batch")
    return parser.parse_args()


def _seconds_of_singles(server: Server, document: str, count: int) -> float:
    with contextlib.closing(server.connect()) as connection:
        started = time.perf_counter()
        for _ in range(count):
            connection.request("POST", "/v1/quotes", document, {"Content-Type": "application/json"})
            response = connection.getresponse()
            response.read()
            if response.status != OK:
                raise RuntimeError(f"{response.status} for a single request")
        return time.perf_counter() - started


def _batch(server: Server, document: str, count: int) -> float:
    """Seconds of a batch; it is sent in a thread of its own, since it must be read meanwhile."""
    lines = (f"{document}\n".encode() for _ in range(count))
    with contextlib.closing(server.connect()) as connection:
        started = time.perf_counter()
        connection.putrequest("POST", "/v1/quotes/batch")
        connection.putheader("Content-Type", "application/x-ndjson")
        connection.putheader("Transfer-Encoding", "chunked")
        connection.endheaders()
        sender = threading.Thread(target=_send, args=(connection, lines))
        sender.start()
        response = connection.response_class(connection.sock, method="POST")
        response.begin()
        answered = sum("document" in json.loads(line) for line in response)
        seconds = time.perf_counter() - started
        sender.join()
    if answered != count:
        raise RuntimeError(f"{answered} of {count} lines were answered")
    return seconds


def _send(connection: HTTPConnection, lines: Iterator[bytes]) -> None:
    for line in lines:
        connection.send(b"%x\r\n%b\r\n" % (len(line), line))
    connection.send(b"0\r\n\r\n")


def _memory(server: Server) -> int:
    """Peak resident memory of the worker in MB."""
    message = next(line["message"] for line in server.lines() if "Booting worker" in line["message"])
    status = Path(f"/proc/{message.split()[-1]}/status").read_text("ascii")
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


if __name__ == "__main__":
    main()
