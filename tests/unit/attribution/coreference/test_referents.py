"""Which mentions a referent has, on hand-made trees."""

from __future__ import annotations

from quotes.attribution.coreference.referents import Referents
from tests.support.trees import article

TEXT = """
The the DET 2 det | aide = NOUN 3 nsubj | left leave VERB 0 root

The the DET 2 det | latter = NOUN 3 nsubj | stayed stay VERB 0 root

Ito = PROPN 2 nsubj Name=B-PER | spoke speak VERB 0 root
"""
AIDE, LATTER, ITO = 1, 4, 6


def referents() -> Referents:
    return Referents(article(TEXT), {LATTER: frozenset({3, 4})})


def test_a_mention_that_another_referent_takes_is_no_longer_that_of_the_first() -> None:
    found = referents()
    aide, ito = found.add(found.mentions[AIDE]), found.add(found.mentions[ITO])
    found.join(found.mentions[LATTER], aide)
    found.join(found.mentions[LATTER], ito)
    assert ([m.head for m in aide.mentions], aide.heads, aide.types["nominal"], aide.participations) == ([1], [1], 1, 0)
    assert (sorted(m.head for m in ito.mentions), ito.heads, ito.participations) == ([LATTER, ITO], [LATTER, ITO], 1)
    assert found[LATTER] is ito


def test_a_nameless_referent_goes_by_the_first_mention_that_is_left_to_it() -> None:
    found = referents()
    aide, ito = found.add(found.mentions[AIDE]), found.add(found.mentions[ITO])
    found.join(found.mentions[LATTER], aide)
    found.join(found.mentions[AIDE], ito)
    assert found.document.slice(aide.name_span) == "The latter"


def test_a_referent_without_a_mention_is_given_up() -> None:
    found = referents()
    aide, ito = found.add(found.mentions[AIDE]), found.add(found.mentions[ITO])
    found.join(found.mentions[AIDE], ito)
    assert (aide.mentions, found.all) == ([], [ito])


def test_a_mention_that_joins_a_referent_twice_counts_once() -> None:
    found = referents()
    ito = found.add(found.mentions[ITO])
    found.join(found.mentions[ITO], ito)
    assert (ito.heads, ito.types["name"], found.all) == ([ITO], 1, [ito])
