"""Answers as labels: what the tools of the trade read is what the answer says, in names that their examples know."""

import configparser
import json
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from quotes.api.formats import RENDERINGS, labels
from quotes.attribution import model
from tests.support.answers import TEXT, make
from tests.support.server import ROOT

CONFIGURATIONS = ROOT / "examples" / "labels"
NAMESPACE = {"t": "http://www.tei-c.org/ns/1.0"}
ID = "{http://www.w3.org/XML/1998/namespace}id"
WRITERS = {rendering.media_type: rendering.body for rendering in RENDERINGS}

NO_ONE = {"entity": None, "spans": [], "text": None}


def write(media_type, answer=None, text=TEXT):
    return WRITERS[media_type](answer or make(), text)


def invented(text, *contents, entities=(), **more):
    """An answer on a text with a quote for each tuple of pieces of it."""
    quotes = [
        {
            "id": f"q{number}", "type": "direct", "cue": None, "speaker": None, "addressee": None, "via": [],
            "nested_in": None, "confidence": 0.5, **more,
            "content": [{"start": text.index(piece), "end": text.index(piece) + len(piece)} for piece in pieces],
        }
        for number, pieces in enumerate(contents, 1)
    ]  # fmt: skip
    document = {"id": None, "language": "en", "offset_encoding": "utf-32", "length": len(text), "sha256": "0" * 64}
    model = {"name": "fake", "version": "1"}
    return {"document": document, "quotes": quotes, "entities": list(entities), "warnings": [], "model": model}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8"])
@pytest.mark.parametrize("media_type", ["application/tei+xml", "application/x.label-studio+json", "text/x.brat"])
def test_labels_are_the_same_whatever_the_offsets_of_the_answer_count(media_type, encoding):
    assert write(media_type, make(encoding)) == write(media_type)


# --- TEI ---


def tei(*arguments):
    """The root of a document, and its paragraphs."""
    root = ET.fromstring(write("application/tei+xml", *arguments))
    return root, root.findall("t:text/t:body/t:p", NAMESPACE)


def said(root):
    return {each.get(ID): each for each in root.iter("{http://www.tei-c.org/ns/1.0}said")}


def test_the_paragraphs_of_tei_hold_the_lines_of_the_text_verbatim():
    _, paragraphs = tei()
    assert ["".join(each.itertext()) for each in paragraphs] == [line for line in TEXT.splitlines() if line]


def test_tei_says_who_said_what():
    root, _ = tei()
    found = said(root)
    persons = {each.get(ID): each.findtext("t:persName", namespaces=NAMESPACE) for each in root.iter() if each.get(ID)}
    assert "".join(found["q7"].itertext()) == "that he had lied"
    assert persons[found["q7"].get("who")[1:]] == "Lee"
    assert found["q7"].get("direct") == "false"
    assert found["q8"].get("ana") == "#indirect #statement #negative"
    assert found["q10"].get("who") is None


def test_every_pointer_of_tei_points_to_something():
    root, _ = tei()
    targets = {f"#{each.get(ID)}" for each in root.iter() if each.get(ID)}
    attributes = ("who", "ana", "next", "prev")
    pointers = {part for each in said(root).values() for name in attributes for part in each.get(name, "").split()}
    assert pointers <= targets


def test_the_parts_of_an_interrupted_quote_point_to_each_other():
    first, second = (said(tei()[0])[name] for name in ("q1.1", "q1.2"))
    assert (first.get("next"), first.get("prev")) == ("#q1.2", None)
    assert (second.get("next"), second.get("prev")) == (None, "#q1.1")


def test_a_quote_within_a_quote_is_an_element_within_an_element():
    inner = said(tei()[0])["q5"].find("t:said", NAMESPACE)
    assert inner.get(ID) == "q6"
    assert inner.text == "=SUM(A1)"


def test_a_quote_over_several_lines_is_in_parts():
    text = "He wrote:\n\n“One.\n \nTwo.”"
    root, paragraphs = tei(invented(text, ["“One.\n \nTwo.”"]), text)
    assert [each.text for each in said(root).values()] == ["“One.", "Two.”"]
    assert len(paragraphs) == 3


def test_quotes_that_overlap_are_cut_so_that_elements_nest():
    text = "one two three"
    root, [paragraph] = tei(invented(text, ["one two"], ["two three"]), text)
    assert "".join(paragraph.itertext()) == text
    assert {name: "".join(each.itertext()) for name, each in said(root).items()} == {
        "q1": "one two", "q2.1": "two", "q2.2": " three",
    }  # fmt: skip


def test_what_xml_has_no_room_for_is_replaced():
    text = "a\x00b\ud800c & <d>\r\nSo."
    _, paragraphs = tei(invented(text, ["b\ud800c & <d>"]), text)
    assert ["".join(each.itertext()) for each in paragraphs] == ["a\ufffdb\ufffdc & <d>", "So."]


