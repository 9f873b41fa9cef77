"""Words that a line's end or something invisible breaks, and codes between words."""

import pytest

from quotes.fair_copy.copying import FairCopy


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("said Ma-\nrie Holm, who", "said Marie\nHolm, who"),
        ("said Ma-\r\n  rie Holm", "said Marie\nHolm"),
        ("the har\u00ad\nbour master", "the harbour\nmaster"),
        ("Jean-\nPierre left", "Jean-Pierre\nleft"),
        ("a well-\nknown man", "a well-known\nman"),
        ("her mother-in-\nlaw left", "her mother-in-law\nleft"),
        ("a re-\nrouted ferry; a re-routed bus", "a re-routed\nferry; a re-routed bus"),
        ("one a-\nb-\nc word", "one abc\nword"),
        ("a jet-\nty\nand", "a jetty\nand"),
    ],
)
def test_a_word_broken_at_a_line_s_end_is_one_word_before_the_break(text, read):
    assert FairCopy(text).text == read


@pytest.mark.parametrize("text", ["pre-\nand post-war", "she left -\nhe", "1990-\n2000", "a--\nb", "word-\n\nWord"])
def test_other_hyphens_at_a_line_s_end_stay(text):
    assert FairCopy(text).text == text


@pytest.mark.parametrize("mark", ["\u00ad", "\u200b", "\u200e", "\u2060", "\u2069", "\ufeff"])
def test_what_is_invisible_is_not_read_wherever_it_stands(mark):
    assert FairCopy(f"{mark}I{mark}da{mark} Holm{mark}.").text == "Ida Holm."


@pytest.mark.parametrize("space", ["\u00a0", "\u2009", "\u202f", "\u3000"])
def test_every_kind_of_space_is_read_as_the_usual_one(space):
    assert FairCopy(f"«{space}No{space}», said Ida{space}Holm").text == "« No », said Ida Holm"


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('[gallery title="He said no"] “No,” said Ida.', "\n\n “No,” said Ida."),
        ("[tip text='He said no']late[/tip] again", "late again"),
        ("[box]The ferry[/box] is late", "The ferry is late"),
        ("A [audio src=“x.mp3” loop] B", "A \n\n B"),
    ],
)
def test_codes_of_a_publishing_system_are_no_text_and_what_they_enclose_is(text, read):
    assert FairCopy(text).text == read


@pytest.mark.parametrize("text", ["“[the ferry] is late,” [sic] she said", "[Laughter] She left.", "x [y z] [a, b = c"])
def test_what_an_editor_inserts_in_brackets_stays(text):
    assert FairCopy(text).text == text


def test_codes_that_are_never_closed_hide_none_behind_them():
    open_ones = "[a b=" * 9_000
    assert FairCopy(f'{open_ones} [gallery ids="1"] No.').text == f"{open_ones} \n\n No."
