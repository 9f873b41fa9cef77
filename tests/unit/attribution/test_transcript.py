"""Transcripts on hand-made trees: which paragraphs are turns, how far they go, and who "you" is."""

from __future__ import annotations

from quotes.attribution import transcript
from quotes.attribution.transcript import Turn
from quotes.nlp.document import Document
from tests.support.trees import LEXICON, document


def label(name: str, features: str = "Name=B-PER") -> str:
    return f"# newpar\n{name} = PROPN 4 dep {features} | : : PUNCT 1 punct"


def said(name: str, text: str = "We we PRON 4 nsubj Person=1 | go go VERB 0 root", features: str = "_") -> str:
    return f"{label(name, features)} | {text} | . . PUNCT 4 punct"


FURTHER = "# newpar\nWe we PRON 2 nsubj | stay stay VERB 0 root | . . PUNCT 2 punct"
APPLAUSE = "# newpar\n( ( PUNCT 2 punct | Applause = NOUN 0 root | ) ) PUNCT 2 punct"
ITO, SATO = (said(name, features="Name=B-PER") for name in ("Ito", "Sato"))


def turns(*paragraphs: str) -> tuple[Document, tuple[Turn, ...]]:
    read = document("\n\n".join(paragraphs))
    return read, transcript.turns(read, LEXICON)


def words(*paragraphs: str) -> list[str]:
    read, found = turns(*paragraphs)
    return [" ".join(read.tokens[i].text for i in turn.content) for turn in found]


def test_one_label_makes_no_transcript() -> None:
    assert words(ITO, FURTHER) == []


def test_a_paragraph_without_a_label_goes_on_with_the_turn_before_it() -> None:
    assert words(ITO, FURTHER, SATO, ITO) == ["We go . We stay .", "We go .", "We go ."]


def test_what_stands_behind_a_single_turn_of_a_name_or_behind_the_last_is_narration() -> None:
    assert words(ITO, FURTHER, SATO, FURTHER) == ["We go .", "We go ."]


def test_what_stands_in_brackets_is_said_by_nobody() -> None:
    assert words(ITO, APPLAUSE, SATO, ITO) == ["We go .", "We go .", "We go ."]


def test_capitals_name_the_speaker_of_a_turn_whatever_they_are() -> None:
    _, found = turns(said("HORN"), said("ABAD"))
    assert [turn.label.named for turn in found] == [True, True]


def test_words_that_name_nobody_are_no_label() -> None:
    assert words(said("Update"), said("Weather")) == []


def test_q_and_a_name_nobody_and_q_asks() -> None:
    _, found = turns(said("Q"), said("A"))
    assert [(turn.label.named, turn.label.asks) for turn in found] == [(False, True), (False, False)]


def test_a_salutation_is_no_label() -> None:
    dear = "# newpar\nDear dear ADJ 2 amod | Ito = PROPN 5 dep Name=B-PER | : : PUNCT 2 punct"
    letter = f"{dear} | We we PRON 5 nsubj | go go VERB 0 root | . . PUNCT 5 punct"
    assert words(letter, letter) == []


def test_you_is_the_other_one_of_two() -> None:
    asks = said("Ito", "You you PRON 4 nsubj Person=2 | go go VERB 0 root", "Name=B-PER")
    read, found = turns(asks, SATO)
    (you,) = (t.index for t in read.tokens if t.text == "You")
    assert transcript.voices(read, found)[you] == found[1].label.speaker


def test_you_is_nobody_known_among_three() -> None:
    asks = said("Ito", "You you PRON 4 nsubj Person=2 | go go VERB 0 root", "Name=B-PER")
    read, found = turns(asks, SATO, said("Horn", features="Name=B-PER"))
    (you,) = (t.index for t in read.tokens if t.text == "You")
    assert you not in transcript.voices(read, found)


def test_labels_of_the_same_words_are_one_speaker() -> None:
    read, found = turns(said("ITO"), SATO, said("ITO", features="Name=B-PER"))
    first, _, second = (turn.label.speaker for turn in found)
    voices = transcript.voices(read, found)
    assert voices[first] == voices[second] == second
