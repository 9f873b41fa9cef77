"""Lines out of a stream of bytes."""

from hypothesis import given
from hypothesis import strategies as st

from quotes.intake.lines import split

PIECES = st.lists(st.text(alphabet="ab\r\n", max_size=9).map(str.encode), max_size=9)


@given(PIECES, st.integers(1, 9))
def test_lines_are_the_same_however_the_stream_is_cut(pieces, limit):
    *lines, last = b"".join(pieces).split(b"\n")
    lines += [last] if last else []
    assert list(split(pieces, limit)) == [line if len(line) <= limit else None for line in lines]


def test_a_line_is_given_before_more_of_the_stream_is_read():
    asked = []

    def pieces():
        for piece in (b"a", b"b\nc", b"d\n"):
            asked.append(piece)
            yield piece

    lines = split(pieces(), 9)
    assert next(lines) == b"ab"
    assert asked == [b"a", b"b\nc"]


def test_a_line_that_is_too_long_is_reported_before_its_end():
    lines = split(iter([b"abc", b"d" * 9, b"\n"]), 2)
    assert next(lines) is None
