"""A reading of tokens as one of their words."""

from __future__ import annotations

import numpy
import pytest

from quotes.nlp.reader.labels import ADDRESSEE_IN_CONTENT, CONTENT, IN_CUE, ROLES, SOURCE
from quotes.nlp.reading import Reading, Report

SAYS = 1
"""The anchor in the tokens "Ito says don't go now"; "don't" is two words."""
SIZES = (1, 1, 2, 1, 1)


def shares(*roles: int) -> numpy.ndarray:
    return numpy.eye(len(ROLES), dtype=numpy.float32)[list(roles)]


@pytest.fixture
def reading() -> Reading:
    """Reading of the five tokens, the report's window beginning with its anchor."""
    roles = {0: SOURCE, 1: IN_CUE, 2: CONTENT, 3: ADDRESSEE_IN_CONTENT}
    near = shares(IN_CUE, CONTENT, ADDRESSEE_IN_CONTENT, 0)
    report = Report(SAYS, True, 1, near, roles, thought=0.1, negative=0.2, modality=0)
    anchors = numpy.array([0, 0.9, 0.3, 0, 0.1], numpy.float32)
    return Reading(anchors, (report,), ((0, 0), (2, 3), (2, 2), (4, 4)), ({}, {0: 1.0}, {}, {1: -2.0}), ("person",) * 4)


def test_a_token_in_parts_gives_all_of_them_its_role(reading: Reading) -> None:
    (report,) = reading.spread(SIZES).reports
    assert report.roles == {0: SOURCE, 1: IN_CUE, 2: CONTENT, 3: CONTENT, 4: ADDRESSEE_IN_CONTENT}
    assert report.having(CONTENT, ADDRESSEE_IN_CONTENT) == (2, 3, 4)
    assert report.first == 1
    assert (report.shares == shares(IN_CUE, CONTENT, CONTENT, ADDRESSEE_IN_CONTENT, 0)).all()
    assert report.content.tolist() == [0, 1, 1, 1, 0]


def test_a_token_in_parts_anchors_a_report_in_its_first_part_alone(reading: Reading) -> None:
    found = reading.spread((1, 2, 1, 1, 1))
    assert found.anchors.tolist() == pytest.approx([0, 0.9, 0, 0.3, 0, 0.1])
    assert list(found.report_at) == [SAYS]
    assert reading.spread((2, 1, 1, 1, 1)).report_at[2].first == 2


def test_mentions_take_in_all_parts_of_their_tokens_and_keep_their_links(reading: Reading) -> None:
    found = reading.spread(SIZES)
    assert found.mentions == ((0, 0), (2, 4), (2, 3), (5, 5))
    assert found.links == reading.links


def test_tokens_of_one_word_each_are_read_as_they_were(reading: Reading) -> None:
    found = reading.spread((1,) * 5)
    assert found.mentions == reading.mentions
    assert found.reports[0].roles == reading.reports[0].roles
    assert (found.anchors == reading.anchors).all()