def test_tei_tells_to_whom_something_was_said():
    entity = {"id": "e1", "name": "Lee & Co", "kind": "organization", "role": None, "mentions": []}
    root, _ = tei(invented("No.", ["No."], entities=[entity], addressee={**NO_ONE, "entity": "e1"}), "No.")
    assert said(root)["q1"].get("toWhom") == "#e1"
    assert root.findtext(".//t:orgName", namespaces=NAMESPACE) == "Lee & Co"


# --- brat ---


def brat(*arguments):
    """The lines of an .ann file by their ids."""
    return dict(line.split("\t", 1) for line in write("text/x.brat", *arguments).splitlines())


def fragments(line):
    label, _, where = line.split("\t")[0].partition(" ")
    return label, [tuple(map(int, each.split())) for each in where.split(";")]


def test_every_text_bound_annotation_of_brat_has_the_words_of_its_fragments():
    for id_, line in brat().items():
        if id_.startswith("T"):
            _, where = fragments(line)
            assert line.split("\t")[1] == " ".join(TEXT[start:end] for start, end in where)
            assert all(before[1] < after[0] for before, after in pairwise(where))


def test_an_annotation_of_brat_crosses_no_line():
    text = "“One.\r\n\tTwo.”"
    assert brat(invented(text, [text]), text)["T1"] == "Direct 0 5;7 13\t“One.  Two.”"


def test_brat_links_a_quote_to_who_said_it():
    lines = brat()
    words = {id_: line.split("\t")[1] for id_, line in lines.items() if id_.startswith("T")}
    relations = {
        (name, words[source], words[target])
        for line in lines.values()
        for name, source, target in re.findall(r"^(\w+) Arg1:(T\d+) Arg2:(T\d+)", line)
    }
    assert ("speaker", "that he had lied", "Lee") in relations
    assert ("spokesperson", "that any attack would be “answered”", "Ali Can") in relations
    assert ("nested_in", "=SUM(A1)", "that =SUM(A1) was all they got") in relations


def test_the_ids_of_brat_are_unique_and_its_names_are_those_of_the_example():
    text = write("text/x.brat")
    ids = [line.split("\t")[0] for line in text.splitlines()]
    assert len(ids) == len(set(ids))
    example = configparser.RawConfigParser(delimiters=("\t",), allow_no_value=True)
    example.optionxform = str
    example.read(CONFIGURATIONS / "annotation.conf")
    names = {line.split("\t")[1].split(" ")[0] for line in text.splitlines()} - {"AnnotatorNotes"}
    assert names <= {*example["entities"], *example["relations"], *example["attributes"]}
    categories = re.search(r"Value:(\S+)", example["attributes"]["Category"])[1].split("|")
    assert categories == list(model.CATEGORIES)


# --- Label Studio ---


def task(*arguments):
    """The task, its regions by id and its relations."""
    [found] = json.loads(write("application/x.label-studio+json", *arguments))
    [prediction] = found["predictions"]
    regions = {each["id"]: each for each in prediction["result"] if each["type"] == "labels"}
    return found, prediction, regions


def test_a_task_of_label_studio_holds_the_text_and_regions_of_it():
    found, prediction, regions = task()
    assert found["data"]["text"] == TEXT
    assert prediction["score"] == 0.9
    for region in regions.values():
        value = region["value"]
        assert TEXT[value["start"] : value["end"]] == value["text"]


def test_label_studio_links_a_quote_to_who_said_it_and_its_parts_to_each_other():
    _, prediction, regions = task()
    relations = {
        (*each["labels"], *(regions[each[end]]["value"]["text"] for end in ("from_id", "to_id")))
        for each in prediction["result"]
        if each["type"] == "relation"
    }
    assert ("speaker", "that he had lied", "Lee") in relations
    assert ("continued", "“We won,”", "“and we will </script> rest.”") in relations


def test_the_names_of_a_task_are_those_of_the_example_s_labelling_interface():
    _, prediction, _ = task()
    interface = ET.parse(CONFIGURATIONS / "label-studio.xml")
    known = {kind: {each.get("value") for each in interface.iter(kind)} for kind in ("Label", "Choice", "Relation")}
    controls = {each.get("name"): each.get("toName") for each in interface.iter() if each.get("toName")}
    assert interface.find("Text").get("value") == "$text"
    assert known["Choice"] == {*model.CATEGORIES, "negative", "hypothetical", "future"}
    assert known["Label"] == {*labels.QUOTES.values(), "Cue", "Speaker", "Relay", "Addressee"}
    for each in prediction["result"]:
        match each["type"]:
            case "relation":
                assert set(each["labels"]) <= known["Relation"]
            case "labels" | "choices":
                assert controls[each["from_name"]] == each["to_name"] == interface.find("Text").get("name")
                assert set(each["value"].get("labels", [])) <= known["Label"]
                assert set(each["value"].get("choices", [])) <= known["Choice"]
