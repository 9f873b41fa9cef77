"""Which tokens of a noun phrase are a proper name, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution.coreference import proper_names
from quotes.attribution.grammar import sources
from tests.support.trees import article

SPOKESWOMAN = """
Foreign foreign PROPN 2 compound | Ministry ministry PROPN 5 compound | spokeswoman = NOUN 5 compound
Irina = PROPN 5 compound Name=B-PER | Belova = PROPN 0 root Name=I-PER
"""
OFFICE = "The the DET 2 det | Secretary-General secretary-general PROPN 0 root"
HELD = """
the = DET 2 det | Prefect prefect PROPN 0 root | of = ADP 4 case | Lille = PROPN 2 nmod Name=B-LOC | , = PUNCT 6 punct
Claire = PROPN 2 appos Name=B-PER | Aubry = PROPN 6 flat Name=I-PER
"""
BEHIND_OFFICE = """
Governor governor PROPN 0 root | of = ADP 3 case | Bergen = PROPN 1 nmod Name=B-LOC
Maja = PROPN 1 flat Name=B-PER | Lindqvist = PROPN 4 flat Name=I-PER
"""
DAILY = "the = DET 3 det | Daily daily PROPN 3 compound Name=B-ORG | Post post PROPN 0 root Name=I-ORG"
AGENCY = "the = DET 3 det | AFP = PROPN 3 compound Name=B-ORG | agency = NOUN 0 root"
POLLS = """
polls poll NOUN 0 root Number=Plur | from = ADP 3 case | Monmouth = PROPN 1 nmod Name=B-ORG | and = CCONJ 5 cc
Suffolk = PROPN 3 conj Name=B-ORG
"""
LAWYER = """
Ken = PROPN 3 compound | Al = PROPN 3 compound Name=B-PER | Ito = PROPN 0 root Name=I-PER | QC = PROPN 3 flat Name=I-PER
"""
FARMERS = "Farmers farmers PROPN 2 nsubj Number=Plur | left leave VERB 0 root"
HYPHENATED = "Anne = PROPN 0 root Name=B-PER | - = PUNCT 1 punct Name=I-PER | Marie = PROPN 1 flat Name=I-PER"


@pytest.mark.parametrize(
    ("text", "head", "name"),
    [
        (SPOKESWOMAN, 4, "Irina Belova"),
        (OFFICE, 1, ""),
        (HELD, 1, "Claire Aubry"),
        (HELD, 5, "Claire Aubry"),
        (BEHIND_OFFICE, 0, "Maja Lindqvist"),
        (DAILY, 2, "Daily Post"),
        (AGENCY, 2, "AFP"),
        (POLLS, 0, ""),
        (LAWYER, 2, "Ken Al Ito"),
        (FARMERS, 0, ""),
        (HYPHENATED, 0, "Anne - Marie"),
    ],
    ids=[
        "the title before a name",
        "an office alone",
        "an office that the holder's name follows",
        "the holder in apposition",
        "the name behind an office",
        "an organisation's whole phrase",
        "the name before a class noun",
        "the coordinated names of others",
        "a first name that no label tells, and a title behind",
        "a common noun that begins the sentence",
        "a hyphenated name",
    ],
)
def test_the_proper_name_in_a_phrase_leaves_out_titles_offices_and_class_nouns(text: str, head: int, name: str) -> None:
    read = article(text)
    tokens = read.document.tokens
    phrase = sorted(sources.mention(read, head, ()))
    found = proper_names.borne(read, proper_names.find(read), phrase)
    assert " ".join(tokens[i].text for i in (found.tokens if found else ())) == name


def test_names_are_compared_by_their_words_without_possessive() -> None:
    assert proper_names.comparable("Smith-Jones’s") == ("smith", "jones")
