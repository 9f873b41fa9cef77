"""Many documents, one after another: each is answered, or its problem told, and none stops the others.

The batch endpoint and the command line share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NoReturn

from flask import current_app, g
from werkzeug.exceptions import RequestEntityTooLarge

from quotes.api.answers import answer_patiently
from quotes.api.bodies import parse_json
from quotes.api.context import context
from quotes.api.problems import InvalidEncodingError, StoppingError, problem
from quotes.api.queries import LONGEST_ID, make_query
from quotes.intake.lines import split

Document = Callable[[], Any]
"""Gives the JSON object of a request, or raises what is wrong with it."""


def documents(pieces: Iterable[bytes]) -> Iterator[tuple[int, Document]]:
    """The documents of NDJSON: each with the number of its line, from 1; blank lines count, but are left out.

    Where `pieces` raises InvalidEncodingError or StoppingError, the line that should have come is the last, and gives
    that error.
    """
    limit: int = current_app.config["MAX_CONTENT_LENGTH"]
    number = 0
    try:
        for number, line in enumerate(split(pieces, limit), 1):
            if line is None:
                yield number, failing(RequestEntityTooLarge(f"The line is longer than {limit} bytes."))
            elif line.strip():
                yield number, partial(parse_json, line, context().max_json_depth)
    except (InvalidEncodingError, StoppingError) as error:
        yield number + 1, failing(error)


def failing(error: Exception) -> Document:
    """A document that gives an error."""

    def fail() -> NoReturn:
        raise error

    return fail


def result(document: Document, parameters: Mapping[str, str], instance: str) -> dict[str, Any]:
    """The answer to a document, or its problem, with the document's id where that can be read.

    `g.log` is what was noted of it, and nothing else.

    Args:
        document: the document; it is read here.
        parameters: what holds, as query parameters, where the document says nothing else.
        instance: a URI reference to the document, for a problem.
    """
    g.log = {}
    body = None
    try:
        body = document()
        return answer_patiently(make_query(body, parameters, patient=True))
    except Exception as error:
        found = problem(error, instance)
    match body:
        case {"id": str(name)} if len(name) <= LONGEST_ID:
            found["id"] = name
    return found


def is_problem(found: Mapping[str, Any]) -> bool:
    """Whether a result is a problem."""
    return "status" in found
