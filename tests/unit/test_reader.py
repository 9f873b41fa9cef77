"""The Python call: from an article to its quotes, and their other forms."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import pytest

import quotes
from evaluation.fakes import reader
from quotes.api.schemas import QuotesResponseSchema
from quotes.records import COLUMNS

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


def test_thoughts_and_what_is_unsure_are_left_out_unless_wanted(result):
    assert len(result.quotes) == 3  # the thought stands in quotation marks
    assert [quote.id for quote in reader().read(TEXT, include=["denial"]).quotes] == ["q3"]
    assert [quote.id for quote in reader().read(TEXT, min_confidence=0.9).quotes] == ["q2"]


@pytest.mark.parametrize(
    "arguments",
    [{}, {"text": "a", "html": "b"}, {"text": " \n"}, {"html": "<p></p>"}, {"text": "a", "include": ["gossip"]}],
    ids=str,
)
def test_what_makes_no_sense_is_a_value_error(arguments):
    with pytest.raises(ValueError, match=r"Exactly one|no text|No categories"):
        reader().read(**arguments)


def test_a_record_for_each_quote_has_every_column(result):
    records = result.to_records()
    assert [tuple(record) for record in records] == [COLUMNS] * 3
    assert [record["speaker"] for record in records] == ["Ito", "Lee", "Ito"]
    assert records[1]["time"] == "on Sunday"
    assert records[1]["via"] == "Ito (reported_by)"
    assert records[0]["confidence"] == 0.5


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


def test_the_package_tells_its_version_and_loads_nothing_heavy_before_it_is_asked_to():
    import subprocess
    import sys

    script = "import sys, quotes; print(quotes.__version__, 'torch' in sys.modules, 'flask' in sys.modules)"
    output = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert output.split() == [quotes.__version__, "False", "False"]
