"""Reading by a tiny network: whatever its weights, a reading holds together, and each head tells in it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations, pairwise

import pytest
import torch
from torch import Tensor

from quotes.nlp.reader.labels import (
    ADDRESSEE,
    CONTENT,
    CUE,
    MODALITIES,
    NAMES,
    NO_ROLE,
    NONE,
    QUOTATION,
    ROLES,
    SOURCE,
)
from quotes.nlp.reader.network import Network
from quotes.nlp.reader.reader import Read, Reader, outer_first, runs
from quotes.nlp.reader.windows import windows
from tests.support import networks
from tests.support.lessons import words_of
from tests.support.networks import TOKENIZER

LONG = "\n\n".join(f'"It failed," Ann Lee told the press on day {n}, an agency said. She denied it.' for n in range(20))
SHORT = "Ann Lee told reporters that it failed."
ANN, LEE, TOLD, REPORTERS, THAT, IT, FAILED, STOP = range(8)


@pytest.fixture
def network() -> Network:
    return networks.network()


def loud(network: Network) -> Network:
    """The network with heads that find something everywhere."""
    torch.nn.init.normal_(network.anchors.weight)
    torch.nn.init.normal_(network.roles.role.weight)
    torch.nn.init.normal_(network.mentions.starts.weight, std=9)
    torch.nn.init.normal_(network.names.weight)
    return network


def say(network: Network, anchors: dict[int, int], roles: dict[int, int], names: dict[int, str] | None = None) -> Read:
    """What is read of SHORT by a network whose heads are sure: of anchors, of the role and the name of each word."""

    def sure(labels: int, chosen: Callable[[int], int]) -> Callable[[Tensor], Tensor]:
        def scores(words: Tensor) -> Tensor:
            out = torch.zeros(len(words), labels)
            for word in range(len(words)):
                out[word, chosen(word)] = 9.0
            return out

        return scores

    each = sure(len(ROLES), lambda word: roles.get(word, NO_ROLE))
    network.anchors.forward = sure(3, lambda word: anchors.get(word, NONE))  # type: ignore[method-assign]
    network.roles.forward = lambda words, at: each(words).repeat(len(at), 1, 1)  # type: ignore[method-assign]
    network.mentions.forward = lambda words: torch.full((len(words), 1), -9.0)  # type: ignore[method-assign]
    if names is not None:
        network.names.forward = sure(len(NAMES), lambda word: NAMES.index(names.get(word, "O")))  # type: ignore[method-assign]
    return Reader(network, TOKENIZER).read(words_of(SHORT))


def test_whatever_the_weights_a_reading_holds_together(network: Network) -> None:
    words = words_of(LONG)
    reading, names = Reader(loud(network), TOKENIZER).read(words)
    assert len(reading.anchors) == len(names) == len(words)
    assert reading.reports
    assert [report.anchor for report in reading.reports] == sorted({report.anchor for report in reading.reports})
    for report in reading.reports:
        near = range(report.first, report.first + len(report.shares))
        assert report.anchor in near
        assert near.stop <= len(words)
        assert set(report.roles) <= set(near)
        assert NO_ROLE not in report.roles.values()
        assert report.shares.sum(1) == pytest.approx(1.0, abs=1e-4)
        assert 0 <= report.modality < len(MODALITIES)
    assert len(reading.mentions) > 9
    assert list(reading.mentions) == sorted(reading.mentions, key=lambda m: (m[0], -m[1]))
    assert all(0 <= first <= last < len(words) for first, last in reading.mentions)
    assert not any(a[0] < b[0] <= a[1] < b[1] for a, b in combinations(reading.mentions, 2))
    assert len(reading.links) == len(reading.mentions)
    assert all(earlier < number for number, links in enumerate(reading.links) for earlier in links)
    assert all(not b.startswith("I") or a[1:] == b[1:] for a, b in pairwise(("O", *names)))


def test_words_of_every_window_are_read(network: Network) -> None:
    words = words_of(LONG)
    cut = windows(words, TOKENIZER)
    assert len(cut) > 1
    reading, _ = Reader(loud(network), TOKENIZER).read(words)
    assert {report.first for report in reading.reports} == {window.start for window in cut}
    for window in cut:
        assert any(first in window.owned for first, _ in reading.mentions)


def test_an_empty_text_has_an_empty_reading(network: Network) -> None:
    reading, names = Reader(network, TOKENIZER).read(())
    assert (len(reading.anchors), reading.reports, reading.mentions, reading.links, names) == (0, (), (), (), ())


def test_a_report_has_its_anchor_and_the_roles_of_its_words(network: Network) -> None:
    roles = {ANN: SOURCE, LEE: SOURCE, REPORTERS: ADDRESSEE, THAT: CONTENT, IT: CONTENT, FAILED: CONTENT}
    reading, _ = say(network, {TOLD: CUE}, roles)
    (report,) = reading.reports
    assert (report.anchor, report.cued) == (TOLD, True)
    assert report.roles == roles
    assert report.having(CONTENT) == (THAT, IT, FAILED)
    assert report.content[FAILED] > 0.9 > 0.1 > report.content[LEE]
    assert reading.report_at == {TOLD: report}


def test_sources_and_addressees_are_mentions_even_where_the_network_sees_none(network: Network) -> None:
    reading, _ = say(
        network, {TOLD: CUE}, {ANN: SOURCE, LEE: SOURCE, REPORTERS: ADDRESSEE, IT: CONTENT, FAILED: CONTENT}
    )
    assert reading.mentions == ((ANN, LEE), (REPORTERS, REPORTERS))
    assert set(reading.links[1]) == {0}


def test_a_quotation_without_a_cue_always_has_a_source(network: Network) -> None:
    content = {IT: CONTENT, FAILED: CONTENT}
    cued, uncued = (say(network, {IT: kind}, content)[0].reports[0] for kind in (CUE, QUOTATION))
    assert (cued.cued, cued.having(SOURCE)) == (True, ())
    assert not uncued.cued
    assert uncued.having(SOURCE)
    assert not set(uncued.having(SOURCE)) & {IT, FAILED}


def test_names_are_labelled_word_by_word_and_never_begin_in_their_middle(network: Network) -> None:
    assert say(network, {}, {}, {ANN: "B-person", LEE: "I-person"}).names[:3] == ("B-person", "I-person", "O")
    assert say(network, {}, {}, {LEE: "I-place"}).names[LEE] != "I-place"


def test_roles_side_by_side_in_one_paragraph_are_one_stretch() -> None:
    words = words_of("A b c\n\nd e")
    assert list(runs({0, 1, 2, 3}, words)) == [(0, 2), (3, 3)]
    assert list(runs({4, 0}, words)) == [(0, 0), (4, 4)]
    assert list(runs((), words)) == []


def test_of_two_mentions_that_cross_the_better_one_stays_and_nested_ones_stay_both() -> None:
    assert outer_first({(0, 2): 0.6, (1, 3): 0.9, (2, 2): 0.5, (1, 1): 0.4}) == [(1, 3), (1, 1), (2, 2)]
