"""Around every request: identity, log, keys, CORS, headers."""

import json
import logging

import pytest

from quotes.api.description import load_spec
from quotes.runtime.logs import JsonFormatter
from quotes.settings import Settings
from tests.support import fakes

TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
KEYS = ("first-key-0123456", "second-key-012345")


def lines(caplog):
    """What was logged, as it would be written."""
    return [json.loads(JsonFormatter().format(record)) for record in caplog.records]


def test_the_request_id_and_traceparent_of_a_request_come_back(client):
    response = client.get("/livez", headers={"X-Request-ID": "a-1.b_2~", "traceparent": TRACE})
    assert response.headers["X-Request-ID"] == "a-1.b_2~"
    assert response.headers["traceparent"] == TRACE


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, "<script>", "é", "a,b", "a/b"])
def test_an_invalid_request_id_is_replaced_by_a_new_one(client, given):
    made = client.get("/livez", headers={"X-Request-ID": given}).headers["X-Request-ID"]
    assert made != given
    assert len(made) == 32


def test_no_two_requests_get_the_same_id(client):
    assert len({client.get("/livez").headers["X-Request-ID"] for _ in range(10)}) == 10


def test_the_request_id_and_traceparent_come_back_with_a_problem(make_client):
    client = make_client(api_keys=KEYS)
    headers = {"X-Request-ID": "r-1", "traceparent": TRACE}
    right = {**headers, "X-API-Key": KEYS[0]}
    for response in (
        client.post("/v1/quotes", headers=headers),
        client.post("/v1/quotes", json={}, headers=right),
        client.post("/v1/quotes", json={}, headers={**right, "Accept": "image/png"}),
        client.get("/nowhere", headers=headers),
        client.get("/v1/quotes", headers=right),
    ):
        assert response.status_code >= 400
        assert response.headers["X-Request-ID"] == "r-1"
        assert response.headers["traceparent"] == TRACE
        assert response.json["instance"].endswith("#r-1")


@pytest.mark.parametrize(
    "given",
    [
        "", "00-x", TRACE.upper(), TRACE + "-more", "ff" + TRACE[2:], f"00-{'0' * 32}-b7ad6b7169203331-01",
        f"00-0af7651916cd43dd8448eb211c80319c-{'0' * 16}-01",
    ],
)  # fmt: skip
def test_a_malformed_traceparent_is_ignored(client, given):
    assert "traceparent" not in client.get("/livez", headers={"traceparent": given}).headers


def test_each_request_is_logged_in_one_line(client, caplog):
    caplog.set_level(logging.INFO)
    text = '"No," Ito said.'
    headers = {"X-Request-ID": "r-1", "traceparent": TRACE}
    client.post("/v1/quotes?id=i", json={"text": text}, headers=headers)
    (line,) = lines(caplog)
    assert line.pop("seconds") < 5
    assert all(line.pop(f"{stage}_seconds") < 5 for stage in ("queue", "parse", "attribution"))
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "info",
        "logger": "quotes.requests",
        "message": "request",
        "request_id": "r-1",
        "traceparent": TRACE,
        "method": "POST",
        "route": "/v1/quotes",
        "status": 200,
        "bytes": len(json.dumps({"text": text})),
        "characters": len(text),
        "quotes": 1,
        "cache": "miss",
    }


def test_an_answer_from_the_cache_is_logged_with_its_characters_and_quotes(client, caplog):
    caplog.set_level(logging.INFO)
    for _ in range(2):
        client.post("/v1/quotes", json={"text": '"No," Ito said.'})
    logged = [(line["cache"], line["characters"], line["quotes"]) for line in lines(caplog)]
    assert logged == [("miss", 15, 1), ("hit", 15, 1)]


def test_problems_are_logged_by_their_type_and_route(client, caplog):
    caplog.set_level(logging.INFO)
    client.post("/v1/quotes", json={})
    client.get("/no/such/path")
    client.open("/livez", method="BREW")
    assert [(line["method"], line["route"], line["problem"]) for line in lines(caplog)] == [
        ("POST", "/v1/quotes", "validation"),
        ("GET", "none", "not-found"),
        ("other", "none", "method-not-allowed"),
    ]


def test_probes_are_not_logged_at_the_level_info(client, caplog):
    caplog.set_level(logging.INFO)
    client.get("/livez")
    assert not caplog.records


