"""The WordPress plugin's PHP: what it asks the service, what it tells the editor, what it publishes."""

import json
import re
import shutil
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from html import escape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.support.server import free_port, serve
from tests.support.site import PHP, PLUGIN, site

pytestmark = pytest.mark.skipif(not PHP, reason="php is not installed: apt-get install php-cli")

NODE = shutil.which("node")
KEY = "key-of-the-news-site"
QUOTE = '"Rates will fall," Ito said.'


@pytest.fixture(scope="module")
def service():
    with serve(api_keys=KEY, max_characters=2000) as running:
        yield running


@pytest.fixture
def here(service, tmp_path):
    """A site that knows the service."""
    with site(tmp_path, url=url_of(service), key=KEY, min_confidence=0.5) as running:
        yield running


def url_of(server):
    return f"http://127.0.0.1:{server.port}"


def blocks(*texts):
    return {"blocks": [{"id": f"b{number}", "html": text} for number, text in enumerate(texts, 1)]}


def assert_keeps_secrets(answer, server):
    """Neither the key nor where the service is."""
    told = json.dumps(answer)
    assert KEY not in told
    assert str(server.port) not in told


def asked(server):
    """How many questions have come to the service so far."""
    return sum(line.get("route") == "/v1/quotes" for line in server.lines())


def published(page):
    """The JSON-LD of a page, of which it has one at most."""
    found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(found) <= 1
    return json.loads(found[0]) if found else None


@pytest.mark.parametrize("file", sorted(PLUGIN.rglob("*.php")), ids=lambda file: file.name)
def test_the_php_is_well_formed(file):
    subprocess.run([PHP, "-l", file], check=True, capture_output=True)


def test_the_plugin_and_its_readme_have_the_same_version_and_requirements():
    header, readme = ((PLUGIN / name).read_text("utf-8") for name in ("quote-attribution.php", "readme.txt"))
    versions = re.findall(r"(?:Version: +|VERSION = '|Stable tag: |^= )([\d.]+)", header + readme, re.MULTILINE)
    assert len(versions) == 4
    assert len(set(versions)) == 1
    for name in ("Requires at least", "Requires PHP", "License"):
        assert len(set(re.findall(rf"{name}: +(\S+)", header + readme))) == 1


# --- The proxy ---


def test_an_editor_gets_the_quotes_of_blocks_with_offsets_for_javascript(here, service):
    before = asked(service)
    status, headers, answer = here.rest("/quotes", blocks("<b>🙂</b>", f"🙂 {QUOTE}"))
    assert (status, headers["Content-Type"]) == (200, "application/json")
    assert asked(service) == before + 1
    [span] = answer["quotes"][0]["content"]
    assert (span["block"], span["html_start"], span["html_end"]) == ("b2", 3, 21)
    assert_keeps_secrets([headers, answer], service)


def test_visitors_and_subscribers_get_no_quotes(here, service):
    before = asked(service)
    for user in ("", "subscriber"):
        assert here.rest("/quotes", blocks(QUOTE), user)[0] == 403
        assert here.rest("/posts/1/json-ld", None, user)[0] == 403
    assert asked(service) == before


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"blocks": QUOTE},
        {"blocks": []},
        {"blocks": [{"id": "b1"}]},
        {"blocks": [{"id": "", "html": QUOTE}]},
        {"blocks": [{"id": "b" * 101, "html": QUOTE}]},
        {"blocks": [{"id": "b1", "html": [QUOTE]}]},
        {"blocks": [{"id": "b1", "html": QUOTE, "url": "http://127.0.0.1/"}]},
    ],
)
def test_a_body_without_valid_blocks_is_not_passed_on(here, service, body):
    before = asked(service)
    assert here.rest("/quotes", body)[0] == 400
    assert asked(service) == before


def test_a_body_beyond_a_mebibyte_is_not_passed_on(here, service):
    before = asked(service)
    status, _, problem = here.rest("/quotes", blocks("x" * 2**20))
    assert (status, problem["status"]) == (413, 413)
    assert asked(service) == before


