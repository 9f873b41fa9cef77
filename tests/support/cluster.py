"""A Ray cluster on this machine, in a process of its own, whose nodes have one core each."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.archive import ENVIRONMENT

SCRIPT = """
import sys

from ray.cluster_utils import Cluster

node = {"num_cpus": 1, "object_store_memory": 2**27}
cluster = Cluster(initialize_head=True, head_node_args=node | {"include_dashboard": False})
nodes = [cluster.add_node(**node) for _ in range(int(sys.argv[1]) - 1)]
print(f"address {cluster.address}", flush=True)
for line in sys.stdin:
    cluster.remove_node(nodes.pop(), allow_graceful=False)
    print("lost", flush=True)
cluster.shutdown()
"""


class Cluster:
    """A running cluster; `address` is what drivers reach it by."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.address = self._wait_for("address ")

    def lose_a_node(self) -> None:
        """End the node that came last, at once."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        self._wait_for("lost")

    def _wait_for(self, beginning: str) -> str:
        assert self._process.stdout
        for line in self._process.stdout:
            if line.startswith(beginning):
                return line.removeprefix(beginning).strip()
        raise RuntimeError("The cluster did not start.")


@contextmanager
def start(nodes: int) -> Iterator[Cluster]:
    """A cluster of so many nodes; ended at the end."""
    command = [sys.executable, "-c", SCRIPT, str(nodes)]
    process = subprocess.Popen(command, env=ENVIRONMENT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        yield Cluster(process)
        assert process.stdin
        process.stdin.close()
