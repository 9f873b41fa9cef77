"""Readers over Ray Serve on this machine, in a process of their own; they misbehave as their texts ask."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.archive import ENVIRONMENT
from tests.support.server import free_port

SCRIPT = """
import sys

import ray
from ray import serve

from quotes import ray_serve
from quotes.settings import Settings
from tests.support.served import read

READERS = 2
ray_serve.WAITING = 2

ray.init(num_cpus=READERS, include_dashboard=False, object_store_memory=2**27, log_to_driver=False)
serve.start(http_options={"host": "127.0.0.1", "port": int(sys.argv[1])})
serve.run(ray_serve.bind(Settings(watchdog_grace=1), read, READERS), name="quotes")
print("ready", flush=True)
for line in sys.stdin:
    actors = [each for each in ray.util.list_named_actors(all_namespaces=True) if "#Reader#" in each["name"]]
    ray.kill(ray.get_actor(**actors[0]))
    print("killed", flush=True)
serve.shutdown()
ray.shutdown()
"""


class RayServe:
    """Two readers at `url`, for each of which one text may wait."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self.url = url
        self._process = process
        self._wait_for("ready")

    def kill_a_reader(self) -> None:
        """End the actor of one of them, at once."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._wait_for("killed")

    def _wait_for(self, word: str) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.strip() == word:
                return
        raise RuntimeError("Serve did not start.")


@contextmanager
def start() -> Iterator[RayServe]:
    """The readers; ended at the end."""
    port = free_port()
    command = [sys.executable, "-c", SCRIPT, str(port)]
    environment = ENVIRONMENT | {"RAY_USAGE_STATS_ENABLED": "0"}
    process = subprocess.Popen(command, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        yield RayServe(process, f"http://127.0.0.1:{port}/")
        assert process.stdin
        process.stdin.close()
