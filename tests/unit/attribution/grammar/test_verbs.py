"""Reporting verbs: what they report, of whom, and as what, on hand-made trees."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from quotes.attribution.grammar import verbs
from tests.support.trees import article


@dataclass(frozen=True)
class Reported:
    """What the first verb of a sentence reports: its words, whose they are, and as what they are reported."""

    content: str
    source: str | None
    category: str
    cue: str
    addressee: str | None


def reported(text: str, lemma: str) -> Reported:
    read = article(text)
    tokens = read.document.tokens
    found = verbs.reporting_verb(read, next(t for t in tokens if t.lemma == lemma))
    assert found is not None
    assert found.cue is not None

    def words(indices: frozenset[int]) -> str:
        return " ".join(tokens[i].text for i in sorted(indices))

    def word(index: int | None) -> str | None:
        return None if index is None else tokens[index].text

    return Reported(
        words(found.content), word(found.source), found.cue.category, words(found.cue.tokens), word(found.addressee)
    )


THAT = "that = SCONJ {1} mark | rates rate NOUN {1} nsubj | fell fall VERB {0} ccomp"


def that(verb: int) -> str:
    """A clause behind the verb with this number."""
    return THAT.format(verb, verb + 3)


@pytest.mark.parametrize(
    ("subject", "source", "category"),
    [
        ("court court NOUN 2 nsubj Number=Sing", None, "claim"),
        ("Jurors juror NOUN 2 nsubj Number=Plur", None, "claim"),
        ("Parliament = PROPN 2 nsubj Name=B-ORG", None, "claim"),
        ("It it PRON 2 nsubj Gender=Neut", None, "claim"),
        ("Ito = PROPN 2 nsubj Name=B-PER", "Ito", "thought"),
        ("She she PRON 2 nsubj Gender=Fem", "She", "thought"),
        ("officer = NOUN 2 nsubj Number=Sing", "officer", "thought"),
    ],
)
def test_what_a_body_or_an_audience_hears_is_a_claim_of_somebody_unnamed(
    subject: str, source: str | None, category: str
) -> None:
    assert reported(f"{subject} | heard hear VERB 0 root | {that(2)}", "hear") == Reported(
        "that rates fell", source, category, "heard", None
    )


@pytest.mark.parametrize("participle", ["understood understand", "learnt learn", "gathered gather"])
def test_what_it_is_understood_that_is_a_claim_of_nobody(participle: str) -> None:
    text = f"It it PRON 3 expl | is be AUX 3 aux:pass | {participle} VERB 0 root | {that(3)}"
    found = reported(text, participle.split()[1])
    assert (found.content, found.source, found.category) == ("that rates fell", None, "claim")


def test_what_a_paper_has_learned_is_its_claim() -> None:
    text = f"Courier = PROPN 3 nsubj Name=B-ORG | has have AUX 3 aux | learned learn VERB 0 root | {that(3)}"
    found = reported(text, "learn")
    assert (found.source, found.category) == ("Courier", "claim")


def test_what_is_good_to_hear_is_no_claim() -> None:
    text = f"Good = ADJ 0 root | to = PART 3 mark | hear = VERB 1 xcomp | {that(3)}"
    assert reported(text, "hear").category == "thought"


RAISED = (
    "Rates rate NOUN 3 nsubj:pass | are be AUX 3 aux:pass | {} VERB 0 root | to = PART 5 mark | fall = VERB 3 xcomp"
)


@pytest.mark.parametrize(
    ("participle", "category"),
    [
        ("said say", "statement"),
        ("reported report", "statement"),
        ("alleged allege", "claim"),
        ("rumoured rumour", "claim"),
        ("understood understand", "claim"),
        ("thought think", "thought"),
        ("believed believe", "thought"),
    ],
)
def test_a_raised_subject_is_part_of_what_nobody_is_named_for(participle: str, category: str) -> None:
    assert reported(RAISED.format(participle), participle.split()[1]) == Reported(
        "Rates to fall", None, category, participle.split()[0], None
    )


def test_the_noun_that_a_participle_of_saying_modifies_stays_outside() -> None:
    text = """
A a DET 2 det | notebook = NOUN 6 nsubj | said say VERB 2 acl Tense=Past,VerbForm=Part | to = PART 5 mark
burn = VERB 3 xcomp | vanished vanish VERB 0 root
"""
    assert reported(text, "say").content == "to burn"


def test_who_something_is_put_to_is_its_addressee() -> None:
    text = """
Counsel = NOUN 2 nsubj | put = VERB 0 root | it = PRON 2 obj | to = ADP 5 case | Ito = PROPN 2 obl
that = SCONJ 8 mark | rates rate NOUN 8 nsubj | fell fall VERB 2 ccomp
"""
    assert reported(text, "put") == Reported("that rates fell", "Counsel", "claim", "put it to", "Ito")


@pytest.mark.parametrize(
    ("behind", "category"),
    [
        ("to = PART 5 mark | leave = VERB 2 xcomp", "demand"),
        ("she she PRON 5 nsubj | left leave VERB 2 ccomp", "statement"),
    ],
)
def test_telling_somebody_to_do_something_is_a_demand(behind: str, category: str) -> None:
    found = reported(f"Ito = PROPN 2 nsubj | told tell VERB 0 root | Lee = PROPN 2 iobj | {behind}", "tell")
    assert (found.category, found.addressee) == (category, "Lee")
