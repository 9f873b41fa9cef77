"""The candidates that a reading makes, alone and with those of the grammar, on hand-made trees."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

import pytest

from quotes.attribution import article as articles
from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate, CandidateCue
from quotes.attribution.learned import proposals
from quotes.nlp.document import Document
from quotes.nlp.reading import Report
from tests.support.readings import read, report, tokens
from tests.support.trees import LEXICON, document

SAID = """
The the DET 2 det | minister = NOUN 3 nsubj | said say VERB 0 root VerbForm=Fin | that = SCONJ 6 mark
rates rate NOUN 6 nsubj | fell fall VERB 3 ccomp VerbForm=Fin | . . PUNCT 3 punct
"""
SPLIT = """
Rates rate NOUN 4 nsubj | , = PUNCT 4 punct | Ito = PROPN 4 nsubj | said say VERB 0 root VerbForm=Fin
, = PUNCT 4 punct | will = AUX 7 aux | fall = VERB 4 ccomp VerbForm=Fin | . . PUNCT 4 punct
"""
QUOTED = """
" " PUNCT 3 punct SpaceAfter=No | It it PRON 3 nsubj | failed fail VERB 0 root VerbForm=Fin,SpaceAfter=No
. . PUNCT 3 punct SpaceAfter=No | " " PUNCT 3 punct

Ito = PROPN 2 nsubj | sighed sigh VERB 0 root VerbForm=Fin | . . PUNCT 2 punct
"""
UNLISTED = """
Ito = PROPN 2 nsubj | tweetstormed tweetstorm VERB 0 root VerbForm=Fin | that = SCONJ 5 mark | rates rate NOUN 5 nsubj
fell fall VERB 2 ccomp VerbForm=Fin
"""
HIS_VIEW = """
In in ADP 3 case | the the DET 3 det | view = NOUN 7 obl | of of ADP 5 case | Ito = PROPN 3 nmod
rates rate NOUN 7 nsubj | fell fall VERB 0 root VerbForm=Fin
"""
SILENT = """
Ito = PROPN 2 nsubj | declined decline VERB 0 root VerbForm=Fin | to = PART 4 mark | comment = VERB 2 xcomp
"""
TOPIC = """
Ito = PROPN 2 nsubj | talked talk VERB 0 root VerbForm=Fin | about = ADP 5 case | the = DET 5 det | budget = NOUN 2 obl
"""
TOLD = """
Ito = PROPN 2 nsubj | told tell VERB 0 root VerbForm=Fin | Sato = PROPN 2 iobj | rates rate NOUN 5 nsubj
fell fall VERB 2 ccomp VerbForm=Fin
"""
PARAGRAPHS = """
Rates rate NOUN 2 nsubj | fell fall VERB 0 root VerbForm=Fin

# newpar
Jobs job NOUN 2 nsubj | went go VERB 0 root VerbForm=Fin

