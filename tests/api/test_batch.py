"""POST /v1/quotes/batch: what each line gets, and what is told of all of them."""

import json
import logging
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from quotes.api import backend
from quotes.runtime import batches
from quotes.runtime.logs import JsonFormatter
from tests.support import fakes
from tests.support.waiting import until

NDJSON = "application/x-ndjson"
QUOTE = '"Rates will fall," Ito said.'
GOOD = {"text": QUOTE, "id": "good"}


def post(client, body, query="", **headers):
    """The results of a batch."""
    if not isinstance(body, bytes):
        body = b"".join(line if isinstance(line, bytes) else json.dumps(line).encode() + b"\n" for line in body)
    response = client.post(f"/v1/quotes/batch{query}", data=body, content_type=NDJSON, headers=headers)
    assert response.status_code == 200
    assert response.mimetype == NDJSON
    return [json.loads(line) for line in response.text.splitlines()]


def outcome(result):
    """The id of an answer, or the problem's type and line."""
    if "document" in result:
        return result["document"]["id"]
    return result["type"].removeprefix("/docs#"), int(result["instance"].rpartition("/")[2])


def test_each_line_gets_the_answer_that_a_request_of_its_own_gets(client):
    lines = [{"text": f"{QUOTE} {number}", "id": str(number), "offset_encoding": "utf-16"} for number in range(20)]
    assert post(client, lines) == [client.post("/v1/quotes", json=line).json for line in lines]


def test_the_answer_to_a_line_is_byte_for_byte_that_of_a_request_of_its_own(client):
    document = {"text": f"{QUOTE} \ud800 é"}
    lines = client.post("/v1/quotes/batch", data=json.dumps(document), content_type=NDJSON).data
    assert lines == client.post("/v1/quotes", json=document).data


@pytest.mark.parametrize("accept", ["", "*/*", "application/*;q=0.1", "Application/X-NDJSON; charset=utf-8, text/csv"])
def test_results_come_as_ndjson_whenever_the_client_accepts_it(client, accept):
    response = client.post("/v1/quotes/batch", data=b"{}", content_type=NDJSON, headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, NDJSON)
    assert "Accept" in response.vary


def test_a_bad_line_gets_its_own_problem_and_the_other_lines_their_answers(make_client):
    def fail(text):
        if "BREAK" in text:
            raise RuntimeError(text)

    client = make_client(fakes.engine(fakes.FakeParser(fail)), max_characters=1000, max_body_bytes=2000)
    bad = [
        (b"{\n", "invalid-json"),
        (b'{"text": NaN}\n', "invalid-json"),
        (b"[" * 50 + b"\n", "invalid-json"),
        (b'{"text": "\xff"}\n', "invalid-encoding"),
        (b"[]\n", "validation"),
        (b"null\n", "validation"),
        ({"text": " "}, "validation"),
        ({"text": "x", "nonsense": 1}, "validation"),
        ({"text": "x", "language": "de"}, "unsupported-language"),
        ({"text": "x" * 1001}, "too-large"),
        ({"text": "x" * 2001}, "too-large"),
        (b"\xff" * 100_000 + b"\n", "too-large"),
        ({"text": "BREAK SECRET"}, "internal"),
    ]
    body = [GOOD]
    for line, _ in bad:
        body += [line, GOOD]
    expected = ["good"]
    for number, (_, problem) in enumerate(bad):
        expected += [(problem, 2 * number + 2), "good"]
    assert [outcome(result) for result in post(client, body)] == expected


def test_the_problem_of_a_line_is_that_of_a_single_request_with_the_document_s_id(client):
    document = {"text": " ", "id": "a-1", "min_confidence": 7}
    (result,) = post(client, [document], **{"X-Request-ID": "r-1"})
    assert result.pop("id") == "a-1"
    assert result.pop("instance") == "/v1/quotes/batch#r-1/1"
    single = client.post("/v1/quotes", json=document).json
    assert result == {name: value for name, value in single.items() if name != "instance"}
    assert len(result["errors"]) == 2


@pytest.mark.parametrize("wrong", [7, None, "x" * 201])
def test_an_invalid_id_is_not_echoed_in_the_problem(client, wrong):
    (result,) = post(client, [{"text": "x", "id": wrong}])
    assert result["errors"][0]["pointer"] == "/id"
    assert "id" not in result


def test_blank_lines_and_every_kind_of_line_end_are_accepted(client):
    line = json.dumps(GOOD).encode()
    body = b"\xef\xbb\xbf" + line + b"\r\n\r\n \t\n\n" + line + b"\n" + line
    assert [outcome(result) for result in post(client, body)] == ["good"] * 3
    assert [outcome(result) for result in post(client, b"\n\n{")] == [("invalid-json", 3)]
    assert post(client, b"") == post(client, b"\n\n") == []


def test_query_parameters_apply_to_the_lines_that_do_not_set_the_field_themselves(client):
    thought = '"No," Ito thought. He "may".'
    query = "?offset_encoding=utf-8&include=claim"
    by_default, own = post(client, [{"text": "é"}, {"text": f"é {thought}", "include": "all"}], query)
    assert by_default["document"]["offset_encoding"] == own["document"]["offset_encoding"] == "utf-8"
    assert by_default["document"]["length"] == 2
    assert own["quotes"]


