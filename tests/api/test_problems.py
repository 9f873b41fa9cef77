"""The problem table, by a throw-away application whose routes raise."""

import logging

import pytest
import werkzeug.exceptions
from flask import Flask
from marshmallow import ValidationError

from quotes.api import backend, hooks, problems
from quotes.api.description import load_spec
from quotes.app import create_app
from quotes.runtime.engine import NotReadyError, PoisonTextError
from quotes.runtime.gate import DeadlineExceededError, OverloadedError
from quotes.runtime.incoming import LateBodyError
from quotes.runtime.readers import ReaderLostError
from quotes.settings import Settings
from tests.support import fakes

RAISED = {
    "invalid-json": problems.InvalidJsonError("Why."),
    "invalid-encoding": problems.InvalidEncodingError("Why."),
    "late-body": LateBodyError("Why."),
    "malformed-request": werkzeug.exceptions.BadRequest("Why."),
    "unauthorized": werkzeug.exceptions.Unauthorized("Why."),
    "not-found": werkzeug.exceptions.NotFound("Why."),
    "method-not-allowed": werkzeug.exceptions.MethodNotAllowed(["PUT", "GET"], "Why."),
    "not-acceptable": werkzeug.exceptions.NotAcceptable("Why."),
    "too-large": werkzeug.exceptions.RequestEntityTooLarge("Why."),
    "uri-too-long": werkzeug.exceptions.RequestURITooLarge("Why."),
    "unsupported-media-type": werkzeug.exceptions.UnsupportedMediaType("Why."),
    "expectation-failed": werkzeug.exceptions.ExpectationFailed("Why."),
    "misdirected": werkzeug.exceptions.MisdirectedRequest("Why."),
    "validation": ValidationError({"a": {"b": ["Why."], 0: ["And why."]}}),
    "unsupported-language": problems.UnsupportedLanguageError("Why."),
    "poison-text": PoisonTextError("Why."),
    "reader-lost": ReaderLostError("Why."),
    "head-too-large": werkzeug.exceptions.RequestHeaderFieldsTooLarge("Why."),
    "not-implemented": werkzeug.exceptions.NotImplemented("Why."),
    "overloaded": OverloadedError(7),
    "not-ready": NotReadyError("Why."),
    "stopping": problems.StoppingError("Why."),
    "deadline-exceeded": DeadlineExceededError("Why."),
    "internal": ZeroDivisionError("SECRET"),
}
HEADERS = {
    "unauthorized": ("WWW-Authenticate", 'Bearer realm="quotes"'),
    "method-not-allowed": ("Allow", "GET, PUT"),
    "overloaded": ("Retry-After", "7"),
    "not-ready": ("Retry-After", "5"),
    "reader-lost": ("Retry-After", "5"),
    "stopping": ("Retry-After", "5"),
}


@pytest.fixture
def raising():
    app = Flask("raising")
    app.extensions[backend.KEY] = create_app(Settings(), fakes.engine()).extensions[backend.KEY]
    hooks.install(app)
    app.register_error_handler(Exception, problems.problem_response)

    @app.get("/<slug>")
    def fail(slug):
        raise RAISED[slug]

    return app.test_client()


def test_every_problem_of_the_table_has_a_case_here():
    assert {kind.slug for kind in problems.PROBLEMS.values()} == set(RAISED)


@pytest.mark.parametrize("slug", RAISED)
def test_each_exception_gets_its_documented_problem(raising, slug):
    response = raising.get(f"/{slug}", headers={"X-Request-ID": "r-1"})
    documented = next(problem for problem in load_spec()["x-problems"] if problem["slug"] == slug)
    body = response.json
    assert response.mimetype == "application/problem+json"
    assert response.status_code == body["status"] == documented["status"]
    assert body["type"] == f"/docs#{slug}"
    assert body["title"] == documented["title"]
    assert body["instance"] == f"/{slug}#r-1"
    assert body["detail"]
    if slug in HEADERS:
        name, value = HEADERS[slug]
        assert response.headers[name] == value


def test_a_validation_problem_points_at_each_wrong_field(raising):
    assert raising.get("/validation").json["errors"] == [
        {"pointer": "/a/b", "detail": "Why."},
        {"pointer": "/a/0", "detail": "And why."},
    ]


def test_an_unforeseen_error_is_logged_but_not_shown_in_the_problem(raising, caplog):
    response = raising.get("/internal", headers={"X-Request-ID": "r-2"})
    assert "SECRET" not in response.text
    assert "Zero" not in response.text
    record = next(record for record in caplog.records if record.levelno == logging.ERROR)
    assert record.exc_info[0] is ZeroDivisionError
    assert record.fields == {"request_id": "r-2"}


def test_an_exception_gets_the_problem_of_its_base_class(raising, monkeypatch):
    class OddLengthError(werkzeug.exceptions.RequestEntityTooLarge):
        pass

    monkeypatch.setitem(RAISED, "odd", OddLengthError())
    assert raising.get("/odd").status_code == 413
