"""Variations of annotated texts: spans stay on their words, whatever is edited around and within them."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation import newsroom
from quotes.nlp.document import Span
from training.reader import augmentation
from training.reader.annotated import Annotated, Report, of_newsroom
from training.reader.edits import Edit, edited

DOCUMENTS = [of_newsroom(each) for each in newsroom.read(Path(__file__).parents[4] / "training/newsroom/w5.xml")]
POOL = augmentation.name_pool(DOCUMENTS)
TEXT = 'Ann Lee said that it failed. "It failed," she added.'


def annotated(text: str = TEXT) -> Annotated:
    def span(part: str) -> Span:
        return Span(text.index(part), text.index(part) + len(part))

    reports = (
        Report((span("that it failed"),), (span("said"),), (span("Ann Lee"),)),
        Report((span('"It failed,"'),), (span("added"),), (span("she"),)),
    )
    mentions = (("1", span("Ann Lee")), ("1", span("she")))
    return Annotated("a", 0, text, reports, (("person", span("Ann Lee")),), mentions, {"1": "person"}, {"1": "f"})


def covered(document: Annotated) -> list[str]:
    """The texts of all spans."""
    spans = [span for each in document.reports for span in (*each.content, *each.cue, *each.source)]
    spans += [span for _, span in (*document.names, *document.mentions)]
    return [document.text[span.start : span.end] for span in spans]


PARTS = covered(annotated())


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (Edit(0, 0, "OSLO - "), {}),
        (Edit(7, 7, ", 61,"), {}),
        (Edit(13, 18, ""), {"that it failed": "it failed"}),
        (Edit(4, 7, "Fox"), {"Ann Lee": "Ann Fox"}),
        (Edit(27, 27, "[1]"), {}),
        (Edit(20, 20, "x"), {"that it failed": "that itx failed"}),
        (Edit(0, 12, "Bo said"), {"Ann Lee": "Bo said", "said": "Bo said"}),
        (Edit(27, 28, ""), {}),
        (Edit(29, 30, "»"), {'"It failed,"': '»It failed,"'}),
    ],
)
def test_spans_stay_on_their_words(edit: Edit, changed: dict[str, str]) -> None:
    found = edited(annotated(), [edit])
    assert found.text == TEXT[: edit.start] + edit.text + TEXT[edit.end :]
    assert covered(found) == [changed.get(part, part) for part in PARTS]


def test_many_edits_are_made_at_once() -> None:
    found = edited(annotated(), [Edit(13, 18, ""), Edit(0, 3, "Bo"), Edit(27, 27, "[1]"), Edit(40, 40, "")])
    assert found.text == 'Bo Lee said it failed[1]. "It failed," she added.'
    assert covered(found)[:3] == ["it failed", "said", "Bo Lee"]


def test_a_span_that_is_deleted_is_left_out() -> None:
    found = edited(annotated(), [Edit(0, 8, "")])
    assert found.names == ()
    assert found.reports[0].source == ()


@pytest.mark.parametrize(
    ("vary", "seen"),
    [
        (augmentation.other_marks, "“”«»„‘’'"),
        (augmentation.footnotes, "1"),
        (augmentation.soft_hyphens, "\u00ad"),
    ],
)
def test_variations_are_seen(vary: Callable[[Annotated, random.Random], Annotated], seen: str) -> None:
    text = "".join(vary(each, random.Random(number)).text for number, each in enumerate(DOCUMENTS))
    assert set(seen) <= set(text)


def test_that_is_dropped_from_the_content() -> None:
    found = [augmentation.dropped_that(annotated(), random.Random(seed)) for seed in range(9)]
    assert {covered(each)[0] for each in found} == {"that it failed", "it failed"}


def test_names_are_others_alike_throughout_and_of_the_same_gender() -> None:
    pool = {"f": ["Eva"], "m": ["Bo"], "last": ["Fox"]}
    found = augmentation.other_names(annotated(TEXT + " Lee left."), random.Random(1), pool)
    assert found.text == TEXT.replace("Ann Lee", "Eva Fox") + " Fox left."
    assert covered(found)[2] == "Eva Fox"


def test_a_dateline_is_set_before_the_text_and_taken_off() -> None:
    place = edited(annotated(), [Edit(28, 28, " Oslo.")])
    place = Annotated("a", 0, place.text, place.reports, (*place.names, ("place", Span(29, 33))), place.mentions)
    with_line = augmentation.dateline(place, random.Random(1))
    assert with_line.text.startswith("OSLO")
    assert with_line.text.endswith(place.text)
    assert with_line.names[0] == ("place", Span(0, 4))
    without = augmentation.dateline(with_line, random.Random(1))
    assert without.text == place.text
    assert without.names == place.names


@pytest.mark.parametrize("seed", range(3))
def test_no_variation_tears_a_span_out_of_its_words(seed: int) -> None:
    generator = random.Random(seed)
    for document in DOCUMENTS:
        found = augmentation.varied(document, generator, POOL)
        assert len(found.reports) == len(document.reports)
        assert len(found.mentions) == len(document.mentions)
        assert all(0 <= span.start < span.end <= len(found.text) for _, span in found.mentions)
        for part in covered(found):
            assert part
            assert part == part.strip()
