"""The command `quotes`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from evaluation.fakes import reader
from quotes import __version__
from quotes.cli import main
from tests.support.server import ROOT, free_port


@pytest.fixture
def run():
    def invoke(*arguments, **options):
        return CliRunner().invoke(main, ["read", *map(str, arguments)], obj=reader(), **options)

    return invoke


def command(*arguments):
    """The command over the fakes, for a process of its own."""
    script = "from evaluation.fakes import reader; from quotes.cli import main; main(obj=reader())"
    return [sys.executable, "-c", script, *map(str, arguments)]


ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'service'}"}


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "article.txt"
    path.write_text('\ufeff"Rates will\u00a0fall," Ito said. "Never," Lee said.', "utf-8")
    return path


def test_read_prints_a_table_of_the_quotes(run, article):
    result = run(article, env={"COLUMNS": "300"})
    assert result.exit_code == 0
    head, *rows = result.output.splitlines()
    assert head == f"{article}: 2 quotes"
    assert rows[0].split() == ["q1", "direct", "Ito", "say", '"Rates', "will", 'fall,"']
    assert rows[1].split() == ["(statement)"]
    assert "Lee via Ito" in rows[2]


def test_the_table_fits_the_line_and_keeps_every_word_of_the_content(run, article):
    content = '"' + " ".join(f"word{number}" for number in range(100)) + ',"'
    article.write_text(f"{content} A{'x' * 100} said.", "utf-8")
    lines = run(article, env={"COLUMNS": "100"}).output.splitlines()[1:]
    assert max(map(len, lines)) <= 100
    assert [f"word{number}" in " ".join(lines) for number in range(100)] == [True] * 100
    assert "A" + "x" * 19 in lines[0]


def test_control_characters_and_markup_of_a_text_do_not_reach_the_terminal(run, article):
    article.write_text('"No \x1b[31m[bold]red\x07," Ito said.', "utf-8")
    result = run(article, env={"COLUMNS": "300"})
    assert "\x1b" not in result.output
    assert "\x07" not in result.output
    assert "[bold]red" in result.output


def test_read_json_prints_one_answer_a_line(run, article):
    result = run("--json", "--min-confidence", "0.9", article, article)
    answers = [json.loads(line) for line in result.output.splitlines()]
    assert [answer["document"]["id"] for answer in answers] == [str(article)] * 2
    assert [quote["id"] for quote in answers[0]["quotes"]] == ["q2"]


def test_nothing_that_archives_take_is_imported_unless_it_is_asked_for():
    script = "import sys, quotes.cli; print({'ray', 'pyarrow', 'duckdb', 'quotes.archive'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", script], env=ENVIRONMENT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_a_dash_reads_standard_input(run):
    assert '"No,"' in run("-", input='"No," Ito said.').output


@pytest.mark.parametrize("suffix", ["ndjson", "jsonl"])
def test_a_file_of_documents_gives_the_results_of_a_batch(client, run, tmp_path, suffix):
    path = tmp_path / f"archive.{suffix}"
    lines = ['{"text": "\\"No,\\" Ito said.", "id": "a"}', "", "{", '{"text": "", "id": "b"}', '{"text": "x"}']
    path.write_text("\n".join(lines), "utf-8")
    found = run("--json", path)
    batch = client.post("/v1/quotes/batch", data=path.read_bytes(), content_type="application/x-ndjson")
    results = [[json.loads(line) for line in output.splitlines()] for output in (found.output, batch.text)]
    assert [result.pop("instance", "").rpartition("/")[2] for result in results[1]] == ["", "3", "4", ""]
    assert [result.pop("instance", "").rpartition("#")[2] for result in results[0]] == ["", "3", "4", ""]
    assert results[0] == results[1]
    assert found.exit_code == 1


def test_an_article_that_fails_gets_its_problem_in_its_place(run, article, tmp_path):
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    (tmp_path / "lines.ndjson").write_text('{"text": " ", "id": "blank"}\n{}\n{"text": "x", "id": "good"}')
    result = run(tmp_path / "latin", tmp_path / "lines.ndjson", article, env={"COLUMNS": "300"})
    lines = result.output.splitlines()
    assert lines[0].endswith("latin: The body does not decode. The byte at offset 3 is not utf-8.")
    assert lines[1] == "blank: The request is not valid. /text The text is blank."
    assert lines[2].endswith("2: The request is not valid. Exactly one of text, html, blocks must be given.")
    assert lines[3] == "good: 0 quotes"
    assert lines[4].endswith("article.txt: 2 quotes")
    assert result.exit_code == 1


def test_a_file_without_a_bad_line_exits_with_0(run, tmp_path):
    path = tmp_path / "lines"
    path.write_text('{"text": "x"}\n')
    assert run("--as", "ndjson", path).exit_code == 0


def test_a_file_with_the_suffix_html_is_read_as_html(run, tmp_path):
    path = tmp_path / "article.HTML"
    path.write_text("<p>x</p>")
    assert json.loads(run("--json", path).output)["document"]["text"] == "x"


def test_the_name_of_a_file_need_not_be_utf_8(run, article, tmp_path):
    strange = os.fsencode(tmp_path) + b"/caf\xe9 #1"
    shutil.copy(article, strange)
    found = run("--json", os.fsdecode(strange), article).output.splitlines()
    assert [json.loads(line)["document"]["id"] for line in found] == [f"{tmp_path}/caf\ufffd #1", str(article)]
    Path(os.fsdecode(strange)).write_bytes(b"\xff")
    found = run("--json", os.fsdecode(strange)).output
    assert json.loads(found)["instance"].endswith("/caf%E9%20%231")
    assert "/caf\ufffd #1: The body does not decode." in run(os.fsdecode(strange), env={"COLUMNS": "300"}).output


@pytest.mark.parametrize(("categories", "ids"), [(["denial"], []), (["denial", "all"], ["q1", "q2"])])
def test_include_selects_categories_and_all_selects_every_one(run, article, categories, ids):
    found = run("--json", *(f"--include={category}" for category in categories), article).output
    assert [quote["id"] for quote in json.loads(found)["quotes"]] == ids


def test_a_bad_setting_ends_the_command_with_an_error_and_no_traceback(article):
    for arguments in (["read", article], ["serve"]):
        environment = ENVIRONMENT | {"QUOTES_PORT": "x"}
        done = subprocess.run(command(*arguments), env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 3
        assert done.stderr == "Error: QUOTES_PORT must be a whole number from 1 to 65,535, not 'x'\n"


def test_a_file_beyond_the_limit_of_the_body_gets_a_problem(run, tmp_path):
    path = tmp_path / "long.txt"
    path.write_text("x" * 2000)
    result = run("--json", path, env={"QUOTES_MAX_BODY_BYTES": "1024"})
    assert json.loads(result.output)["type"] == "/docs#too-large"
    assert result.exit_code == 1


def test_a_pipe_that_is_closed_early_ends_the_command_quietly(tmp_path):
    path = tmp_path / "lines.ndjson"
    path.write_text('{"text": "x"}\n' * 20_000)
    arguments = command("read", "--json", path)
    with subprocess.Popen(arguments, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert json.loads(process.stdout.readline())["document"]
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(20) == 1


def test_a_missing_file_is_a_usage_error(run, tmp_path):
    assert run(tmp_path / "none").exit_code == 2


def test_a_single_quote_is_counted_in_the_singular(run, article):
    article.write_text('"No," Ito said.', "utf-8")
    assert run(article, env={"COLUMNS": "300"}).output.splitlines()[0].endswith(": 1 quote")


def test_the_version_and_the_help_are_printed():
    assert CliRunner().invoke(main, ["--version"]).output == f"quotes {__version__}\n"
    told = CliRunner().invoke(main, ["--help"]).output
    assert "read" in told
    assert "serve" in told


def test_models_that_cannot_be_loaded_are_an_error_that_names_the_file(article, tmp_path):
    found = CliRunner().invoke(main, ["read", str(article)], env={"QUOTES_MODELS": str(tmp_path)})
    assert found.exit_code == 3
    assert found.output == f"Error: The models cannot be used. {tmp_path}/manifest.json: no such file\n"


def test_serve_imports_nothing_from_the_working_directory_and_listens_where_it_is_told(tmp_path):
    for name in ("quotes", "redis", "flask"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from the working directory')")
    port = free_port()
    script = "from quotes.cli import main; main()"
    arguments = [sys.executable, "-P", "-c", script, "serve", "--port", str(port)]  # -P: as the installed command
    with subprocess.Popen(arguments, cwd=tmp_path, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True) as server:
        listening = next(line for line in server.stderr if "Listening at" in line)
        assert f"127.0.0.1:{port}" in listening
        assert any('"message": "ready: ' in line for line in server.stderr)
        server.terminate()
        assert server.wait(60) == 0


@pytest.mark.parametrize("arguments", [["serve", "--port", "99999"], ["read", "--min-confidence", "nan", "-"]], ids=str)
def test_an_option_out_of_its_range_is_a_usage_error(arguments):
    found = CliRunner().invoke(main, arguments, obj=reader())
    assert found.exit_code == 2
    assert "is not in the range" in found.output
