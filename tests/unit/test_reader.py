"""The Python call: from an article to its quotes, and their other forms."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

import quotes
from evaluation.fakes import reader
from quotes import notebook
from quotes.api.schemas import QuotesResponseSchema
from quotes.attribution.model import Analysis
from quotes.intake.extract import PlainText
from quotes.nlp.document import Span, TextWarning
from quotes.records import COLUMNS
from quotes.result import ModelName, Result

TEXT = '"Rates <will> fall," Ito said. "Never," Lee said on Sunday. "Perhaps," Ito thought.'


class Words(HTMLParser):
    """The text of HTML, and the titles of its elements."""

    def __init__(self, html):
        super().__init__()
        self.text, self.titles = "", []
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.titles += [value for name, value in attributes if name == "title"]

    def handle_data(self, data):
        self.text += data


@pytest.fixture(scope="module")
def result():
    return reader().read(TEXT, id="a")


def test_a_quote_has_its_words_and_its_speaker(result):
    first, second, *_ = result.quotes
    assert result.words(first.content) == '"Rates <will> fall,"'
    assert result.entity(first.speaker).name == "Ito"
    assert result.entity(second.speaker).name == "Lee"
    assert result.entity(None) is None


@pytest.mark.parametrize("article", [{"text": TEXT}, {"html": f"<p>{TEXT.replace('<', '&lt;')}</p>"},
                                     {"blocks": [{"id": "1", "text": TEXT}]}], ids=list)  # fmt: skip
@pytest.mark.parametrize("encoding", ["utf-32", "utf-16", "utf-8"])
def test_the_dict_is_the_answer_of_the_service(client, article, encoding):
    [(form, body)] = article.items()
    asked = {form: body, "id": "a", "include": "all", "offset_encoding": encoding}
    found = reader().read(**article, id="a", include="all").to_dict(encoding)
    assert found == client.post("/v1/quotes", json=asked).json
    assert json.loads(json.dumps(found)) == found
    assert not QuotesResponseSchema().validate(found)


def test_quotes_are_filtered_by_category_and_confidence_but_thoughts_in_quotation_marks_stay(result):
    assert len(result.quotes) == 3  # the thought stands in quotation marks
    assert [quote.id for quote in reader().read(TEXT, include=["denial"]).quotes] == ["q3"]
    assert [quote.id for quote in reader().read(TEXT, min_confidence=0.9).quotes] == ["q2"]


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"text": "a", "html": "b"},
        {"text": " \n"},
        {"html": "<p></p>"},
        {"text": "a", "include": ["gossip"]},
        {"text": "a", "min_confidence": 5},
        {"text": "a", "min_confidence": float("nan")},
        {"blocks": [{"text": "a"}]},
        {"blocks": [{"id": "1", "text": "a"}, {"id": "1", "text": "b"}]},
        {"blocks": [{"id": "1", "text": "a", "html": "b"}]},
        {"blocks": [{"id": "1", "blocks": []}]},
    ],
    ids=str,
)
def test_an_argument_that_makes_no_sense_is_a_value_error(arguments):
    with pytest.raises(ValueError, match=r"xactly one|no text|No categories|from 0 to 1|id of its own"):
        reader().read(**arguments)


@pytest.mark.parametrize("arguments", [{"text": 12}, {"text": b"a"}, {"html": 1}, {"text": "a", "id": 5}], ids=str)
def test_an_argument_of_another_type_is_a_type_error(arguments):
    with pytest.raises(TypeError, match="must be"):
        reader().read(**arguments)


def test_an_unknown_offset_encoding_is_an_error_whatever_the_text(result):
    with pytest.raises(KeyError):
        result.to_dict("utf-7")


def test_all_selects_every_category_as_a_word_or_in_a_list():
    assert reader().read(TEXT, include=["all"]).quotes == reader().read(TEXT, include="all").quotes


def test_a_reader_shows_which_models_it_has():
    assert repr(reader()) == "<quotes.Reader: fake 1>"


def test_a_record_for_each_quote_has_every_column(result):
    records = result.to_records()
    assert [tuple(record) for record in records] == [COLUMNS] * 3
    assert [record["speaker"] for record in records] == ["Ito", "Lee", "Ito"]
    assert records[1]["time"] == "on Sunday"
    assert records[1]["via"] == "Ito (reported_by)"
    assert records[0]["confidence"] == 0.5


def test_a_record_has_none_where_there_is_nothing(result):
    first = result.to_records()[0]
    assert [first[column] for column in ("via", "addressee", "nested_in", "body_spans")] == [None] * 4


def test_displacy_gets_stretches_in_order_that_never_overlap(result):
    shown = result.to_displacy()
    assert shown["text"] == TEXT
    ends = [0]
    for stretch in shown["ents"]:
        assert ends[-1] <= stretch["start"] < stretch["end"]
        ends.append(stretch["end"])
    labelled = {(TEXT[each["start"] : each["end"]], each["label"]) for each in shown["ents"]}
    assert {('"Never,"', "CONTENT"), ("said", "CUE"), ("Lee", "SOURCE")} <= labelled


def test_a_notebook_shows_the_whole_article_escaped_and_who_speaks(result):
    shown = Words(result._repr_html_())
    assert shown.text == f"{TEXT}3 quotes"
    assert "q2 direct: Lee via Ito" in shown.titles


def nested():
    text = "Ito said that Lee denied that he lied \ud800."

    def spans(words):
        return [{"start": text.index(words), "end": text.index(words) + len(words), "text": words}]

    def quote(id_, content, cue, speaker):
        reference = {"spans": spans(speaker), "text": speaker, "entity": None}
        return {"id": id_, "type": "indirect", "content": spans(content), "cue": {"spans": spans(cue)}, "via": [],
                "speaker": reference}  # fmt: skip

    quotes_ = [quote("q1", "that Lee denied that he lied", "said", "Ito"), quote("q2", "that he lied", "denied", "Lee")]
    return {"document": {"id": None}, "quotes": quotes_, "entities": []}, text


def test_displacy_shows_the_outer_of_nested_quotes_whole():
    answer, text = nested()
    shown = [(text[each["start"] : each["end"]], each["label"]) for each in notebook.displacy(answer, text)["ents"]]
    assert shown == [("Ito", "SOURCE"), ("said", "CUE"), ("that Lee denied that he lied", "CONTENT")]


def test_a_notebook_shows_a_nested_quote_within_its_outer_one():
    answer, text = nested()
    html = notebook.highlighted(answer, text)
    assert Words(html).text == text.replace("\ud800", "\ufffd") + "2 quotes"
    inner = html[: html.index("that he lied")]
    assert inner.rindex("q1 indirect: Ito") < inner.rindex("q2 indirect: Lee") > inner.rindex("</span>")


def test_the_package_tells_its_version_and_loads_nothing_heavy_before_it_is_asked_to():
    import subprocess
    import sys

    script = "import sys, quotes; print(quotes.__version__, 'torch' in sys.modules, 'flask' in sys.modules)"
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert output.split() == [quotes.__version__, "False", "False"]


def test_spans_are_verbatim_where_the_text_is_read_otherwise_than_it_stands():
    text = "I\u00adto2 came.\n\n&quot;Rates will fall,&quot;1 Ito\u200b said."
    result = reader().read(text)
    (quote,) = result.quotes
    assert result.text == text
    assert result.words(quote.content) == "&quot;Rates will fall,&quot;"
    assert [warning.code for warning in result.warnings] == ["html_references"]


def test_a_warning_of_a_long_stretch_shows_its_beginning():
    text = "mot " * 200
    found = Analysis((), (), (TextWarning("unexpected_language", "no English", Span(0, len(text))),))
    (warning,) = Result.of(PlainText(text), found, ModelName("fake", "1")).to_dict()["warnings"]
    assert (warning["start"], warning["end"], warning["text"]) == (0, 80, text[:80])


def test_the_elements_of_html_that_a_selector_chooses_are_read():
    html = '<div>"No," Lee said.</div><div class="story">"Yes," Ito said.</div>'
    assert reader().read(html=html, selector=".story").text == '"Yes," Ito said.'
    with pytest.raises(ValueError, match="names, classes, ids"):
        reader().read(html=html, selector="div >")
