"""Speech as the press sends it, from the raw text or HTML through the real parser: who said what."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

import pytest
from flask.testing import FlaskClient

from quotes.attribution.model import Attribution
from quotes.attribution.ranking.ranking import CREDITED
from quotes.nlp.document import Parser
from quotes.reader import Reader
from quotes.result import Result

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def reader(parser: Parser) -> Reader:
    return Reader(parser)


def speaker(result: Result, quote: Attribution) -> str | None:
    entity = result.entity(quote.speaker)
    return entity.name if entity else None


def words(result: Result, quote: Attribution) -> str:
    return " … ".join(result.words([span]) for span in quote.content)


def said(result: Result, nested: bool = False) -> list[tuple[str | None, str]]:
    """Whose words each quote is, and its words; those within another quote are left out, or alone are given."""
    found = (quote for quote in result.quotes if bool(quote.nested_in) == nested)
    return [(speaker(result, quote), words(result, quote)) for quote in found]


def mentions(result: Result) -> list[str | None]:
    """By which words each quote names its speaker."""
    return [quote.speaker and result.words(quote.speaker.spans) for quote in result.quotes if quote.nested_in is None]


# --- paragraphs of speech ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("credited", "name"),
    [
        ("“The roof leaks,” Ms Adeyemi told the Evening Herald.", "Adeyemi"),
        ("“It is over,” said Tomas Kral, the coach of Sparta.", "Tomas Kral"),
        ("“We lost all,” farmer Inge Holm told Channel Six on Monday.", "Inge Holm"),
        ("“You gave nothing,” Jorge Vidal said. “We asked, and you laughed.”", "Jorge Vidal"),
        ("“We are not against ships,” the union’s secretary, Paloma Reyes, told a crowd at the gate.", "Paloma Reyes"),
    ],
)
@pytest.mark.parametrize("behind", ["The owners have argued since May.", "The insurers declined to comment."])
def test_a_paragraph_of_speech_behind_a_quote_is_of_its_speaker_and_as_sure(
    reader: Reader, credited: str, name: str, behind: str
) -> None:
    found = reader.read(f"{credited}\n\n“Nobody came to see us.”\n\n{behind}")
    first, second = found.quotes
    assert said(found)[1] == (name, "“Nobody came to see us.”")
    assert (second.cue, second.confidence) == (None, first.confidence)


def test_a_question_is_answered_by_the_one_who_was_asked(reader: Reader) -> None:
    found = reader.read("“Will you stay?” Ada Okoro asked her brother Sam.\n\n“I have no choice.”\n\n“You do.”")
    assert [name for name, _ in said(found)] == ["Ada Okoro", "Sam", "Ada Okoro"]


def test_what_the_hearer_said_is_no_quote_and_pronouns_in_marks_are_no_entities(reader: Reader) -> None:
    found = reader.read("“You told me that we would win,” Ana Ruiz said. “I believed you.”", include="all")
    assert {entity.name for entity in found.entities} == {"Ana Ruiz"}
    assert [name for name, _ in said(found) + said(found, nested=True)] == ["Ana Ruiz"] * len(found.quotes)


# --- credits ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("credit", "mention"),
    [
        ("— Rosa Lind, June 9, 2023", "Rosa Lind"),
        ("— Rosa Lind, captain, after the final", "Rosa Lind, captain"),
        ("– Rosa Lind, goalkeeper, speaking on Sunday", "Rosa Lind, goalkeeper"),
        ("- Rosa Lind, 34, nurse", "Rosa Lind, 34, nurse"),
        ("\n\n— Rosa Lind", "Rosa Lind"),
    ],
)
def test_a_credit_names_the_speaker_without_date_and_occasion(reader: Reader, credit: str, mention: str) -> None:
    found = reader.read(f"“The best night of my life.” {credit}")
    assert said(found) == [("Rosa Lind", "“The best night of my life.”")]
    assert mentions(found) == [mention]
    assert found.quotes[0].confidence >= CREDITED


@pytest.mark.parametrize(
    ("line", "name"),
    [("And from Councillor Baptiste:", "Baptiste"), ("From the head teacher, Olu Bello:", "Olu Bello")],
)
def test_a_line_without_a_verb_names_the_speaker_of_what_is_behind_its_colon(
    reader: Reader, line: str, name: str
) -> None:
    assert said(reader.read(f"{line}\n\n“Our pupils deserve better.”")) == [(name, "“Our pupils deserve better.”")]


def test_a_name_that_is_a_verb_elsewhere_is_a_name_in_a_credit(reader: Reader) -> None:
    assert said(reader.read("“I have no regrets” – Amina Said, 3 May 2022")) == [("Amina Said", "“I have no regrets”")]


def test_each_of_several_credits_has_the_quote_before_it(reader: Reader) -> None:
    asked = "“It works in Chester.”\n– Ida Holm, 41, barber\n\n“It makes no odds.”\n– Olu Bello, retired"
    assert said(reader.read(asked)) == [("Ida Holm", "“It works in Chester.”"), ("Olu Bello", "“It makes no odds.”")]


# --- block quotes -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>Nobody warned us.</p><cite>Ines Faro, a baker</cite></blockquote>",
        "<blockquote><p>Nobody warned us.</p><footer>— Ines Faro</footer></blockquote>",
        "<figure class='wp-block-pullquote'><blockquote>Nobody warned us.<cite>Ines Faro</cite></blockquote></figure>",
        "<figure><blockquote><p>Nobody warned us.</p></blockquote><figcaption>Ines Faro</figcaption></figure>",
        "<blockquote><p>Nobody warned us.</p>&mdash; Ines Faro (@faro) <a href='/1'>May 4, 2024</a></blockquote>",
        "<blockquote><p>Nobody warned us.</p></blockquote><p>— Ines Faro, a baker</p>",
    ],
)
def test_a_block_quote_is_what_its_credit_says_whose_it_is(client: FlaskClient, html: str) -> None:
    sent = {"html": f"<p>The dam broke in the night.</p>{html}<p>The town is empty.</p>"}
    answer = client.post("/v1/quotes", json=sent).get_json()
    (quote,) = answer["quotes"]
    assert [span["text"] for span in quote["content"]] == ["Nobody warned us"]
    assert quote["type"] == "indirect"
    assert [entity["name"] for entity in answer["entities"]] == ["Ines Faro"]


def test_the_paragraphs_of_a_block_quote_are_one_quote(reader: Reader) -> None:
    html = "<blockquote><p>We are ready.</p><p>We have waited.</p><cite>Ines Faro</cite></blockquote>"
    assert said(reader.read(html=html)) == [("Ines Faro", "We are ready … We have waited")]


def test_what_introduces_a_block_quote_names_its_speaker(reader: Reader) -> None:
    html = "<p>Hugo Lind was furious.</p><blockquote>They lied to us for years.</blockquote><p>The firm denies it.</p>"
    assert ("Hugo Lind", "They lied to us for years") in said(reader.read(html=html))


def test_marks_in_a_block_quote_tell_better_who_speaks(reader: Reader) -> None:
    html = "<blockquote><p>“We are ready,” said Ines Faro. “We have waited for years.”</p></blockquote>"
    assert said(reader.read(html=html)) == [("Ines Faro", "“We are ready,” … “We have waited for years.”")]


# --- transcripts ------------------------------------------------------------------------------------------------------

TURNS = ("The dam will hold.", "I said it would not.", "I doubt that.")


@pytest.mark.parametrize(
    "labels",
    [
        ("GOV. HARPER", "REP. OSEI"),
        ("Lena Brandt", "Otto Reiss"),
        ("The Herald", "Brandt"),
        ("MR. ABEL", "MS. KOWALSKI"),
        ("JOHN PARK (coach)", "ANA DIAZ (captain)"),
    ],
)
@pytest.mark.parametrize("form", ["{}: {}", "[00:12] {}: {}", "(0:12) {}: {}", "00:12 {}: {}"])
def test_each_turn_is_of_the_one_whom_its_label_names(reader: Reader, labels: Sequence[str], form: str) -> None:
    text = "\n\n".join(form.format(labels[number % 2], turn) for number, turn in enumerate(TURNS))
    found = reader.read(text, include="all")
    names = [name for name, _ in said(found)]
    assert [each for _, each in said(found)] == [turn.rstrip(".") for turn in TURNS]
    assert names[0] == names[2] != names[1]
    assert mentions(found) == [labels[0], labels[1], labels[0]]
    assert {quote.category for quote in found.quotes if quote.nested_in is None} == {"statement"}


def test_i_in_a_turn_is_its_speaker_and_you_the_other_one(reader: Reader) -> None:
    found = reader.read("Lena Brandt: I told you that it was safe.\n\nOtto Reiss: You told me that it was not.")
    assert [name for name, _ in said(found, nested=True)] == ["Lena Brandt", "Lena Brandt"]


def test_a_turn_goes_on_in_the_paragraphs_behind_it(reader: Reader) -> None:
    found = reader.read("SEN. LIND: We will cut the tax.\n\nWe will do it this year.\n\nREP. DANE: That is late.")
    assert said(found) == [("LIND", "We will cut the tax … We will do it this year"), ("DANE", "That is late")]


def test_the_turns_of_a_paper_that_the_models_do_not_know_are_its_own(reader: Reader) -> None:
    asked = "The Grebe: How did it start?\n\nMarsh: By accident.\n\nThe Grebe: And then?\n\nMarsh: We ran."
    found = reader.read(asked)
    assert mentions(found) == ["The Grebe", "Marsh"] * 2
    assert len(found.entities) == 2


def test_questions_of_nobody_are_left_out_and_answers_have_no_name(reader: Reader) -> None:
    found = reader.read("Q: Did you see the car?\n\nA: I saw nothing.\n\nQ: Nothing?\n\nA: It was dark.")
    assert said(found) == [(None, "I saw nothing"), (None, "It was dark")]
    assert found.entities == ()


@pytest.mark.parametrize(
    "text",
    [
        "Ingredients: two eggs and a cup of flour.\n\nMethod: beat the eggs.",
        "WHO: The mayor\n\nWHERE: City Hall\n\nWHEN: Monday at noon",
        "Update: The road is open again.\n\nCorrection: The road is closed.",
        "1: The road will close.\n\n2: The school will open.",
    ],
)
def test_headings_with_a_colon_are_nobodys_words(reader: Reader, text: str) -> None:
    assert reader.read(text).quotes == ()


def test_a_post_that_was_passed_on_is_of_its_author(reader: Reader) -> None:
    assert said(reader.read("RT @JanaKlein: “We will fight this.”")) == [("@JanaKlein", "“We will fight this.”")]


# --- datelines, capitals, hard wrap -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "dateline", ["GRAZ -- ", "GRAZ, Austria – ", "GRAZ, May 4 (AP) — ", "(Reuters) - ", "Graz, Austria - "]
)
def test_a_dateline_is_no_speaker_relay_or_content(reader: Reader, dateline: str) -> None:
    text = "Austria condemned the raid on Friday, the chancellor said.\n\nMayor Lena Brandt warned of more."
    found = reader.read(dateline + text)
    assert said(found) == said(reader.read(text))
    assert "Graz" not in {entity.name.title() for entity in found.entities}


def test_a_text_in_capitals_is_read_as_in_small_letters(reader: Reader) -> None:
    text = "The mayor said on Monday that the bridge would open. “It is safe,” Lena Brandt told reporters."
    small, capitals = reader.read(text), reader.read(text.upper())
    assert [(name and name.upper(), each.upper()) for name, each in said(small)] == said(capitals)
    assert [quote.category for quote in capitals.quotes] == [quote.category for quote in small.quotes]


@pytest.mark.parametrize("width", [25, 32, 50, 72, 110])
def test_a_text_that_is_wrapped_at_any_width_gives_the_same_quotes(reader: Reader, width: int) -> None:
    text = (
        "Police said on Monday that two men had been arrested after a long chase through the old town of Graz. “They "
        "drove straight into the river and never looked back,” said Otto Reiss, who lives on the quay. The mayor had "
        "warned of drivers who ignore the signs at night, and promised to close the road to all but residents."
    )
    found = said(reader.read(textwrap.fill(text, width)))
    assert [(name, each.replace("\n", " ")) for name, each in found] == said(reader.read(text))
