"""The documentation, the model card and the figures."""

import re
import shlex
from html import unescape
from html.parser import HTMLParser

import pytest
from prometheus_client.parser import text_string_to_metric_families

from quotes import __version__
from quotes.api.description import SPEC, load_spec
from quotes.api.problems import PROBLEM_TYPES
from quotes.api.views.page import FOLDER


class Page(HTMLParser):
    """Collects ids, links and tags; insists that tags are closed."""

    VOID = frozenset({"meta", "link", "br", "hr", "img", "input"})

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.tags, self.open = [], [], set(), []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags.add(tag)
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes[name] for name in ("href", "src") if name in attributes]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_file_that_the_page_names_is_served(client):
    response = client.get("/")
    page = Page(response.text)
    files = [link for link in page.links if link.startswith("web/")]
    scripts = [*re.findall(r'from "\./(\w+\.js)"', "".join(client.get(f"/{file}").text for file in files))]
    articles = [f"seeds/{link[1:]}" for link in page.links if link.startswith("#")]
    assert {link for link in page.links if not link.startswith("#")} == {"docs", *files}
    assert len(files) == 4
    assert len(articles) == 2
    for path in [*files, *articles, *(f"web/{script}" for script in scripts)]:
        assert client.get(f"/{path}").status_code == 200


def test_the_page_says_that_answers_may_be_kept_in_memory(client):
    for _ in range(2):
        answer = client.post("/v1/quotes", json={"text": "x"})
    assert answer.headers["Cache-Status"].startswith("quotes; hit")
    page = client.get("/").text
    assert "answers may be kept in memory" in page
    assert "Nothing is stored" not in page


def test_the_page_has_a_strict_content_security_policy(client):
    policy = client.get("/").headers["Content-Security-Policy"].split("; ")
    assert {"default-src 'none'", "script-src 'self'", "style-src 'self'", "frame-ancestors 'none'"} <= set(policy)
    assert not [directive for directive in policy if "unsafe" in directive]


@pytest.mark.parametrize(
    ("file", "media_type"),
    [("main.js", "text/javascript"), ("style.css", "text/css"), ("icon.svg", "image/svg+xml")],
)
def test_a_file_is_revalidated_by_its_etag_and_not_sent_again(client, file, media_type):
    response = client.get(f"/web/{file}")
    assert response.mimetype == media_type
    assert response.headers["Cache-Control"] == "no-cache"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    again = client.get(f"/web/{file}", headers={"If-None-Match": response.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize("path", ["/web/index.html", "/web/nothing.js", "/seeds/nothing.txt", "/seeds/..%2fLICENSE"])
def test_no_other_file_is_served(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.json["type"] == "/docs#not-found"


def test_every_seed_article_is_offered_byte_for_byte(client):
    seeds = {path.name: path.read_bytes() for path in FOLDER.glob("*.txt")}
    links = [link for link in Page(client.get("/").text).links if link.startswith("#")]
    assert {link[1:]: client.get(f"/seeds/{link[1:]}").data for link in links} == seeds


def test_the_openapi_description_is_served_byte_for_byte(client):
    response = client.get("/openapi.yaml")
    assert response.data == SPEC.read_bytes()
    assert response.mimetype == "application/yaml"


def test_the_openapi_description_is_served_as_json_too(client):
    assert client.get("/openapi.json").json == load_spec()


def test_the_documentation_needs_nothing_from_elsewhere(client):
    response = client.get("/docs")
    page = Page(response.text)
    assert [link for link in page.links if not link.startswith("#")] == ["/web/docs.js", "/openapi.yaml"]
    assert client.get("/web/docs.js").status_code == 200
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_every_link_and_every_problem_type_has_its_anchor_in_the_documentation(client):
    page = Page(client.get("/docs").text)
    assert len(page.ids) == len(set(page.ids))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert {kind.slug for kind in PROBLEM_TYPES} <= set(page.ids)


def test_the_documentation_has_every_path_summary_and_schema(client):
    html = client.get("/docs").text
    for path, item in load_spec()["paths"].items():
        for operation in item.values():
            assert path in html
            assert operation["summary"] in html
    assert set(re.findall(r'id="schema-(\w+)"', html)) == set(load_spec()["components"]["schemas"])


def test_every_operation_of_the_documentation_has_its_line_for_a_shell(client):
    html = client.get("/docs").text
    lines = [shlex.split(unescape(line)) for line in re.findall(r'<pre class="curl"[^>]*>(.*?)</pre>', html, re.S)]
    assert len(lines) == sum(len(item) for item in load_spec()["paths"].values())
    quotes = next(line for line in lines if line[2] == "http://localhost/v1/quotes")
    assert quotes[3:6] == ["-H", "Content-Type: application/json", "--data-binary"]
    assert client.post("/v1/quotes", data=quotes[6], content_type="application/json").json["quotes"]
    assert ["curl", "-sS", "http://localhost/seeds/000_460fb2e832f0ba7a.txt"] in lines


def test_the_model_card_has_the_versions_licences_and_limits(make_client):
    assert make_client(max_characters=99).get("/v1/model").json == {
        "name": "fake",
        "version": "1",
        "service_version": __version__,
        "languages": ["en"],
        "licences": ["CC0-1.0"],
        "limits": {"body_bytes": 2**20, "characters": 99, "tokens": 16_000, "json_depth": 16, "deadline_seconds": 60.0},
    }


def figures(client):
    text = client.get("/metrics").text
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    return {(sample.name, *sorted(sample.labels.values())): sample.value for sample in samples}


def test_the_metrics_count_requests_characters_quotes_and_stages(client):
    before = figures(client)
    client.post("/v1/quotes", json={"text": '"No," Ito said.'})
    client.post("/v1/quotes", json={})
    client.get("/secret/path")
    after = figures(client)

    def grown(*key):
        return after.get(key, 0) - before.get(key, 0)

    assert grown("quotes_http_requests_total", "", "/v1/quotes", "200", "POST") == 1
    assert grown("quotes_http_requests_total", "/v1/quotes", "422", "POST", "validation") == 1
    assert grown("quotes_http_requests_total", "404", "GET", "none", "not-found") == 1
    assert grown("quotes_http_request_seconds_count", "/v1/quotes", "POST") == 2
    assert grown("quotes_characters_total") == 15
    assert grown("quotes_returned_total", "direct") == 1
    for stage in ("queue", "parse", "attribution"):
        assert grown("quotes_stage_seconds_count", stage) == 1
    assert not [key for key in after if "/secret/path" in key]


def test_the_documentation_has_the_version_of_the_service(client):
    assert load_spec()["info"]["version"] == __version__
    assert f"Quotes {__version__}" in client.get("/docs").text
