"""Bodies that cannot be taken: each is told why, within the limits, and the next request is served."""

import json
import time

import pytest

JSON = "application/json"


def post(client, data, content_type=JSON, path="/v1/quotes", **headers):
    return client.post(path, data=data, content_type=content_type, headers=headers)


def problem(response):
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == response.status_code
    return response.status_code, response.json["type"].removeprefix("/docs#")


@pytest.fixture(autouse=True)
def serves_afterwards(client):
    yield
    assert post(client, json.dumps({"text": '"No," Ito said.'})).json["quotes"]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        '{"text": "x"',
        '{"text": "x"} {}',
        "{'text': 'x'}",
        '{"text": NaN}',
        '{"text": "x", "min_confidence": Infinity}',
        '{"text": "x", "min_confidence": 1e999}',
        '{"text": "x", "min_confidence": -1e999}',
        '{"text": "x", "min_confidence": ' + "9" * 5000 + "}",
        '{"text": "x", "text": "y"}',
        '{"text": "raw\nbreak"}',
        '{"text": "\\x"}',
        '{"text": "\\u12"}',
        '{"text": "x",}',
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        '{"text":' * 50_000 + '"x"' + "}" * 50_000,
        '{"text": ' + "[" * 16 + "]" * 16 + "}",
        '"' + '\\"' * 500_000,
        '"' + "\\" * 1_000_001,
        "[]" * 500_000,
        '"' * 1_000_000,
    ],
    ids=lambda body: body[:24],
)
def test_a_body_that_is_no_strict_json_is_refused(client, body):
    start = time.monotonic()
    assert problem(post(client, body)) == (400, "invalid-json")
    assert time.monotonic() - start < 2


def test_brackets_inside_strings_do_not_count_as_depth(client):
    assert post(client, json.dumps({"text": "[" * 40 + '\\"{{{' + '"' * 9 + "[" * 40})).status_code == 200


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, ""),
        ({"text": ""}, "/text"),
        ({"text": " \n\u2003"}, "/text"),
        ({"text": None}, "/text"),
        ({"text": 1}, "/text"),
        ({"text": ["x"]}, "/text"),
        ({"text": "x", "html": "<p>x</p>"}, "/html"),
        ({"text": "x", "blocks": [{"id": "a", "text": "x"}]}, "/blocks"),
        ({"html": ""}, "/html"),
        ({"html": "<p> <!-- x --><script>x</script>&#32;</p>"}, "/html"),
        ({"html": None}, "/html"),
        ({"blocks": []}, "/blocks"),
        ({"blocks": "x"}, "/blocks"),
        ({"blocks": ["x"]}, "/blocks/0"),
        ({"blocks": [{"text": "x"}]}, "/blocks/0/id"),
        ({"blocks": [{"id": 1, "text": "x"}]}, "/blocks/0/id"),
        ({"blocks": [{"id": "x" * 201, "text": "x"}]}, "/blocks/0/id"),
        ({"blocks": [{"id": "a"}]}, "/blocks/0"),
        ({"blocks": [{"id": "a", "text": "x", "html": "x"}]}, "/blocks/0/html"),
        ({"blocks": [{"id": "a", "text": "x"}, {"id": "a", "text": "y"}]}, "/blocks/1/id"),
        ({"blocks": [{"id": "a", "text": " "}, {"id": "b", "html": "<p></p>"}]}, "/blocks"),
        ({"text": "x", "a/b~c": 1}, "/a~1b~0c"),
        ({"text": "x", "id": 5}, "/id"),
        ({"text": "x", "id": None}, "/id"),
        ({"text": "x", "id": "x" * 201}, "/id"),
        ({"text": "x", "language": 1}, "/language"),
        ({"text": "x", "offset_encoding": "utf-7"}, "/offset_encoding"),
        ({"text": "x", "offset_encoding": ["utf-8"]}, "/offset_encoding"),
        ({"text": "x", "include": "statement"}, "/include"),
        ({"text": "x", "include": []}, "/include"),
        ({"text": "x", "include": ["statement", "lies"]}, "/include/1"),
        ({"text": "x", "include": [["statement"]]}, "/include/0"),
        ({"text": "x", "include": {"a": 1}}, "/include"),
        ({"text": "x", "min_confidence": "0.5"}, "/min_confidence"),
        ({"text": "x", "min_confidence": True}, "/min_confidence"),
        ({"text": "x", "min_confidence": 1.01}, "/min_confidence"),
        ({"text": "x", "min_confidence": -1}, "/min_confidence"),
        ({"text": "x", "min_confidence": 10**400}, "/min_confidence"),
        ([], ""),
        ("x", ""),
        (5, ""),
        (None, ""),
    ],
    ids=str,
)
def test_an_invalid_field_is_refused_with_a_pointer_to_it(client, fields, pointer):
    response = post(client, json.dumps(fields))
    assert problem(response) == (422, "validation")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_all_errors_are_listed_together_up_to_twenty(client):
    response = post(client, json.dumps({"text": 1, "id": 2}))
    assert {error["pointer"] for error in response.json["errors"]} == {"/text", "/id"}
    response = post(client, json.dumps({f"field{i}": 1 for i in range(10_000)}))
    assert len(response.json["errors"]) == 20


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("min_confidence=x", "/min_confidence"),
        ("min_confidence=nan", "/min_confidence"),
        ("min_confidence=2", "/min_confidence"),
        ("include=", "/include/0"),
        ("include=statement,lies", "/include/1"),
        ("id=1&id=2", "/id"),
        ("text=x", "/text"),
        ("offset-encoding=utf-8", "/offset-encoding"),
    ],
)
def test_an_invalid_query_parameter_is_refused_with_a_pointer_to_it(client, query, pointer):
    response = post(client, "x", "text/plain", f"/v1/quotes?{query}")
    assert problem(response) == (422, "validation")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


