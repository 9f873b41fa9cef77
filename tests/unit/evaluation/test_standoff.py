"""Annotations apart from their text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.newsroom import standoff
from evaluation.newsroom.model import CATEGORIES, GENDERS, KINDS, MODALITIES, POLARITIES, RELATIONS, Document
from evaluation.newsroom.reading import parse

ARTICLES = Path(__file__).parents[3] / "training/polnear/contract.jsonl"

WRITTEN = """\
#id: x-1
#genre: agency
#entity: 1 | Aylin Sezgin | person | f | Foreign Minister
#entity: 2 | the ministry | organization | - | -
#quote: 1 | speaker=1 | via=2:reported_by | category=warning
#quote: 2 | speaker=1 | nested=1 | addressee=2 | category=denial | polarity=negative | modality=future
#quote: 3 | speaker=- | category=claim
#not: “Silent Tide”
ALTOVA - <m e="1" q="1">Foreign Minister <p>Aylin Sezgin</p></m>, back from “Silent Tide”, \
<c q="1">warned</c> <t q="1">that <m e="1" q="2">she</m> would not <c q="2">deny</c> <t q="2">it</t></t>, \
<m e="2" v="1">the ministry</m> said.

<t q="3">“Rates &amp; rents,”</t> it <c q="3">went</c>. <t q="3">“Now.”</t>
"""


@pytest.fixture
def annotated() -> Document:
    return parse(WRITTEN).document


def strings(data: Any) -> Iterator[str]:
    """All strings of JSON data, names of members aside."""
    if isinstance(data, str):
        yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from strings(each)


def test_a_document_is_read_back_beside_its_text(annotated: Document, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    standoff.write(path, [annotated])
    assert list(standoff.read(path, {"x-1": annotated.text})) == [replace(annotated, genre="")]


def test_a_document_whose_text_is_not_at_hand_is_left_out(annotated: Document, tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    standoff.write(path, [annotated, replace(annotated, id="x-2")])
    assert [each.id for each in standoff.read(path, {"x-2": annotated.text})] == ["x-2"]


def test_another_text_is_refused(annotated: Document) -> None:
    with pytest.raises(ValueError, match="x-1: this is not the text that was annotated"):
        standoff.document(standoff.plain(annotated), annotated.text.replace("Silent", "Silken"))


def test_no_word_of_the_text_is_kept(annotated: Document) -> None:
    words = set(re.findall(r"\w+", annotated.text.lower()))
    assert len(words) > 20
    assert not words & set(re.findall(r"\w+", json.dumps(standoff.plain(annotated)).lower()))


def test_a_name_is_placed_where_its_entity_is_mentioned() -> None:
    twice = parse(WRITTEN.replace("ALTOVA", "AYLIN SEZGIN AND Aylin Sezgin")).document
    (start, end) = standoff.plain(twice)["entities"][0]["name"]
    assert twice.text[start:end] == "Aylin Sezgin"
    assert start == twice.text.rindex("Aylin Sezgin")


def test_a_name_that_the_text_lacks_cannot_be_kept(annotated: Document) -> None:
    (first, *others) = annotated.entities
    strange = replace(annotated, entities=(replace(first, name="Aylin S."), *others))
    with pytest.raises(ValueError, match=r"x-1: 'Aylin S\.' does not stand in the text"):
        standoff.plain(strange)


def test_the_annotations_that_ship_have_no_word_of_their_articles() -> None:
    known = CATEGORIES | KINDS | GENDERS | MODALITIES | POLARITIES | RELATIONS | {"direct", "mixed", "indirect"}
    lines = ARTICLES.read_text("utf-8").splitlines()
    assert lines
    for line in lines:
        data = json.loads(line)
        assert re.fullmatch("[0-9a-f]{16}", data.pop("digest"))
        assert re.fullmatch(r"[a-z-]+_\d{4}-\d\d-\d\d_.{0,40}", data.pop("id"))
        assert {each for each in strings(data) if not re.fullmatch(r"\d{1,3}", each)} <= known
