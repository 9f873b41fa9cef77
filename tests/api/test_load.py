"""Many requests at once: refusals, deadlines, and nobody sees another's article."""

import secrets
import time
from concurrent.futures import ThreadPoolExecutor

from tests.support import fakes


def ask(client, text):
    """A request on a client of its own: Flask's test client is not for several threads."""
    return client.application.test_client().post("/v1/quotes", json={"text": text})


def test_a_request_is_refused_at_once_when_the_queue_is_full(make_client):
    hold = fakes.Hold()
    client = make_client(fakes.engine(fakes.FakeParser(hold), queue=0))
    with ThreadPoolExecutor() as pool:
        first = pool.submit(ask, client, "HOLD")
        hold.wait()
        start = time.monotonic()
        refused = ask(client, "x")
        seconds = time.monotonic() - start
        assert client.get("/livez").status_code == client.get("/readyz").status_code == 200
        hold.release()
        assert first.result().status_code == 200
    assert seconds < 0.5
    assert refused.status_code == 503
    assert refused.json["type"] == "/docs#overloaded"
    assert int(refused.headers["Retry-After"]) >= 1
    assert ask(client, "x").status_code == 200


def test_a_request_beyond_the_deadline_gets_a_problem_and_the_next_one_is_answered(make_client):
    client = make_client(fakes.engine(fakes.FakeParser(lambda text: time.sleep(0.5 * ("SLOW" in text))), deadline=0.4))
    response = ask(client, "SLOW")
    assert response.status_code == 504
    assert response.json["type"] == "/docs#deadline-exceeded"
    assert ask(client, "x").status_code == 200


def test_only_livez_is_served_before_the_models_are_ready(make_client):
    engine = fakes.engine(boot=False)
    client = make_client(engine)
    assert client.get("/livez").status_code == 200
    for response in (client.get("/readyz"), client.get("/v1/model"), ask(client, "x")):
        assert response.status_code == 503
        assert response.json["type"] == "/docs#not-ready"
        assert response.headers["Retry-After"] == "5"
    engine.start()
    assert client.get("/readyz").json == {"status": "ok"}
    assert ask(client, "x").status_code == 200


def test_no_answer_holds_another_request_s_words(make_client):
    client = make_client(fakes.engine(fakes.FakeParser(lambda text: time.sleep(0.0005)), queue=100))

    def nonce_comes_back_alone(nonce):
        response = ask(client, f'"{nonce}," X{nonce} said.')
        return (
            response.status_code == 200
            and [nonce in other for other in nonces].count(True) == 1
            and ({word for word in nonces if word in response.text} == {nonce})
        )

    nonces = [secrets.token_hex(8) for _ in range(400)]
    with ThreadPoolExecutor(16) as pool:
        assert all(pool.map(nonce_comes_back_alone, nonces))
