"""The documentation's forms send what they show, and show what comes back. The application runs over the fakes."""

import json

import pytest
from playwright.sync_api import expect

from quotes.api.description import load_spec
from tests.support.fakes import engine

KEY = "a-key-of-sixteen-letters"


@pytest.fixture
def trial(open_page):
    """Open the form of an operation."""

    def opened(root, operation):
        page = open_page(f"{root}docs")
        trial = page.locator(f"#{operation} .try")
        trial.locator("summary").click()
        return trial

    return opened


def sent(trial):
    """Send the form; what it shows then, as status, headers and body."""
    answer = trial.get_by_role("status")
    trial.get_by_role("button", name="Send").click()
    expect(answer).to_contain_text("content-type:")
    status, _, rest = answer.text_content().partition("\n")
    headers, _, body = rest.partition("\n\n")
    return int(status.split()[0]), headers, body


OPERATIONS = [operation["operationId"] for item in load_spec()["paths"].values() for operation in item.values()]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_can_be_tried_as_it_stands(run, trial, operation):
    assert sent(trial(run(engine()), operation))[0] == 200


def test_an_example_goes_with_its_media_type_and_options_go_where_they_belong(run, trial):
    form = trial(run(engine()), "quotes")
    form.get_by_label("Example").select_option(label="text/plain")
    form.get_by_label("Body").fill('"No," Ito said.')
    form.get_by_label("offset_encoding").select_option("utf-8")
    form.get_by_label("X-Request-ID").fill("mine")
    status, headers, body = sent(form)
    answer = json.loads(body)
    assert (status, answer["document"]["offset_encoding"], len(answer["quotes"])) == (200, "utf-8", 1)
    assert "x-request-id: mine" in headers
    form.get_by_label("Accept").select_option("text/csv")
    assert "content-type: text/csv" in sent(form)[1]


def test_a_refusal_is_shown_too_and_a_key_is_sent_where_one_is_asked_for(run, trial):
    form = trial(run(engine(), api_keys=(KEY,)), "model")
    assert sent(form)[0] == 401
    form.page.get_by_label("API key").fill(KEY)
    with form.page.expect_response("**/v1/model") as answered:
        form.get_by_role("button", name="Send").click()
    assert answered.value.status == 200


def test_a_parameter_of_the_path_is_part_of_the_address(run, trial):
    form = trial(run(engine()), "web")
    form.get_by_label("file").fill("no/thing.css")
    assert sent(form)[0] == 404