@pytest.mark.parametrize(
    ("text", "status", "slug"), [("x" * 2001, 413, "too-large"), (" ", 422, "validation"), ("BREAK", 500, "internal")]
)
def test_problems_of_the_service_are_passed_on_unchanged(here, service, text, status, slug):
    got, headers, problem = here.rest("/quotes", blocks(text))
    assert (got, headers["Content-Type"]) == (status, "application/problem+json")
    assert (problem["status"], problem["type"]) == (status, f"/docs#{slug}")
    assert ("errors" in problem) == (status == 422)
    assert_keeps_secrets([headers, problem], service)


def test_a_wrong_key_is_a_problem_that_does_not_show_the_key(service, tmp_path):
    wrong = "another-key-altogether"
    with site(tmp_path, url=url_of(service), key=wrong) as other:
        status, headers, problem = other.rest("/quotes", blocks(QUOTE))
    assert (status, problem["type"]) == (401, "/docs#unauthorized")
    assert wrong not in json.dumps([headers, problem])


def test_a_busy_service_says_when_to_try_again(tmp_path):
    with serve(queue=0) as busy, site(tmp_path, url=url_of(busy)) as here, ThreadPoolExecutor() as pool:
        running = pool.submit(busy.quotes, "SLOW")
        time.sleep(0.3)
        status, headers, problem = here.rest("/quotes", blocks(QUOTE))
        assert (status, problem["type"]) == (503, "/docs#overloaded")
        assert int(headers["Retry-After"]) >= 1
        assert running.result()[0] == 200


def test_a_service_that_is_slower_than_the_timeout_is_a_problem(tmp_path):
    with serve() as slow, site(tmp_path, url=url_of(slow), timeout=0.3) as impatient:
        status, headers, problem = impatient.rest("/quotes", blocks(f"SLOW {QUOTE}"))
        assert (status, problem["status"]) == (504, 504)
        assert_keeps_secrets([headers, problem], slow)


@contextmanager
def answering(status, body, **headers):
    """Something in the service's place that answers every request alike; its address, and the paths asked for."""
    paths = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            paths.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            paths.append(self.path)

        def log_message(self, *_):
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", paths
        server.shutdown()


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (200, b"<h1>Welcome</h1>", {"Content_Type": "text/html"}),
        (502, b"<h1>Bad gateway: 10.0.0.7:8080</h1>", {"Content_Type": "text/html"}),
        (500, b'{"trace": "10.0.0.7:8080"}', {"Content_Type": "application/json"}),
        (302, b"", {"Location": "/elsewhere"}),
    ],
)
def test_an_answer_that_is_not_the_service_s_is_a_bad_gateway(tmp_path, status, body, headers):
    with answering(status, body, **headers) as (url, paths), site(tmp_path, url=url, key=KEY) as here:
        status, headers, problem = here.rest("/quotes", blocks(QUOTE))
    assert (status, headers["Content-Type"], problem["status"]) == (502, "application/problem+json", 502)
    assert "10.0.0.7" not in json.dumps(problem)
    assert paths == ["/v1/quotes"]  # the key went nowhere else


def test_a_site_without_an_address_of_the_service_gets_a_problem(tmp_path):
    with site(tmp_path) as unset:
        status, headers, problem = unset.rest("/quotes", blocks(QUOTE))
        assert (status, "Retry-After" in headers) == (501, False)
        assert problem["title"] == "The address of the service is not set"


# --- What is published ---


def test_a_published_post_gets_its_json_ld_by_cron(here):
    [plan] = here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
    assert plan["arguments"] == [1, 1]
    assert published(here.head()) is None
    assert here.post("/cron") == []
    told = published(here.head())
    assert told["@context"] == "https://schema.org"
    assert "Rates will fall" in json.dumps(told)


def block(name, html, *within):
    """A block as the editor saves it, with those within before its last tag."""
    head, tag, tail = html.rpartition("</")
    attributes = ' {"level":2}' if name == "heading" else ""
    return f"<!-- wp:{name}{attributes} -->\n{head}{''.join(within)}{tag}{tail}\n<!-- /wp:{name} -->"


