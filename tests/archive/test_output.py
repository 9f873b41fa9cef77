"""What is written: whole files or none, and what is done stays done."""

import pytest

pytest.importorskip("pyarrow", reason="quotes[archive] is not installed")

import pyarrow.parquet

from quotes.archive import forms
from quotes.archive.files import Folder
from quotes.archive.output import Edition, Output, OutputError, Summary, only_edition
from quotes.archive.plan import Part, Piece

PARTS = [Part(number, (Piece("a.jsonl", "json", number, number + 1, number + 1, 1),)) for number in range(3)]
EDITION = Edition(("fake", "1"), {"options": {}})


def reading(text="One."):
    about = {"article": "a", "source": "a.jsonl", "number": 1, "date": None, "publisher": None}
    return forms.Reading(about, text, None, ("validation", "blank"), 0.5)


@pytest.fixture
def output(tmp_path):
    made = Output(Folder.at(str(tmp_path / "out")) / EDITION.name)
    made.begin(EDITION, PARTS)
    return made


def test_a_part_is_done_once_both_its_files_are_there(output):
    output.write(1, [reading()], Summary(articles=1, problems=1))
    assert output.done() == {1: Summary(articles=1, problems=1)}
    table = pyarrow.parquet.read_table(f"{output.folder.path}/documents/part-000001.parquet")
    assert table.schema.equals(forms.DOCUMENTS)
    assert table["problem"].to_pylist() == ["validation"]


def test_a_part_whose_documents_are_missing_or_broken_is_not_done(output, tmp_path):
    for number in range(2):
        output.write(number, [reading()], Summary(articles=1))
    folder = tmp_path / "out" / EDITION.name / "documents"
    (folder / "part-000000.parquet").unlink()
    (folder / "part-000001.parquet").write_bytes(b"half a file")
    assert output.done() == {}


def test_a_part_whose_input_could_not_be_read_is_read_again_by_the_next_run(output):
    output.write(0, [reading()], Summary(articles=1, problems=1, unreadable=1))
    assert output.done() == {}


def test_a_file_that_fails_half_way_is_not_there(output):
    def content(stream):
        stream.write(b"half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        output.folder.write("a.txt", content)
    assert not (output.folder / "a.txt").exists
    output.finish()
    assert sorted(file.base_name for file in output.folder.files()) == ["manifest.json", "plan.parquet"]


def test_the_plan_of_an_earlier_run_is_found_and_without_a_manifest_there_is_none(output, tmp_path):
    assert output.parts() == PARTS
    (tmp_path / "out" / EDITION.name / "manifest.json").unlink()
    assert output.parts() is None


def test_other_models_or_options_are_another_edition():
    others = [
        Edition(("fake", "2"), EDITION.told),
        Edition(EDITION.model, {"options": {"include": "all"}}),
    ]
    assert len({edition.name for edition in (EDITION, *others)}) == 3
    assert Edition(("fake", "1"), {"options": {}}).name == EDITION.name


def test_of_an_output_with_several_editions_one_must_be_named(output, tmp_path):
    out = Folder.at(str(tmp_path / "out"))
    assert only_edition(out).path == output.folder.path
    assert only_edition(output.folder).path == output.folder.path
    second = Edition(("fake", "2"), {})
    Output(out / second.name).begin(second, PARTS)
    with pytest.raises(OutputError, match="several editions"):
        only_edition(out)
    with pytest.raises(OutputError, match="no edition"):
        only_edition(Folder.at(str(tmp_path / "nowhere")))


def test_a_lone_surrogate_which_utf_8_cannot_hold_becomes_a_mark(output):
    output.write(0, [reading("One \ud800.")], Summary(articles=1))
    table = pyarrow.parquet.read_table(f"{output.folder.path}/documents/part-000000.parquet")
    assert table["text"].to_pylist() == ["One \ufffd."]
