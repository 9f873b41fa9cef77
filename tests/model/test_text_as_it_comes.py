"""Texts as systems of publishing, scanners and tables hand them on, through the real models: who said what in them."""

import pytest

from quotes.nlp.document import Parser
from quotes.reader import Reader

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("“The pier is safe,”4 said Nora Quist.5", [("“The pier is safe,”", "Nora Quist")]),
        (
            "Nora Quist¹ said the pier was safe.² “It will stand,”[3] she added.",
            [("the pier was safe", "Nora Quist"), ("“It will stand,”", "Nora Quist")],
        ),
        (
            "The har\u00adbour mas\u00adter, Ove\u200b Dahl, said it was un\u00adsafe.",
            [("it was un\u00adsafe", "Ove Dahl")],
        ),
        ('" The pier is safe , " said Nora Quist .', [('" The pier is safe , "', "Nora Quist")]),
        (
            "'The pier is safe', said Nora Quist. 'It may fall', her colleague Ove Dahl added.",
            [("'The pier is safe'", "Nora Quist"), ("'It may fall'", "Ove Dahl")],
        ),
        ("Nora Quist called it 'a blow to the crews' sons'.", [("it 'a blow to the crews' sons'", "Nora Quist")]),
        (
            "'The pier is safe.\n\n'We don't doubt it.\n\n'It will stand,' said Nora Quist.",
            [("'The pier is safe. 'We don't doubt it. 'It will stand,'", "Nora Quist")],
        ),
        (
            'Nora Quist said: "The pier is safe.\n\n"I checked," she added.\n\n"It may fall," said Ove Dahl.',
            [('"The pier is safe.', "Nora Quist"), ('"I checked,"', "Nora Quist"), ('"It may fall,"', "Ove Dahl")],
        ),
        (
            "“The pier is safe,” Nora Quist said. “We checked.\n\n“It will stand,” she added.",
            [("“The pier is safe,” “We checked.", "Nora Quist"), ("“It will stand,”", "Nora Quist")],
        ),
        (
            'The pier " is old.\n\n"It will stand," said Nora Quist.\n\n"It may fall," said Ove Dahl.',
            [('"It will stand,"', "Nora Quist"), ('"It may fall,"', "Ove Dahl")],
        ),
        (
            '"It will stand, said Nora Quist.\n\n"It may fall," said Ove Dahl.',
            [("It will stand", "Nora Quist"), ('"It may fall,"', "Ove Dahl")],
        ),
        ('"Nora Quist said: ""The pier is safe,"" and left."', [('""The pier is safe,""', "Nora Quist")]),
        ("´The pier is safe,´ said Nora Quist.", [("´The pier is safe,´", "Nora Quist")]),
        (
            "â€œThe pier is safe,â€ said Nora Quist. â€œItâ€™s not,â€ said Ove Dahl.",
            [("â€œThe pier is safe,â€", "Nora Quist"), ("â€œItâ€™s not,â€", "Ove Dahl")],
        ),
        ("&quot;The pier is safe,&quot; said Nora Quist.", [("&quot;The pier is safe,&quot;", "Nora Quist")]),
        ('[gallery title="Ove Dahl said no"] “It will stand,” said Nora Quist.', [("“It will stand,”", "Nora Quist")]),
    ],
)
def test_speakers_and_their_words_are_found_and_the_words_are_verbatim(parser: Parser, text: str, said: list) -> None:
    result = Reader(parser).read(text)
    found = [(result.words(quote.content), entity and entity.name) for quote in result.quotes
             for entity in [result.entity(quote.speaker)]]  # fmt: skip
    assert found == said


def test_a_name_broken_at_a_line_s_end_is_whole(parser: Parser) -> None:
    text = (
        "The ferry was late by an hour that day, and nobody at the pier knew\n"
        "why. “The fog was thick as a wall and we saw no light,” said Jo-\n"
        "hanna Lind, who runs the café there. The company did not explain it\n"
        "and the passengers went home on foot over the bridge."
    )
    result = Reader(parser).read(text)
    (quote, *_) = result.quotes
    speaker = result.entity(quote.speaker)
    assert speaker is not None
    assert speaker.name == "Johanna Lind"
    assert result.words(quote.speaker.spans).startswith("Jo-\nhanna Lind")
