"""What the reader makes of a text, in tokens: its reports, its mentions, and which of these go together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property
from itertools import accumulate

import numpy
from numpy.typing import NDArray

from quotes.nlp.reader.labels import ADDRESSEE_IN_CONTENT, CONTENT

Probabilities = NDArray[numpy.float32]


@dataclass(frozen=True, eq=False)
class Report:
    """A report by its anchor: what each token near it is to it.

    Attributes:
        anchor: the first token of its cue, or of its content where it has no cue.
        cued: whether it has one.
        first: the first of the tokens that were read together with it.
        shares: [token, role], how probable each role of `labels.ROLES` is for each of these tokens.
        roles: token -> role, of those that most likely have one.
        thought, negative: how probable it is that it is of a thought, and that the text says it was not said.
        modality: number of one of `labels.MODALITIES`.
    """

    anchor: int
    cued: bool
    first: int
    shares: Probabilities
    roles: Mapping[int, int]
    thought: float
    negative: float
    modality: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Report) and _alike(self, other)

    __hash__ = object.__hash__

    @cached_property
    def content(self) -> Probabilities:
        """For each token of `shares` how probable it is that it is of the content."""
        found: Probabilities = self.shares[:, CONTENT] + self.shares[:, ADDRESSEE_IN_CONTENT]
        return found

    def having(self, *roles: int) -> tuple[int, ...]:
        """The tokens that most likely have one of some roles, in the order of the text."""
        return tuple(sorted(token for token, role in self.roles.items() if role in roles))


@dataclass(frozen=True, eq=False)
class Reading:
    """A text as the reader reads it.

    Attributes:
        anchors: [token], how probable it is that a report is anchored there.
        reports: in the order of their anchors; several may hold a token.
        mentions: first and last token of each, in the order of the text, outer ones first.
        links: for each mention the earlier ones, and how well they go together: above 0 if rather than not.
        kinds: for each mention the kind of what it means, of `labels.KINDS`.
    """

    anchors: Probabilities
    reports: tuple[Report, ...]
    mentions: tuple[tuple[int, int], ...]
    links: tuple[Mapping[int, float], ...]
    kinds: tuple[str, ...]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reading) and _alike(self, other)

    __hash__ = object.__hash__

    @cached_property
    def report_at(self) -> Mapping[int, Report]:
        """The reports by their anchors."""
        return {report.anchor: report for report in self.reports}

    def spread(self, sizes: Sequence[int]) -> Reading:
        """The reading of tokens that are parted: `sizes` tells into how many each is."""
        first = [0, *accumulate(sizes)]
        reports = tuple(
            replace(
                report,
                anchor=first[report.anchor],
                first=first[report.first],
                shares=report.shares.repeat(sizes[report.first : report.first + len(report.shares)], 0),
                roles={n: role for old, role in report.roles.items() for n in range(first[old], first[old + 1])},
            )
            for report in self.reports
        )
        anchors = numpy.zeros(first[-1], numpy.float32)
        anchors[first[:-1]] = self.anchors
        mentions = tuple((first[start], first[end + 1] - 1) for start, end in self.mentions)
        return Reading(anchors, reports, mentions, self.links, self.kinds)


def _alike(one: Report | Reading, other: Report | Reading) -> bool:
    """True if all fields are equal, numbers exactly."""
    pairs = ((getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return all(numpy.array_equal(a, b) if isinstance(a, numpy.ndarray) else a == b for a, b in pairs)
