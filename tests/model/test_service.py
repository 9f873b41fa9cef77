"""The whole service over the real models: the seeds come out, and bad input leaves the worker as it was."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from quotes.runtime.readers.process import ENVIRONMENT

SEED = (Path(__file__).resolve().parents[2] / "seeds" / "000_460fb2e832f0ba7a.txt").read_bytes()

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def seed(client: FlaskClient) -> dict:
    """The first seed's answer before anything bad came in."""
    return client.post("/v1/quotes", data=SEED, content_type="text/plain").get_json()


def test_every_offset_is_exact(seed: dict):
    """Whatever span leaves the service is the text at its offsets."""
    text = SEED.decode("utf-8")
    spans = [s for q in seed["quotes"] for s in (*q["content"], *q["cue"]["spans"], *q["speaker"]["spans"])]
    spans += [mention for entity in seed["entities"] for mention in entity["mentions"]]
    assert len(spans) > 60
    assert all(text[span["start"] : span["end"]] == span["text"] for span in spans)


def test_thoughts_are_returned_only_on_request(client: FlaskClient, seed: dict):
    """Beliefs and plans are left out unless asked for."""
    everything = client.post("/v1/quotes?include=all", data=SEED, content_type="text/plain").get_json()
    ids = [quote["id"] for quote in everything["quotes"]]
    assert len(ids) > len(seed["quotes"])
    assert {quote["id"] for quote in seed["quotes"]} <= set(ids)


BOMBS = {
    "empty": ("", "text/plain", 422),
    "blank": (" \n\t ", "text/plain", 422),
    "one character": ("x", "text/plain", 200),
    "1 MiB of one letter": ("a" * 2**20, "text/plain", 413),
    "50,000 characters of one letter": ("a" * 50_000, "text/plain", 200),
    "deep JSON": ("[" * 100_000, "application/json", 400),
    "lone surrogates": (r'{"text": "\ud800 said \udfff: \"Go.\""}', "application/json", 200),
    "NUL": (json.dumps({"text": '"Go\0," Ito\0 said.'}), "application/json", 200),
    "5,000 words without punctuation": ("word " * 5_000, "text/plain", 200),
    "nothing but marks": ('"' * 5_000, "text/plain", 200),
    "nothing but apostrophes": ("'" * 5_000, "text/plain", 200),
    "marks and letters": ('" a ' * 2_000, "text/plain", 200),
    "one endless URL": ("https://example.org/" + "a/" * 5_000, "text/plain", 200),
    "combining marks": ("\u0301" * 5_000, "text/plain", 200),
    "invisible characters": ("\u200b\u200e\u00ad\ufeff" * 1_000, "text/plain", 200),
    "a thousand paragraphs": ('"Go," Ito said.\n\n' * 1_000, "text/plain", 200),
    "quotations that never close": ("She said, “he said, ‘" * 238, "text/plain", 200),
    "said said said": ("said " * 2_000, "text/plain", 200),
    "wrong type": ('{"text": ["Go."]}', "application/json", 422),
    "wrong media type": ("<xml/>", "application/xml", 415),
}


@pytest.mark.parametrize("name", BOMBS)
def test_bad_input_gets_a_problem_or_an_answer_and_the_next_request_is_answered_as_ever(
    client: FlaskClient, seed: dict, name: str
):
    """It gets a documented problem or a correct answer, and the next request is answered as ever."""
    body, media_type, status = BOMBS[name]
    answer = client.post("/v1/quotes", data=body.encode("utf-8"), content_type=media_type)
    assert answer.status_code == status, answer.get_data(as_text=True)[:500]
    if status != 200:
        assert answer.content_type == "application/problem+json"
    golden = '"Rates will fall," Ito said.'
    after = client.post("/v1/quotes", json={"text": golden}).get_json()
    assert [quote["content"][0]["text"] for quote in after["quotes"]] == ['"Rates will fall,"']


def test_a_reader_loads_where_no_directory_can_be_written_to():
    script = """
import tempfile
def none(): raise FileNotFoundError("No usable temporary directory found")
tempfile._get_default_tempdir = none
import quotes
print(len(quotes.load().read('"Rates will fall," Ito said.').quotes))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], env=ENVIRONMENT | os.environ, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("1\n", 0), done.stderr
