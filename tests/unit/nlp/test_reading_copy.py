"""The reading copy: every stretch of it leads back to the text as sent."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from quotes.nlp.document import Span
from quotes.nlp.text import KEPT_OF_A_RUN, ReadingCopy, is_hard_wrapped, paragraphs, readable

NASTY = (
    "ab Z9.,\"'-“”‘’«»„‚`´"
    "\u00ad\u200b\u200d\u200e\u200f\u202e\ufeff\ue000\U000f0000\ud800\udfff\U0010ffff\u0301\u0302\ufe0f"
    "\x00\x0b\x0c\x1c\x7f\x85\u2028\u2029\u00a0\u3000\t\n\r…—é東😀"
)
TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(st.sampled_from(NASTY), max_size=80),
    st.lists(st.sampled_from(["\r\n", "\r", "\n", "\n \n", "word ", "e\u0301\u0302 ", "\ud800x", "“No”", " "])).map(
        "".join
    ),
)
RUN = 60
STAND_INS = set(" -\"'\n")
STRAIGHTENED = {"`": "'", "´": "'", "ʼ": "'"}


def copied(copy: ReadingCopy) -> list[tuple[str, Span]]:
    """Each character of a copy with its stretch of the text; the blank lines between paragraphs left out."""
    return [(c, copy.span(i, i + 1)) for i, c in enumerate(copy.text) if c != "\n"]


@given(TEXTS)
@example("a\r\n\r\nb\u2028c\x85d")
@example("\ud800 \u00ad\u200f\ue000\x00")
def test_every_character_of_the_copy_leads_back_to_its_own_in_the_text(text):
    copy = ReadingCopy(text, RUN)
    shortened = [warning.span for warning in copy.warnings]
    end = 0
    for character, span in copied(copy):
        if any(run.contains(span) for run in shortened):
            continue
        assert len(span) == 1
        assert end <= span.start
        end = span.end
        original = text[span.start]
        assert character == original or character in STAND_INS
        if (original.isascii() and original.isprintable()) or original.isalpha():
            assert character == STRAIGHTENED.get(original, original)


@given(TEXTS, st.data())
def test_every_slice_of_the_copy_leads_back_to_all_its_characters_in_the_text(text, data):
    copy = ReadingCopy(text, RUN)
    if not copy.text:
        return
    start = data.draw(st.integers(0, len(copy.text) - 1))
    end = data.draw(st.integers(start + 1, len(copy.text)))
    if "\n" in copy.text[start:end]:
        return
    span = copy.span(start, end)
    assert 0 <= span.start < span.end <= len(text)
    assert span.start == copy.span(start, start + 1).start
    assert span.end == copy.span(end - 1, end).end


@given(TEXTS)
def test_the_copy_holds_everything_that_is_readable(text):
    copy = ReadingCopy(text, 10**6)
    assert copy.text.split() == readable(text).split()
    assert not copy.warnings


@given(TEXTS)
def test_the_parser_meets_no_character_that_breaks_it(text):
    copy = ReadingCopy(text, RUN)
    copy.text.encode("utf-8")
    assert not any(c in copy.text for c in "\u00ad\u200e\u200f\ue000\x00\r\t\x85\u2028\u00a0")
    assert max(map(len, copy.text.split()), default=0) <= RUN
    assert copy.text == copy.text.strip()
    assert "\n\n\n" not in copy.text


@given(TEXTS)
def test_readable_keeps_the_length(text):
    assert len(readable(text)) == len(text)


@given(TEXTS)
def test_paragraphs_lie_in_order_and_hold_all_words(text):
    clean = readable(text)
    spans = list(paragraphs(clean))
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(clean[s.start : s.end] == clean[s.start : s.end].strip() != "" for s in spans)
    assert [word for s in spans for word in clean[s.start : s.end].split()] == clean.split()


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("“No,” he said.", '"No," he said.'),
        ("„Nein“ «non»", '"Nein" "non"'),
        ("‘It’s’ `a` ´b´", "'It's' 'a' 'b'"),
        ("＂No＂", '"No"'),
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("a \u00ad b", "a   b"),
        ("a\ue000c\ud800d\x00e", "a c d e"),
        ("Nguye\u0302\u0303n", "Nguye\u0302\u0303n"),
        ("Zoe\u0308 said", "Zoe\u0308 said"),
        ("\u0301x", "-x"),
        ("3\u0301", "3-"),
        ("Love \u2764\ufe0f it", "Love \u2764  it"),
        ("naïve 東京 😀", "naïve 東京 😀"),
        ("wait… — what–ever", "wait… — what–ever"),
    ],
)
def test_each_character_is_read_as_one_character(sent, read):
    assert readable(sent) == read
    copy = ReadingCopy(sent, RUN)
    assert copy.text == read


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_kind_of_line_break_ends_a_line(line_break):
    text = f"Headline{line_break}First paragraph.{line_break}{line_break}Second."
    copy = ReadingCopy(text, RUN)
    assert copy.text == "Headline\n\nFirst paragraph.\n\nSecond."
    assert [copy.paragraph(copy.text.index(word)) for word in ("Headline", "paragraph", "Second")] == [0, 1, 2]
    found = copy.span(copy.text.index("Second"), len(copy.text))
    assert text[found.start : found.end] == "Second."


@pytest.mark.parametrize("space", [" ", "\t", "\u00a0", "\x0c", "\ufeff"])
def test_blanks_around_a_break_belong_to_no_paragraph(space):
    text = f"{space}One.{space}\n{space}\n{space}Two.{space}"
    assert ReadingCopy(text, RUN).text == "One.\n\nTwo."


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\ud800", "\u200f\u200e", "\x00"])
def test_a_text_without_anything_to_read_gives_an_empty_copy(text):
    copy = ReadingCopy(text, RUN)
    assert copy.text == ""
    assert copy.warnings == ()


WRAPPED = """\
The minister told reporters on Tuesday that the plan to close the
harbour would be put before parliament in the spring, and that the
vote could not be delayed any further than it already had been.
"It is a matter of weeks," she said, adding that the fishermen of
the town had been told so.

