"""Many articles, one a line: each is answered, or its problem told, and none stops the others.

The batch endpoint and the command line share it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, NoReturn

from werkzeug.exceptions import RequestEntityTooLarge

from quotes.api.bodies import parse_json
from quotes.api.notes import Notes
from quotes.api.problems import problem
from quotes.api.queries import LONGEST_ID
from quotes.intake.lines import split
from quotes.runtime.gate import OverloadedError
from quotes.runtime.incoming import BrokenBodyError, StoppingError

Line = Callable[[], Any]
"""Gives the JSON object of a request, or raises what is wrong with it."""


def read_lines(pieces: Iterable[bytes], longest: int, max_depth: int) -> Iterator[tuple[int, Line]]:
    """The lines of NDJSON, each with its number, from 1; blank lines count, but are left out.

    Where `pieces` raises BrokenBodyError, RequestEntityTooLarge, StoppingError or OverloadedError, the line that should
    have come is the last, and gives that error.

    Args:
        pieces: the bytes, cut anywhere.
        longest: the longest line, in bytes.
        max_depth: the deepest nesting of the JSON.
    """
    number = 0
    try:
        for number, line in enumerate(split(pieces, longest), 1):
            if line is None:
                yield number, failing(RequestEntityTooLarge(f"The line is longer than {longest} bytes."))
            elif line.strip():
                yield number, partial(parse_json, line, max_depth)
    except (BrokenBodyError, RequestEntityTooLarge, StoppingError, OverloadedError) as error:
        yield number + 1, failing(error)


def failing(error: Exception) -> Line:
    """A line that gives an error."""

    def fail() -> NoReturn:
        raise error

    return fail


def outcome(
    line: Line, answer: Callable[[Any], dict[str, Any]], instance: str, notes: Notes, root: str = ""
) -> dict[str, Any]:
    """The answer to a line, or its problem, with the article's id where that can be read.

    Args:
        line: the line; it is read here.
        answer: gives the answer to the JSON object of a request.
        instance: a URI reference to the article, for a problem.
        notes: where the type of a problem is noted.
        root: the path under which the service is.
    """
    body = None
    try:
        body = line()
        return answer(body)
    except Exception as error:
        found = problem(error, instance, notes, root)
    match body:
        case {"id": str(name)} if len(name) <= LONGEST_ID:
            found["id"] = name
    return found


def is_problem(found: Mapping[str, Any]) -> bool:
    """Whether an outcome is a problem."""
    return "status" in found
