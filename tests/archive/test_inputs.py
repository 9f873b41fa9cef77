"""Every format gives every article of a file once, wherever the file is cut."""

import csv
import gzip
import io
import json

import pytest

pa = pytest.importorskip("pyarrow", reason="quotes[archive] is not installed")

import pyarrow.parquet  # noqa: E402

from quotes.archive import plan  # noqa: E402
from quotes.archive.files import Folder  # noqa: E402
from quotes.archive.inputs import Columns, Limits, body_of  # noqa: E402
from quotes.archive.inputs.formats import format_of, read  # noqa: E402

LIMITS = Limits(10_000, 16)
ARTICLES = [{"id": f"a{number}", "text": f'Line "one", of {number}\nand line two – ü.'} for number in range(23)]


def json_lines():
    return "\n\n".join(map(json.dumps, ARTICLES)).encode()  # blank lines between them, and none at the end


def csv_table():
    text = io.StringIO()
    writer = csv.DictWriter(text, ["id", "text"], lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(ARTICLES)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def parquet():
    sink = io.BytesIO()
    pyarrow.parquet.write_table(pa.Table.from_pylist(ARTICLES), sink, row_group_size=5)
    return sink.getvalue()


FILES = {
    "a.jsonl": json_lines,
    "a.ndjson.gz": lambda: gzip.compress(json_lines()),
    "a.csv": csv_table,
    "a.csv.gz": lambda: gzip.compress(csv_table()),
    "a.parquet": parquet,
}


def bodies(root, parts, columns=Columns()):  # noqa: B008 (immutable)
    return [
        body_of(record.row(), columns)
        for part in parts
        for piece in part.pieces
        for record in read(root.system, piece, columns, LIMITS)
    ]


@pytest.mark.parametrize("size", [1, 4, 5, 23, 100])
@pytest.mark.parametrize("name", FILES)
def test_every_article_is_in_one_part_in_the_order_of_the_file(tmp_path, name, size):
    (tmp_path / name).write_bytes(FILES[name]())
    root = Folder.at(str(tmp_path / name))
    parts = plan.make(root, size, LIMITS)
    assert [body["text"] for body in bodies(root, parts)] == [article["text"] for article in ARTICLES]
    assert max(part.articles for part in parts) <= size
    assert sum(part.articles for part in parts) == len(ARTICLES)


def test_a_folder_is_all_its_files_together_in_the_order_of_their_names(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.html").write_text("<p>Two.</p>", "utf-8")
    (tmp_path / "a.txt").write_text("One.", "utf-8")
    (tmp_path / "c.jsonl").write_bytes(json_lines())
    (tmp_path / "notes.md").write_text("No article.", "utf-8")
    (tmp_path / ".hidden.txt").write_text("No article.", "utf-8")
    root = Folder.at(str(tmp_path))
    parts = plan.make(root, 10, LIMITS)
    assert bodies(root, parts)[:3] == [{"text": "One."}, {"html": "<p>Two.</p>"}, {"text": ARTICLES[0]["text"]}]
    assert [root.name_of(piece.path) for piece in parts[0].pieces] == ["a.txt", "b/two.html"]


def test_the_plan_comes_back_from_its_table_as_it_was(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(json_lines())
    (tmp_path / "b.txt").write_text("One.", "utf-8")
    parts = plan.make(Folder.at(str(tmp_path)), 7, LIMITS)
    assert plan.from_table(plan.to_table(parts)) == parts
    assert [plan.Part.from_json(part.to_json()) for part in parts] == parts


def test_numbers_of_articles_are_those_of_their_lines(tmp_path):
    (tmp_path / "a.jsonl").write_text('\n{"text": "1"}\n\n\n{"text": "2"}\n', "utf-8")
    root = Folder.at(str(tmp_path))
    (part,) = plan.make(root, 10, LIMITS)
    assert [record.number for record in read(root.system, part.pieces[0], Columns(), LIMITS)] == [2, 5]


def test_a_line_that_is_too_long_is_an_article_with_a_problem_and_stops_no_other(tmp_path):
    long = json.dumps({"text": "x" * LIMITS.body})
    (tmp_path / "a.jsonl").write_text(f'{{"text": "1"}}\n{long}\n{{"text": "2"}}\n', "utf-8")
    root = Folder.at(str(tmp_path))
    (part,) = plan.make(root, 10, LIMITS)
    first, second, third = read(root.system, part.pieces[0], Columns(), LIMITS)
    assert (first.row(), third.row()) == ({"text": "1"}, {"text": "2"})
    with pytest.raises(Exception, match="longer than 10000 bytes"):
        second.row()


def test_a_record_of_csv_that_is_not_utf_8_stops_no_other(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"text\nOne\n\xff\nTwo\n")
    root = Folder.at(str(tmp_path))
    (part,) = plan.make(root, 10, LIMITS)
    first, second, third = read(root.system, part.pieces[0], Columns(), LIMITS)
    assert (first.row(), third.row()) == ({"text": "One"}, {"text": "Two"})
    with pytest.raises(Exception, match="not UTF-8"):
        second.row()


def test_a_file_that_is_not_what_its_name_says_counts_for_one_article(tmp_path):
    (tmp_path / "a.parquet").write_bytes(b"no Parquet")
    (tmp_path / "b.txt").write_text("One.", "utf-8")
    (part,) = plan.make(Folder.at(str(tmp_path)), 10, LIMITS)
    assert part.articles == 2


@pytest.mark.parametrize(
    ("row", "columns", "body"),
    [
        ({"text": "One.", "html": None}, Columns(), {"text": "One."}),
        ({"text": "", "html": "<p>One."}, Columns(), {"html": "<p>One."}),
        ({"body": "One.", "html": "<p>Two."}, Columns(text="body"), {"text": "One."}),
        ({"title": "One."}, Columns(), {}),
    ],
)
def test_the_article_is_in_the_columns_that_are_named_or_in_whichever_has_one(row, columns, body):
    assert body_of(row, columns) == body


def test_a_column_that_is_not_there_is_told_before_anything_is_read(tmp_path):
    (tmp_path / "a.csv").write_text("body,id\nOne.,1\n", "utf-8")
    root = Folder.at(str(tmp_path))
    parts = plan.make(root, 10, LIMITS)
    plan.check_columns(root, parts, Columns(text="body"), LIMITS)
    for columns in (Columns(), Columns(text="body", publisher="paper")):
        with pytest.raises(plan.InputError, match=r"a\.csv has no column"):
            plan.check_columns(root, parts, columns, LIMITS)


def test_a_folder_without_articles_is_no_archive(tmp_path):
    (tmp_path / "notes.md").write_text("No article.", "utf-8")
    with pytest.raises(plan.InputError, match="holds no articles"):
        plan.make(Folder.at(str(tmp_path)), 10, LIMITS)


@pytest.mark.parametrize(
    ("path", "name"),
    [("x/a.JSONL", "json"), ("a.csv.gz", "csv"), ("a.htm", "html"), ("a.gz", None), ("jsonl", None), ("a.pdf", None)],
)
def test_the_format_is_told_by_the_name(path, name):
    assert format_of(path) == name
