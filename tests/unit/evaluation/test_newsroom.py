"""The newsroom corpus: its reader, its checker, and the split."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import newsroom, texts
from evaluation.newsroom import checks, markup
from evaluation.newsroom.__main__ import check, counts
from evaluation.newsroom.reading import parse
from evaluation.newsroom.split import draw, listed
from quotes.nlp.document import Span
from training.newsroom_borders import rewritten, unified

CORPUS = Path("training/newsroom")

DOCUMENT = """\
#id: x-1
#genre: agency
#entity: 1 | Aylin Sezgin | person | f | Foreign Minister
#entity: 2 | the ministry | organization | - | -
#quote: 1 | speaker=1 | via=2:reported_by | category=warning
#quote: 2 | speaker=1 | nested=1 | addressee=2 | category=denial | polarity=negative | modality=future
#quote: 3 | speaker=1 | category=claim
#not: “Silent Tide”
ALTOVA - <m e="1" q="1">Foreign Minister <p>Aylin Sezgin</p></m>, back from “Silent Tide”, \
<c q="1">warned</c> <t q="1">that <m e="1" q="2">she</m> would not <c q="2">deny</c> <t q="2">it</t></t>, \
<m e="2" v="1">the ministry</m> said.

<t q="3">“Rates &amp; rents &lt; prices,”</t> <m e="1" q="3">she</m> <c q="3">said</c>. <t q="3">“Now.”</t>
"""


def found(written: str) -> list[str]:
    reading = parse(written)
    return [*reading.problems, *checks.problems(reading.document)]


def words(document: newsroom.Document, spans: tuple[Span, ...]) -> list[str]:
    return [document.text[span.start : span.end] for span in spans]


def test_a_document_is_read_with_exact_offsets() -> None:
    document = parse(DOCUMENT).document
    first, second, third = document.quotes
    assert words(document, first.content + first.cue + first.source) == [
        "that she would not deny it",
        "warned",
        "Foreign Minister Aylin Sezgin",
    ]
    assert first.via == (newsroom.Via("2", "reported_by", (Span(100, 112),)),)
    assert words(document, first.via[0].spans) == ["the ministry"]
    assert (second.nested, second.addressee, second.polarity, second.modality) == ("1", "2", "negative", "future")
    assert words(document, third.content) == ["“Rates & rents < prices,”", "“Now.”"]
    assert [quote.type for quote in document.quotes] == ["indirect", "indirect", "direct"]
    assert words(document, document.entity("1").mentions) == ["Foreign Minister Aylin Sezgin", "she", "she"]
    assert [(name.kind, *words(document, (name.span,))) for name in document.names] == [("person", "Aylin Sezgin")]


def test_a_document_is_written_as_it_was_read() -> None:
    assert markup.write(markup.parse(DOCUMENT)) == DOCUMENT.strip("\n")


def test_the_texts_of_the_corpus_are_measured_like_others(tmp_path: Path) -> None:
    path = tmp_path / "x.xml"
    path.write_text(markup.joined([DOCUMENT, DOCUMENT.replace("x-1", "x-2")]), "utf-8")
    first, second = texts.read(path)
    assert (first.name, second.name) == ("x.xml#x-1", "x.xml#x-2")
    assert first.text == parse(DOCUMENT).document.text


def test_elements_that_cross_are_not_written() -> None:
    crossing = markup.Markup((), "a b c", (markup.Element("t", (), Span(0, 3)), markup.Element("m", (), Span(2, 5))))
    with pytest.raises(markup.MarkupError, match="cross"):
        markup.write(crossing)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("“It failed,”", "direct"),
        ("‘It failed,’", "direct"),
        ("“It failed and", "direct"),
        ("that “it failed”", "mixed"),
        ("it was ‘a failure’ of theirs", "mixed"),
        ("it’s the ministers’ failure", "indirect"),
        ("that the film “Silent Tide” failed", "indirect"),
    ],
)
def test_the_marks_of_a_content_give_its_type(content: str, kind: str) -> None:
    written = f'#id: x\n#not: “Silent Tide”\n#quote: 1 | category=claim\n<t q="1">{content}</t>, “Silent Tide”'
    assert parse(written).document.quotes[0].type == kind


PLANTED = [
    ("#id: x-1\n", "", "no id"),
    (" | Foreign Minister\n", "\n", "entity line needs 5 fields"),
    ("| organization |", "| club |", "kind club"),
    ("| f |", "| x |", "gender x"),
    ("#entity: 2 |", "#entity: 1 |", "entity 1 twice"),
    ("2:reported_by", "2:heard", "via relation heard"),
    ("via=2:", "via=9:", "via 9 unknown"),
    ("speaker=1 | nested", "speaker=9 | nested", "speaker 9 unknown"),
    ("addressee=2", "addressee=9", "addressee 9 unknown"),
    ("nested=1", "nested=9", "nested in 9, unknown"),
    ("nested=1", "nested=2", "nested in 2, in which it does not stand"),
    ("nested=1 | ", "", "stands in quote 1, but is not nested"),
    ("nested=1", "tone=sour", "key tone"),
    ("category=warning", "category=moan", "category moan"),
    ("polarity=negative", "polarity=no", "polarity no"),
    ("modality=future", "modality=past", "modality past"),
    ("#quote: 2 |", "#quote: 1 |", "quote 1 twice"),
    ("#genre", "#kind", "header kind: agency"),
    ("</t></t>", "</t>", "not well-formed at"),
    ('<c q="1">', '<c q="9">', '<c q="9"> has no header line'),
    ('<m e="1" q="2">', '<m e="9" q="2">', '<m e="9"> has no header line'),
    ('<m e="1" q="2">', '<m e="1" q="9">', '<m q="9"> has no header line'),
    ('<m e="1" q="2">', '<m q="2">', "<m> without e"),
    ('<m e="1" q="2">', '<m e="1" role="x" q="2">', "<m> with role"),
    ('<m e="1" q="2">', '<m e="1" q="1">', "quote 1: two sources"),
    ('<m e="1" q="2">', '<m e="2" q="2">', "quote 2: source is entity 2, speaker 1"),
    ('<m e="1" q="2">', '<m e="1">', 'cue and speaker, but no <m ... q="2">'),
    ('<m e="1" q="2">', '<m e="1" q="2" v="2">', '<m v="2"> entity 1 is no via of quote 2'),
    ("<p>Aylin Sezgin</p>", "<b>Aylin Sezgin</b>", "tag b"),
    ('<t q="2">it</t>', "it", "no <t>"),
    ('<t q="2">it</t>', '<t q="2"> it</t>', "span with outer space or empty: ' it'"),
    ("<p>Aylin Sezgin</p>", "<p>Aylin Sezgin</p> ", "span with outer space or empty: 'Foreign Minister Aylin Sezgin '"),
    ("#not: “Silent Tide”", "#not: “Silent Tides”", "#not is not in the text: “Silent Tides”"),
    ("#not: “Silent Tide”\n", "", "mark outside of content and #not"),
    ("| Aylin Sezgin |", "| Aylin A. Sezgin |", "its name is not in the text"),
    ("| Foreign Minister", "| Prime Minister", "its role is not in the text: Prime Minister"),
    ('<m e="2" v="1">the ministry</m>', "the ministry", "no mention"),
]


def test_a_document_without_errors_has_no_problems() -> None:
    assert found(DOCUMENT) == []


@pytest.mark.parametrize(("right", "wrong", "problem"), PLANTED, ids=[problem for *_, problem in PLANTED])
def test_the_checker_finds_a_planted_error(right: str, wrong: str, problem: str) -> None:
    assert right in DOCUMENT
    assert any(problem in each for each in found(DOCUMENT.replace(right, wrong, 1)))


def test_the_command_fails_on_problems_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "x.xml"
    path.write_text(markup.joined([DOCUMENT, DOCUMENT]), "utf-8")
    assert check([path]) == 1
    out = capsys.readouterr().out
    assert "x-1 id twice" in out
    assert "NOTE no cue" in out


def test_the_committed_corpus_has_no_problems(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(sorted(CORPUS.glob("*.xml"))) == 0, capsys.readouterr().out


def test_the_page_of_the_corpus_has_its_counts(capsys: pytest.CaptureFixture[str]) -> None:
    files = sorted(CORPUS.glob("*.xml"), key=lambda file: (len(file.stem), file.stem))
    counts(files)
    assert capsys.readouterr().out in Path("docs/newsroom.md").read_text("utf-8")


def test_a_tenth_of_each_writer_is_held_out_and_learned_from_nowhere() -> None:
    kept = {document.id for document in newsroom.held_out(CORPUS)}
    assert kept == listed(CORPUS)
    assert kept.isdisjoint(document.id for document in newsroom.train(CORPUS))
    for path in CORPUS.glob("*.xml"):
        identifiers = [document.id for document in newsroom.read(path)]
        assert kept.intersection(identifiers) == set(draw(path.stem, identifiers))
        assert len(kept.intersection(identifiers)) == round(len(identifiers) / 10)


RULES = [
    ('<m e="1">Ann Lee,</m> said', '<m e="1">Ann Lee</m>, said'),
    ('<m e="1">the rebels\'</m> spokesman', '<m e="1">the rebels</m>\' spokesman'),
    ('<m e="1">Ann Lee</m>, 61, said', '<m e="1">Ann Lee, 61</m>, said'),
    (
        '<m e="1" q="1">Ann Lee</m>, who runs the bank, <c q="1">said</c> <t q="1">no</t>',
        '<m e="1" q="1">Ann Lee, who runs the bank</m>, <c q="1">said</c> <t q="1">no</t>',
    ),
    (
        '<t q="1">No</t>, <c q="1">said</c> <m e="1" q="1">Ann Lee</m>, who runs the bank.',
        '<t q="1">No</t>, <c q="1">said</c> <m e="1" q="1">Ann Lee, who runs the bank</m>.',
    ),
    (
        '<m e="1" q="1">Ann Lee</m>, a former judge, has <c q="1">denied</c> <t q="1">it</t>',
        '<m e="1" q="1">Ann Lee, a former judge</m>, has <c q="1">denied</c> <t q="1">it</t>',
    ),
    ('Ann<c q="1">:</c> <t q="1">Yes, Your Honour.</t>', 'Ann<c q="1">:</c> <t q="1">Yes, Your Honour</t>.'),
    ('She <c q="1">warned</c> <t q="1">of war</t>', 'She <c q="1">warned of</c> <t q="1">war</t>'),
    ("<p>Mrs Lee</p> of <o>the Bell</o>", "Mrs <p>Lee</p> of the <o>Bell</o>"),
    ("<l>Russians</l> in <l>Oslo</l>", "Russians in <l>Oslo</l>"),
]
LEFT_ALONE = [
    '<m e="1" q="1">Ann Lee</m>, who <c q="1">said</c> <t q="1">no</t>, left.',
    '<m e="1" q="1">Ann Lee</m>, speaking in Oslo, <c q="1">said</c> <t q="1">no</t>.',
    '<m e="1" q="1">Ann Lee</m>, who, in a letter, <c q="1">asked</c> <t q="1">why</t>.',
    '<t q="1">“It began in May.</t>\n\n<t q="1">“It ended in June.”</t>',
    'at <t q="1">6 a.m.</t>',
    'She <c q="1">accused</c> <t q="1">him</t> <t q="1">of theft</t>',
]


@pytest.mark.parametrize(("drawn", "wanted"), RULES)
def test_a_border_is_drawn_as_the_contract_has_it(drawn: str, wanted: str) -> None:
    assert markup.write(unified(markup.parse(drawn))) == wanted


@pytest.mark.parametrize("drawn", LEFT_ALONE)
def test_a_border_that_is_right_is_left_alone(drawn: str) -> None:
    assert markup.write(unified(markup.parse(drawn))) == drawn


def test_entities_and_categories_are_written_as_the_contract_has_them() -> None:
    written = (
        "#entity: 1 | the Kremlin | organization | - | -\n#entity: 2 | the inspectors | group | - | -\n"
        "#entity: 3 | Ann Lee | person | f | the head of the bank\n#quote: 1 | speaker=3 | category=claim\n"
        'The <l>Kremlin</l> and the inspectors heard what <m e="3" q="1">Ann Lee</m> <c q="1">said</c>'
    )
    assert unified(markup.parse(written)).header == (
        "entity: 1 | Kremlin | place | - | -",
        "entity: 2 | the inspectors | group | - | -",
        "entity: 3 | Ann Lee | person | f | head of the bank",
        "quote: 1 | speaker=3 | category=statement",
    )


def test_the_committed_corpus_has_unified_borders() -> None:
    for path in CORPUS.glob("*.xml"):
        content = path.read_text("utf-8")
        assert rewritten(content) == content, path