@pytest.mark.parametrize("language", ["de", "", "english", "x-en", "zh-Hant"])
def test_a_language_other_than_english_is_refused(client, language):
    assert problem(post(client, json.dumps({"text": "x", "language": language}))) == (422, "unsupported-language")


@pytest.mark.parametrize(
    "content_type",
    [
        None,
        "",
        "application/xhtml+xml",
        "application/xml",
        "application/x-ndjson",
        "application/jsonp",
        "nonsense",
        "text/plain; charset=utf-7",
        "text/html; charset=utf-7",
        "text/plain; charset=base64",
        "text/plain; charset=unicode_escape",
    ],
)
def test_an_unsupported_media_type_or_charset_is_refused(client, content_type):
    assert problem(post(client, b"x", content_type)) == (415, "unsupported-media-type")


@pytest.mark.parametrize("coding", ["br", "deflate", "deflate, gzip", "gzip, gzip"])
def test_a_body_with_a_content_coding_other_than_gzip_is_refused(client, coding):
    response = post(client, b"x", "text/plain", **{"Content-Encoding": coding})
    assert problem(response) == (415, "unsupported-media-type")


@pytest.mark.parametrize("accept", ["text/html", "application/json;q=0", "image/*"])
def test_an_accept_header_without_any_offered_media_type_is_refused(client, accept):
    assert problem(post(client, "x", "text/plain", Accept=accept)) == (406, "not-acceptable")


@pytest.mark.parametrize("accept", ["*/*", "application/*", "text/html, application/json;q=0.1", ""])
def test_an_accept_header_that_leaves_room_for_json_gets_an_answer(client, accept):
    assert post(client, "x", "text/plain", Accept=accept).status_code == 200


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("é".encode(), "text/plain", "é"),
        ("\ufeffé".encode(), "text/plain", "é"),
        ("é\ufeff".encode(), "text/plain", "é\ufeff"),
        ("é".encode("latin-1"), "text/plain; charset=ISO-8859-1", "é"),
        ("€".encode("cp1252"), 'text/plain; charset="windows-1252"', "€"),
        ("“No”".encode("cp1252"), "text/plain; charset=iso-8859-1", "“No”"),
        (b"a\x81b", "text/html; charset=latin1", "a\x81b"),
        ("é😀".encode("utf-16"), "text/plain; charset=utf-16", "é😀"),
        ("\ufeffé".encode("utf-16-be"), "text/plain; charset=UTF-16BE", "é"),
        ("\ufeff<p>&eacute;".encode(), "text/html", "é"),
        ("<meta charset=utf-8>€".encode("cp1252"), "text/html; charset=windows-1252", "€"),
        (b'\xef\xbb\xbf{"text": "\xc3\xa9"}', JSON, "é"),
        (b'{"text": "\xef\xbb\xbf\xc3\xa9"}', JSON, "\ufeffé"),
        (b'{"text": "\\ud83d\\ude00"}', "application/json; charset=utf-8", "😀"),
    ],
)
def test_charsets_are_decoded_and_a_byte_order_mark_is_dropped(client, body, content_type, text):
    response = post(client, body, content_type, "/v1/quotes?offset_encoding=utf-8")
    assert response.json["document"]["length"] == len(text.encode())


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"\xff", "text/plain"),
        (b"caf\xe9", "text/plain; charset=utf-8"),
        (b"\xed\xa0\x80", "text/plain"),
        (b"\xc3", "text/plain"),
        (b"\xe9", "text/plain; charset=us-ascii"),
        (b"\x00\xd8", "text/plain; charset=utf-16le"),
        (b"x", "text/plain; charset=utf-16"),
        (b'{"text": "\xe9"}', JSON),
        ('{"text": "x"}'.encode("utf-16"), JSON),
    ],
)
def test_bytes_that_do_not_decode_are_refused(client, body, content_type):
    assert problem(post(client, body, content_type)) == (400, "invalid-encoding")


@pytest.mark.parametrize("text", ["a" * 2**20, "x" * 50_001, "😀" * 50_001])
def test_a_text_that_is_too_long_is_refused(client, text):
    assert problem(post(client, text.encode(), "text/plain")) == (413, "too-large")


def test_a_text_of_exactly_the_limit_is_answered(client):
    assert post(client, "𝒜" * 50_000, "text/plain").json["document"]["length"] == 50_000


def test_a_body_that_is_too_long_is_refused(client):
    assert problem(post(client, b" " * 2**20 + b"{}")) == (413, "too-large")


def test_limits_come_from_the_settings(make_client):
    client = make_client(max_body_bytes=1024, max_characters=10, max_json_depth=2)
    assert problem(post(client, b"x" * 1025, "text/plain")) == (413, "too-large")
    assert problem(post(client, b"x" * 11, "text/plain")) == (413, "too-large")
    assert problem(post(client, '{"text": [[]]}')) == (400, "invalid-json")


def test_problems_never_repeat_the_text(client):
    for data, content_type in [
        ('{"text": "SECRET", "min_confidence": "SECRET"}', JSON),
        ('{"text": "SECRET" SECRET', JSON),
        ('{"text": "SECRET", "offset_encoding": "SECRET", "language": "SECRET", "include": ["SECRET"]}', JSON),
        ('{"text": "x", "language": "SECRET"}', JSON),
        ("SECRET\udcff".encode("utf-8", "surrogateescape"), "text/plain"),
        ("SECRET" * 10_000, "text/plain"),
    ]:
        response = post(client, data, content_type)
        assert response.status_code >= 400
        assert "SECRET" not in response.text
