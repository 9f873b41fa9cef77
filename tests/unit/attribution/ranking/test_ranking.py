"""Which candidates may be attributions at all, on hand-made trees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from quotes.attribution.candidate import Candidate, CandidateCue, Shape
from quotes.attribution.grammar import constructions
from quotes.attribution.ranking import ranking
from quotes.attribution.ranking.scorer import Probabilities
from tests.support.trees import article


class Sure:
    """A scorer that takes everything for right."""

    def score(self, candidates: Sequence[Mapping[str, float]], /) -> list[Probabilities]:
        return [Probabilities(1.0, 1.0) for _ in candidates]


def reported(text: str) -> list[str]:
    """What stands of the candidates of a sentence, by their words."""
    read = article(text)
    likely = ranking.likely_of_each_cue(read, constructions.find(read), Sure())
    return [" ".join(read.document.tokens[i].text for i in sorted(first.content)) for first, *_ in likely]


def kept(text: str) -> list[str]:
    """What is kept of the candidates of a sentence where each is likely, by their words."""
    read = article(text)
    found = ranking.best_of_each_content(read, list(constructions.find(read)))
    return [" ".join(read.document.tokens[i].text for i in sorted(each.content)) for each in found]


TOLD = "Staff = NOUN 3 nsubj:pass | were be AUX 3 aux:pass | {} VERB 0 root | to = PART 5 mark | leave = VERB 3 xcomp"
ACCUSED = "Lee = PROPN 3 nsubj:pass | is be AUX 3 aux:pass | {} VERB 0 root | {} ADP 5 case | fraud = NOUN 3 obl"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TOLD.format("told tell"), ["to leave"]),
        (TOLD.format("advised advise"), ["to leave"]),
        (TOLD.format("called call"), []),
        (ACCUSED.format("accused accuse", "of ="), ["of fraud"]),
        (ACCUSED.format("attacked attack", "with ="), []),
    ],
)
def test_what_nobody_named_tells_somebody_to_do_or_accuses_them_of_is_reported(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


def test_who_is_accused_by_somebody_is_not_accused_by_nobody() -> None:
    by_unions = f"{ACCUSED.format('accused accuse', 'of =')} | by = ADP 7 case | unions union NOUN 3 obl:agent"
    cue = CandidateCue(2, frozenset({2}), "accuse", "criticism", "verb")
    nobody, unions = (Candidate(cue, frozenset({3, 4}), source=source, shape="object") for source in (None, 6))
    assert ranking.likely_of_each_cue(article(by_unions), [nobody, unions], Sure()) == ((unions,),)


@pytest.mark.parametrize(("who", "source"), [("court NOUN", None), ("he PRON", 0)])
def test_who_only_listens_is_no_source(who: str, source: int | None) -> None:
    word, upos = who.split()
    heard = f"{word} {word} {upos} 2 nsubj | heard hear VERB 0 root | rates rate NOUN 4 nsubj | fell fall VERB 2 ccomp"
    cue = CandidateCue(1, frozenset({1}), "hear", "thought", "verb")
    candidate = Candidate(cue, frozenset({2, 3}), source=0, shape="clause")
    [found] = ranking.with_confidence(article(heard), [candidate], Sure())
    assert found.source == source


RUMOURED = """
Rumoured rumour ADJ 0 root | that = SCONJ 4 mark | rates rate NOUN 4 nsubj | fell fall VERB 1 ccomp
"""


@pytest.mark.parametrize(
    ("content", "category", "stands"),
    [({1, 2, 3}, "claim", True), ({2}, "claim", False), ({1, 2, 3}, "question", False)],
    ids=["a clause", "a topic", "a question"],
)
def test_the_reader_s_report_of_nobody_stands_if_it_is_a_clause(content: set[int], category: str, stands: bool) -> None:
    shape: Shape = "predicted"
    cue = CandidateCue(0, frozenset({0}), "rumoured", category, "adjective", listed=False)
    likely = ranking.likely_of_each_cue(article(RUMOURED), [Candidate(cue, frozenset(content), shape=shape)], Sure())
    assert bool(likely) is stands


def test_what_a_denial_is_of_is_a_report_within_it_and_what_is_voiced_is_one_with_its_verb() -> None:
    text = """
Ito = PROPN 2 nsubj Name=B-PER | {} VERB 0 root | {} NOUN 2 obj | that = SCONJ 6 mark | she she PRON 6 nsubj
left leave VERB 3 acl
"""
    assert kept(text.format("denied deny", "claims claim")) == ["claims that she left", "that she left"]
    assert len(kept(text.format("voiced voice", "fears fear"))) == 1