def test_json_ld_has_the_quotes_of_exactly_the_blocks_that_are_the_article(here):
    """Captions, pull quotes and the like are no part of the article."""
    content = [
        block("heading", '<h2 class="wp-block-heading">"One," Abe said.</h2>'),
        "<!-- wp:spacer /-->",
        block("pullquote", '<figure><blockquote><p>"Zero," Zoe said.</p></blockquote></figure>'),
        block("image", '<figure><img src="a.jpg"/><figcaption>"Zero," Zoe said.</figcaption></figure>'),
        block(
            "group",
            "<div></div>",
            block("quote", "<blockquote></blockquote>", block("paragraph", '<p>"Two," Bea said.</p>')),
        ),
        block("list", "<ul></ul>", block("list-item", '<li>[gallery ids="1"]"Three," Cem said.</li>')),
        block("list", '<ol><li>"Four," Dan said.</li></ol>'),
        block("quote", '<blockquote><p>"Five," Eva said.</p><cite>A</cite></blockquote>'),
        block(
            "details",
            '<details><summary>"Six," Fay said.</summary></details>',
            block("table", '<td>"Zero," Zoe said.</td>'),
        ),
        '"Zero," Zoe said.',
    ]
    here.post("/publish", {"ID": 1, "post_content": "\n\n".join(content)})
    here.post("/cron")
    told = json.dumps(published(here.head()))
    assert [word for word in ("One", "Two", "Three", "Four", "Five", "Six", "Zero") if word in told] == [
        "One", "Two", "Three", "Four", "Five", "Six"
    ]  # fmt: skip


