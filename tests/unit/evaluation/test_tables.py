"""What `make quality` prints: a corpus's figures, the table of all, and the file of errors."""

from __future__ import annotations

from benchmarks.quality.errors import KINDS, error_report
from benchmarks.quality.figures import figures, lines
from benchmarks.quality.report import report
from benchmarks.quality.summary import summary
from evaluation.gold import Corpus, GoldAttribution, GoldVia
from evaluation.matching import Comparison
from quotes.attribution.model import Attribution, Entity
from quotes.nlp.document import Document, Sentence
from tests.support.comparisons import TEXT, comparison, given, token, wanted

ITO = Entity("e1", "Ken Ito", "person", None, ())


def corpus_of(each: Comparison) -> Corpus:
    return Corpus("seeds", (each.document,), entities=True)


def example() -> Comparison:
    golds = [wanted("that “rates will fall”", "Ito", "said", speaker="Ken Ito"), wanted("it", "Lee", "denied")]
    ours = [given("rates will fall", "Ito", "said", entity="e1"), given("won", "Ito", "said", id="q2")]
    return comparison(golds, ours, entities=(ITO,))


def cells(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def test_the_figures_of_a_corpus_have_their_counts() -> None:
    each = example()
    text = "\n".join(report(corpus_of(each), [each], figures(corpus_of(each), [each], [each])))
    assert "content@0.5                 1      2      2    50.0    50.0    50.0" in text
    assert ["speaker", "accuracy", "1", "1", "100.0"] in [line.split() for line in text.splitlines()]
    assert "statement     P  50.0 (1 of 2)" in text


def test_only_what_is_annotated_is_printed() -> None:
    each = comparison([wanted("it")], [given("it")])
    found = list(lines(figures(corpus_of(each), [each], [each])))
    assert not [line for line in found if line.startswith(("speaker", "category", "via", "nesting", "addressees"))]


def test_the_table_has_a_row_a_corpus_and_no_figure_where_nothing_is_annotated() -> None:
    each = example()
    head, _, seeds, plain = summary(
        {
            "seeds": figures(corpus_of(each), [each], [each]),
            "PolNeAR": figures(Corpus("PolNeAR", (each.document,)), [each], [each]),
        }
    )
    found = dict(zip(cells(head), cells(seeds), strict=True))
    assert {key: found[key] for key in ("", "content@exact", "content@0.5", "speaker", "via", "not-quotes")} == {
        "": "seeds",
        "content@exact": "0.0",
        "content@0.5": "50.0",
        "speaker": "100.0",
        "via": "",
        "not-quotes": "",
    }
    assert dict(zip(cells(head), cells(plain), strict=True))["speaker"] == ""


def errors(golds: list[GoldAttribution], ours: list[Attribution]) -> list[str]:
    """The error file's lines."""
    each = comparison(golds, ours, entities=(ITO,))
    parse = Document(TEXT, (token("Ito"),), (Sentence(0, 0, 1, 0),))
    return list(error_report([(corpus_of(each), [each])], lambda _: parse))


def counts(golds: list[GoldAttribution], ours: list[Attribution]) -> dict[str, int]:
    """How many cases there are of each kind that occurs."""
    rows = [line.split() for line in errors(golds, ours)[1 : 1 + len(KINDS)]]
    return {row[0]: int(row[1]) for row in rows if row[1] != "0"}


def test_errors_are_shown_with_gold_and_prediction() -> None:
    golds = [wanted("that “rates will fall”", "Ito", "said"), wanted("it", "Lee", "denied", speaker="Ann Lee")]
    ours = [given("rates will fall", "Ito", "said"), given("won", "Ito", "said", id="q2")]
    text = "\n".join(errors(golds, ours))
    assert "gold: [Lee] <denied> {it}\n      (speaker: Ann Lee)" in text
    assert "ours: [Ito] <said> {won}\n      (indirect statement 1.00)" in text
    assert "## extent: said (1)" in text


def test_misses_false_alarms_and_extents_are_counted_by_kind() -> None:
    golds = [wanted("that “rates will fall”", "Ito", "said"), wanted("it", "Lee", "denied")]
    ours = [given("rates will fall", "Ito", "said"), given("won", "Ito", "said", id="q2")]
    assert counts(golds, ours) == {"missed": 1, "false": 1, "extent": 1}


def test_a_marked_string_that_comes_back_is_no_plain_false_alarm() -> None:
    assert counts([wanted("it")], [given("it"), given("“rates will fall”", id="q2")]) == {"not-quote": 1}


def test_one_pair_may_be_wrong_in_several_things() -> None:
    properties = {
        "speaker": "Lee",
        "kind": "organization",
        "type": "direct",
        "category": "denial",
        "polarity": "negative",
        "modality": "future",
        "addressee": "Ann",
    }
    relay = GoldVia("reported_by", "AFP")
    gold = wanted("it", "Lee", "denied", via=(relay,), nested_in="0", **properties)
    found = counts([gold], [given("it", "Lee", "denied", entity="e1")])
    assert found == dict.fromkeys([*properties, "via", "nesting"], 1)
