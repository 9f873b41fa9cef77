"""Where, when and in what something was said, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution.grammar import circumstances
from tests.support.trees import article


def context(text: str) -> dict[str, str]:
    """The circumstances beside the first verb of a sentence, by their kinds."""
    read = article(text)
    verb = next(t.index for t in read.document.tokens if t.upos == "VERB")
    found = circumstances.find(read, verb, ())
    return {
        name: read.document.slice(span) for name in ("medium", "time", "place") if (span := getattr(found, name, None))
    }


SAID = "Ito = PROPN 2 nsubj Name=B-PER | said say VERB 0 root"


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        ("in = ADP 4 case | May = PROPN 2 obl", {"time": "in May"}),
        ("to = ADP 5 case | Theresa = PROPN 5 compound Name=B-PER | May = PROPN 2 obl Name=I-PER", {}),
        (
            "outside = ADP 5 case | May = PROPN 5 nmod:poss Name=B-PER | court = NOUN 2 obl",
            {"place": "outside May court"},
        ),
        ("to = ADP 4 case | Mail = PROPN 2 obl Name=B-ORG | on = ADP 6 case | Sunday = PROPN 2 obl Name=I-ORG", {}),
    ],
    ids=["a month", "a person", "a place of a person", "a newspaper"],
)
def test_a_word_for_a_time_dates_nothing_within_a_name(behind: str, expected: dict[str, str]) -> None:
    assert context(f"{SAID} | {behind}") == expected