def test_no_word_of_an_article_is_logged(make_client, caplog):
    caplog.set_level(logging.DEBUG)

    def fail(text):
        if "SECRET" in text:
            raise RuntimeError(text)

    client = make_client(fakes.engine(fakes.FakeParser(fail)))
    assert client.post("/v1/quotes", json={"text": "SECRET", "id": "SECRET"}).status_code == 500
    client.post("/v1/quotes?id=SECRET", data="SECRET", content_type="text/plain; charset=SECRET")
    client.post("/v1/quotes", data='{"text": "SECRET', content_type="application/json")
    client.post("/v1/quotes", json={"text": ["SECRET"], "SECRET": 1})
    logged = "\n".join(map(json.dumps, lines(caplog)))
    assert "RuntimeError" in logged
    assert "SECRET" not in logged


def test_a_service_without_keys_asks_for_none(client):
    assert client.get("/v1/model").status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-API-Key": ""},
        {"X-API-Key": "wrong"},
        {"X-API-Key": KEYS[0][:-1]},
        {"X-API-Key": "é"},
        {"X-API-Key": ",".join(KEYS)},
        {"Authorization": KEYS[0]},
        {"Authorization": f"Basic {KEYS[0]}"},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer wrong"},
    ],
    ids=str,
)
def test_a_wrong_key_is_refused_before_the_body_is_read(make_client, headers):
    client = make_client(api_keys=KEYS)
    response = client.post("/v1/quotes", data=b"\xff", content_type="x/y", headers=headers)
    assert response.status_code == 401
    assert response.json["type"] == "/docs#unauthorized"
    assert response.headers["WWW-Authenticate"] == 'Bearer realm="quotes"'


@pytest.mark.parametrize("key", [*KEYS, "a+b/c~d_e.f-0123456=="])
def test_each_of_the_keys_is_accepted_in_either_header(make_client, key):
    client = make_client(api_keys=Settings.from_environ({"QUOTES_API_KEYS": ",".join((*KEYS, key))}).api_keys)
    assert client.get("/v1/model", headers={"X-API-Key": key}).status_code == 200
    assert client.get("/v1/model", headers={"Authorization": f"Bearer {key}"}).status_code == 200


@pytest.mark.parametrize(
    ("key", "bearer", "status"),
    [(KEYS[0], "for-the-gateway", 200), ("for-the-gateway", KEYS[1], 200), (*KEYS, 200), ("wrong", "wrong", 401)],
)
def test_one_right_key_is_enough_where_both_headers_have_one(make_client, key, bearer, status):
    headers = {"X-API-Key": key, "Authorization": f"Bearer {bearer}"}
    assert make_client(api_keys=KEYS).get("/v1/model", headers=headers).status_code == status


def test_probes_and_documentation_need_no_key(make_client):
    client = make_client(api_keys=KEYS)
    assert {client.get(path).status_code for path in ("/livez", "/readyz", "/metrics", "/docs", "/openapi.yaml")} == {
        200
    }


def test_there_are_no_headers_of_cors_by_default(client):
    response = client.get("/v1/model", headers={"Origin": "https://a.example"})
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


def test_an_allowed_origin_gets_the_headers_of_cors(make_client):
    client = make_client(cors_origins=("https://a.example",), api_keys=KEYS)
    response = client.get("/v1/model", headers={"Origin": "https://a.example", "X-API-Key": KEYS[0]})
    assert response.headers["Access-Control-Allow-Origin"] == "https://a.example"
    assert "X-Request-ID" in response.headers["Access-Control-Expose-Headers"]
    assert set(response.vary) == {"Accept", "Origin"}
    refused = client.get("/v1/model", headers={"Origin": "https://a.example"})
    assert refused.status_code == 401
    assert refused.headers["Access-Control-Allow-Origin"] == "https://a.example"


def test_no_other_origin_gets_the_headers_of_cors(make_client):
    client = make_client(cors_origins=("https://a.example",))
    for origin in ("https://b.example", "https://a.example.b.example", "http://a.example", "null"):
        response = client.get("/v1/model", headers={"Origin": origin})
        assert "Access-Control-Allow-Origin" not in response.headers
        assert set(response.vary) == {"Accept", "Origin"}


