"""The notebook of examples/ runs over an archive, and shows what it says it shows."""

import json

import pytest

pytest.importorskip("nbclient", reason="nbclient is not installed")
pytest.importorskip("duckdb", reason="quotes[archive] is not installed")

import nbformat
from nbclient import NotebookClient

from quotes.archive import plan
from quotes.archive.files import Folder
from quotes.archive.inputs import Columns
from quotes.archive.output import Edition, Output
from quotes.archive.reading import Job, PartReader
from quotes.settings import Settings
from tests.support.archive import ENVIRONMENT
from tests.support.served import read
from tests.support.server import ROOT

ROWS = [
    {"id": "a-1", "date": "2026-01-05", "text": '"We won," Ito said.'},
    {"id": "a-2", "date": "2026-02-05", "text": '"Never," Lee said. "Nor will they," Lee said.'},
]


def archive(folder):
    """An archive of these articles."""
    (folder / "a.jsonl").write_text("\n".join(map(json.dumps, ROWS)), "utf-8")
    root, edition = Folder.at(str(folder / "a.jsonl")), Edition(("fake", "1"), {})
    output = Output(Folder.at(str(folder / "out")) / edition.name)
    job = Job(root, output, edition.model, Columns(), Settings(log_level="error"), {}, read)
    parts = plan.make(root, 100, job.limits)
    output.begin(edition, parts)
    reader = PartReader(job)
    reader.read(parts[0])
    reader.close()
    return folder / "out"


def test_it_shows_an_article_a_table_and_a_chart(tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", ENVIRONMENT["PYTHONPATH"])
    monkeypatch.setenv("ARCHIVE", str(archive(tmp_path)))
    notebook = nbformat.read(ROOT / "examples" / "archive.ipynb", as_version=4)
    NotebookClient(notebook, kernel_name="python3", timeout=300).execute(cwd=str(ROOT / "examples"))
    counted, article, table, chart = (cell.outputs[0].data for cell in notebook.cells if cell.cell_type == "code")
    assert "3" in counted["text/plain"]
    assert 'title="q2 direct: Lee via Lee">' in article["text/html"]
    assert [line.split()[1] for line in table["text/plain"].splitlines()[1:]] == ["Lee", "Ito"]
    assert chart["text/html"].count("<rect") == 4
