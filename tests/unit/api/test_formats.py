"""The renderings of an answer, as pure functions of it."""

import csv
import io
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.api.formats import RENDERINGS, csv_table, schema_org, web_annotation
from tests.support import answers, jsonld

ANSWER = answers.make(id="a-1")
NI = re.compile(r"ni:///sha-256;[A-Za-z0-9_-]{43}")


def by_id(graph):
    """The nodes of a schema.org graph by what follows the article's IRI."""
    return {node["@id"].partition("#")[2]: node for node in graph["@graph"]}


@pytest.fixture
def graph():
    return schema_org.graph(ANSWER)


@pytest.fixture
def told(graph):
    return by_id(graph)


class TestSchemaOrg:
    def test_a_json_ld_processor_knows_every_term(self, graph):
        assert jsonld.triples(graph)
        assert jsonld.expand(graph)

    def test_expanding_and_compacting_again_changes_nothing(self, graph):
        assert jsonld.triples(jsonld.round_trip(graph)) == jsonld.triples(graph)

    def test_every_property_is_on_a_type_that_the_vocabulary_allows(self, graph):
        jsonld.check_vocabulary(graph)

    def test_the_article_holds_quotations_and_mentions_claims(self, told):
        article = told[""]
        assert NI.fullmatch(article["@id"])
        assert article["@type"] == "Article"
        assert article["identifier"] == "a-1"
        assert article["inLanguage"] == "en"
        assert [part["@id"].partition("#")[2] for part in article["hasPart"]] == ["q1", "q3", "q9", "q10"]
        assert [part["@id"].partition("#")[2] for part in article["mentions"]] == ["q2", "q4", "q5", "q6"]

    def test_a_direct_quote_is_a_quotation_without_its_quotation_marks(self, told):
        assert told["q1"] == {
            "@id": told["q1"]["@id"],
            "@type": "Quotation",
            "text": "We won, and we will </script> rest.",
            "creator": {"@id": told["e1"]["@id"]},
        }
        assert told["q9"]["text"] == "'Tis so"

    def test_a_mixed_quote_is_a_claim_with_its_passages_as_quotations(self, told):
        assert told["q2"]["@type"] == "Claim"
        assert told["q2"]["text"] == "that any attack would be “answered”"
        assert told["q2"]["author"] == {"@id": told["e2"]["@id"]}
        assert told["q2"]["hasPart"] == [
            {
                "@id": told["q2"]["@id"] + "-1",
                "@type": "Quotation",
                "text": "answered",
                "creator": {"@id": told["e2"]["@id"]},
            }
        ]
        assert "hasPart" not in told["q4"]
        assert told["q2"]["appearance"] == [{"@id": told[""]["@id"]}]

    def test_a_relay_is_a_report_based_on_that_of_the_relay_before_it(self, told):
        assert told["q2"]["isBasedOn"] == [
            {
                "@id": told["q2"]["@id"] + "-via-2",
                "@type": "CreativeWork",
                "creator": {"@id": told["e4"]["@id"]},
                "isBasedOn": [
                    {
                        "@id": told["q2"]["@id"] + "-via-1",
                        "@type": "CreativeWork",
                        "creator": {"@id": told["e3"]["@id"]},
                    }
                ],
            }
        ]

    def test_a_document_that_speaks_is_a_creative_work(self, told):
        document = {"@id": told["e5"]["@id"]}
        assert told["e5"]["@type"] == "CreativeWork"
        assert told["q3"]["isBasedOn"] == [document]
        assert told["q4"]["appearance"] == [{"@id": told[""]["@id"]}, document]
        assert not {"creator", "author"} & {*told["q3"], *told["q4"]}

    def test_the_words_in_quotation_marks_are_based_on_the_document_that_says_them(self):
        answer = answers.make()
        answer["quotes"][1]["speaker"]["entity"] = "e5"
        (words,) = by_id(schema_org.graph(answer))["q2"]["hasPart"]
        assert [source["@id"].partition("#")[2] for source in words["isBasedOn"]] == ["e5"]
        assert "creator" not in words

    def test_a_document_that_relays_is_the_report(self, told):
        assert told["q10"]["isBasedOn"] == [{"@type": "CreativeWork", "@id": told["e5"]["@id"]}]
        assert "creator" not in told["q10"]

    def test_persons_and_organizations_have_their_type_and_groups_none(self, told):
        assert told["e2"] == {
            "@id": told["e2"]["@id"],
            "@type": "Person",
            "name": "Hulusi Akar",
            "description": "the Turkish Defence Minister",
        }
        assert told["e4"]["@type"] == "Organization"
        assert "@type" not in told["e6"]
        assert told["q5"]["author"] == {"@id": told["e6"]["@id"]}

    def test_a_quote_within_another_is_part_of_it(self, told):
        assert told["q6"]["isPartOf"] == {"@id": told["q5"]["@id"]}
        assert "author" not in told["q6"]

    def test_quotes_that_were_denied_or_not_said_are_left_out(self, graph, told):
        assert not {"q7", "q8"} & set(told)
        assert "that he would go" not in json.dumps(graph)

    def test_quotes_nested_in_a_denial_are_left_out_too(self):
        answer = answers.make()
        answer["quotes"][3]["nested_in"] = "q5"  # in whatever order they stand
        answer["quotes"][4]["nested_in"] = "q7"
        assert not {"q4", "q5", "q6", "q7"} & set(by_id(schema_org.graph(answer)))

    @pytest.mark.parametrize("modality", ["hypothetical", "future"])
    def test_quotes_that_were_not_said_yet_are_left_out(self, modality):
        answer = answers.make()
        answer["quotes"][0]["cue"]["modality"] = modality
        assert "q1" not in by_id(schema_org.graph(answer))

    def test_a_direct_denial_is_a_quotation(self):
        answer = answers.make()
        answer["quotes"][0]["cue"]["category"] = "denial"
        assert by_id(schema_org.graph(answer))["q1"]["@type"] == "Quotation"

    def test_the_graph_never_holds_a_review(self, graph):
        assert "Review" not in json.dumps(graph)

    def test_a_speaker_without_an_entity_is_given_by_name(self):
        answer = answers.make()
        answer["quotes"][0]["speaker"]["entity"] = None
        assert by_id(schema_org.graph(answer))["q1"]["creator"] == {"name": "Anna Ito"}

    def test_only_entities_that_the_quotes_refer_to_are_in_the_graph(self):
        answer = answers.make()
        answer["quotes"] = answer["quotes"][6:8]  # nothing that can be told
        assert set(by_id(schema_org.graph(answer))) == {""}
        assert not {"hasPart", "mentions"} & set(by_id(schema_org.graph(answer))[""])

    @pytest.mark.parametrize(
        ("id_", "iri"),
        [
            ("https://news.example/a?b=1", "https://news.example/a?b=1"),
            ("HTTPS://news.example/é#top", "HTTPS://news.example/é"),
            ("http://[", "http://["),
            ("https://a b", None),
            ("https://a.example/<b>", None),
            ("https://a.example/\ud800", None),
            ("javascript:alert(1)", None),
            ("", None),
            (None, None),
        ],
    )
    def test_a_web_address_as_id_names_the_article(self, id_, iri):
        article = by_id(schema_org.graph(answers.make(id=id_)))[""]
        assert article["@id"] == iri or (iri is None and NI.fullmatch(article["@id"]))
        assert article.get("identifier") == (id_ or None if iri is None else None)

    @pytest.mark.parametrize(
        ("span", "text"),
        [
            ('"a"', "a"), ("'a'", "a"), ("„a“", "a"), ("»a«", "a"), ("«a»", "a"), ("“a", "a"), ("“a ‘b’”", "a ‘b’"),
            ("“a ‘b’", "a ‘b’"), ("a”", "a”"), ("’twas", "’twas"), ("“ a ”", "a"),
            ("players’", "players’"), ('"', ""), ("a", "a"),
        ],
    )  # fmt: skip
    def test_the_quotation_marks_around_a_span_are_left_out(self, span, text):
        answer = answers.make()
        answer["quotes"][0]["content"] = [{"start": 0, "end": 1, "text": span}]
        assert by_id(schema_org.graph(answer))["q1"]["text"] == text