ORIGIN = "https://a.example"
PLUGIN = {  # what a plugin sends: a header that no page may send unasked must be allowed by the preflight
    "Accept": 'application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
    "Content-Type": "application/json",
    "X-API-Key": KEYS[0],
    "Authorization": f"Bearer {KEYS[0]}",
    "X-Request-ID": "r-1",
    "traceparent": TRACE,
    "tracestate": "vendor=1",
}


def test_a_preflight_allows_what_a_plugin_sends(make_client):
    client = make_client(cors_origins=(ORIGIN,), api_keys=KEYS)
    asked = {
        "Origin": ORIGIN,
        "Access-Control-Request-Method": "POST",
        "Access-Control-Request-Headers": ", ".join(sorted(name.lower() for name in PLUGIN)),
    }
    preflight = client.options("/v1/quotes", headers=asked)
    assert preflight.access_control_allow_origin == ORIGIN
    assert {name.lower() for name in PLUGIN} <= {name.lower() for name in preflight.access_control_allow_headers}
    assert "POST" in preflight.access_control_allow_methods
    response = client.post("/v1/quotes", json={"text": "x"}, headers={"Origin": ORIGIN, **PLUGIN})
    assert response.status_code == 200
    assert response.access_control_allow_origin == ORIGIN


def test_a_preflight_of_another_origin_gets_no_headers_of_cors(make_client):
    client = make_client(cors_origins=(ORIGIN,))
    asked = {"Origin": "https://b.example", "Access-Control-Request-Method": "POST"}
    response = client.options("/v1/quotes", headers=asked)
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


def test_scripts_may_read_every_header_of_the_contract(make_client):
    """Besides those that any script may (https://fetch.spec.whatwg.org/#cors-safelisted-response-header-name)."""
    responses = [*load_spec()["components"]["responses"].values()]
    responses += [r for path in load_spec()["paths"].values() for o in path.values() for r in o["responses"].values()]
    documented = {name.lower() for response in responses for name in response.get("headers", ())}
    response = make_client(cors_origins=(ORIGIN,)).get("/livez", headers={"Origin": ORIGIN})
    exposed = {name.lower() for name in response.access_control_expose_headers}
    assert {"x-request-id", "retry-after", "www-authenticate", "allow"} <= exposed
    assert documented - exposed == {"content-security-policy"}  # of the page, which no script reads


def test_problems_have_the_headers_of_cors_too(make_client):
    client = make_client(fakes.engine(boot=False), cors_origins=(ORIGIN,))
    origin = {"Origin": ORIGIN}
    for status, response in {
        503: client.post("/v1/quotes", json={"text": "x"}, headers=origin),
        406: client.post("/v1/quotes", json={"text": "x"}, headers={**origin, "Accept": "image/png"}),
        404: client.get("/nowhere", headers=origin),
        405: client.get("/v1/quotes", headers=origin),
        422: client.post("/v1/quotes", json={}, headers=origin),
        415: client.post("/v1/quotes", data="x", content_type="x/y", headers=origin),
    }.items():
        assert response.status_code == status
        assert response.mimetype == "application/problem+json"
        assert response.access_control_allow_origin == ORIGIN
        assert "Retry-After" in response.access_control_expose_headers
        assert "origin" in response.vary


def test_a_preflight_needs_no_key(make_client):
    client = make_client(cors_origins=("https://a.example",), api_keys=KEYS)
    response = client.options(
        "/v1/quotes",
        headers={
            "Origin": "https://a.example",
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "content-type, content-encoding, x-api-key",
        },
    )
    assert response.status_code == 200
    assert "POST" in response.headers["Access-Control-Allow-Methods"]
    allowed = response.headers["Access-Control-Allow-Headers"].lower()
    assert {"content-type", "content-encoding", "x-api-key"} <= set(allowed.split(", "))


def test_every_response_forbids_sniffing_and_has_a_content_security_policy(client):
    for path in ("/livez", "/docs", "/nowhere"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_head_and_options_are_answered(client):
    assert client.head("/docs").data == b""
    assert client.head("/v1/model").status_code == 200
    assert set(client.options("/v1/quotes").headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_a_wrong_method_is_refused_with_the_allowed_ones(client):
    response = client.get("/v1/quotes")
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]
    assert response.json["type"] == "/docs#method-not-allowed"
