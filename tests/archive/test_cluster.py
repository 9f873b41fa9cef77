"""A Ray cluster of two nodes on this machine, of which one is lost in the middle of a run."""

import pytest

pytest.importorskip("ray", reason="quotes[archive] is not installed")

from tests.archive.test_run import table, wait_for_parts, write
from tests.support import archive, cluster


def test_the_loss_of_a_node_loses_no_article(tmp_path):
    path, out = write(tmp_path / "a.jsonl", 20, extra="SLOW "), tmp_path / "out"
    with cluster.start(2) as nodes:
        run = archive.start(path, out, "--part", 1, "--workers", 2, "--address", nodes.address, "--quiet")
        wait_for_parts(run, out, 4)
        before = archive.parts(out)
        nodes.lose_a_node()
        printed, _ = run.communicate()
    assert run.returncode == 0, printed
    assert {name: archive.parts(out)[name] for name in before} == before  # none that was done is read again
    assert sorted(table(out, "documents")["article"].to_pylist()) == sorted(f"a-{number}" for number in range(20))
    assert table(out, "quotes").num_rows == 20
