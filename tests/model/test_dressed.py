"""The two seed articles dressed in the markup of content management systems, through the real models."""

import pytest
from flask.testing import FlaskClient

from tests.support.answers import spans
from tests.support.dressing import SEEDS, seeds
from tests.support.reader import seen, squeezed

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def plain(client: FlaskClient) -> dict[str, list]:
    """The quotes of each seed as plain text."""
    return {path.stem: quotes(client.post("/v1/quotes", json={"text": path.read_text("utf-8")}).json) for path in SEEDS}


def quotes(answer: dict) -> list:
    """What is said of each quote, whatever stands around it."""
    names = {entity["id"]: (entity["name"], entity["kind"], entity["role"]) for entity in answer["entities"]}

    def reference(found: dict | None) -> tuple | None:
        return found and (words(found["spans"]), names.get(found["entity"]), found.get("relation"))

    return [
        {
            "id": quote["id"],
            "type": quote["type"],
            "content": words(quote["content"]),
            "cue": quote["cue"] and {**quote["cue"], "spans": words(quote["cue"]["spans"])},
            "speaker": reference(quote["speaker"]),
            "via": [reference(via) for via in quote["via"]],
            "addressee": reference(quote["addressee"]),
            "context": quote["context"],
            "nested_in": quote["nested_in"],
        }
        for quote in answer["quotes"]
    ]


def words(found: list[dict]) -> list[str]:
    return [squeezed(span["text"]) for span in found]


@pytest.mark.parametrize("body", seeds(), ids=lambda body: body.name)
def test_the_quotes_of_html_are_those_of_its_plain_text(client: FlaskClient, plain: dict[str, list], body):
    answer = client.post("/v1/quotes", json={"html": body.html}).json
    assert quotes(answer) == plain[body.name.split()[0]]
    for span in spans(answer):
        assert squeezed(seen(body.html[span["html_start"] : span["html_end"]])) == squeezed(span["text"])
