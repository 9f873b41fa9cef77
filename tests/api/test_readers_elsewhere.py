"""A front behind a real gunicorn whose readers are elsewhere: it needs no models, and fails and mends as others do."""

from dataclasses import replace

from quotes.runtime.readers.messages import Lost
from tests.api.test_front import QUOTE, ask, kind, readers
from tests.support import desk
from tests.support.server import REAL, serve


def test_a_front_whose_readers_are_elsewhere_needs_no_models_and_is_ready_when_they_are(tmp_path):
    with desk.open_desk() as there:
        present, there.present = there.present, replace(there.present, ready=0)
        with serve(REAL, ready=False, readers=there.url, models=tmp_path / "none") as server:
            server.wait_until(lambda: kind(ask(server, QUOTE)) == (503, "not-ready"))
            assert server.request("GET", "/livez")[0] == 200
            assert server.request("GET", "/readyz")[0] == 503
            there.present = present
            server.wait_for("/readyz")
            status, answer = ask(server, QUOTE)
            assert (status, answer["model"]["name"]) == (200, "fake")
            assert answer["quotes"][0]["speaker"]["text"] == "Ito"
            assert readers(server) == []


def test_a_text_whose_reader_dies_elsewhere_is_given_to_one_other():
    with desk.open_desk() as there:
        there.give = lambda order: Lost() if len(there.orders) == 1 else desk.read(order)
        with serve(REAL, readers=there.url) as server:
            assert ask(server, QUOTE)[0] == 200
            there.give = lambda order: Lost()
            assert kind(ask(server, "deadly")) == (422, "poison-text")
            assert kind(ask(server, "deadly")) == (422, "poison-text")
    assert [order.text for order in there.orders] == [QUOTE, QUOTE, "deadly", "deadly"]