class TestWebAnnotation:
    @pytest.fixture
    def collection(self):
        return web_annotation.collection(ANSWER)

    @pytest.fixture
    def items(self, collection):
        return collection["first"]["items"]

    def test_a_json_ld_processor_knows_every_term(self, collection):
        assert jsonld.expand(collection)
        jsonld.check_vocabulary(collection)

    def test_expanding_and_compacting_again_changes_nothing(self, collection):
        assert jsonld.triples(jsonld.round_trip(collection)) == jsonld.triples(collection)

    def test_the_annotations_are_a_collection_with_one_page(self, collection):
        assert collection["type"] == "AnnotationCollection"
        assert collection["total"] == 10
        assert collection["first"]["type"] == "AnnotationPage"
        assert collection["first"]["startIndex"] == 0
        assert collection["generator"] == {"type": "Software", "name": "fake", "schema:softwareVersion": "1"}
        assert len({item["id"] for item in collection["first"]["items"]}) == 10

    def test_each_span_is_a_target_found_by_quote_and_position(self, items):
        selectors = [target["selector"] for target in items[0]["target"]]
        assert selectors[0][0] == {"type": "TextQuoteSelector", "exact": "“We won,”", "prefix": ""}
        assert selectors[1][0]["exact"] == "“and we will </script> rest.”"
        assert selectors[1][0]["suffix"] == answers.TEXT.partition("rest.”")[2][:32]
        for words, position in selectors:
            assert position["type"] == "TextPositionSelector"
            assert answers.TEXT[position["start"] : position["end"]] == words["exact"]

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
    def test_positions_are_left_out_where_they_would_not_count_code_points(self, encoding):
        collection = web_annotation.collection(answers.make(offset_encoding=encoding))
        assert "TextPositionSelector" not in json.dumps(collection)
        assert "TextQuoteSelector" in json.dumps(collection)

    def test_positions_are_left_out_where_they_do_not_point_into_the_body(self):
        answer = answers.make()
        answer["document"]["text"] = answers.TEXT
        assert "TextPositionSelector" not in json.dumps(web_annotation.collection(answer))

    def test_an_annotation_has_a_line_to_read_and_tags(self, items):
        line, *tags = items[1]["body"][:3]
        assert line == {
            "type": "TextualBody",
            "purpose": "describing",
            "format": "text/plain",
            "value": "Hulusi Akar (warned) via Ali Can via Reuters",
        }
        assert [(tag["purpose"], tag["value"]) for tag in tags] == [("tagging", "mixed"), ("tagging", "warning")]
        assert items[5]["body"][0]["value"] == "unknown"
        assert "negative" in [body.get("value") for body in items[7]["body"]]

    def test_the_quote_is_the_same_resource_as_in_schema_org(self, collection):
        """Both graphs can be put together: what the annotations say of a quote is in the other, word for word."""
        about = jsonld.triples(schema_org.graph(ANSWER))
        ours = {t for t in jsonld.triples(collection) if re.search("#[qe][0-9]+(-via-[0-9]|-[0-9])?$", t[0])}
        assert len(ours) > 20
        assert ours <= about

    def test_a_quote_that_is_left_out_of_schema_org_has_bodies_of_text_only(self, items):
        assert {body["type"] for body in items[7]["body"]} == {"TextualBody"}

    def test_an_article_without_quotes_is_an_empty_collection(self):
        answer = answers.make()
        answer["quotes"] = []
        collection = web_annotation.collection(answer)
        assert collection["total"] == 0
        assert collection["first"]["items"] == []


