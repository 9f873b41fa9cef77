"""Nouns that report: whose words they are, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution.grammar import nouns
from tests.support.trees import article

REPORTS = "Ito = PROPN 2 nsubj Name=B-PER | {} VERB 0 root | {} NOUN 2 obj"
THAT = "that = SCONJ 6 mark | she she PRON 6 nsubj | left leave VERB 3 acl"
TO = "to = PART 5 mark | leave = VERB 3 acl"


def sources(text: str) -> list[str | None]:
    """The sources of the reporting nouns of a sentence."""
    read = article(text)
    found = (nouns.reporting_noun(read, token) for token in read.document.tokens if token.upos == "NOUN")
    return [None if each.source is None else read.document.tokens[each.source].text for each in found if each]


@pytest.mark.parametrize(
    ("verb", "noun", "expected"),
    [
        ("issued issue", "warning =", ["Ito"]),
        ("denied deny", "reports report", [None]),
        ("rejected reject", "suggestions suggestion", [None]),
        ("dismissed dismiss", "rumours rumour", [None]),
    ],
)
def test_who_denies_a_report_has_not_given_it(verb: str, noun: str, expected: list[str | None]) -> None:
    assert sources(f"{REPORTS.format(verb, noun)} | {THAT}") == expected


def test_a_report_with_that_may_be_of_nobody_named_and_one_with_an_infinitive_is_then_none() -> None:
    clause = "Reports report NOUN 0 root | that = SCONJ 4 mark | she she PRON 4 nsubj | left leave VERB 1 acl"
    assert sources(clause) == [None]
    assert sources(f"{REPORTS.format('dismissed dismiss', 'calls call')} | {TO}") == []
