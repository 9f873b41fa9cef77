"""The examples of constructions and relays themselves: sound parses, and expectations that their texts can meet."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from typing import Any

import pytest

from evaluation.constructions import ALWAYS, DATA, OPTIONAL, Example, Quote, examples, known_errors
from quotes.attribution.model import CATEGORIES
from quotes.nlp.document import Document

EXAMPLES = examples()
RELAYS = [json.loads(line) for line in (DATA / "relays.jsonl").read_text("utf-8").splitlines()]
DOUBLE = '"“”„«»'
MARKS = "\"“”„«»'‘’"
CONSTRUCTIONS = {f"{number:02}" for number in range(1, 42)}  # 41: speakers
parametrized = pytest.mark.parametrize("example", EXAMPLES, ids=[example.id for example in EXAMPLES])


def _strings(quote: Quote) -> list[str]:
    """All that a quote expects to be verbatim text (a cue or a source may be in several spans)."""
    names = [quote["speaker"], quote.get("role"), quote.get("addressee"), *quote.get("context", {}).values()]
    vias = chain.from_iterable((via.get("text"), via.get("name")) for via in quote.get("via", []))
    return [string for string in (*quote["content"], *names, *vias) if string]


def _whole_words(text: str, part: str) -> bool:
    """True if the part occurs in the text and cuts no word."""
    return bool(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text))


def _in_order(text: str, parts: list[str]) -> bool:
    position = 0
    for part in parts:
        position = text.find(part, position)
        if position < 0:
            return False
        position += len(part)
    return True


def _cycle(document: Document, index: int) -> bool:
    seen: set[int] = set()
    position: int | None = index
    while position is not None and position not in seen:
        seen.add(position)
        position = document.tokens[position].head
    return position is not None


def test_every_construction_has_examples() -> None:
    numbers = {example.id[:2] for example in EXAMPLES}
    assert numbers == CONSTRUCTIONS


def test_ids_are_unique_and_of_their_file() -> None:
    assert [id_ for id_, count in Counter(example.id for example in EXAMPLES).items() if count > 1] == []
    assert [e.id for e in EXAMPLES if not re.fullmatch(rf"{e.file.removesuffix('.conllu')}-\d+", e.id)] == []


def test_every_known_error_is_that_of_an_example() -> None:
    known = known_errors()
    assert known.keys() <= {example.id for example in EXAMPLES}
    assert set(chain.from_iterable(known.values())) <= {"unit", "model"}


def _assert_meetable(text: str, quotes: Sequence[Quote]) -> None:
    for quote in quotes:
        assert set(ALWAYS) <= quote.keys() <= {*ALWAYS, *OPTIONAL}
        assert [string for string in _strings(quote) if not _whole_words(text, string)] == []
        assert quote["content"]
        assert _in_order(text, quote["content"])
        assert quote["source"] is None or quote["source"] in text
        assert quote["cue"] is None or quote["cue"] in text or _in_order(text, quote["cue"].split(" "))
        assert quote.get("category", "statement") in CATEGORIES
        assert 0 <= quote.get("nested_in", 0) < len(quotes)
    _assert_types(quotes)


def _assert_types(quotes: Sequence[Quote]) -> None:
    """A direct quote begins with a mark, a mixed one holds some but not all, an indirect one none."""
    for quote in quotes:
        inside = any(mark in span for mark in DOUBLE for span in quote["content"])
        whole = all(span[0] in MARKS for span in quote["content"]) and quote["content"][-1][-1] in MARKS
        match quote["type"]:
            case "direct":
                assert all(span[0] in MARKS for span in quote["content"])
            case "mixed":
                assert inside
                assert not whole
            case _:
                assert not inside


@parametrized
def test_the_expected_quotes_of_an_example_are_in_its_text(example: Example) -> None:
    _assert_meetable(example.document.text, example.quotes)


@pytest.mark.parametrize("passage", RELAYS, ids=[passage["id"] for passage in RELAYS])
def test_the_expected_relays_of_a_passage_are_in_its_text(passage: dict[str, Any]) -> None:
    quotes: list[Quote] = passage["quotes"]
    _assert_meetable(passage["text"], quotes)
    for quote in quotes:
        assert {via["relation"] for via in quote["via"]} <= {"spokesperson", "reported_by"}
        if "nested_in" in quote:
            outer = quotes[quote["nested_in"]]
            assert any(quote["content"][0] in span for span in outer["content"])


def test_there_are_enough_relays_to_measure() -> None:
    assert len(RELAYS) == len({passage["id"] for passage in RELAYS}) >= 40
    relayed = [quote for passage in RELAYS for quote in passage["quotes"] if quote["via"] or "nested_in" in quote]
    assert len(relayed) >= 60


@parametrized
def test_each_sentence_is_a_tree(example: Example) -> None:
    document = example.document
    for sentence in document.sentences:
        words = document.words(sentence)
        assert [word.deprel for word in words if word.head is None] == ["root"]
        assert all(word.deprel != "root" for word in words if word.head is not None)
        assert not any(_cycle(document, word.index) for word in words)


@parametrized
def test_the_tokens_of_a_parse_spell_its_sentences(example: Example) -> None:
    document = example.document
    expected = re.findall(r"^# text = (.*)$", example.conllu, re.MULTILINE)
    spans = [(document.words(s)[0].start, document.words(s)[-1].end) for s in document.sentences]
    assert [document.text[start:end] for start, end in spans] == expected
    assert all(word.text == document.slice(word.span) for word in document.tokens)


@parametrized
def test_the_name_labels_are_well_formed_iob2(example: Example) -> None:
    document = example.document
    for word in document.tokens:
        if word.entity.startswith("I-"):
            before = document.tokens[word.index - 1]
            assert before.sentence == word.sentence
            assert before.entity[1:] == word.entity[1:]
        else:
            assert re.fullmatch(r"O|B-(PER|ORG|LOC)", word.entity)
