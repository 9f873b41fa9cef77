"""Articles as forms send them."""

import io

import pytest

TEXT = "“Rates will fall,” Ito said."
FORM = "application/x-www-form-urlencoded"
MULTIPART = "multipart/form-data; boundary=b"


def post(client, fields, **options):
    return client.post("/v1/quotes", data=fields, **options)


def file(content, *about):
    return io.BytesIO(content), *about


def part(name, content, more=""):
    return b'--b\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n' % (name.encode(), more.encode(), content)


def problem(response):
    return response.status_code, response.json["type"].removeprefix("/docs#")


def test_a_form_with_a_text_and_options_is_read_like_json(client):
    options = {"id": "a", "language": "en-US", "offset_encoding": "utf-16", "min_confidence": "0.5"}
    form = post(client, {"text": TEXT, "include": "statement,claim", **options}).json
    body = {"text": TEXT, "include": ["statement", "claim"], **options, "min_confidence": 0.5}
    assert form["quotes"]
    assert form == client.post("/v1/quotes", json=body).json


def test_a_field_of_a_form_wins_over_the_query_parameter_of_its_name(client):
    answer = client.post("/v1/quotes?id=query&offset_encoding=utf-8", data={"text": TEXT, "id": "form"}).json
    assert answer["document"]["id"] == "form"
    assert answer["document"]["offset_encoding"] == "utf-8"


def test_a_form_may_hold_html(client):
    assert post(client, {"html": f"<p>{TEXT}"}).json["document"]["text"] == TEXT


@pytest.mark.parametrize(
    "about",
    [
        ("page.html", "text/html"),
        ("page.HTM", "application/octet-stream"),
        ("page", "text/html"),
        ("p.htm", ""),
    ],
    ids=str,
)
def test_a_file_of_html_is_read_as_html(client, about):
    assert post(client, {"file": file(f"<p>{TEXT}".encode(), *about)}).json["document"]["text"] == TEXT


@pytest.mark.parametrize("about", [("article.txt",), ("article", "text/plain"), ("a.md", "application/octet-stream")])
def test_any_other_file_is_read_as_text(client, about):
    document = post(client, {"file": file(f"<p>{TEXT}".encode(), *about)}).json["document"]
    assert document["length"] == len(f"<p>{TEXT}")


def test_a_file_is_read_in_its_charset(client):
    answer = post(client, {"file": file(TEXT.encode("cp1252"), "a.txt", "text/plain; charset=windows-1252")}).json
    assert answer["document"]["length"] == len(TEXT)


@pytest.mark.parametrize("fields", [{"text": TEXT, "file": (b"", "")}, {"text": "", "file": (TEXT.encode(), "a.txt")}])
def test_of_a_page_s_form_the_field_that_was_left_empty_counts_as_not_sent(make_unchecked, fields):
    fields["file"] = file(*fields["file"])
    assert post(make_unchecked(), fields).json["quotes"]


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({}, ""),
        ({"text": ""}, ""),
        ({"text": " "}, "/text"),
        ({"text": TEXT, "html": TEXT}, "/html"),
        ({"text": TEXT, "enabledRules": "x"}, ""),
        ({"text": [TEXT, TEXT]}, "/text"),
        ({"text": TEXT, "include": ""}, "/include/0"),
        ({"text": TEXT, "include": "lies"}, "/include/0"),
        ({"text": TEXT, "min_confidence": "x"}, "/min_confidence"),
        ({"text": TEXT, "min_confidence": "nan"}, "/min_confidence"),
        ({"text": TEXT, "blocks": "x"}, ""),
    ],
    ids=str,
)
@pytest.mark.parametrize("content_type", [FORM, "multipart/form-data"])
def test_an_invalid_form_is_refused_with_a_pointer_to_the_field(client, fields, pointer, content_type):
    response = post(client, fields, content_type=content_type)
    assert problem(response) == (422, "validation")
    assert [error["pointer"] for error in response.json["errors"]] == [pointer]


def test_a_text_and_a_file_at_once_are_refused(client):
    assert problem(post(client, {"text": TEXT, "file": file(TEXT.encode(), "a.txt")})) == (422, "validation")


def test_an_article_that_was_sent_as_a_form_by_mistake_is_not_repeated(client):
    response = post(client, b"SECRET & SECRET", content_type=FORM)
    assert problem(response) == (422, "validation")
    assert "SECRET" not in response.text


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (b"text=%FF", FORM),
        (b"text=\xff", FORM),
        (part("text", b"\xff") + b"--b--\r\n", MULTIPART),
        (part("text", b"x"), MULTIPART),
        (b"x", MULTIPART),
        (b"x", "multipart/form-data"),
    ],
    ids=repr,
)
def test_a_form_that_does_not_decode_is_refused(client, body, content_type):
    assert problem(post(client, body, content_type=content_type)) == (400, "invalid-encoding")


@pytest.mark.parametrize(
    "about", [("a.pdf", "application/pdf"), ("a.txt", "text/plain; charset=utf-7"), ("a.json", "application/json")]
)
def test_a_file_that_is_neither_text_nor_html_or_of_another_charset_is_refused(client, about):
    assert problem(post(client, {"file": file(b"x", *about)})) == (415, "unsupported-media-type")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [(b"&".join([b"text=x"] * 1000), FORM), (part("text", b"x") * 1000 + b"--b--\r\n", MULTIPART)],
)
def test_a_form_of_very_many_fields_is_refused(client, body, content_type):
    assert problem(post(client, body, content_type=content_type)) == (422, "validation")


def test_a_form_is_limited_in_size_as_any_body(client):
    body = part("file", b"x" * 2**20, '; filename="a.txt"') + b"--b--\r\n"
    assert problem(post(client, body, content_type=MULTIPART)) == (413, "too-large")
