"""Reading annotated articles of every form."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evaluation import gold
from evaluation.gold import GoldAttribution, GoldVia
from evaluation.gold.newsroom import gold_document
from evaluation.newsroom.reading import parse
from quotes.nlp.document import Span
from tests.support.comparisons import TEXT


def test_polnear(tmp_path: Path) -> None:
    row = {"id": "nyt_2016-01-01_x", "text": TEXT, "attributions": [{"source": [], "cue": [], "content": [[0, 3]]}]}
    path = tmp_path / "polnear.jsonl"
    path.write_text(f"{json.dumps(row)}\n{json.dumps(row)}\n", "utf-8")
    corpus = gold.polnear(path, limit=1)
    assert [document.group for document in corpus.documents] == ["nyt"]
    assert corpus.documents[0].attributions[0].content == (Span(0, 3),)
    assert corpus.one_layer


def test_relays_are_found_beside_their_content(tmp_path: Path) -> None:
    text = "Haq said Ito said rates would fall, Haq said."
    quotes = [
        {"type": "indirect", "content": ["Ito said rates would fall"], "cue": "said", "source": "Haq"},
        {
            "type": "indirect",
            "content": ["rates would fall"],
            "cue": "said",
            "source": "Ito",
            "speaker": "Ito",
            "via": [{"relation": "reported_by", "text": "Haq", "name": "Haq"}],
            "nested_in": 0,
        },
    ]
    path = tmp_path / "relays.jsonl"
    path.write_text(json.dumps({"id": 1, "text": text, "quotes": quotes}) + "\n", "utf-8")
    outer, inner = gold.relays(path).documents[0].attributions
    assert (outer.source, outer.cue) == ((Span(0, 3),), (Span(4, 8),))
    assert (inner.source, inner.cue) == ((Span(9, 12),), (Span(13, 17),))
    assert (inner.nested_in, inner.via) == ("0", (GoldVia("reported_by", "Haq"),))


def test_a_cue_may_stand_apart(tmp_path: Path) -> None:
    quotes = [{"type": "indirect", "content": ["that rates fell"], "cue": "quoted as saying", "source": "Ito"}]
    row = {"id": 1, "text": "AFP quoted Ito as saying that rates fell.", "quotes": quotes}
    path = tmp_path / "relays.jsonl"
    path.write_text(json.dumps(row) + "\n", "utf-8")
    assert gold.relays(path).documents[0].attributions[0].cue == (Span(4, 10), Span(15, 17), Span(18, 24))


def article(tmp_path: Path, text: str, quote: dict[str, object], not_quotes: tuple[str, ...] = ()) -> gold.GoldDocument:
    """The one article of a file; its quote is indirect, said by "he", who is Ken Ito, unless it says otherwise."""
    speaker = {"mention": "he", "name": "Ken Ito", "kind": "person"}
    rows = [{"type": "indirect", "cue": "said", "speaker": speaker, "via": [], **quote}]
    path = tmp_path / "articles.jsonl"
    row = {"id": "afp_1", "text": text, "quotes": rows, "not_quotes": not_quotes}
    path.write_text(json.dumps(row) + "\n", "utf-8")
    corpus = gold.articles(path, "articles")
    assert (corpus.name, corpus.entities, corpus.thoughts) == ("articles", True, False)
    return corpus.documents[0]


def read(document: gold.GoldDocument) -> list[tuple[list[int], list[int], list[int]]]:
    """Where the first pieces of content, cue and source begin."""
    return [
        ([span.start for span in each.content], [span.start for span in each.cue], [span.start for span in each.source])
        for each in document.attributions
    ]


def test_articles_have_their_speakers_and_strings_that_are_no_speech(tmp_path: Path) -> None:
    via = [{"name": "AFP", "relation": "reported_by"}]
    text = "On “Today”, he said it fell. “Today” is a show."
    document = article(tmp_path, text, {"content": ["it fell"], "via": via}, not_quotes=("“Today”",))
    (quote,) = document.attributions
    assert quote == GoldAttribution(
        id="0",
        content=(Span(20, 27),),
        source=(Span(12, 14),),
        cue=(Span(15, 19),),
        type="indirect",
        speaker="Ken Ito",
        kind="person",
        via=(GoldVia("reported_by", "AFP"),),
    )
    assert document.not_quotes == (Span(3, 10), Span(29, 36))
    assert document.group == "afp"


def test_near_tells_where_to_begin_looking(tmp_path: Path) -> None:
    text = "he said it fell. Later he said it fell."
    assert read(article(tmp_path, text, {"content": ["it fell"]})) == [([8], [3], [0])]
    assert read(article(tmp_path, text, {"content": ["it fell"], "near": "Later"})) == [([31], [26], [23])]


def test_later_pieces_are_sought_behind_the_first(tmp_path: Path) -> None:
    text = "No. Yes, he said. No."
    assert read(article(tmp_path, text, {"content": ["Yes", "No"]})) == [([4, 18], [12], [9])]


def test_a_source_is_sought_as_a_word_of_its_own(tmp_path: Path) -> None:
    """The "he" of "the" is nearer to the cue than the pronoun."""
    assert read(article(tmp_path, "he loudly the said it fell", {"content": ["it fell"]})) == [([19], [14], [0])]


def test_a_speaker_whom_nobody_can_name_has_no_kind(tmp_path: Path) -> None:
    nobody = {"mention": None, "name": None, "kind": "unknown"}
    (quote,) = article(tmp_path, "It reportedly fell", {"content": ["It"], "cue": None, "speaker": nobody}).attributions
    assert (quote.source, quote.cue, quote.speaker, quote.kind) == ((), (), None, None)


def test_a_part_that_is_not_in_the_text_is_an_error_that_names_the_article(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="afp_1: not in the text from 5 on: 'he fell'"):
        article(tmp_path, "He - he rose", {"content": ["he fell"], "near": "he"})


NEWSROOM = """\
#id: w1-001
#genre: wire
#entity: 1 | Ken Ito | person | m | -
#entity: 2 | the minister | person | - | -
#quote: 1 | speaker=1 | via=2:reported_by | addressee=2 | category=denial | polarity=negative
#quote: 2 | speaker=- | nested=1 | category=claim
#not: "Boom"
<m e="1" q="1"><p>Ito</p></m> never <c q="1">said</c> <t q="1">that <t q="2">it</t> fell</t>, \
<m e="2" v="1">the minister</m> told "Boom". <m e="1"><p>Ken Ito</p></m> left."""


def test_a_newsroom_document_has_all_that_is_annotated() -> None:
    document = gold_document(parse(NEWSROOM).document)
    outer, inner = document.attributions
    assert outer == GoldAttribution(
        id="1",
        content=(Span(15, 27),),
        source=(Span(0, 3),),
        cue=(Span(10, 14),),
        type="indirect",
        speaker="Ken Ito",
        kind="person",
        via=(GoldVia("reported_by", "the minister"),),
        category="denial",
        polarity="negative",
        modality="asserted",
        addressee="the minister",
    )
    assert (inner.speaker, inner.nested_in, inner.addressee) == (None, "1", "")
    assert [(each.name, each.named, len(each.mentions)) for each in document.entities] == [
        ("Ken Ito", True, 2),
        ("the minister", False, 1),
    ]
    assert document.not_quotes == (Span(47, 53),)
    assert document.group == "w1"


def test_the_newsroom_is_scored_on_what_is_held_out(tmp_path: Path) -> None:
    other = NEWSROOM.replace("w1-001", "w1-002")
    (tmp_path / "w1.xml").write_text(f"{NEWSROOM}\n=====\n{other}\n", "utf-8")
    (tmp_path / "held-out.txt").write_text("w1-002\n", "utf-8")
    assert [document.id for document in gold.newsroom(tmp_path).documents] == ["w1-002"]


def test_constructions_are_a_corpus_too() -> None:
    corpus = gold.constructions()
    assert "37-nested" in {document.group for document in corpus.documents}
