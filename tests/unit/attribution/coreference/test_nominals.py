"""To whom a description refers, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution import article as articles
from quotes.attribution.coreference import names
from quotes.attribution.coreference.evidence import Evidence
from quotes.attribution.coreference.referents import Referents
from quotes.attribution.coreference.resolver import resolve
from tests.support.readings import read
from tests.support.referents import JUDGE, who
from tests.support.trees import LEXICON, document

NERI = """
Neri = PROPN 6 nsubj Name=B-PER | , = PUNCT 4 punct | the = DET 4 det | minister = NOUN 1 appos | , = PUNCT 4 punct
left leave VERB 0 root
"""


def subject(determiner: str, noun: str, lemma: str = "=", more: str = "") -> str:
    return f"{determiner} = DET 2 det | {noun} {lemma} NOUN 3 nsubj {more} | slept sleep VERB 0 root"


def text(*sentences: str) -> str:
    return "\n\n".join(sentence.strip() for sentence in sentences)


def test_a_definite_nominal_refers_to_the_entity_that_its_words_describe() -> None:
    assert who(text(NERI, subject("the", "minister"))) == [["Neri", "the minister", "the minister"]]


def test_an_indefinite_nominal_is_a_new_entity() -> None:
    assert who(text(NERI, subject("a", "minister"))) == [["Neri", "the minister"], ["a minister"]]


def test_a_plural_nominal_does_not_refer_to_a_single_entity() -> None:
    found = who(text(NERI, subject("the", "ministers", "minister", "Number=Plur")))
    assert found == [["Neri", "the minister"], ["the ministers"]]


LEE = "Lee = PROPN 2 nsubj Name=B-PER | spoke speak VERB 0 root"


def linked(text_: str, earlier: str, later: str, link: float) -> bool:
    """Whether two mentions are of one entity where the reader links them so."""
    parsed = read(document(text_), mentions=(earlier, later), links={(1, 0): link})
    referents = resolve(articles.read(parsed, LEXICON), {}, JUDGE)
    spans = [[parsed.slice(mention.span) for mention in referent.mentions] for referent in referents.all]
    return any({earlier, later} <= set(each) for each in spans)


@pytest.mark.parametrize(("link", "one"), [(2.0, True), (-2.0, False)])
def test_a_nominal_that_no_word_describes_refers_to_whom_the_reader_links_it_to(link: float, one: bool) -> None:
    assert linked(text(LEE, subject("the", "lawmaker")), "Lee", "the lawmaker", link) is one


@pytest.mark.parametrize(
    ("first", "earlier", "second", "later"),
    [
        (LEE, "Lee", subject("the", "company"), "the company"),
        (
            "the = DET 3 det | Turkish = ADJ 3 amod | parliament = NOUN 4 nsubj | met meet VERB 0 root",
            "the Turkish parliament",
            "the = DET 3 det | Libyan = ADJ 3 amod | parliament = NOUN 4 nsubj | slept sleep VERB 0 root",
            "the Libyan parliament",
        ),
    ],
    ids=["a person is no company", "other words tell the same noun apart"],
)
def test_what_cannot_be_one_stays_two_whatever_the_reader_links(
    first: str, earlier: str, second: str, later: str
) -> None:
    assert not linked(text(first, second), earlier, later, 5.0)


def test_who_is_named_only_behind_a_description_may_be_meant_by_it() -> None:
    parsed = read(
        document(text(subject("the", "lawmaker"), LEE)), mentions=("the lawmaker", "Lee"), links={(1, 0): 3.0}
    )
    referents = Referents(articles.read(parsed, LEXICON), {})
    names.join(referents)
    evidence = Evidence(referents, list(referents.mentions), referents.mentions[1])
    (candidate,) = evidence.candidates
    assert candidate.name == ("lee",)
    assert evidence.features(candidate)["link_ahead"] == 3


def test_a_nominal_is_not_the_subject_that_governs_it() -> None:
    said = """
Neri = PROPN 2 nsubj Name=B-PER | said say VERB 0 root | the = DET 4 det | lawmaker = NOUN 5 nsubj Number=Sing
left leave VERB 2 ccomp
"""
    assert not linked(said, "Neri", "the lawmaker", 5.0)
