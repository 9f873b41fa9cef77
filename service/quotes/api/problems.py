"""Every failure as an RFC 9457 problem: the one table from exceptions to problem types."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from flask import Response, current_app, g, request
from marshmallow import ValidationError
from werkzeug import exceptions as http

from quotes.api.notes import Notes
from quotes.intake.extract import TooLongError
from quotes.runtime.engine import NotReadyError, PoisonTextError
from quotes.runtime.gate import DeadlineExceededError, OverloadedError
from quotes.runtime.incoming import BrokenBodyError, LateBodyError, StoppingError
from quotes.runtime.readers import ReaderLostError, ReadingFailedError

log = logging.getLogger(__name__)

MEDIA_TYPE = "application/problem+json"
MOST_ERRORS = 20
"""Entries of `errors` in one problem."""


class InvalidJsonError(Exception):
    """The body is no JSON text, or one that this service does not read."""


class InvalidEncodingError(Exception):
    """The body does not decode."""


class UnsupportedLanguageError(Exception):
    """The service has no models for the language."""


@dataclass(frozen=True)
class ProblemType:
    """A type of problem; `slug` is its anchor in the documentation."""

    slug: str
    status: int
    title: str

    @property
    def uri(self) -> str:
        """The type's identifier, and where it is documented, in the service."""
        return f"/docs#{self.slug}"


INVALID_ENCODING = ProblemType("invalid-encoding", 400, "The body does not decode")
TOO_LARGE = ProblemType("too-large", 413, "The body or the text is too long")
INTERNAL = ProblemType("internal", 500, "The service failed")

PROBLEMS: dict[type[Exception], ProblemType] = {
    InvalidJsonError: ProblemType("invalid-json", 400, "The body is not readable JSON"),
    InvalidEncodingError: INVALID_ENCODING,
    LateBodyError: ProblemType("late-body", 408, "The body did not arrive in time"),
    BrokenBodyError: INVALID_ENCODING,
    http.BadRequest: ProblemType("malformed-request", 400, "The request is not well-formed"),
    http.Unauthorized: ProblemType("unauthorized", 401, "A valid API key is required"),
    http.NotFound: ProblemType("not-found", 404, "There is nothing at this path"),
    http.MethodNotAllowed: ProblemType("method-not-allowed", 405, "The path does not take this method"),
    http.NotAcceptable: ProblemType("not-acceptable", 406, "No media type of the Accept header can be served"),
    http.RequestEntityTooLarge: TOO_LARGE,
    TooLongError: TOO_LARGE,
    http.RequestURITooLarge: ProblemType("uri-too-long", 414, "The request line is too long"),
    http.UnsupportedMediaType: ProblemType(
        "unsupported-media-type", 415, "The body's media type or coding is not read"
    ),
    http.ExpectationFailed: ProblemType("expectation-failed", 417, "The Expect header cannot be met"),
    http.MisdirectedRequest: ProblemType("misdirected", 421, "The service is not at this host"),
    ValidationError: ProblemType("validation", 422, "The request is not valid"),
    UnsupportedLanguageError: ProblemType("unsupported-language", 422, "The language is not supported"),
    PoisonTextError: ProblemType("poison-text", 422, "The text has ended the processes that read it"),
    ReaderLostError: ProblemType("reader-lost", 503, "The process that read the text ended"),
    http.RequestHeaderFieldsTooLarge: ProblemType("head-too-large", 431, "The request's head is too long"),
    http.NotImplemented: ProblemType("not-implemented", 501, "The request asks for what is not implemented"),
    OverloadedError: ProblemType("overloaded", 503, "Too many texts are waiting"),
    NotReadyError: ProblemType("not-ready", 503, "No reader is ready"),
    StoppingError: ProblemType("stopping", 503, "The service is stopping"),
    DeadlineExceededError: ProblemType("deadline-exceeded", 504, "The analysis took too long"),
    ReadingFailedError: INTERNAL,
    Exception: INTERNAL,
}
"""What each failure is; an exception has the type of its nearest base class here. openapi.yaml documents each."""

PROBLEM_TYPES = tuple(dict.fromkeys(PROBLEMS.values()))
"""Each type once."""

BOOT_SECONDS = 5
"""Seconds after which a client may ask again whether the models are loaded."""


def problem_response(error: Exception) -> Response:
    """The answer to a request that ended in an exception. This is the one place that catches them all."""
    body = problem(error, instance(), g.notes, request.root_path)
    response = current_app.response_class(current_app.json.dumps(body), body["status"], mimetype=MEDIA_TYPE)
    response.headers.extend(_headers(error))
    return response


def instance() -> str:
    """A URI reference to the current request."""
    return f"{quote(request.root_path + request.path)}#{g.request_id}"


def problem(error: Exception, instance: str, notes: Notes, root: str = "") -> dict[str, Any]:
    """An exception as a problem.

    Args:
        error: what was raised; an unforeseen one is logged with its stack.
        instance: a URI reference to what failed.
        notes: where the type of the problem is noted.
        root: the path under which the service is.
    """
    kind = next(PROBLEMS[base] for base in type(error).__mro__ if base in PROBLEMS)
    if kind is INTERNAL and not isinstance(error, ReadingFailedError):  # which the reader has logged
        log.error("internal error", exc_info=error, extra={"fields": {"request_id": notes.get("request_id")}})
    notes["problem"] = kind.slug
    body: dict[str, Any] = {
        "type": root + kind.uri,
        "title": kind.title,
        "status": kind.status,
        "detail": _detail(error),
        "instance": instance,
    }
    if isinstance(error, ValidationError):
        body["errors"] = [{"pointer": pointer, "detail": detail} for pointer, detail in _flatten(error.messages)][
            :MOST_ERRORS
        ]
    return body


def _detail(error: Exception) -> str:
    """What to tell the client: only words of our own, never those of an unforeseen exception."""
    match error:
        case ValidationError():
            return "See errors."
        case http.HTTPException():
            return error.description or ""
        case (
            InvalidJsonError()
            | InvalidEncodingError()
            | BrokenBodyError()
            | TooLongError()
            | UnsupportedLanguageError()
            | OverloadedError()
            | NotReadyError()
            | PoisonTextError()
            | ReaderLostError()
            | StoppingError()
            | DeadlineExceededError()
        ):
            return str(error)
        case _:
            return "The error was logged under the request's id."


def _headers(error: Exception) -> dict[str, str]:
    match error:
        case OverloadedError():
            return {"Retry-After": str(error.retry_after)}
        case NotReadyError() | ReaderLostError() | StoppingError():
            return {"Retry-After": str(BOOT_SECONDS)}
        case http.MethodNotAllowed() if error.valid_methods:
            return {"Allow": ", ".join(sorted(error.valid_methods))}
        case http.Unauthorized():
            return {"WWW-Authenticate": 'Bearer realm="quotes"'}
        case _:
            return {}


def _flatten(messages: Any, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Marshmallow's nested messages as JSON pointers (RFC 6901) with one message each."""
    if isinstance(messages, dict):
        for key, below in messages.items():
            step = "" if key == "_schema" else "/" + str(key).replace("~", "~0").replace("/", "~1")
            yield from _flatten(below, pointer + step)
    else:
        for message in messages:
            yield pointer, str(message)
