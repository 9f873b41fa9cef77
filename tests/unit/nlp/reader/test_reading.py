"""Reading by a tiny network with random weights: whatever it says, the reading holds together."""

from __future__ import annotations

import pytest
import torch
from transformers import BertConfig, BertModel

from evaluation.reading import analysis
from quotes.nlp import stanza_parser
from quotes.nlp.document import Span
from quotes.nlp.models import BUNDLED
from quotes.nlp.reader.labels import ANCHORS, NAMES, ROLES
from quotes.nlp.reader.network import LONGEST_MENTION, Network
from quotes.nlp.reader.reader import Reader
from quotes.nlp.reader.windows import windows
from tests.support.lessons import by_pattern, words_of
from training.reader.annotated import Annotated, Report
from training.reader.data import Cut, lesson
from training.reader.losses import WEIGHTS, losses, whole

TOKENIZER = stanza_parser.load_tokenizer(BUNDLED)
TEXT = "\n\n".join(f'"It failed," Ann Lee told reporters on day {n}, the agency said. She denied it.' for n in range(9))


@pytest.fixture
def network() -> Network:
    torch.manual_seed(3)
    config = BertConfig(hidden_size=32, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32)
    return Network(BertModel(config)).eval()


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


def test_an_answer_can_be_made_of_any_reading(network: Network) -> None:
    torch.nn.init.normal_(network.anchors.weight)
    torch.nn.init.normal_(network.roles.role.weight)
    torch.nn.init.normal_(network.mentions.starts.weight, std=9)
    reading = Reader(network, TOKENIZER).read(TEXT, words_of(TEXT))
    found = analysis(TEXT, reading)
    assert reading.reports
    assert reading.mentions
    entities = {entity.id for entity in found.entities}
    ids = {quote.id for quote in found.quotes}
    for quote in found.quotes:
        assert quote.nested_in is None or quote.nested_in in ids
        assert quote.content
        assert all(TEXT[span.start : span.end].strip() for span in quote.content)
        assert quote.speaker is None or quote.speaker.entity is None or quote.speaker.entity in entities


def test_an_empty_text_has_an_empty_reading(network: Network) -> None:
    reading = Reader(network, TOKENIZER).read("", ())
    assert (reading.reports, reading.names, reading.mentions, reading.entities) == ((), (), (), ())


def spans(text: str, *parts: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def test_every_head_learns_from_a_text_of_ours_and_only_reports_from_one_of_another_convention(
    network: Network,
) -> None:
    text = 'Ann Lee said that it failed. She added: "Twice."'
    reports = (
        Report(spans(text, "that it failed"), spans(text, "said"), spans(text, "Ann Lee")),
        Report(spans(text, '"Twice."'), spans(text, "added:"), spans(text, "She")),
    )
    names = (("person", *spans(text, "Ann Lee")),)
    mentions = tuple(("1", span) for span in spans(text, "Ann Lee", "She"))
    ours = lesson(Annotated("a", 0, text, reports, names, mentions, {"1": "person"}), by_pattern)
    other = lesson(Annotated("b", 1, text, reports), by_pattern)
    cut = [Cut(each, windows(each.words, TOKENIZER)) for each in (ours, other)]
    found = losses(network, cut)
    assert set(found) == set(WEIGHTS)
    assert set(losses(network, cut[1:])) == {"anchors", "roles"}
    whole(found).backward()
    without = [name for name, each in network.named_parameters() if each.requires_grad and each.grad is None]
    assert without == []
