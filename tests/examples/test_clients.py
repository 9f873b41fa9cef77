"""The clients for curl and Python, against the real service."""

import csv
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.support.server import ROOT

pytestmark = pytest.mark.model

CLIENTS = ROOT / "examples" / "clients"
ARTICLE = "🙂 “Rates will fall,” Hiroshi Ito said on Sunday. “They must.”"


def run(*command, environ, status=0):
    done = subprocess.run(command, env=os.environ | environ, capture_output=True, text=True)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


# --- curl ---


@pytest.fixture(scope="module")
def curl(environ):
    """Makes some calls of the script and returns what they print."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed: apt-get install curl")

    def call(*calls, status=0, **more):
        return run("sh", CLIENTS / "quotes.sh", *calls, environ=environ | more, status=status)

    return call


def test_curl_sends_a_text(curl):
    [quote] = json.loads(curl("text"))["quotes"]
    assert quote["content"][0]["text"] == '"Rates will fall,"'


def test_curl_sends_html(curl):
    [quote] = json.loads(curl("html"))["quotes"]
    [span] = quote["content"]
    assert (span["text"], span["html_start"], span["html_end"]) == ("“Rates will fall,”", 3, 40)


def test_curl_sends_options(curl):
    answer = json.loads(curl("options"))
    assert (answer["document"]["id"], answer["document"]["offset_encoding"]) == ("a-123", "utf-16")
    assert [quote["cue"]["category"] for quote in answer["quotes"]] == ["warning", "promise"]


def test_curl_gets_json_ld(curl):
    assert json.loads(curl("jsonld"))["@context"] == "https://schema.org"


def test_curl_gets_csv(curl):
    head, row, *_ = csv.reader(curl("csv").splitlines())
    assert dict(zip(head, row, strict=True))["speaker"] == "Ito"


def test_curl_sends_a_batch(curl):
    first, second = map(json.loads, curl("batch").splitlines()[:2])
    assert [first["document"]["id"], second["document"]["id"]] == ["a-1", "a-2"]
    assert second["quotes"][0]["cue"]["category"] == "denial"


def test_curl_makes_every_call_unless_told_which(curl):
    assert curl().count('"@context"') == 1


def test_a_problem_ends_the_curl_script(curl, monkeypatch, environ):
    monkeypatch.setitem(environ, "QUOTE_ATTRIBUTION_KEY", "wrong")
    assert json.loads(curl("text", "html", status=22))["title"] == "A valid API key is required"


# --- Python ---


@pytest.fixture(scope="module")
def client():
    """The module, from where it is."""
    spec = importlib.util.spec_from_file_location("quotes", CLIENTS / "quotes.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:  # the package of that name is there again afterwards
        patch.setitem(sys.modules, "quotes", module)
        spec.loader.exec_module(module)
        yield module


def test_python_finds_quotes_with_offsets_into_its_own_strings(client, environ):
    [quote] = client.find_quotes(ARTICLE, environ["QUOTE_ATTRIBUTION_URL"], environ["QUOTE_ATTRIBUTION_KEY"])
    assert (quote.speaker, quote.text) == ("Hiroshi Ito", "“Rates will fall,” … “They must.”")
    assert [ARTICLE[slice(*span)] for span in quote.spans] == ["“Rates will fall,”", "“They must.”"]


def test_python_passes_options_on(client, environ):
    assert (
        client.find_quotes(
            ARTICLE, environ["QUOTE_ATTRIBUTION_URL"], environ["QUOTE_ATTRIBUTION_KEY"], include=["denial"]
        )
        == []
    )


def test_python_raises_a_problem_as_an_error(client, environ):
    with pytest.raises(client.ProblemError, match="A valid API key is required") as caught:
        client.find_quotes(ARTICLE, environ["QUOTE_ATTRIBUTION_URL"], "wrong")
    assert caught.value.problem["status"] == 401


@pytest.fixture(params=[429, 503])
def busy(request):
    """A service that is busy twice, or behind a gateway that is asked too often."""
    statuses = iter((request.param, request.param, 200))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            self.rfile.read(int(self.headers["Content-Length"]))
            status = next(statuses)
            self.send_response(status)
            self.send_header("Retry-After", "0")
            self.end_headers()
            self.wfile.write(b'{"quotes": []}' if status == 200 else b"")

        def log_message(self, *_):
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_python_tries_again_while_the_service_is_busy(client, busy):
    assert client.post({"text": ARTICLE}, busy) == {"quotes": []}


def test_curl_tries_again_while_the_service_is_busy(curl, busy):
    assert json.loads(curl("text", QUOTE_ATTRIBUTION_URL=busy)) == {"quotes": []}


def test_python_prints_the_quotes_of_a_file(environ, tmp_path):
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE, "utf-8")
    line = run(sys.executable, CLIENTS / "quotes.py", article, environ=environ)
    assert line.rstrip().split("\t")[1:] == ["Hiroshi Ito", "“Rates will fall,” … “They must.”"]
