"""A front whose readers are replicas of Ray Serve on this machine: its answers are those of any other front."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
import urllib3
import yaml

pytest.importorskip("ray.serve", reason="quotes[serve] is not installed")

from ray.serve.schema import ServeDeploySchema

from quotes import ray_serve
from quotes.runtime.readers.wire import NOT_TAKEN, Order, dump
from quotes.settings import Settings
from tests.support import ray_serve as replicas
from tests.support.served import read
from tests.support.server import ROOT, serve

SAID = '"We won," Ito said. "Never," Lee said on Monday.'
BODIES = [
    {"id": "a-1", "text": SAID},
    {"html": f"<p><b>A&amp;B</b> {SAID}</p>", "offset_encoding": "utf-16"},
    {"blocks": [{"id": "b-1", "text": SAID}, {"id": "b-2", "html": "<blockquote>Yes.</blockquote>"}]},
    {"text": 'RUN \ud800 "Go," Ito said.', "include": "all"},
    {"text": "Nobody speaks."},
    {"text": "BREAK"},
]


@pytest.fixture(scope="module")
def there():
    with replicas.start() as started:
        yield started


@pytest.fixture(scope="module")
def front(there):
    with serve(readers=there.url, workers=2, cache="off") as running:
        running.wait_until(lambda: states(running)["ready"] == 2)
        yield running


def post(server, body, path="/v1/quotes", kind="application/json"):
    """Status, headers and body of a request."""
    return server.request("POST", path, body, **{"Content-Type": kind, "X-Request-ID": "r-1"})


def problem(answer):
    """The type of a problem, as its slug."""
    return answer["type"].rpartition("#")[2]


def states(server):
    """How many readers do what, by the front's figures."""
    lines = server.request("GET", "/metrics")[2].decode().splitlines()
    return {line.split('"')[1]: float(line.split()[-1]) for line in lines if line.startswith("quotes_readers{")}


def test_the_answers_are_those_of_a_front_with_readers_of_its_own(front):
    with serve(workers=1, cache="off") as local:
        for body in map(json.dumps, BODIES):
            (status, headers, answer), (expected, _, as_expected) = post(front, body), post(local, body)
            assert (status, answer) == (expected, as_expected)
            assert headers["X-Request-ID"] == "r-1"


def test_the_lines_of_a_batch_are_answered_in_order_by_both_readers(front):
    lines = [json.dumps({"id": str(number), "text": f"SLOW {SAID}"}) for number in range(4)]
    status, _, answer = post(front, "\n".join(lines), "/v1/quotes/batch", "application/x-ndjson")
    assert status == 200
    assert [json.loads(line)["document"]["id"] for line in answer.splitlines()] == ["0", "1", "2", "3"]


def test_a_text_that_ends_two_readers_is_refused(front):
    status, answer = front.quotes("DIE")
    assert (status, problem(answer)) == (422, "poison-text")
    assert front.quotes(SAID)[0] == 200


def test_a_text_that_takes_too_long_is_given_up_at_the_deadline(there):
    with serve(readers=there.url, workers=1, deadline=0.5) as front:
        status, answer = front.quotes("HANG")
        assert (status, problem(answer)) == (504, "deadline-exceeded")
        front.wait_until(lambda: front.quotes(SAID)[0] == 200)


def test_a_front_without_a_place_left_refuses_a_text_at_once(there):
    with serve(readers=there.url, workers=1, queue=0) as front, ThreadPoolExecutor() as pool:
        slow = pool.submit(front.quotes, "SLOW")
        front.wait_until(lambda: states(front)["busy"] == 1)
        status, headers, _ = post(front, json.dumps({"text": SAID}))
        assert status == 503
        assert int(headers["Retry-After"]) >= 1
        assert slow.result()[0] == 200


def test_a_text_of_a_front_is_read_although_serve_refuses_some(front, there):
    order = dump(Order(f"SLOW {SAID}", 20.0, "another-front", ()))
    with ThreadPoolExecutor() as pool:
        others = [pool.submit(urllib3.request, "POST", there.url, body=order, timeout=20) for _ in range(6)]
        assert front.quotes(SAID)[0] == 200
        assert {each.result().status for each in others} == {200, NOT_TAKEN}


def test_a_reader_whose_actor_is_killed_is_replaced_and_the_other_reads_its_text(front, there):
    with ThreadPoolExecutor() as pool:
        asked = [pool.submit(front.quotes, f"SLOW {SAID}") for _ in range(2)]
        front.wait_until(lambda: states(front)["busy"] == 2)
        there.kill_a_reader()
        assert [each.result()[0] for each in asked] == [200, 200]
    front.wait_until(lambda: states(front)["ready"] == 1, 60)
    front.wait_until(lambda: states(front)["ready"] == 2, 60)
    assert front.quotes(SAID)[0] == 200


def test_serve_knows_every_field_of_the_manifest_s_config_and_the_application_its_deployments():
    manifest = yaml.safe_load((ROOT / "deploy" / "ray" / "rayservice.yaml").read_text("utf-8"))
    config = ServeDeploySchema(**yaml.safe_load(manifest["spec"]["serveConfigV2"]))
    (application,) = config.applications
    assert application.import_path == f"{ray_serve.__name__}:{ray_serve.application.__name__}"
    bound = ray_serve.bind(Settings(), read)._bound_deployment
    handed = bound.init_args[0]._bound_deployment
    assert {each.name for each in application.deployments} == {bound.name, handed.name}
