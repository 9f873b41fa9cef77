"""The comparison of two versions' answers, and the texts that are asked."""

from __future__ import annotations

import gzip
import json

import pytest

from evaluation import same, texts

CONLLU = "# newdoc\n# text = One.\n1\n\n# text = Two.\n\n# newpar\n# text = Three.\n"
NEWSROOM = '#id: w-1\n#quote: 1\n<m e="1">Ito</m> &amp; Lee.\n\nEnd.\n=====\n#id: w-2\nTwo.'


def write(path, **answers):
    lines = [{"name": name, "status": 200, "answer": answer} for name, answer in answers.items()]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return path


def test_equal_answers_are_counted_and_succeed(tmp_path, capsys):
    one, two = (write(tmp_path / name, a={"x": [1]}, b={}) for name in ("one", "two"))
    assert same.report(one, two) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "2 of 2 answers are equal"


def test_each_difference_is_named_with_its_place_and_both_values(tmp_path, capsys):
    one = write(tmp_path / "one", a={"quotes": [{"id": "q1", "confidence": 0.5}], "gone": 1}, only={})
    two = write(tmp_path / "two", a={"quotes": [{"id": "q1", "confidence": 0.501}]})
    assert same.report(one, two) == 1
    lines = capsys.readouterr().out.splitlines()
    assert set(lines[:2]) == {"a/answer/quotes/0/confidence: 0.5 -> 0.501", "a/answer/gone: 1 -> nothing"}
    assert lines[2:] == ["only: only in one of the files", "0 of 2 answers are equal"]


def test_the_answers_of_a_running_service_are_kept(tmp_path, capsys):
    from tests.support.server import serve

    asked = [texts.Named("a", '"No," Ito said.'), texts.Named("b", " ")]
    with serve() as server:
        for name in ("one", "two"):
            same.keep(f"http://127.0.0.1:{server.port}", asked, tmp_path / name)
    rows = [json.loads(line) for line in (tmp_path / "one").read_text("utf-8").splitlines()]
    assert [(row["name"], row["status"]) for row in rows] == [("a", 200), ("b", 422)]
    assert rows[0]["answer"]["quotes"][0]["id"] == "q1"
    assert same.report(tmp_path / "one", tmp_path / "two") == 0


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.txt", "One.\r\nTwo.", ["One.\r\nTwo."]),
        ("a.jsonl", '{"text": "One.", "id": "x"}\n{"text": "Two."}\n', ["One.", "Two."]),
        ("a.jsonl.gz", '{"text": "One."}\n', ["One."]),
        ("a.conllu", CONLLU, ["One. Two.\n\nThree."]),
        ("a.xml", NEWSROOM, ["Ito & Lee.\n\nEnd.", "Two."]),
    ],
)
def test_texts_are_read_by_the_suffix_of_their_file(tmp_path, name, content, expected):
    data = content.encode()
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    assert [text for _, text in texts.read(tmp_path / name)] == expected
    (tmp_path / "README.md").write_text("no text")
    assert [text for _, text in texts.read(tmp_path)] == expected


def test_a_file_of_another_kind_is_refused(tmp_path):
    with pytest.raises(ValueError, match="not one of"):
        texts.read(tmp_path / "a.pdf")


def test_a_sample_is_spread_evenly():
    named = [texts.Named(str(number), "") for number in range(10)]
    assert [name for name, _ in texts.sample(named, 3)] == ["0", "3", "6"]
    assert texts.sample(named, 20) == named


DIFFERENT = [({"a": None}, {}), ([1], [1.0]), (1, True), ({"a": [1, 2]}, {"a": [1]})]


@pytest.mark.parametrize(("one", "two"), DIFFERENT, ids=str)
def test_values_that_json_tells_apart_are_a_difference(one, two):
    assert list(same.differences(one, two))


def test_two_texts_with_one_name_are_refused(tmp_path):
    with pytest.raises(ValueError, match="one name: a"):
        same.keep("http://127.0.0.1:1", [texts.Named("a", "x"), texts.Named("a", "y")], tmp_path / "out")
