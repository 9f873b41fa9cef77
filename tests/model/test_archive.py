"""An archive over the real models."""

import json
from functools import partial

import pytest

pytest.importorskip("pyarrow", reason="quotes[archive] is not installed")

import pyarrow.parquet

from quotes.archive import plan
from quotes.archive.files import Folder
from quotes.archive.inputs import Columns
from quotes.archive.output import Edition, Output
from quotes.archive.reading import Job, PartReader
from quotes.reader import Reader, load
from quotes.settings import Settings
from tests.support.server import ROOT

pytestmark = pytest.mark.model


def test_the_answers_are_those_of_single_calls(parser, tmp_path):
    reader, settings = Reader(parser), Settings(log_level="error")
    root = Folder.at(str(ROOT / "seeds"))
    output, model = Output(Folder.at(str(tmp_path))), tuple(reader.model)
    job = Job(root, output, model, Columns(), settings, {}, partial(load, **settings.loading))
    (part,) = plan.make(root, 100, job.limits)
    output.begin(Edition(model, {}), [part])
    parts = PartReader(job)
    parts.read(part)
    parts.close()
    documents = pyarrow.parquet.read_table(tmp_path / "documents" / "part-000000.parquet").to_pylist()
    quotes = pyarrow.parquet.read_table(tmp_path / "quotes" / "part-000000.parquet").to_pylist()
    files = sorted((ROOT / "seeds").glob("*.txt"))
    called = [reader.read(path.read_text("utf-8"), id=path.name).to_dict() for path in files]
    assert [json.loads(document["answer"]) for document in documents] == called
    expected = [(each["document"]["id"], quote["id"]) for each in called for quote in each["quotes"]]
    assert [(quote["article"], quote["quote"]) for quote in quotes] == expected
