"""The figures of a report: a table each, asked of an edition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import duckdb
import pyarrow as pa

from quotes.archive import tables
from quotes.archive.files import Folder
from quotes.archive.report import gender, names
from quotes.archive.report.names import Called, Standing


@dataclass(frozen=True)
class Table:
    """One table of a report.

    Attributes:
        name: what a file with it is called.
        title: what stands above it.
        columns, rows: what it says; figures are numbers.
        note: what must be known to read it.
        brief: the columns that a terminal has room for.
    """

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Any]]
    note: str = ""
    brief: Sequence[str] = ()

    def column(self, name: str) -> list[Any]:
        """The values of one column."""
        place = self.columns.index(name)
        return [row[place] for row in self.rows]


UNSAID = "Not said: what somebody denied, did not say, or is yet to say. It is left out below."
BRIEF = ("name", "role", "quotes", "words", "articles", "direct", "indirect", "relayed")
"""Columns of speakers that a terminal has room for."""

JOINED = "Joined across articles by full name; a role is the commonest."
APART = (
    "One name alone, or a full name with roles that have nothing in common: it may be several people, or one whose "
    "role has changed. They are not in the table of people."
)
UNNAMED = "By the words of the articles, which may stand for others each time."


def report(edition: Folder, genders: bool = False) -> list[Table]:
    """All tables of an edition.

    Args:
        edition: its folder.
        genders: whether to tell the genders of speakers.
    """
    asked = tables.connect(edition)
    asked.execute(_query("said"))
    _identify(asked)

    def table(name: str, title: str, note: str = "", query: str = "", **given: Any) -> Table:
        found = asked.execute(_query(query or name), given or None)
        columns = [column[0] for column in found.description]
        return Table(name, title, columns, found.fetchall(), note, BRIEF if query == "speakers" else columns)

    joined, apart = [Standing.JOINED.value], [standing.value for standing in names.APART]
    unnamed = [Standing.UNNAMED.value]
    found = [
        table("totals", "In all", UNSAID),
        table("people", "People", JOINED, "speakers", standings=joined, persons=True),
        table("bodies", "Bodies, groups and documents", JOINED, "speakers", standings=joined, persons=False),
        table("apart", "Names that may be several", APART, standings=apart),
        table("unnamed_people", "People without a name", UNNAMED, "speakers", standings=unnamed, persons=True),
        table("unnamed_bodies", "Others without a name", UNNAMED, "speakers", standings=unnamed, persons=False),
        table("kinds", "Who speaks"),
        table("roles", "In which role"),
        table("forms", "Direct and indirect"),
        table("relays", "Through whom"),
        table("publishers", "By publisher"),
        table("months", "By month"),
    ]
    if genders:
        asked.register("marks", gender.marks())
        found.append(table("genders", "People by gender", gender.LIMITS, agreement=gender.AGREEMENT))
    return found


def _query(name: str) -> str:
    return files("quotes.archive.report").joinpath("queries", f"{name}.sql").read_text("utf-8")


def _identify(asked: duckdb.DuckDBPyConnection) -> None:
    """Make the table `identities`: what a speaker is called, and who that is."""
    called = (Called(*row) for row in asked.execute(_query("called")).fetchall())
    schema = pa.schema(
        [
            ("speaker", pa.string()), ("speaker_named", pa.bool_()), ("speaker_kind_", pa.string()),
            ("speaker_role_", pa.string()), ("identity", pa.int64()), ("name", pa.string()), ("role", pa.string()),
            ("kind", pa.string()), ("standing", pa.string()),
        ]
    )  # fmt: skip
    asked.register("identities", pa.Table.from_pylist(list(_rows(called)), schema))


def _rows(called: Iterable[Called]) -> Iterable[dict[str, Any]]:
    for each, number, identity in names.identify(called):
        yield {
            "speaker": each.name,
            "speaker_named": each.named,
            "speaker_kind_": each.kind,
            "speaker_role_": each.role or "",
            "identity": number,
            "name": identity.name,
            "role": identity.role,
            "kind": identity.kind,
            "standing": identity.standing.value,
        }
