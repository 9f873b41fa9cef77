"""Bodies of HTML and of blocks: every span tells where it stands in what was sent."""

import json
import shutil
import subprocess
import threading

import pytest

from quotes.api.backend import KEY
from quotes.runtime.html_queue import SMALL
from tests.support import fakes
from tests.support.answers import spans
from tests.support.reader import seen, squeezed

HTML = (
    "<h2>Caf&eacute; 😀</h2>\n<p>&ldquo;Taux 😀 <em>bas</em> &amp; e\u0301lev&#233;s,&rdquo; Ito said on Sunday.</p>"
    "<figure><figcaption>A na\u00efve RUN</figcaption></figure><p><q>Never,</q> <b>L</b>ee said.</p>"
)
TEXT = (
    "Café 😀\n\n“Taux 😀 bas & e\u0301levés,” Ito said on Sunday.\n\nA na\u00efve RUN\n\n“Never,” Lee said."
)  # fmt: skip
BLOCKS = [
    {"id": "b-0", "text": "Caf\u00e9 RUN 😀"},
    {"id": "b-1", "html": "<p>&ldquo;Taux 😀 <em>bas</em>,&rdquo; Ito said.</p>"},
    {"id": "é😀", "text": '😀 "Never," Lee said.'},
]
CODECS = {"utf-32": ("utf-32-le", 4), "utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}


def ask(client, encoding="utf-32", **body):
    response = client.post("/v1/quotes", json={"offset_encoding": encoding, **body})
    assert response.status_code == 200, response.text
    return response.json


def test_the_text_is_returned_and_every_span_points_into_it_and_into_the_html(client):
    answer = ask(client, html=HTML)
    assert answer["document"]["text"] == TEXT
    assert answer["quotes"][1]["content"] == [
        {"start": 66, "end": 74, "text": "“Never,”", "html_start": 159, "html_end": 172}
    ]
    found = [*spans(answer)]
    assert len(found) == 11
    for span in found:
        assert TEXT[span["start"] : span["end"]] == span["text"]
        assert squeezed(seen(HTML[span["html_start"] : span["html_end"]])) == span["text"]


def test_html_as_the_body_gets_the_answer_of_html_in_a_json_body(client):
    response = client.post("/v1/quotes?offset_encoding=utf-8", data=HTML.encode(), content_type="text/html")
    assert response.json == ask(client, "utf-8", html=HTML)


def test_an_answer_to_plain_text_has_neither_the_text_nor_places_in_html_or_blocks(client):
    answer = ask(client, text=TEXT)
    assert "text" not in answer["document"]
    assert all(
        {"start", "end", "text"} <= set(span) <= {"start", "end", "text", "type", "code", "detail"}
        for span in spans(answer)
    )


@pytest.mark.parametrize("encoding", CODECS)
def test_spans_name_their_block(client, encoding):
    answer = ask(client, encoding, blocks=BLOCKS)
    codec, unit = CODECS[encoding]
    texts = dict(zip(("b-0", "b-1", "é😀"), answer["document"]["text"].split("\n\n"), strict=True))
    html = {block["id"]: block.get("html") for block in BLOCKS}

    def cut(text, start, end):
        return text.encode(codec)[start * unit : end * unit].decode(codec)

    found = [*spans(answer)]
    assert {span["block"] for span in found} == set(texts)
    for span in found:
        assert "end_block" not in span
        assert cut(texts[span["block"]], span["block_start"], span["block_end"]) == span["text"]
        assert ("html_start" in span) == (html[span["block"]] is not None)
        if "html_start" in span:
            assert squeezed(seen(cut(html[span["block"]], span["html_start"], span["html_end"]))) == span["text"]


def test_the_limit_of_characters_is_that_of_the_text_read(make_client):
    client = make_client(max_characters=3)
    assert client.post("/v1/quotes", json={"html": "<p>" * 100 + "abc"}).status_code == 200
    response = client.post("/v1/quotes", json={"html": "<p>abcd"})
    assert (response.status_code, response.json["type"]) == (413, "/docs#too-large")
    blocks = [{"id": "a", "text": "a"}, {"id": "b", "text": "b"}]
    assert client.post("/v1/quotes", json={"blocks": blocks}).status_code == 413


PAGE = "<p>" * SMALL


def test_while_a_large_page_is_read_another_is_refused_and_smaller_bodies_are_answered(make_client):
    client = make_client(max_wait=0)
    with client.application.extensions[KEY].html_queue.turn(SMALL + 1):
        for body in ({"html": PAGE + HTML}, {"blocks": [{"id": "a", "html": PAGE}, {"id": "b", "text": "b"}]}):
            refused = client.post("/v1/quotes", json=body)
            assert (refused.status_code, refused.json["type"]) == (503, "/docs#overloaded")
            assert int(refused.headers["Retry-After"]) >= 1
        for body in ({"html": HTML}, {"text": "x" * 49_000}, {"blocks": BLOCKS}):
            assert client.post("/v1/quotes", json=body).status_code == 200
    assert client.post("/v1/quotes", json={"html": PAGE + HTML}).status_code == 200


def test_the_deadline_includes_the_wait_for_html_to_be_read(make_client):
    client = make_client(fakes.engine(deadline=0.2))
    lane = client.application.extensions[KEY].html_queue.turn(1)
    lane.__enter__()
    threading.Timer(0.3, lane.__exit__, (None, None, None)).start()
    response = client.post("/v1/quotes", json={"html": HTML})
    assert (response.status_code, response.json["type"]) == (504, "/docs#deadline-exceeded")


JAVASCRIPT = """
const { body, answer } = JSON.parse(require("fs").readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(answer.map(([field, start, end]) => body[field].slice(start, end))));
"""
PHP = """
["body" => $body, "answer" => $answer] = json_decode(file_get_contents("php://stdin"), true);
echo json_encode(array_map(fn($cut) => substr($body[$cut[0]], $cut[1], $cut[2] - $cut[1]), $answer));
"""
CLIENTS = {"node": (["node", "-e", JAVASCRIPT], "utf-16"), "php": (["php", "-r", PHP], "utf-8")}


@pytest.mark.parametrize("program", CLIENTS)
def test_javascript_and_php_cut_the_same_strings_by_the_offsets(client, program):
    """JavaScript's slice counts utf-16 units, PHP's substr (and Go's slices) bytes."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    command, encoding = CLIENTS[program]
    answer = ask(client, encoding, html=HTML)
    found = [*spans(answer)]
    cuts = [("text", span["start"], span["end"]) for span in found]
    cuts += [("html", span["html_start"], span["html_end"]) for span in found]
    asked = json.dumps({"body": {"text": answer["document"]["text"], "html": HTML}, "answer": cuts})
    output = subprocess.run(command, input=asked, capture_output=True, check=True, text=True, timeout=60).stdout
    texts, html = json.loads(output)[: len(found)], json.loads(output)[len(found) :]
    assert texts == [span["text"] for span in found]
    assert [squeezed(seen(each)) for each in html] == texts