# newpar
Ito = PROPN 2 nsubj | said say VERB 0 root VerbForm=Fin
"""


def proposed(read: Document, known: Collection[Candidate] = ()) -> tuple[Article, list[Candidate]]:
    article = articles.read(read, LEXICON)
    return article, list(proposals.propose(article, known))


def only(text: str, **parts: str) -> tuple[Article, Candidate]:
    """The one candidate that a reading with one report makes."""
    parsed = document(text)
    article, (candidate,) = proposed(read(parsed, report(parsed, **parts)))
    return article, candidate


def words(article: Article, numbers: Collection[int]) -> str:
    return " ".join(article.document.tokens[i].text for i in sorted(numbers))


def test_a_report_is_a_candidate_with_its_cue_content_and_source() -> None:
    article, found = only(SAID, cue="said", content="that rates fell", source="The minister")
    assert found.cue is not None
    assert (found.cue.lemma, found.cue.category, found.cue.kind, found.cue.listed) == ("say", "statement", "verb", True)
    assert words(article, found.content) == "that rates fell"
    assert words(article, found.source_mention) == "The minister"
    assert (found.source, found.addressee, found.shape) == (1, None, "predicted")


def test_a_document_without_a_reading_has_no_proposals() -> None:
    assert proposed(document(SAID))[1] == []


def test_a_report_without_content_is_no_candidate() -> None:
    parsed = document(SAID)
    assert proposed(read(parsed, report(parsed, cue="said", source="The minister")))[1] == []


def test_the_source_is_the_noun_phrase_without_the_preposition_before_it() -> None:
    article, found = only(HIS_VIEW, cue="In the view", content="rates fell", source="of Ito")
    assert words(article, found.source_mention) == "Ito"
    assert found.cue is not None
    assert found.cue.kind == "noun"


@pytest.mark.parametrize(("thought", "category"), [(0.9, "thought"), (0.1, "statement")])
def test_a_cue_that_the_lexicon_lacks_is_a_thought_if_the_reader_says_so(thought: float, category: str) -> None:
    parsed = document(UNLISTED)
    said = report(parsed, cue="tweetstormed", content="that rates fell", source="Ito", thought=thought)
    _, (found,) = proposed(read(parsed, said))
    assert found.cue is not None
    assert (found.cue.lemma, found.cue.category, found.cue.listed) == ("tweetstorm", category, False)


def test_a_quotation_without_a_cue_is_left_to_those_that_float() -> None:
    parsed = document(QUOTED)
    assert not proposed(read(parsed, report(parsed, content="It failed", source="Ito")))[1]


def test_what_stands_without_marks_and_cue_has_no_cue() -> None:
    _, found = only(QUOTED, content="Ito sighed")
    assert found.cue is None
    assert found.passages == ()


@pytest.mark.parametrize(
    ("text", "cue", "content"), [(SILENT, "declined", "to comment"), (TOPIC, "talked", "the budget")]
)
def test_where_nothing_is_said_there_is_no_candidate(text: str, cue: str, content: str) -> None:
    parsed = document(text)
    assert not proposed(read(parsed, report(parsed, cue=cue, content=content, source="Ito")))[1]


def test_a_candidate_gets_the_addressee_that_the_reader_sees_unless_it_has_one() -> None:
    parsed = document(TOLD)
    told = read(parsed, report(parsed, cue="told", content="rates fell", source="Ito", addressee="Sato"))
    article, (candidate,) = proposed(told)
    assert candidate.addressee is None
    found = proposals.addressed(article, candidate)
    assert found.addressee == 2
    assert proposals.addressed(article, replace(found, addressee=3)).addressee == 3


class TestConnected:
    """Which pieces of a content belong together."""

    @staticmethod
    def pieces(text: str, **parts: str) -> list[str]:
        parsed = document(text)
        said: Report = report(parsed, **parts)
        article = articles.read(read(parsed, said), LEXICON)
        return [words(article, piece) for piece in proposals.connected(article, said)]

    def test_pieces_around_cue_and_source_are_one_content(self) -> None:
        found = self.pieces(SPLIT, cue="said", source="Ito", content="Rates , | , will fall")
        assert found == ["Rates ,", ", will fall"]

    def test_a_gap_of_a_word_or_two_is_no_gap(self) -> None:
        assert self.pieces(SAID, cue="minister", content="that | fell") == ["that rates fell"]

    def test_of_pieces_that_nothing_connects_the_one_nearest_to_the_anchor_stays(self) -> None:
        assert self.pieces(SAID, cue="minister", content="said | .") == ["said"]

    def test_a_content_goes_on_in_the_next_paragraph(self) -> None:
        found = self.pieces(PARAGRAPHS, cue="said", content="Rates fell | Jobs went")
        assert found == ["Rates fell", "Jobs went"]


class TestCrossed:
    """A cue that both the grammar and the reader know."""

    CUE = CandidateCue(2, frozenset({2}), "say", "statement", "verb")

    def grammatical(self, parsed: Document, content: str, source: int | None) -> Candidate:
        return Candidate(self.CUE, frozenset(tokens(parsed, content)), source=source, clause=5)

    def test_takes_content_from_one_and_source_from_the_other(self) -> None:
        parsed = document(SAID)
        known = self.grammatical(parsed, "rates fell", source=4)
        said = report(parsed, cue="said", content="that rates fell .", source="The minister")
        article, found = proposed(read(parsed, said), [known])
        assert [(words(article, c.content), c.source) for c in found] == [
            ("that rates fell .", 1),
            ("rates fell", 1),
        ]
        assert all(candidate.cue == self.CUE for candidate in found)

    def test_takes_the_grammar_s_source_where_the_reader_has_none(self) -> None:
        parsed = document(SAID)
        said = report(parsed, cue="said", content="that rates fell")
        article, found = proposed(read(parsed, said), [self.grammatical(parsed, "rates fell", source=1)])
        assert [(words(article, c.content), c.source) for c in found] == [
            ("that rates fell", None),
            ("that rates fell", 1),
        ]

    def test_never_has_its_source_in_its_content(self) -> None:
        parsed = document(SAID)
        said = report(parsed, cue="said", content="that rates fell", source="The minister")
        _, found = proposed(read(parsed, said), [self.grammatical(parsed, "that rates fell", source=4)])
        assert found
        assert all(candidate.source not in candidate.content for candidate in found)


def test_a_source_goes_on_to_what_its_last_word_needs() -> None:
    released = """
A a DET 2 det | poll = NOUN 6 nsubj | released release VERB 2 acl VerbForm=Part | on = ADP 5 case
Tuesday = PROPN 3 obl | found find VERB 0 root VerbForm=Fin | that = SCONJ 9 mark | rates rate NOUN 9 nsubj
fell fall VERB 6 ccomp VerbForm=Fin
"""
    parsed = document(released)
    found = read(parsed, report(parsed, cue="found", content="that rates fell", source="A poll released"))
    (candidate,) = proposals.propose(articles.read(found, LEXICON), ())
    assert candidate.source_mention == frozenset(range(5))
