"""POST /v1/quotes: what comes back."""

import hashlib
import json

import pytest

TEXT = 'He paused. "Rates will fall," Ito said on Sunday. "Never," Lee said. "So be it," Kim thought.'


def ask(client, text=TEXT, **options):
    response = client.post("/v1/quotes", json={"text": text, **options})
    assert response.status_code == 200, response.text
    return response.json


def test_a_quote_has_every_field_of_the_contract(client):
    quote = ask(client)["quotes"][0]
    assert quote == {
        "id": "q1",
        "type": "direct",
        "content": [{"start": 11, "end": 29, "text": '"Rates will fall,"'}],
        "prefix": "He paused. ",
        "suffix": ' Ito said on Sunday. "Never," Le',
        "cue": {
            "spans": [{"start": 34, "end": 38, "text": "said"}],
            "lemma": "say",
            "category": "statement",
            "polarity": "positive",
            "modality": "asserted",
        },
        "speaker": {"spans": [{"start": 30, "end": 33, "text": "Ito"}], "text": "Ito", "entity": "e1"},
        "via": [],
        "addressee": None,
        "context": {"medium": None, "time": "on Sunday", "place": None},
        "nested_in": None,
        "confidence": 0.5,
    }


def test_a_quote_has_its_relays_addressee_and_outer_quote(client):
    quote = ask(client)["quotes"][1]
    assert quote["via"] == [{"relation": "reported_by", "spans": [], "text": None, "entity": "e1"}]
    assert quote["addressee"]["text"] == "H Lee"
    assert quote["addressee"]["entity"] is None
    assert quote["nested_in"] == "q1"
    assert quote["confidence"] == 0.988


def test_an_entity_has_its_name_kind_and_mentions(client):
    assert ask(client)["entities"][0] == {
        "id": "e1",
        "name": "Ito",
        "kind": "person",
        "role": None,
        "mentions": [{"start": 30, "end": 33, "text": "Ito", "type": "name"}],
    }


def test_an_answer_describes_the_document_and_the_model(client):
    answer = ask(client, id="a-123")
    assert answer["document"] == {
        "id": "a-123",
        "language": "en",
        "length": len(TEXT),
        "sha256": hashlib.sha256(TEXT.encode()).hexdigest(),
        "offset_encoding": "utf-32",
    }
    assert answer["model"] == {"name": "fake", "version": "1"}


def test_an_answer_has_the_warnings_of_the_parser(client):
    assert ask(client, "RUN")["warnings"] == [
        {"code": "long_run", "detail": "parser's", "start": 0, "end": 1, "text": "R"}
    ]


def test_an_answer_to_a_text_without_quotes_is_empty(client):
    answer = ask(client, "Nothing.")
    assert (answer["quotes"], answer["entities"], answer["warnings"]) == ([], [], [])


def test_prefix_and_suffix_end_where_the_text_does(client):
    quote = ask(client, '"No," Ito said')["quotes"][0]
    assert quote["prefix"] == ""
    assert quote["suffix"] == " Ito said"


@pytest.mark.parametrize(
    ("encoding", "codec", "unit"), [("utf-32", "utf-32-le", 4), ("utf-16", "utf-16-le", 2), ("utf-8", "utf-8", 1)]
)
def test_offsets_count_the_units_of_the_requested_encoding(client, encoding, codec, unit):
    text = 'Ça va 😀 \ud800. "Taux 😀 €," Ito said.'
    answer = ask(client, text, offset_encoding=encoding)
    raw = text.encode(codec, "surrogatepass")
    assert answer["document"]["length"] * unit == len(raw)
    spans = [
        *answer["quotes"][0]["content"],
        *answer["quotes"][0]["speaker"]["spans"],
        *answer["entities"][0]["mentions"],
    ]
    assert len(spans) == 3
    for span in spans:
        assert raw[span["start"] * unit : span["end"] * unit].decode(codec) == span["text"]


def test_thoughts_in_quotation_marks_stay_and_other_quotes_are_filtered_by_category(client):
    assert len(ask(client)["quotes"]) == 3
    assert [quote["id"] for quote in ask(client, include=["denial"])["quotes"]] == ["q3"]
    assert len(ask(client, include="all")["quotes"]) == 3
    assert len(ask(client, include=["statement", "all"])["quotes"]) == 3


def test_quotes_below_min_confidence_are_left_out_with_their_nesting_and_entities(client):
    answer = ask(client, min_confidence=0.9)
    assert [(quote["id"], quote["nested_in"]) for quote in answer["quotes"]] == [("q2", None)]
    assert [entity["id"] for entity in answer["entities"]] == ["e1", "e2"]


def test_plain_text_takes_its_options_as_query_parameters(client):
    response = client.post(
        "/v1/quotes?id=x&offset_encoding=utf-8&include=statement,claim&min_confidence=0.9&language=en-GB",
        data=TEXT.encode(),
        content_type="text/plain",
    )
    assert [quote["id"] for quote in response.json["quotes"]] == ["q2"]
    assert response.json["document"]["id"] == "x"
    assert response.json["document"]["language"] == "en-GB"


def test_a_field_of_the_body_wins_over_the_query_parameter(client):
    response = client.post("/v1/quotes?id=parameter&language=en-GB", json={"text": "x", "id": "field"})
    assert response.json["document"]["id"] == "field"
    assert response.json["document"]["language"] == "en-GB"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800", "\udfff tail \ud800", "\u202e\ufeff.", "\U0010ffff"])
def test_any_string_of_json_is_accepted_as_text_and_id(client, text):
    response = client.post("/v1/quotes", data=json.dumps({"text": text, "id": text}), content_type="application/json")
    assert response.status_code == 200
    assert response.json["document"]["id"] == text
    assert response.json["document"]["length"] == len(text)
    assert response.json["document"]["sha256"] == hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
