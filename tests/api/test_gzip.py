"""Bodies and answers with the content coding gzip."""

import gzip
import json
import random

import pytest

from tests.support.server import serve

TEXT = '"Rates will fall," Ito said.'
NDJSON = "application/x-ndjson"


def post(client, data, content_type="text/plain", path="/v1/quotes", coding="gzip"):
    return client.post(path, data=data, content_type=content_type, headers={"Content-Encoding": coding})


def problem(response):
    return response.status_code, response.json["type"].removeprefix("/docs#")


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip"])
def test_a_packed_body_is_read_as_what_was_packed(make_unchecked, coding):
    plain = post(make_unchecked(), TEXT, coding="identity").json
    assert plain["quotes"]
    assert post(make_unchecked(), gzip.compress(TEXT.encode()), coding=coding).json == plain


def test_a_packed_json_body_is_read_too(make_unchecked):
    body = gzip.compress(json.dumps({"text": TEXT, "id": "a"}).encode())
    assert post(make_unchecked(), body, "application/json").json["document"]["id"] == "a"


@pytest.mark.parametrize(
    "body", [TEXT.encode(), gzip.compress(TEXT.encode())[:-1], gzip.compress(TEXT.encode()) + b"x"], ids=repr
)
def test_a_body_that_is_no_whole_gzip_is_refused(make_unchecked, body):
    assert problem(post(make_unchecked(), body)) == (400, "invalid-encoding")


def test_the_limit_of_size_is_that_of_the_unpacked_body(make_unchecked):
    assert post(make_unchecked(), gzip.compress(b"x" * 50_000)).status_code == 200
    assert problem(post(make_unchecked(), gzip.compress(b"x" * (2**20 + 1)))) == (413, "too-large")


def test_a_body_that_does_not_pack_is_limited_as_it_comes(make_unchecked):
    body = random.Random(0).randbytes(1100)
    assert problem(post(make_unchecked(max_body_bytes=1024), gzip.compress(body))) == (413, "too-large")


def test_the_lines_of_a_packed_batch_are_answered_one_by_one(make_unchecked):
    body = gzip.compress(b"".join(b'{"id": "%d", "text": "x"}\n' % number for number in range(3)))
    answer = post(make_unchecked(), body, NDJSON, "/v1/quotes/batch").text
    assert [json.loads(line)["document"]["id"] for line in answer.splitlines()] == ["0", "1", "2"]


@pytest.mark.parametrize(
    ("body", "slug"),
    [
        (gzip.compress(b'{"text": "x"}\n')[:-4], "invalid-encoding"),
        (gzip.compress(b'{"text": "x"}\n' + b"\n" * 2**22), "too-large"),
    ],
    ids=["cut", "bomb"],
)
def test_a_batch_whose_packing_goes_wrong_ends_with_a_problem(make_unchecked, body, slug):
    first, last = map(json.loads, post(make_unchecked(), body, NDJSON, "/v1/quotes/batch").text.splitlines())
    assert "quotes" in first
    assert last["type"] == f"/docs#{slug}"


def test_an_answer_is_packed_for_those_who_take_it(client):
    def ask(accept):
        return client.post("/v1/quotes", json={"text": TEXT * 10}, headers={"Accept-Encoding": accept})

    plain, packed = ask("identity"), ask("br, gzip;q=0.5")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == plain.data
    assert "Content-Encoding" not in plain.headers
    assert "Content-Encoding" not in ask("gzip;q=0, br").headers
    assert all("accept-encoding" in answer.vary for answer in (plain, packed))


def test_a_short_answer_is_not_packed(client):
    assert "Content-Encoding" not in client.get("/livez", headers={"Accept-Encoding": "gzip"}).headers


def test_a_packed_file_is_known_again_by_its_etag(client):
    packed = client.get("/web/main.js", headers={"Accept-Encoding": "gzip"})
    again = {"Accept-Encoding": "gzip", "If-None-Match": packed.headers["ETag"]}
    assert client.get("/web/main.js", headers=again).status_code == 304
    assert packed.headers["ETag"] != client.get("/web/main.js").headers["ETag"]


def test_a_running_server_reads_what_is_packed_and_goes_on_after_what_is_packed_wrong():
    with serve() as server:

        def ask(path, body, content_type):
            return server.request("POST", path, body, **{"Content-Type": content_type, "Content-Encoding": "gzip"})

        lines = gzip.compress(b'{"text": "x"}\n' * 3)
        assert ask("/v1/quotes", gzip.compress(TEXT.encode()), "text/plain")[0] == 200
        assert ask("/v1/quotes/batch", lines, NDJSON)[2].count(b"\n") == 3
        assert b"invalid-encoding" in ask("/v1/quotes/batch", lines[:-1] + b"x", NDJSON)[2]
        assert ask("/v1/quotes", gzip.compress(bytes(10**8)), "text/plain")[0] == 413
        assert ask("/v1/quotes", gzip.compress(TEXT.encode()), "text/plain")[0] == 200