def test_the_limit_of_the_body_applies_to_each_line_and_not_to_the_whole(make_client):
    client = make_client(max_body_bytes=1024)
    assert len(post(client, [GOOD] * 1000)) == 1000


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("", {"Content-Type": "application/json"}, 415),
        ("", {"Content-Type": NDJSON, "Content-Encoding": "br"}, 415),
        ("", {"Content-Type": NDJSON, "Accept": "text/csv"}, 406),
        ("", {"Content-Type": NDJSON, "Accept": "application/x-ndjson;q=0, */*"}, 406),
        ("?nonsense=1", {"Content-Type": NDJSON}, 422),
        ("?id=a&id=b", {"Content-Type": NDJSON}, 422),
        ("?language=de", {"Content-Type": NDJSON}, 422),
    ],
    ids=str,
)
def test_what_is_wrong_with_the_whole_request_is_answered_by_one_problem(client, query, headers, status):
    response = client.post(f"/v1/quotes/batch{query}", data=b"{}\n", headers=headers)
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"


def test_a_batch_needs_a_valid_key_and_has_the_headers_of_cors(make_client):
    client = make_client(api_keys=("first-key-0123456",), cors_origins=("https://a.example",))
    refused = client.post("/v1/quotes/batch", data=b"{}", content_type=NDJSON)
    assert refused.status_code == 401
    headers = {"X-API-Key": "first-key-0123456", "Origin": "https://a.example", "X-Request-ID": "r-1"}
    response = client.post("/v1/quotes/batch", data=b"{}", content_type=NDJSON, headers=headers)
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert response.headers["X-Request-ID"] == "r-1"


def test_a_batch_is_refused_until_the_models_are_ready(make_client):
    response = make_client(fakes.engine(boot=False)).post("/v1/quotes/batch", data=b"{}", content_type=NDJSON)
    assert response.status_code == 503
    assert response.json["type"] == "/docs#not-ready"
    assert response.headers["Retry-After"]


def test_a_batch_beyond_the_limit_of_concurrent_batches_is_refused(make_client):
    client = make_client(batches=1)
    running = client.post("/v1/quotes/batch", data=b"", content_type=NDJSON, buffered=False)
    response = client.post("/v1/quotes/batch", data=b"", content_type=NDJSON)
    assert response.status_code == 503
    assert response.json["type"] == "/docs#overloaded"
    assert int(response.headers["Retry-After"]) >= 1
    running.close()
    assert post(client, [GOOD])


def test_a_line_waits_while_the_queue_is_full(make_client):
    hold = fakes.Hold()
    client = make_client(fakes.engine(fakes.FakeParser(hold), queue=0))
    single = threading.Thread(
        target=client.application.test_client().post, args=("/v1/quotes",), kwargs={"json": {"text": "HOLD"}}
    )
    single.start()
    hold.wait()
    threading.Timer(0.1, hold.release).start()
    assert [outcome(result) for result in post(client, [GOOD] * 3)] == ["good"] * 3
    single.join()


def test_the_deadline_applies_to_each_line(make_client):
    slow = fakes.FakeParser(lambda text: threading.Event().wait(0.1 * ("SLOW" in text)))
    client = make_client(fakes.engine(slow, deadline=0.05))
    results = post(client, [GOOD, {"text": "SLOW", "id": "slow"}] * 3)
    assert [outcome(result) for result in results] == [
        name for number in (2, 4, 6) for name in ("good", ("deadline-exceeded", number))
    ]
    assert results[1]["id"] == "slow"


def test_a_batch_ends_with_a_problem_when_the_process_is_about_to_stop(make_client):
    shutdown = []
    client = make_client(fakes.engine(fakes.FakeParser(lambda text: setattr(shutdown[0], "stopping", "END" in text))))
    shutdown.append(client.application.extensions[backend.KEY].shutdown)
    lines = [GOOD, {"text": "END", "id": "end"}, GOOD, GOOD, GOOD]
    found = [outcome(result) for result in post(client, lines)]
    assert found in (["good", "end", ("stopping", 3)], ["good", "end", "good", ("stopping", 4)])


def test_a_batch_is_logged_in_one_line_with_its_counts_and_no_text(client, caplog):
    caplog.set_level(logging.INFO)
    post(client, [GOOD, b"{\n", GOOD, {"text": ""}, {"text": " "}])
    (line,) = [json.loads(JsonFormatter().format(record)) for record in caplog.records]
    assert (line["lines"], line["ok"], line["failed"], line["ended"]) == (5, 2, 3, "complete")
    assert line["problems"] == {"invalid-json": 1, "validation": 2}
    assert (line["characters"], line["quotes"], line["status"]) == (2 * len(QUOTE), 2, 200)
    assert 0 <= line["parse_seconds"] <= line["seconds"]
    assert "Rates" not in str(line)


def test_the_metrics_count_lines_by_their_problem(client):
    def count(problem):
        name = f'quotes_batch_lines_total{{problem="{problem}"}} '
        lines = client.get("/metrics").text.splitlines()
        return next((float(line.removeprefix(name)) for line in lines if line.startswith(name)), 0)

    before = count(""), count("invalid-json")
    post(client, [GOOD, b"{\n", GOOD])
    assert (count("") - before[0], count("invalid-json") - before[1]) == (2, 1)


def test_batches_that_wait_for_a_reader_make_way_for_nobody(make_client, monkeypatch):
    monkeypatch.setattr(batches, "IDLE", 0.01)
    hold = fakes.Hold()
    client = make_client(fakes.engine(fakes.FakeParser(hold)), batches=2, workers=1)
    with ThreadPoolExecutor() as executor:
        first = executor.submit(post, client, [{"text": "HOLD", "id": "first"}])
        hold.wait()
        second = executor.submit(post, client, [GOOD])
        places = client.application.extensions[backend.KEY].batches._places
        until(lambda: len(places) == 2)
        time.sleep(0.2)
        assert client.post("/v1/quotes/batch", data=b"{}", content_type=NDJSON).status_code == 503
        assert not any(place.is_wanted for place in places)
        hold.release()
    assert [outcome(*each.result()) for each in (first, second)] == ["first", "good"]
