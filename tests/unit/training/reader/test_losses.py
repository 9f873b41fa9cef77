"""What a text teaches: the heads that its annotation tells something of, and no others."""

from __future__ import annotations

from quotes.nlp.document import Span
from quotes.nlp.reader.windows import windows
from tests.support.lessons import by_pattern
from tests.support.networks import TOKENIZER, network
from training.reader.annotated import CHAINS, NAMES, REPORTS, Annotated, Report
from training.reader.data import Cut, lesson
from training.reader.losses import WEIGHTS, losses, whole

TEXT = 'Ann Lee said that it failed. She added: "Twice."'


def spans(*parts: str) -> tuple[Span, ...]:
    return tuple(Span(TEXT.index(part), TEXT.index(part) + len(part)) for part in parts)


REPORTED = (
    Report(spans("that it failed"), spans("said"), spans("Ann Lee")),
    Report(spans('"Twice."'), spans("added:"), spans("She")),
)
NAMED = (("person", *spans("Ann Lee")),)
MENTIONED = tuple(("1", span) for span in spans("Ann Lee", "She"))


def cut(annotated: Annotated) -> Cut:
    made = lesson(annotated, by_pattern)
    return Cut(made, windows(made.words, TOKENIZER))


def test_every_head_learns_from_a_text_of_ours() -> None:
    learning = network()
    found = losses(learning, [cut(Annotated("a", 0, TEXT, REPORTED, NAMED, MENTIONED, {"1": "person"}))])
    assert set(found) == set(WEIGHTS)
    whole(found).backward()
    without = [name for name, each in learning.named_parameters() if each.requires_grad and each.grad is None]
    assert without == []


def test_a_text_teaches_nothing_of_what_is_not_annotated_in_it() -> None:
    tells = {
        "reports": cut(Annotated("a", 1, TEXT, REPORTED, tells=frozenset((REPORTS,)))),
        "names": cut(Annotated("a", 0, TEXT, names=NAMED, tells=frozenset((NAMES,)))),
        "chains": cut(Annotated("a", 0, TEXT, mentions=MENTIONED, tells=frozenset((CHAINS,)))),
    }
    found = {name: set(losses(network(), [each])) for name, each in tells.items()}
    assert found == {"reports": {"anchors", "roles"}, "names": {"names"}, "chains": {"antecedents"}}
