"""The renderings of the seed articles through the real models."""

import csv
import io
from pathlib import Path

import pytest

from quotes.api.formats import csv_table, schema_org, web_annotation
from quotes.nlp.document import Parser
from quotes.reader import Reader
from quotes.records import SEPARATOR
from tests.support import jsonld

SEEDS = sorted((Path(__file__).resolve().parents[2] / "seeds").glob("*.txt"))

pytestmark = pytest.mark.model


@pytest.fixture(scope="module", params=SEEDS, ids=lambda path: path.name[:3])
def seed(request: pytest.FixtureRequest, parser: Parser) -> tuple[str, dict]:
    """An article and its answer."""
    text = request.param.read_bytes().decode("utf-8")
    return text, Reader(parser).read(text, id="https://news.example/a").to_dict()


def test_the_schema_org_graph_is_valid_and_holds_each_quote_but_those_not_said(seed: tuple[str, dict]):
    """A processor finds every term, the vocabulary allows it, and each quote is told but those not said."""
    _, answer = seed
    graph = schema_org.graph(answer)
    jsonld.check_vocabulary(graph)
    assert jsonld.triples(jsonld.round_trip(graph)) == jsonld.triples(graph)
    told = {node["@id"] for node in graph["@graph"] if node.get("@type") in ("Quotation", "Claim")}
    left_out = [quote["id"] for quote in answer["quotes"] if f"https://news.example/a#{quote['id']}" not in told]
    assert len(told) > 5
    assert all(
        cue["category"] == "denial" or cue["polarity"] == "negative" or cue["modality"] != "asserted"
        for cue in (quote["cue"] for quote in answer["quotes"] if quote["id"] in left_out)
    )
    relayed = [quote for quote in answer["quotes"] if quote["via"] and quote["id"] not in left_out]
    assert relayed
    assert {node["@id"] for node in graph["@graph"] if "isBasedOn" in node} >= {
        f"https://news.example/a#{quote['id']}" for quote in relayed
    }


def test_each_position_of_a_web_annotation_is_that_of_its_words(seed: tuple[str, dict]):
    """Each target's position is that of its words."""
    text, answer = seed
    collection = web_annotation.collection(answer)
    assert jsonld.triples(jsonld.round_trip(collection)) == jsonld.triples(collection)
    targets = [target for item in collection["first"]["items"] for target in item["target"]]
    assert len(targets) >= len(answer["quotes"])
    for target in targets:
        words, position = target["selector"]
        assert text[position["start"] : position["end"]] == words["exact"]


def test_each_row_of_the_table_has_the_words_of_its_quote(seed: tuple[str, dict]):
    """Every row has the words of its quote, verbatim."""
    text, answer = seed
    rows = list(csv.DictReader(io.StringIO(csv_table.rows(answer), newline="")))
    assert [row["id"] for row in rows] == [quote["id"] for quote in answer["quotes"]]
    for row in rows:
        spans = [tuple(map(int, span.split("-"))) for span in row["spans"].split(SEPARATOR)]
        assert row["content"].removeprefix("'") == SEPARATOR.join(text[start:end] for start, end in spans)
