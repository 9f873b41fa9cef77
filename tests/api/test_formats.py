"""POST /v1/quotes by Accept; the checked client holds each answer against its media type in the contract."""

import csv
import io

import pytest

TEXT = 'He paused. "Rates will fall," Ito said on Sunday. "Never," Lee said.'
JSON = "application/json"
LD = "application/ld+json"
ANNO = 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'
CSV = "text/csv; charset=utf-8; header=present"
TEI = "application/tei+xml"
LABEL_STUDIO = "application/x.label-studio+json"
BRAT = "text/x.brat; charset=utf-8"


def ask(client, accept, text=TEXT, **options):
    headers = {} if accept is None else {"Accept": accept}
    return client.post("/v1/quotes", json={"text": text, **options}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/json;charset=utf-8", JSON),
        ("application/json, text/plain, */*", JSON),  # axios
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", JSON),  # a browser
        ("application/problem+json, application/json", JSON),
        ("application/json;q=2", JSON),  # nothing in it is readable
        ("application/ld+json", LD),
        ("application/ld+json, application/json;q=0.9", LD),
        ("application/json;q=0.9, application/*", LD),
        ("application/json;q=0, application/*", LD),
        ("text/csv, application/json", JSON),
        ("text/csv, */*", CSV),
        ("text/csv", CSV),
        ("text/csv; charset=utf-8; header=absent", CSV),
        ("text/*", CSV),
        ("text/html, text/csv;q=0.1, image/*", CSV),
        ("application/*;q=0.2, text/*;q=0.3, */*;q=0.1", CSV),
        ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', ANNO),
        ('application/ld+json; PROFILE="http://www.w3.org/ns/anno.jsonld";q=0.5, text/csv;q=0.4', ANNO),
        ("application/tei+xml, text/html;q=0.9", TEI),
        ("application/x.label-studio+json", LABEL_STUDIO),
        ("text/x.brat", BRAT),
        ("application/ld+json;profile=http://www.w3.org/ns/anno.jsonld", ANNO),  # its quotation marks left out
        ("application/ld+json ; Profile=http://www.w3.org/ns/anno.jsonld;q=0.5, text/csv;q=0.4", ANNO),
        ("application/ld+json;q=0.4;profile=http://www.w3.org/ns/anno.jsonld, text/csv;q=0.5", CSV),
        ("application/ld+json;profile=http://www.w3.org/ns/json-ld#compacted", LD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted http://www.w3.org/ns/anno.jsonld"', ANNO),
        ('application/ld+json, application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', ANNO),
        ('application/ld+json;q=0, application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"', ANNO),
        ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld";q=0, application/ld+json', LD),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', LD),  # unknown: let pass
        ('application/ld+json;profile="http://www.w3.org/ns/anno.jsonld";q=0.5, application/json', JSON),
    ],
)
def test_the_accept_header_selects_the_media_type_of_the_answer(client, accept, content_type):
    response = ask(client, accept)
    assert response.status_code == 200
    assert response.content_type == content_type
    assert "accept" in response.vary


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", "json", "*/json", "application/*;q=0", "*/*;q=0", "application/ld+xml"]
)
def test_an_accept_header_without_any_offered_media_type_gets_a_problem_that_lists_them(client, accept):
    response = ask(client, accept)
    assert response.status_code == 406
    assert response.mimetype == "application/problem+json"
    assert "accept" in response.vary
    assert response.json["type"] == "/docs#not-acceptable"
    assert all(
        content_type in response.json["detail"] for content_type in (JSON, LD, ANNO, CSV, TEI, LABEL_STUDIO, BRAT)
    )


def test_an_unacceptable_media_type_is_refused_before_the_body_is_read(client):
    assert client.post("/v1/quotes", data=b"\xff", headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("accept", [LD, ANNO, CSV])
def test_problems_are_problem_json_whatever_the_client_accepts(client, accept):
    response = client.post("/v1/quotes", json={}, headers={"Accept": accept})
    assert response.status_code == 422
    assert response.content_type == "application/problem+json"
    assert "accept" in response.vary


def test_the_model_card_is_json_only(client):
    assert client.get("/v1/model", headers={"Accept": "application/json; charset=utf-8"}).status_code == 200
    refused = client.get("/v1/model", headers={"Accept": LD})
    assert refused.status_code == 406
    assert LD not in refused.json["detail"]


def test_all_renderings_hold_the_same_quotes(client):
    address = "https://news.example/a"
    ids = [quote["id"] for quote in ask(client, JSON, id=address).json["quotes"]]
    graph = ask(client, LD, id=address).json["@graph"]
    annotations = ask(client, ANNO, id=address).json
    rows = list(csv.DictReader(io.StringIO(ask(client, CSV, id=address).text, newline="")))
    assert ids == ["q1", "q2"]
    assert [part["@id"] for part in graph[0]["hasPart"]] == [f"{address}#{id_}" for id_ in ids]
    assert [item["target"][0]["source"] for item in annotations["first"]["items"]] == [address] * 2
    assert [row["id"] for row in rows] == ids


def test_labels_are_of_the_text_that_was_read_whatever_offsets_are_asked_for(client):
    html = "<p>😀 “Rates will fall,” Ito said.</p>"
    for encoding in ("utf-8", "utf-16", "utf-32"):
        body = {"html": html, "offset_encoding": encoding}
        [task] = client.post("/v1/quotes", json=body, headers={"Accept": LABEL_STUDIO}).json
        assert task["data"]["text"] == "😀 “Rates will fall,” Ito said."
        regions = [found["value"] for found in task["predictions"][0]["result"] if found["type"] == "labels"]
        assert {region["text"] for region in regions} >= {"“Rates will fall,”", "Ito"}
        assert all(task["data"]["text"][region["start"] : region["end"]] == region["text"] for region in regions)


def test_options_apply_to_every_rendering(client):
    for accept in (LD, ANNO, CSV):
        body = ask(client, accept, min_confidence=0.9).text
        assert "#q2" in body or ",q2," in body
        assert '#q1"' not in body
        assert ",q1,direct" not in body


def test_a_plain_text_body_has_every_rendering_too(client):
    response = client.post("/v1/quotes?id=x", data=TEXT, content_type="text/plain", headers={"Accept": CSV})
    assert response.text.count("\r\n") == 3


@pytest.mark.parametrize("accept", [JSON, LD, ANNO, CSV, TEI, LABEL_STUDIO, BRAT])
def test_a_text_without_quotes_has_every_rendering(client, accept):
    assert ask(client, accept, "Nothing.").status_code == 200