class TestTable:
    @staticmethod
    def read(answer):
        return list(csv.DictReader(io.StringIO(csv_table.rows(answer), newline="")))

    def test_each_quote_has_one_row_with_every_column(self):
        rows = self.read(ANSWER)
        assert [row["id"] for row in rows] == [quote["id"] for quote in ANSWER["quotes"]]
        assert rows[1] == {
            "document": "a-1",
            "id": "q2",
            "type": "mixed",
            "speaker": "Hulusi Akar",
            "speaker_kind": "person",
            "speaker_role": "the Turkish Defence Minister",
            "speaker_text": "Hulusi Akar",
            "cue": "warned",
            "lemma": "warn",
            "category": "warning",
            "polarity": "positive",
            "modality": "asserted",
            "content": "that any attack would be “answered”",
            "via": "Ali Can (spokesperson) | Reuters (reported_by)",
            "addressee": "",
            "medium": "",
            "time": "",
            "place": "told",
            "nested_in": "",
            "confidence": "0.9",
            "prefix": ANSWER["quotes"][1]["prefix"],
            "suffix": ANSWER["quotes"][1]["suffix"],
            "spans": "117-152",
            "body_spans": "",
        }

    def test_the_spans_of_a_quote_stand_in_one_cell(self):
        row = self.read(ANSWER)[0]
        assert row["content"] == "“We won,” | “and we will </script> rest.”"
        assert row["spans"] == "0-9 | 36-65"

    def test_the_places_of_the_spans_in_the_body_stand_in_one_cell(self):
        answer = answers.make()
        answer["quotes"][0]["content"][0] |= {"html_start": 3, "html_end": 20}
        answer["quotes"][0]["content"][1] |= {"block": "b:1", "block_start": 0, "block_end": 7, "html_start": 1}
        assert self.read(answer)[0]["body_spans"] == "3-20 | b:1:0-7"

    def test_lines_end_as_the_rfc_has_it_and_the_header_is_first(self):
        answer = answers.make()
        answer["quotes"] = []
        assert csv_table.rows(answer) == ",".join(csv_table.COLUMNS) + "\r\n"

    @pytest.mark.parametrize(
        "cell",
        ["=1+1", "+1", "-1", "@A1", "\t=1", "\r=1", "\n=1", " =1", "＝1", "'=1", "'Tis so", "=cmd|' /C calc'!A0"],
    )
    def test_a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe_before_it(self, cell):
        answer = answers.make(id=cell)
        answer["quotes"][0]["content"] = [{"start": 0, "end": 1, "text": cell}]
        row = self.read(answer)[0]
        assert row["content"] == row["document"] == "'" + cell

    @given(st.text())
    def test_every_text_comes_back_once_the_apostrophe_is_removed(self, text):
        answer = answers.make()
        answer["quotes"][0]["content"] = [{"start": 0, "end": 1, "text": text}]
        cell = self.read(answer)[0]["content"]
        assert cell.removeprefix("'") == text

    def test_a_lone_surrogate_is_replaced(self):
        answer = answers.make(id="a\ud800")
        assert self.read(answer)[0]["document"] == "a\ufffd"


@pytest.mark.parametrize("rendering", RENDERINGS, ids=lambda rendering: rendering.content_type)
def test_every_rendering_can_be_sent_whatever_the_text(rendering):
    answer = answers.make(id="\ud800\x00")
    answer["quotes"][0]["content"][0]["text"] = "\udfff\x00"
    assert rendering.respond(answer, "\udfff\x00" + answers.TEXT[2:]).get_data()


@pytest.mark.parametrize("rendering", RENDERINGS[1:3], ids=lambda rendering: rendering.content_type)
def test_json_ld_can_stand_in_a_script_element_as_it_is(rendering):
    body = rendering.write(ANSWER)
    assert not set("<>&") & set(body)
    assert "</script> rest" in json.dumps(json.loads(body))
