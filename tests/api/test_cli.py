"""`flask quotes FILE...`"""

import json

import pytest


@pytest.fixture
def run(app):
    return lambda *arguments, **options: app.test_cli_runner().invoke(args=["quotes", *map(str, arguments)], **options)


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text('\ufeff"Rates will\u00a0fall," Ito said. "Never," Lee said.', "utf-8")
    return path


def test_a_table(run, article):
    result = run(article)
    assert result.exit_code == 0
    head, *rows = result.output.splitlines()
    assert head == f"{article}: 2 quotes"
    assert rows[0].split() == ["q1", "direct", "Ito", "say", "(statement)", '"Rates', "will", 'fall,"']
    assert "Lee via Ito" in rows[1]


def test_json_lines(run, article):
    result = run("--json", "--min-confidence", "0.9", article, article)
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [answer["document"]["id"] for answer in answers] == [str(article)] * 2
    assert [quote["id"] for quote in answers[0]["quotes"]] == ["q2"]


def test_standard_input(run):
    assert '"No,"' in run("-", input='"No," Ito said.').output


def test_a_file_that_is_no_utf_8(run, tmp_path):
    path = tmp_path / "latin"
    path.write_bytes(b"caf\xe9")
    result = run(path)
    assert result.exit_code == 1
    assert "offset 3 is not UTF-8" in result.output


def test_a_file_that_is_not_there(run, tmp_path):
    assert run(tmp_path / "none").exit_code == 2
