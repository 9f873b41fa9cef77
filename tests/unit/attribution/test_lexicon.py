"""The lexicon: what its data files say of a word, and that the core reads no other words than those it is given."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from evaluation.constructions import examples
from quotes.attribution import pipeline
from quotes.attribution.lexicon import Entry, Lexicon
from quotes.attribution.lexicon.classes import WordClasses
from quotes.attribution.model import CATEGORIES
from quotes.nlp.document import Token

LEXICON = Lexicon.load()


def token(lemma: str) -> Token:
    return Token(0, 0, 0, len(lemma), lemma, lemma, "VERB", None, "root")


@pytest.mark.parametrize("lists", [LEXICON, LEXICON.classes], ids=["lexicon", "classes"])
def test_no_list_is_empty(lists: Lexicon | WordClasses) -> None:
    assert [field.name for field in fields(lists) if not getattr(lists, field.name)] == []


def test_every_cue_has_a_category_of_the_contract() -> None:
    of_one_word = (LEXICON.nouns, LEXICON.adjectives, LEXICON.adverbs, LEXICON.viewpoints)
    entries = [
        *(e for each in of_one_word for e in each.values()),
        *(e for found in LEXICON.verbs.values() for e in found),
    ]
    assert {entry.category for entry in entries} <= set(CATEGORIES)


def test_a_noun_may_stand_in_several_columns_of_the_table() -> None:
    assert "church" in LEXICON.organizations & LEXICON.organization_words & LEXICON.places
    assert "statement" in LEXICON.documents & LEXICON.media
    assert LEXICON.nouns["statement"] == Entry("statement", "statement")


def test_a_noun_for_a_person_tells_the_gender_where_it_has_one() -> None:
    assert [LEXICON.persons.get(noun, "absent") for noun in ("aunt", "uncle", "official", "audit")] == [
        *("f", "m", None, "absent")
    ]


@pytest.mark.parametrize("lemma", ["deny", "denied", "denies", "denying"])
def test_a_verb_is_found_by_a_form_that_the_lemmatiser_left_inflected(lemma: str) -> None:
    assert LEXICON.verb(token(lemma))[0].category == "denial"


def test_the_entry_with_more_words_comes_first() -> None:
    assert [len(entry.lemma.split()) for entry in LEXICON.verb(token("call"))] == sorted(
        (len(entry.lemma.split()) for entry in LEXICON.verb(token("call"))), reverse=True
    )


def test_a_word_that_is_added_to_the_lexicon_is_a_cue() -> None:
    attributor = pipeline.bundled()
    example = next(e for e in examples() if e.id == "01-that-1")
    (quote,) = attributor.attribute(example.document).quotes
    assert quote.cue is not None
    renamed = Entry(quote.cue.lemma, "warning", frozenset({"clause"}))
    lexicon = replace(attributor.lexicon, verbs={**attributor.lexicon.verbs, quote.cue.lemma: (renamed,)})
    (other,) = replace(attributor, lexicon=lexicon).attribute(example.document).quotes
    assert (quote.category, other.category) == ("statement", "warning")
