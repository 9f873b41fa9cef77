"""A reader of parts: what becomes of each article, the bad ones too."""

import json
from functools import partial

import pytest

pytest.importorskip("pyarrow", reason="quotes[archive] is not installed")

import pyarrow.parquet

from quotes.archive import plan
from quotes.archive.files import Folder
from quotes.archive.inputs import Columns
from quotes.archive.output import Edition, Output, Summary
from quotes.archive.reading import Job, PartReader
from quotes.settings import Settings
from tests.support.served import read

SAID = '"We won," Ito said. "Never," Lee said on Monday.'


@pytest.fixture
def read_all(tmp_path):
    """Write some rows as an archive, have them read as one part, and give the summary and both tables."""

    def run(*rows, name="a.jsonl", **settings):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
        root = Folder.at(str(tmp_path / name))
        output = Output(Folder.at(str(tmp_path / "out")))
        job = Job(root, output, ("fake", "1"), Columns(), Settings(log_level="error", **settings), {}, read)
        (part,) = plan.make(root, 100, job.limits)
        output.begin(Edition(job.model, {}), [part])
        reader = PartReader(job)
        try:
            summary = reader.read(part)
        finally:
            reader.close()
        table = partial(pyarrow.parquet.read_table, filesystem=root.system)
        return summary, *(
            table(f"{output.folder.path}/{form}/part-000000.parquet").to_pylist() for form in ("documents", "quotes")
        )

    return run


def test_the_answer_of_an_article_is_that_of_a_single_request(read_all, client):
    rows = [{"id": "a-1", "text": SAID}, {"id": "a-2", "html": f"<p><b>A&amp;B</b> {SAID}</p>"}]
    summary, documents, _ = read_all(*rows)
    asked = [client.post("/v1/quotes", json=row).get_json() for row in rows]
    assert [json.loads(document["answer"]) for document in documents] == asked
    assert summary == Summary(articles=2, quotes=4, words=19)


def test_a_quote_is_a_row_with_all_that_the_answer_says_of_it(read_all):
    _, (document,), (first, second) = read_all({"id": 7, "text": SAID, "date": "2026-03-01", "publisher": "Gazette"})
    assert document["text"][first["spans"][0]["start"] : first["spans"][0]["end"]] == first["content"] == '"We won,"'
    about = {"article": "7", "source": "a.jsonl", "number": 1, "date": "2026-03-01", "publisher": "Gazette"}
    assert about.items() <= first.items()
    told = {"type": "direct", "speaker": "Ito", "speaker_kind": "person", "speaker_named": True, "words": 2}
    assert told.items() <= first.items()
    assert (second["time"], second["nested_in"], second["via"][0]["name"]) == ("on Monday", "q1", "Ito")


def test_an_article_that_cannot_be_read_is_a_row_with_its_problem_and_stops_no_other(read_all):
    summary, documents, quotes = read_all(
        "{oops", {"id": "blank", "text": " "}, {"id": "both", "text": "One.", "html": "<p>Two."}, "[1]",
        {"id": "long", "text": "word " * 100}, {"id": "broken", "text": "BREAK"}, {"id": "good", "text": SAID},
        max_characters=200,
    )  # fmt: skip
    assert {document["article"]: document["problem"] for document in documents} == {
        "a.jsonl#1": "invalid-json",
        "blank": "validation",
        "both": "validation",
        "a.jsonl#4": "validation",
        "long": "too-large",
        "broken": "internal",
        "good": None,
    }
    assert (summary.articles, summary.problems, summary.unreadable) == (7, 6, 0)
    assert {quote["article"] for quote in quotes} == {"good"}


def test_a_text_with_which_two_processes_die_is_skipped_and_named(read_all):
    _, documents, _ = read_all({"id": "poison", "text": f"DIE {SAID}"}, {"id": "good", "text": SAID})
    assert [(each["article"], each["problem"]) for each in documents] == [("poison", "poison-text"), ("good", None)]


@pytest.mark.parametrize("text", ["HANG", "STUCK"])
def test_a_text_that_takes_too_long_is_given_up_and_the_next_one_read(read_all, text):
    _, documents, _ = read_all({"text": text}, {"text": SAID}, deadline=0.5, watchdog_grace=0.1)
    assert [each["problem"] for each in documents] == ["deadline-exceeded", None]


def test_articles_that_a_file_does_not_give_any_more_are_rows_too(read_all, tmp_path, monkeypatch):
    def cut_short(system, piece, columns, limits):
        raise EOFError

    monkeypatch.setattr("quotes.archive.reading.read", cut_short)
    summary, documents, _ = read_all({"id": "a-1", "text": SAID}, {"id": "a-2", "text": SAID})
    assert [(each["number"], each["problem"]) for each in documents] == [(1, "unreadable"), (2, "unreadable")]
    assert summary.unreadable == 2


def test_a_file_that_is_one_article_is_called_by_its_name(read_all):
    _, (document,), quotes = read_all(SAID, name="story.txt")
    assert document["article"] == "story.txt"
    assert len(quotes) == 2


def test_readers_with_other_models_than_those_of_the_edition_are_refused(tmp_path):
    job = Job(
        Folder.at(str(tmp_path)), Output(Folder.at(str(tmp_path))), ("fake", "2"), Columns(), Settings(), {}, read
    )
    with pytest.raises(RuntimeError, match="not \\('fake', '2'\\)"):
        PartReader(job)
