"""References to notes: which numbers and signs are some, and which are words of the text."""

import pytest

from quotes.fair_copy.copying import FairCopy


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("“The ferry is late,”1 said Ida Holm.", "“The ferry is late,” said Ida Holm."),
        ("“The ferry is late”,2 said Ida Holm.3", "“The ferry is late”, said Ida Holm."),
        ('"The ferry is late,"4 said Ida Holm.', '"The ferry is late," said Ida Holm.'),
        ('"The ferry is late"5 is what she said.', '"The ferry is late" is what she said.'),
        ("The ferry was late.6 “We wait,” she said.7", "The ferry was late. “We wait,” she said."),
        ("The ferry was late.6\n\nShe waits.", "The ferry was late.\n\nShe waits."),
        ("The ferry (a small one).8 She waits.", "The ferry (a small one). She waits."),
        ("Ida Holm,9 who waits, left.", "Ida Holm, who waits, left."),
        ("“The ferry is late,”10,11 said Ida Holm.", "“The ferry is late,” said Ida Holm."),
        ("Ida Holm¹ said “No”².", "Ida Holm said “No”."),
        ("“No,”¹² she said.³ ⁴", "“No,” she said. ⁴"),
        ("“No,”[12] she said.[1][2]", "“No,” she said."),
        ("Ida Holm[3] left [4]. She waits.[a]", "Ida Holm left. She waits."),
        ("It is late.[note 2] She waits.[citation needed]", "It is late. She waits."),
        ("“No,”(5) she said.[^6]", "“No,” she said."),
        ("“No,”† she said.* Ida Holm‡ left.", "“No,” she said. Ida Holm left."),
    ],
)
def test_a_reference_to_a_note_is_not_read(text, read):
    assert FairCopy(text).text == read


@pytest.mark.parametrize(
    "text",
    [
        "The No.1 boat and vol.2 of it.",
        "It is 20 m² and 5 km³, or 10⁶ and x², E = mc².",
        "Covid19, H5N1, a G20 summit and 4x4s.",
        "It cost $2.5 million, 1,200 in all, at 5.30 on Monday.",
        "In 2016.12 it was.",
        "“[20] people left,” she said. “W[e] wait,” with player[s].",
        '"[i]t is late," she said. "[20] left."',
        "He said [laughter] and [00:12] and [2019].",
        "“No”5th Avenue",
        "“1 of us,” she said, “2 of them.”",
        "1 See there.\n[2] And there.",
    ],
)
def test_other_numbers_and_brackets_stay(text):
    assert FairCopy(text).text == text


def test_a_number_behind_a_word_is_a_note_s_where_the_notes_count_up_to_it_or_on_from_it():
    assert FairCopy("Ida Holm1 said it was late.2").text == "Ida Holm said it was late."
    assert FairCopy("“It is late,”3 said Ida Holm4 at the pier.").text == "“It is late,” said Ida Holm at the pier."
    assert FairCopy("“It is late,”3 said Ida of Studio54.").text == "“It is late,” said Ida of Studio54."