@pytest.mark.skipif(not NODE, reason="node is not installed: apt-get install nodejs (20 or newer)")
def test_the_editor_tells_its_script_which_blocks_are_the_article(tmp_path):
    """The script as the editor runs it: not as a module of node."""
    with site(tmp_path) as here:
        script = here.post("/editor")["quote-attribution-quotes"]
    blocks = [
        {"name": f"core/{name}", "clientId": name, "attributes": attributes, "innerBlocks": []}
        for name, attributes in {
            "pullquote": {"value": "Zero", "citation": "Zero"},
            "paragraph": {"content": "One", "placeholder": "Zero"},
            "quote": {"citation": "Two"},
        }.items()
    ]
    code = script["before"] + Path(script["file"]).read_text("utf-8")
    run = f"""
        const window = {{}};
        require("node:vm").runInNewContext({json.dumps(code)}, {{ window }});
        console.log(window.quoteAttribution.passages({json.dumps(blocks)}).map(({{ html }}) => html).join());
    """
    done = subprocess.run([NODE, "-e", run], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "One,Two"


def test_a_post_of_the_classic_editor_is_sent_whole(here):
    here.post("/publish", {"ID": 1, "post_content": f'{QUOTE}\n\n[gallery ids="1"]"Never," Lee said.'})
    here.post("/cron")
    told = json.dumps(published(here.head()))
    assert "Rates will fall" in told
    assert "Never" in told


@pytest.mark.parametrize("content", ["", block("image", "<figure><figcaption>Zoe</figcaption></figure>")])
def test_a_post_without_text_is_not_sent_to_the_service(here, service, content):
    before = asked(service)
    here.post("/publish", {"ID": 1, "post_content": content})
    assert here.rest("/posts/1/json-ld")[::2] == (200, {"quotes": 0})
    assert asked(service) == before
    assert published(here.head()) is None


def test_a_new_address_of_a_post_gets_new_json_ld(here):
    content = block("paragraph", f"<p>{QUOTE}</p>")
    for slug in ("first", "second"):
        here.post("/publish", {"ID": 1, "post_content": content, "post_name": slug})
        assert published(here.head()) is None
        here.post("/cron")
        assert f"https://news.example/{slug}#q1" in json.dumps(published(here.head()))


def test_an_article_without_confident_quotes_has_no_json_ld(service, tmp_path):
    with site(tmp_path, url=url_of(service), key=KEY, min_confidence=0.9) as strict:
        strict.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
        assert strict.rest("/posts/1/json-ld")[::2] == (200, {"quotes": 0})
        assert published(strict.head()) is None


@pytest.mark.parametrize("body", [b'{"@context": "https://evil.example", "@graph": []}', b'{"quotes": []}', b"[]"])
def test_an_answer_that_is_no_json_ld_of_schema_org_is_not_published(tmp_path, body):
    with answering(200, body) as (url, _), site(tmp_path, url=url) as here:
        here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
        assert here.rest("/posts/1/json-ld")[0] == 502
        assert published(here.head()) is None


def test_the_editor_gets_the_json_ld_without_waiting_for_cron(here):
    here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
    assert here.rest("/posts/1/json-ld")[::2] == (200, {"quotes": 1})
    assert published(here.head())
    assert here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"}) == []


def test_no_text_of_an_article_breaks_out_of_the_script_element(here):
    words = r"</script><script>alert(1)</script><!-- \ \\ \u003c ' & é 🙂,"
    here.post("/publish", {"ID": 1, "post_content": f'<p>"{escape(words, quote=False)}" Ito said.</p>'})
    here.post("/cron")
    page = here.head()
    assert page.count("<") == 2  # the script's own tags
    assert json.dumps(words)[1:-1] in json.dumps(published(page))


def test_a_post_published_while_the_service_is_down_gets_its_json_ld_later(service, tmp_path):
    with site(tmp_path, url=f"http://127.0.0.1:{free_port()}", key=KEY) as alone:
        alone.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
        status, headers, problem = alone.rest("/posts/1/json-ld")
        assert (status, int(headers["Retry-After"])) == (504, 60)
        assert KEY not in json.dumps(problem)
        assert published(alone.head()) is None
        [plan] = alone.post("/publish", {"ID": 2, "post_content": "", "post_type": "page"})
        assert plan["arguments"] == [1, 2]
    with site(tmp_path, url=url_of(service), key=KEY, min_confidence=0.5) as again:
        assert again.post("/cron") == []
        assert published(again.head())


def test_cron_waits_longer_for_the_service_than_the_editor_does(tmp_path):
    with serve() as slow, site(tmp_path, url=url_of(slow), timeout=0.3, min_confidence=0) as here:
        here.post("/publish", {"ID": 1, "post_content": f"<p>SLOW {QUOTE}</p>"})
        assert here.rest("/posts/1/json-ld")[0] == 504
        assert here.post("/cron") == []
        assert published(here.head())


def test_cron_gives_up_after_fewer_than_twenty_attempts(tmp_path):
    with site(tmp_path, url=f"http://127.0.0.1:{free_port()}") as alone:
        alone.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
        attempts = 0
        while alone.post("/cron"):
            attempts += 1
            assert attempts < 20


def test_json_ld_of_an_older_text_is_not_published(here):
    here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
    here.post("/cron")
    here.post("/publish", {"ID": 1, "post_content": '<p>"Rates will rise," Ito said.</p>'})
    assert published(here.head()) is None
    here.post("/cron")
    assert "Rates will rise" in json.dumps(published(here.head()))


@pytest.mark.parametrize("hidden", [{"post_status": "private"}, {"post_password": "x"}, {"post_type": "page"}])
def test_only_public_posts_are_sent_and_published(here, service, hidden):
    here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
    here.post("/cron")
    before = asked(service)
    here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>", **hidden})
    assert here.rest("/posts/1/json-ld")[0] == 409
    assert asked(service) == before
    assert published(here.head()) is None


# --- Settings and the end ---


def test_the_settings_page_keeps_a_key_that_it_does_not_show(tmp_path):
    with site(tmp_path) as plain:
        first = {"url": "https://quotes.example/", "key": KEY, "timeout": "900", "min_confidence": "0.5"}
        saved = plain.post("/sanitize", first)
        assert saved == {"url": "https://quotes.example", "key": KEY, "timeout": 60, "min_confidence": 0.5}
        assert plain.post("/sanitize", {"url": "javascript:alert(1)", "key": ""}) == saved | {"url": ""}
        assert plain.post("/sanitize", {"key": "", "forget_key": "1"})["key"] == ""


def test_uninstalling_removes_all_options_plans_and_metadata(here):
    here.post("/sanitize", {"key": KEY})
    here.post("/publish", {"ID": 1, "post_content": f"<p>{QUOTE}</p>"})
    here.post("/cron")
    here.post("/publish", {"ID": 1, "post_content": "<p>Changed.</p>"})
    left = here.post("/uninstall")
    assert (left["options"], left["plans"], left["meta"]) == ([], [], {"1": []})  # PHP's JSON of an empty array
