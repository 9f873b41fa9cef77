"""Offsets in other units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.intake.offsets import ENCODINGS, offset_table


@pytest.mark.parametrize(
    ("encoding", "table"),
    [
        ("utf-32", [0, 1, 2, 3, 4, 5]),
        ("utf-16", [0, 1, 2, 3, 5, 6]),
        ("utf-8", [0, 1, 3, 6, 10, 13]),
    ],
)
def test_offsets_count_code_points_utf_16_units_or_bytes(encoding, table):
    assert list(offset_table("aé€😀\ud800", encoding)) == table


def test_an_unknown_encoding_is_an_error():
    with pytest.raises(KeyError):
        offset_table("é", "utf-7")


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(ENCODINGS))
def test_the_offsets_agree_with_python_s_codecs(text, encoding):
    unit = {"utf-32": 4, "utf-16": 2, "utf-8": 1}[encoding]
    codec = encoding if encoding == "utf-8" else f"{encoding}-le"
    expected = [len(text[:i].encode(codec, "surrogatepass")) // unit for i in range(len(text) + 1)]
    assert list(offset_table(text, encoding)) == expected
