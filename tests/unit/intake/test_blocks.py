"""Blocks: one text, and the way back to each of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.intake.blocks import Block, Blocks
from quotes.intake.extract import PlainText
from quotes.intake.html import Html
from quotes.intake.offsets import ENCODINGS, offset_table
from quotes.nlp.document import Span

BLOCKS = Blocks(
    [
        Block("title", PlainText(" Ein 😀 ")),
        Block("empty", Html("<p></p>")),
        Block("body", Html("<p>a <b>😀</b></p><p>&amp;</p>")),
    ]
)


def test_the_text_of_blocks_has_each_block_as_a_paragraph_as_sent():
    assert BLOCKS.text == " Ein 😀 \n\n\n\na 😀\n\n&"


@pytest.mark.parametrize(
    ("words", "location"),
    [
        ("Ein 😀", {"block": "title", "block_start": 1, "block_end": 7}),
        ("a 😀", {"block": "body", "block_start": 0, "block_end": 4, "html_start": 3, "html_end": 10}),
        ("&", {"block": "body", "block_start": 6, "block_end": 7, "html_start": 21, "html_end": 26}),
        ("😀\n\n&", {"block": "body", "block_start": 2, "block_end": 7, "html_start": 8, "html_end": 26}),
        (
            "😀 \n\n\n\na",
            {"block": "title", "end_block": "body", "block_start": 5, "block_end": 1, "html_end": 4},
        ),
    ],
)
def test_a_span_is_located_in_its_block_and_in_the_html_of_it(words, location):
    start = BLOCKS.text.rindex(words)
    assert BLOCKS.locate(Span(start, start + len(words)), "utf-16") == location


@given(
    st.lists(st.tuples(st.booleans(), st.text("ab 😀é<>&;p/", max_size=8)), min_size=1, max_size=5),
    st.sampled_from(ENCODINGS),
    st.data(),
)
def test_the_ends_of_any_stretch_are_found_in_their_blocks(parts, encoding, data):
    kinds = [Html(text) if is_html else PlainText(text) for is_html, text in parts]
    blocks = Blocks([Block(str(number), kind) for number, kind in enumerate(kinds)])
    start = data.draw(st.integers(0, len(blocks.text) - 1)) if blocks.text else 0
    end = data.draw(st.integers(min(start + 1, len(blocks.text)), len(blocks.text)))
    found = blocks.locate(Span(start, end), encoding)
    first, last = int(found["block"]), int(found.get("end_block", found["block"]))
    begins = [sum(len(kind.text) + 2 for kind in kinds[:number]) for number in range(len(kinds))]
    for number, offset, name in ((first, start, "block_start"), (last, end, "block_end")):
        inside = min(max(offset - begins[number], 0), len(kinds[number].text))
        assert found[name] == offset_table(kinds[number].text, encoding)[inside]
    assert ("html_start" in found, "html_end" in found) == (parts[first][0], parts[last][0])
