"""The report of a small archive whose figures can be counted by hand."""

import csv
import re

import pytest
from click.testing import CliRunner

pytest.importorskip("duckdb", reason="quotes[archive] is not installed")
pytest.importorskip("ray", reason="quotes[archive] is not installed")

from quotes.archive import forms
from quotes.archive.files import Folder
from quotes.archive.output import Edition, Output, Summary
from quotes.archive.report import figures, page
from quotes.cli import main


def entity(id_, name, kind="person", role=None, mentions=()):
    texts = mentions or ((name, "name"),)
    spans = [{"start": 0, "end": 1, "text": text, "type": type_} for text, type_ in texts]
    return {"id": id_, "name": name, "kind": kind, "role": role, "mentions": spans}


def quote(number, speaker, type_="direct", via=(), polarity="positive", words="one two"):
    span = {"start": 0, "end": len(words), "text": words}
    reference = {"spans": [], "text": None, "entity": speaker}
    return {
        "id": f"q{number}",
        "type": type_,
        "content": [span],
        "prefix": "",
        "suffix": "",
        "cue": {"spans": [span], "lemma": "say", "category": "statement", "polarity": polarity, "modality": "asserted"},
        "speaker": reference if speaker else None,
        "via": [{"relation": "reported_by", "spans": [], "text": None, "entity": each} for each in via],
        "addressee": None,
        "context": {"medium": None, "time": None, "place": None},
        "nested_in": None,
        "confidence": 0.9,
    }


def article(name, date, publisher, entities, quotes):
    answer = {"quotes": quotes, "entities": entities, "warnings": []}
    about = {"article": name, "source": "a.jsonl", "number": int(name[1:]), "date": date, "publisher": publisher}
    return forms.Reading(about, "some text", answer, None, 0.1)


NOMINAL = (("the ministry", "nominal"),)
SHE = (("Ana Novak", "name"), ("she", "pronoun"))
MRS = (("Mrs. Banda", "name"), ("Her", "pronoun"))

READINGS = [
    article(
        "a1", "2026-01-31", "Gazette",
        [entity("e1", "Ana Novak", role="the mayor", mentions=SHE),
         entity("e2", "the ministry", "group", None, NOMINAL)],
        [quote(1, "e1"), quote(2, "e1", "indirect", via=("e2",)), quote(3, "e1", polarity="negative"), quote(4, None)],
    ),
    article(
        "a2", "2026-02-01T10:00:00", "Courier",
        [entity("e1", "Ana Novak", role="mayor of Lim"), entity("e2", "the Red Cross", "organization")],
        [quote(1, "e1", "mixed"), quote(2, "e2", "indirect")],
    ),
    article("a3", "yesterday", None, [entity("e1", "Banda", mentions=MRS)], [quote(1, "e1")]),
    article(
        "a4", None, "Courier",
        [entity("e1", "Banda", mentions=(("Mr Banda", "name"),)), entity("e2", "Sam Lee")],
        [quote(1, "e1"), quote(2, "e2", "indirect")],
    ),
]  # fmt: skip


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder = tmp_path_factory.mktemp("archive")
    edition = Edition(("fake", "1"), {})
    output = Output(Folder.at(str(folder)) / edition.name)
    output.begin(edition, [])
    output.write(0, READINGS[:2], Summary(articles=2))
    output.write(1, READINGS[2:], Summary(articles=2))
    return folder


@pytest.fixture(scope="module")
def tables(out):
    (edition,) = (each for each in out.iterdir() if each.is_dir())
    return {table.name: table for table in figures.report(Folder.at(str(edition)), genders=True)}


def rows(table, *columns):
    return list(zip(*(table.column(column) for column in columns), strict=True))


def test_what_was_not_said_is_counted_apart_and_nowhere_else(tables):
    (totals,) = rows(tables["totals"], "articles", "quotes", "not said")
    assert totals == (4, 8, 1)


def test_a_person_has_the_quotes_of_all_articles_that_mean_them(tables):
    columns = ("name", "quotes", "articles", "direct", "mixed", "indirect", "relayed", "first", "last")
    assert rows(tables["people"], *columns) == [
        ("Ana Novak", 3, 2, 1, 1, 1, 1, "2026-01-31", "2026-02-01"),
        ("Sam Lee", 1, 1, 0, 0, 1, 0, None, None),
    ]


def test_a_name_that_may_be_several_is_listed_apart(tables):
    assert rows(tables["apart"], "name", "why", "quotes") == [("Banda", "one name only", 2)]


def test_bodies_relays_and_those_whom_nobody_names_have_their_tables(tables):
    assert rows(tables["bodies"], "name", "quotes") == [("the Red Cross", 1)]
    assert rows(tables["relays"], "relay", "quotes", "speakers") == [("the ministry", 1, 1)]
    assert ("nobody", "", 1) in rows(tables["kinds"], "kind", "how", "quotes")


def test_roles_are_one_whatever_article_they_have(tables):
    assert rows(tables["roles"], "role", "quotes") == [("mayor", 2), ("mayor of lim", 1)]


def test_publishers_and_months_count_what_is_dated_and_signed(tables):
    assert rows(tables["months"], "month", "quotes", "articles") == [("2026-01", 3, 1), ("2026-02", 2, 1)]
    assert rows(tables["publishers"], "publisher", "quotes", "articles") == [("Courier", 4, 2), ("Gazette", 3, 1)]


def test_gender_is_told_by_pronouns_and_titles_across_articles_only_where_a_name_is_joined(tables):
    """Ana Novak is she in one of her two articles; two of the name Banda are told apart; of Sam Lee nothing is said."""
    assert rows(tables["genders"], "gender", "quotes", "speakers") == [
        ("women", 4, 2),
        ("men", 1, 1),
        ("unknown", 1, 1),
    ]


def test_gender_is_not_told_unless_it_is_asked_for(out):
    (edition,) = (each for each in out.iterdir() if each.is_dir())
    assert "genders" not in {table.name for table in figures.report(Folder.at(str(edition)))}


def test_the_page_needs_nothing_from_elsewhere_and_no_script(tables):
    html = page.render("fake", list(tables.values()))
    assert not re.search(r"<script|<link|<img|@import|url\(|https?://", html)
    assert html.count("<svg") == len([name for name in page.CHARTS if tables[name].rows])


def test_markup_in_names_is_shown_and_not_read(tables):
    people = tables["people"]
    evil = figures.Table(people.name, people.title, people.columns, [("<b>x</b>", *row[1:]) for row in people.rows])
    html = page.render("fake", [tables["totals"], evil])
    assert "<b>" not in html
    assert "&lt;b&gt;x&lt;/b&gt;" in html


def test_the_command_shows_tables_or_writes_csv_and_a_page(out, tmp_path):
    shown = CliRunner().invoke(main, ["archive", "report", str(out)], env={"COLUMNS": "160"})
    assert shown.exit_code == 0
    assert re.search(r"Ana Novak +the mayor +3", shown.output)
    files = ["--csv", str(tmp_path / "csv"), "--html", str(tmp_path / "report.html")]
    assert CliRunner().invoke(main, ["archive", "report", str(out), *files]).output == ""
    with (tmp_path / "csv" / "people.csv").open(newline="") as file:
        assert [row["name"] for row in csv.DictReader(file)] == ["Ana Novak", "Sam Lee"]
    assert "Ana Novak" in (tmp_path / "report.html").read_text("utf-8")


def test_an_output_without_an_edition_is_told(tmp_path):
    done = CliRunner().invoke(main, ["archive", "report", str(tmp_path)])
    assert (done.exit_code, "no edition" in done.output) == (1, True)
