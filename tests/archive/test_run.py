"""Whole runs on Ray, each in processes of its own: to the end, broken off, and gone on with."""

import json
import re
import time

import pytest

pytest.importorskip("ray", reason="quotes[archive] is not installed")
pytest.importorskip("duckdb", reason="quotes[archive] is not installed")

import pyarrow.dataset

from evaluation import processes
from tests.support import archive

PATIENCE = 240
"""Seconds until a part must be written, on a machine that others use too."""


def write(path, count, extra=""):
    rows = ({"id": f"a-{number}", "text": f'{extra}"We won {number}," Ito said.'} for number in range(count))
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


def table(output, form):
    (folder,) = output.glob(f"*/{form}")
    return pyarrow.dataset.dataset(folder, format="parquet").to_table()


def wait_for_parts(process, output, count):
    until = time.monotonic() + PATIENCE
    while len(archive.parts(output)) < count and process.poll() is None:
        assert time.monotonic() < until, process.communicate()
        time.sleep(0.05)


def test_a_run_reads_every_article_once_and_tells_what_became_of_it(tmp_path):
    path = write(tmp_path / "a.jsonl", 20)
    path.write_text(path.read_text("utf-8") + "\n{oops\n" + json.dumps({"id": "poison", "text": "DIE"}), "utf-8")
    code, printed = archive.run(path, tmp_path / "out", "--part", 5, "--workers", 2)
    assert code == 0, printed
    assert re.search(r"^22 articles, .* 20 quotes, 2 problems$", printed, re.M), printed
    assert re.search(r"^poison +poison-text ", printed, re.M), printed
    assert "22 of 22 articles" in printed
    ids = table(tmp_path / "out", "documents")["article"].to_pylist()
    assert sorted(ids) == sorted([*(f"a-{number}" for number in range(20)), "a.jsonl#21", "poison"])
    assert table(tmp_path / "out", "quotes").num_rows == 20


@pytest.mark.parametrize("victim", ["driver", "reader"])
def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path, victim):
    path, out = write(tmp_path / "a.jsonl", 12, extra="SLOW "), tmp_path / "out"
    options = (path, out, "--part", 1, "--workers", 1, "--quiet")
    process = archive.start(*options)
    wait_for_parts(process, out, 3)
    tree = processes.tree(process.pid)
    if victim == "driver":
        processes.kill(tree)
        process.wait()
        before = archive.parts(out)
        code, printed = archive.run(*options)
        assert code == 0, printed
    else:
        before = archive.parts(out)
        processes.kill(processes.called(tree, "MapWorker"))
        assert process.wait() == 0, process.stdout.read()
    process.stdout.close()
    assert {name: archive.parts(out)[name] for name in before} == before  # none that was done is read again
    assert sorted(table(out, "documents")["article"].to_pylist()) == sorted(f"a-{number}" for number in range(12))
    assert table(out, "quotes").num_rows == 12


def test_other_options_begin_an_edition_of_their_own(tmp_path):
    path, out = write(tmp_path / "a.jsonl", 2), tmp_path / "out"
    for options in ([], ["--min-confidence", "0.9"], []):
        code, printed = archive.run(path, out, "--workers", 1, "--quiet", *options)
        assert code == 0, printed
    manifests = [json.loads(each.read_text("utf-8")) for each in out.glob("*/manifest.json")]
    assert sorted((each["options"] for each in manifests), key=len) == [{}, {"min_confidence": "0.9"}]
    assert {(each["model"]["name"], each["articles"]) for each in manifests} == {("fake", 2)}


def test_an_input_that_is_none_is_told(tmp_path):
    (tmp_path / "a.pdf").write_text("No article.", "utf-8")
    code, printed = archive.run(tmp_path / "a.pdf", tmp_path / "out", "--workers", 1)
    assert code == 1
    assert "holds no articles" in printed
