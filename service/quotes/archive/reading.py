"""A reader of parts: it has a process with the models, and writes what it has read."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from quotes.api.ndjson import Line, failing, is_problem, outcome
from quotes.api.notes import Notes
from quotes.api.queries import Query, make_query
from quotes.archive import forms
from quotes.archive.files import Folder
from quotes.archive.inputs import Columns, Limits, Piece, Record, body_of, text_of
from quotes.archive.inputs.formats import ONE_ARTICLE, read
from quotes.archive.output import Output, Summary
from quotes.archive.plan import UNREADABLE, Part
from quotes.attribution.model import Analysis
from quotes.intake import reading
from quotes.reader import Reader
from quotes.runtime.engine import Budget, Engine, NotReadyError
from quotes.runtime.readers import ReaderLostError
from quotes.runtime.readers.pool import Pool
from quotes.settings import Settings

PATIENCE = 600.0
"""Seconds that a reader's process may take to be ready, the first or one in place of another."""

UNREADABLE_INPUT = ("unreadable", "The file cannot be read here, or is not what its name says.")
"""The problem of an article that its file does not give."""


@dataclass(frozen=True)
class Job:
    """What a reader of parts is told.

    Attributes:
        root: the input.
        output: where it writes.
        model: which models it must have.
        columns: where articles stand in their rows.
        settings: limits, deadlines, models.
        parameters: options of a request, as query parameters.
        load: gives a reader, in a process of its own.
    """

    root: Folder
    output: Output
    model: tuple[str, str]
    columns: Columns
    settings: Settings
    parameters: dict[str, str]
    load: Callable[[], Reader]

    @property
    def limits(self) -> Limits:
        """What of a file is read."""
        return Limits(self.settings.max_body_bytes, self.settings.max_json_depth)


class PartReader:
    """Reads parts, one after the other."""

    def __init__(self, job: Job) -> None:
        """Start a process with the models.

        Raises:
            RuntimeError: it has not become ready, or has other models than those of the edition.
        """
        self.job = job
        settings = job.settings
        self._pool = Pool(job.load, 1, settings.watchdog_grace, settings.recycle, settings.log_level)
        self.engine = Engine(self._pool, Budget(settings.max_tokens, deadline=settings.deadline))
        self.engine.start()
        self._await_reader()
        if tuple(self.engine.model) != job.model:
            self.close()
            raise RuntimeError(f"The readers have the models {self.engine.model}, not {job.model}.")

    def close(self) -> None:
        """End the process."""
        self._pool.close()

    def read(self, part: Part) -> Summary:
        """Read a part and write it."""
        readings = [found for piece in part.pieces for found in self._piece(piece)]
        problems = [found.problem for found in readings if found.problem]
        summary = Summary(
            articles=len(readings),
            quotes=sum(len(found.answer["quotes"]) for found in readings if found.answer),
            words=sum(len(found.text.split()) for found in readings if found.text),
            problems=len(problems),
            unreadable=problems.count(UNREADABLE_INPUT),
        )
        self.job.output.write(part.number, readings, summary)
        return summary

    def _piece(self, piece: Piece) -> Iterator[forms.Reading]:
        """What becomes of each article of a piece, as many as the plan has."""
        number, left = piece.first - 1, piece.articles
        with contextlib.suppress(*UNREADABLE):
            for record in read(self.job.root.system, piece, self.job.columns, self.job.limits):
                yield self._article(piece, record)
                number, left = record.number, left - 1
        for missing in range(number + 1, number + 1 + left):
            yield forms.Reading(self._about(piece, missing, {}), None, None, UNREADABLE_INPUT, 0.0)

    def _article(self, piece: Piece, record: Record) -> forms.Reading:
        started = time.monotonic()
        row, line = _opened(record.row)
        about = self._about(piece, record.number, row if isinstance(row, dict) else {})
        text: list[str] = []

        def answer(row: Any) -> dict[str, Any]:
            query = replace(self._query(row), id=about["article"])
            text.append(query.text)
            return query.result(self._analyse(query), self.engine.model).to_dict(query.offset_encoding)

        notes: Notes = {}
        found = outcome(line, answer, f"{about['source']}#{record.number}", notes)
        failed = is_problem(found)
        return forms.Reading(
            about,
            next(iter(text), None),
            None if failed else found,
            (str(notes["problem"]), _detail(found)) if failed else None,
            time.monotonic() - started,
        )

    def _about(self, piece: Piece, number: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """What both forms say of an article. Without an id it is called by its place."""
        columns, source = self.job.columns, self.job.root.name_of(piece.path)
        place = source if piece.format in ONE_ARTICLE else f"{source}#{number}"
        return {
            "article": text_of(row.get(columns.id)) or place,
            "source": source,
            "number": number,
            "date": text_of(row.get(columns.date)),
            "publisher": text_of(row.get(columns.publisher)),
        }

    def _query(self, row: Any) -> Query:
        body = body_of(row, self.job.columns) if isinstance(row, dict) else row
        settings = self.job.settings
        extract = partial(reading.read, limit=settings.max_characters, most_tokens=settings.max_tokens)
        return make_query(body, self.job.parameters, extract)

    def _analyse(self, query: Query) -> Analysis:
        """Read a text, in another process where the first dies with it; a second death makes it a poison text."""
        while True:
            self._await_reader()
            with contextlib.suppress(ReaderLostError, NotReadyError):
                return self.engine.analyse(query.text, patient=True, block_quotes=query.extract.block_quotes)

    def _await_reader(self) -> None:
        """Wait until the process is ready.

        Raises:
            TimeoutError: it takes too long.
        """
        until = time.monotonic() + PATIENCE
        while not self._pool.ready:
            if time.monotonic() > until:
                raise TimeoutError("No process with the models became ready.")
            time.sleep(0.02)


def _opened(line: Line) -> tuple[Any, Line]:
    """A row, None if it cannot be read, and the line that gives it or what is wrong with it."""
    try:
        row = line()
    except Exception as error:
        return None, failing(error)
    return row, lambda: row


def _detail(problem: Mapping[str, Any]) -> str:
    """What is wrong, in a line."""
    errors = [f"{error['pointer']} {error['detail']}".strip() for error in problem.get("errors", ())]
    return " ".join(errors) or str(problem["detail"])
