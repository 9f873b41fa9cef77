"""The reader's network, tiny and with random weights: what goes in and what comes out."""

from __future__ import annotations

import pytest
import torch

from quotes.nlp.reader.labels import ANCHORS, NAMES, ROLES
from quotes.nlp.reader.network import LONGEST_MENTION, Network
from quotes.nlp.reader.windows import windows
from tests.support import networks
from tests.support.lessons import words_of
from tests.support.networks import TOKENIZER

TEXT = "\n\n".join(f'"It failed," Ann Lee told reporters on day {n}, the agency said. She denied it.' for n in range(9))


@pytest.fixture
def network() -> Network:
    return networks.network()


def test_every_head_scores_every_word_or_pair(network: Network) -> None:
    words = words_of(TEXT)
    cut = windows(words, TOKENIZER, 60, 20)
    states = network(cut, [0] * len(cut))
    assert [len(own) for own in states] == [window.end - window.start for window in cut]
    assert network.anchors(states[0]).shape == (len(states[0]), len(ANCHORS))
    assert network.names(states[0]).shape == (len(states[0]), len(NAMES))
    assert network.roles(states[0], torch.tensor([1, 5])).shape == (2, len(states[0]), len(ROLES))
    assert network.mentions(states[0]).shape == (len(states[0]), LONGEST_MENTION)


def test_a_word_is_read_alike_whatever_windows_are_read_beside_its_own(network: Network) -> None:
    cut = windows(words_of(TEXT), TOKENIZER, 60, 20)
    alone, together = network(cut[:1], [0]), network(cut, [0] * len(cut))
    assert torch.allclose(alone[0], together[0], atol=1e-5)


def test_the_convention_tells_in_the_states(network: Network) -> None:
    torch.nn.init.normal_(network.convention.weight)
    cut = windows(words_of(TEXT), TOKENIZER)
    assert not torch.allclose(network(cut, [0])[0], network(cut, [1])[0])
