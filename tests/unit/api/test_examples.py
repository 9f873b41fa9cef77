"""Lines for a shell and bodies to try, from the examples of a description."""

import json
import shlex

import pytest

from quotes.api.examples import bodies, curl


def resolve(node):
    return NODES[node["$ref"]] if "$ref" in node else node


NODES = {"#/plain": {"summary": "A text", "value": {"text": "It's over"}}}
JSON = {"application/json": {"examples": {"plain": {"$ref": "#/plain"}}}}


def line(method, path, **operation):
    return shlex.split(curl("http://here/prefix", method, path, operation, resolve))


def test_a_body_of_json_goes_in_one_line_that_a_shell_reads_back():
    *start, body = line("post", "/v1/quotes", requestBody={"content": JSON})
    assert start == [
        "curl", "-sS", "http://here/prefix/v1/quotes", "-H", "Content-Type: application/json", "--data-binary",
    ]  # fmt: skip
    assert json.loads(body) == {"text": "It's over"}


def test_a_parameter_of_the_path_has_its_example_in_the_address():
    parameter = {"name": "file", "in": "path", "schema": {"type": "string", "example": "style.css"}}
    assert line("get", "/web/{file}", parameters=[parameter])[-1] == "http://here/prefix/web/style.css"


def test_a_post_without_a_body_is_still_a_post():
    assert line("post", "/reload") == ["curl", "-sS", "-X", "POST", "http://here/prefix/reload"]


@pytest.mark.parametrize(
    ("media_type", "example", "expected"),
    [
        ("text/plain", "One\nTwo", ["One\nTwo"]),
        ("application/x-www-form-urlencoded", {"text": "a & b", "language": "en"}, ["text=a+%26+b&language=en"]),
        ("multipart/form-data", {"text": "a"}, []),
    ],
)
def test_an_example_is_written_as_its_media_type_has_it(media_type, example, expected):
    operation = {"requestBody": {"content": {media_type: {"example": example}}}}
    assert [each.body for each in bodies(operation, resolve)] == expected