They had not, said Lee."""


def test_hard_wrapped_lines_are_one_paragraph():
    assert is_hard_wrapped(WRAPPED)
    copy = ReadingCopy(WRAPPED, RUN)
    assert copy.text.count("\n\n") == 1
    assert "the plan to close the harbour would" in copy.text
    assert [copy.paragraph(copy.text.index(w)) for w in ("minister", "fishermen", "They")] == [0, 0, 1]
    start = copy.text.index("close the harbour")
    found = copy.span(start, start + len("close the harbour"))
    assert WRAPPED[found.start : found.end] == "close the\nharbour"


@pytest.mark.parametrize("width", range(25, 101, 5))
def test_lines_of_any_width_are_one_paragraph(width):
    words = " ".join(WRAPPED.split())
    blocks = [f"{words} {words}", words]
    text = "\n\n".join(textwrap.fill(block, width, break_on_hyphens=False) for block in blocks)
    assert len(list(paragraphs(text))) == len(blocks)


@pytest.mark.parametrize(
    "text",
    [
        "Harbour to close\nThe minister told reporters that the harbour would close in spring.\nNo vote was held.",
        "One short line\nand another\nand a third",
        "Two eggs\nA cup of flour and some sugar\nMilk\nButter for the pan\nSalt to taste",
        "[00:12] ANNA: The dam will hold\n[00:20] PETER: It will not\n[00:31] ANNA: It has held for forty years",
        "\n".join(f"Paragraph {n} ends with a full stop, whatever its width may be, like here." for n in range(5)),
        "\n".join("A paragraph that runs on for far more than a line of e-mail, " * 3 for _ in range(5)),
    ],
    ids=["headline", "verse", "list", "transcript", "sentences", "long lines"],
)
def test_a_single_line_break_ends_a_paragraph_where_lines_are_not_hard_wrapped(text):
    assert not is_hard_wrapped(text)
    assert len(list(paragraphs(readable(text)))) == len(text.split("\n"))


def test_a_long_run_is_shortened_with_a_warning():
    run = "x" * 61
    text = f"See “{run}” here."
    copy = ReadingCopy(text, RUN)
    assert copy.text == f'See "{"x" * (KEPT_OF_A_RUN - 1)} here.'
    (warning,) = copy.warnings
    assert warning.code == "long_run"
    assert text[warning.span.start : warning.span.end] == f"“{run}”"
    assert "63" in warning.detail
    last = copy.span(copy.text.index("x" * (KEPT_OF_A_RUN - 1)), 4 + KEPT_OF_A_RUN)
    assert text[last.start : last.end] == run + "”"
    after = copy.span(copy.text.index("here"), len(copy.text))
    assert text[after.start : after.end] == "here."


@pytest.mark.parametrize(("length", "count"), [(RUN, 0), (RUN + 1, 1)])
def test_the_limit_of_a_run_is_exact(length, count):
    assert len(ReadingCopy("a " + "x" * length + " b", RUN).warnings) == count


def test_two_long_runs_side_by_side_are_shortened_each_with_a_warning():
    text = f"{'x' * 100} {'y' * 100}\n{'z' * 100}"
    copy = ReadingCopy(text, RUN)
    assert copy.text == f"{'x' * 40} {'y' * 40}\n\n{'z' * 40}"
    assert [text[w.span.start : w.span.end][0] for w in copy.warnings] == ["x", "y", "z"]
    assert text[slice(*[getattr(copy.span(41, 81), side) for side in ("start", "end")])] == "y" * 100
