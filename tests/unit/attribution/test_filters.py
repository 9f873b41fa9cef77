"""Which quotes go into a response, and in which they are nested there."""

from dataclasses import replace

import pytest

from quotes.api.formats import RENDERINGS
from quotes.attribution.filters import select
from quotes.attribution.model import Analysis, Attribution, Cue
from quotes.intake.extract import PlainText
from quotes.nlp.document import Span
from quotes.result import ModelName, Result

TEXT = "Ito denied that Sato had said that Lee had asked whether he would resign."
DENIED, SAID, ASKED = (
    Span(TEXT.index(words), len(TEXT) - 1) for words in ("that Sato", "that Lee", "whether he would resign")
)


def cue(word, category="statement", **more):
    start = TEXT.index(word)
    return Cue((Span(start, start + len(word)),), word, category, **more)


def analysis(outermost, type_="indirect", **more):
    return Analysis(
        (
            Attribution("q1", type_, (DENIED,), outermost, None, **more),
            Attribution("q2", "indirect", (SAID,), cue("said"), None, nested_in="q1"),
            Attribution("q3", "indirect", (ASKED,), cue("asked", "question"), None, nested_in="q2"),
        ),
        (),
    )


DENIAL = cue("denied", "denial")
UNSAID = [DENIAL, cue("denied", "claim", polarity="negative"), cue("denied", "claim", modality="future")]


def nesting(selected):
    return {quote.id: quote.nested_in for quote in selected.quotes}


@pytest.mark.parametrize("outermost", UNSAID, ids=["denial", "negative", "future"])
@pytest.mark.parametrize("options", [{"categories": ["statement", "question"]}, {"min_confidence": 0.5}], ids=str)
def test_quotes_nested_in_an_unsaid_quote_are_left_out_with_it(outermost, options):
    assert nesting(select(analysis(outermost, confidence=0.4), **options)) == {}
    assert nesting(select(analysis(outermost), min_confidence=0.5)) == {"q1": None, "q2": "q1", "q3": "q2"}


@pytest.mark.parametrize(("outermost", "type_"), [(cue("denied", "claim"), "indirect"), (DENIAL, "direct")])
def test_quotes_nested_in_a_said_quote_stay_when_it_is_left_out(outermost, type_):
    found = select(analysis(outermost, type_), ["statement", "question"])
    assert nesting(found) == {"q2": None, "q3": "q2"}


def test_a_quote_whose_outer_quote_is_left_out_is_nested_in_the_next_outer_one():
    assert nesting(select(analysis(DENIAL), ["denial", "question"])) == {"q1": None, "q3": "q1"}


def test_the_order_of_the_quotes_is_kept_and_does_not_matter():
    found = analysis(DENIAL)
    turned = replace(found, quotes=found.quotes[::-1])
    assert nesting(select(turned, ["statement", "question"])) == {}
    assert [quote.id for quote in select(turned).quotes] == ["q3", "q2", "q1"]


@pytest.mark.parametrize("rendering", RENDERINGS[1:3], ids=lambda rendering: rendering.content_type)
@pytest.mark.parametrize(
    "options", [{}, {"categories": ["statement"]}, {"categories": ["denial", "question"]}], ids=str
)
def test_no_json_ld_holds_what_was_denied_whatever_is_left_out(rendering, options):
    answer = Result(PlainText(TEXT), select(analysis(DENIAL), **options), ModelName("fake", "1")).to_dict()
    assert "Claim" not in rendering.write(answer)


def test_a_thought_in_quotation_marks_is_kept_whatever_the_categories():
    thought = Attribution("q1", "mixed", (DENIED,), cue("denied", "thought"), None)
    assert nesting(select(Analysis((thought, replace(thought, id="q2", type="indirect")), ()))) == {"q1": None}
