"""Three hundred articles in the markup of content management systems: the same quotes as of their plain text."""

import pytest

from tests.support.answers import spans
from tests.support.dressing import bodies
from tests.support.reader import seen, squeezed

BODIES = bodies()


def test_there_are_three_hundred_different_bodies():
    assert len({body.html for body in BODIES}) == 300


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.name)
def test_the_quotes_of_a_body_are_those_of_its_plain_text(client, body):
    answer = client.post("/v1/quotes", json={"html": body.html}).json
    assert answer["document"].pop("text") == body.text
    assert answer["quotes"] or "article" not in body.name
    for span in spans(answer):
        html = body.html[span.pop("html_start") : span.pop("html_end")]
        assert squeezed(seen(html)) == squeezed(span["text"])
    assert answer == client.post("/v1/quotes", json={"text": body.text}).json
