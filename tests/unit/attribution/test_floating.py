"""Quotations without a cue: whose speech they go on with, and who speaks them, on hand-made trees."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quotes.attribution import article as articles
from quotes.attribution import floating
from quotes.attribution.candidate import Candidate, CandidateCue
from tests.support.trees import LEXICON, article, document

QUESTION = """
" " PUNCT 3 punct SpaceAfter=No | He he PRON 3 nsubj | resigned resign VERB 0 root SpaceAfter=No
? ? PUNCT 3 punct SpaceAfter=No | " " PUNCT 3 punct | Ito = PROPN 7 nsubj Name=B-PER | asked ask VERB 3 parataxis
Sato = PROPN 7 obj Name=B-PER | . . PUNCT 3 punct
"""
ANSWER = """
# newpar
" " PUNCT 3 punct SpaceAfter=No | He he PRON 3 nsubj | did do VERB 0 root SpaceAfter=No
. . PUNCT 3 punct SpaceAfter=No | " " PUNCT 3 punct
"""
NARRATION = """
Ito = PROPN 3 nsubj Name=B-PER | was be AUX 3 cop | furious = ADJ 0 root | . . PUNCT 3 punct
"""
REFORM = """
The the DET 3 det | " " PUNCT 3 punct SpaceAfter=No | reform = NOUN 5 nsubj SpaceAfter=No | " " PUNCT 3 punct
failed fail VERB 0 root
"""
TOLD = """
" " PUNCT 3 punct SpaceAfter=No | It it PRON 3 nsubj | failed fail VERB 7 ccomp SpaceAfter=No
, , PUNCT 3 punct SpaceAfter=No | " " PUNCT 3 punct | Ito = PROPN 7 nsubj Name=B-PER | told tell VERB 0 root
Bell = PROPN 7 iobj Name=B-ORG | . . PUNCT 7 punct
"""
ASKED_WHY = """
Ito = PROPN 2 nsubj Name=B-PER | asked ask VERB 0 root | Sato = PROPN 2 iobj Name=B-PER | why = ADV 6 advmod
he he PRON 6 nsubj | left leave VERB 2 ccomp | . . PUNCT 2 punct
"""
SAID_SO = """
# newpar
Ito = PROPN 2 nsubj Name=B-PER | said say VERB 0 root | so so ADV 2 advmod | . . PUNCT 2 punct
"""
DENIED = """
# newpar
Ito = PROPN 2 nsubj Name=B-PER | denied deny VERB 0 root | it it PRON 2 obj | . . PUNCT 2 punct
"""
ITO, SATO = 5, 7
PAPER = 7


def asked() -> Candidate:
    """The candidate of QUESTION, with its passage left to be found."""
    cue = CandidateCue(6, frozenset({6}), "ask", "question", "verb")
    own = frozenset({ITO, 6, SATO, 8})
    return Candidate(cue, frozenset(range(5)), source=ITO, addressee=SATO, reporting_clause=own)


def found(*sentences: str, asks: bool = False) -> list[Candidate]:
    read = article("\n\n".join(sentence.strip() for sentence in sentences))
    return floating.complete(read, [asked()] if asks else [])


def test_the_subject_of_the_narration_before_a_passage_is_its_speaker() -> None:
    (quote,) = found(NARRATION, ANSWER.replace("# newpar\n", ""))
    assert (quote.cue, quote.source) == (None, 0)


def test_the_paragraphs_of_a_dialogue_alternate_between_source_and_addressee() -> None:
    question, answer, reply = found(QUESTION, ANSWER, ANSWER, asks=True)
    assert (question.source, answer.source, reply.source) == (ITO, SATO, ITO)


def test_a_passage_behind_an_interrupting_cue_is_part_of_the_same_quote() -> None:
    read = article(QUESTION.strip() + "\n\n" + ANSWER.replace("# newpar\n", "").strip())
    (quote,) = floating.complete(read, [replace(asked(), passages=read.passages[:1])])
    assert quote.passages == read.passages


def test_a_few_words_in_quotation_marks_are_no_quote() -> None:
    assert found(REFORM) == []


def told(*sentences: str, sentence: str = TOLD, line_ends: str = "\n\n") -> list[Candidate]:
    """What floats behind TOLD, and that quote itself; `line_ends` are two characters between paragraphs."""
    parsed = document("\n\n".join(each.strip() for each in (sentence, *sentences)))
    read = articles.read(replace(parsed, text=parsed.text.replace("\n\n", line_ends)), LEXICON)
    cue = CandidateCue(6, frozenset({6}), "tell", "statement", "verb")
    own = frozenset({ITO, 6, PAPER, 8})
    quote = Candidate(cue, frozenset(range(5)), read.passages[:1], source=ITO, addressee=PAPER, reporting_clause=own)
    return floating.complete(read, [quote])


def test_a_paragraph_of_speech_goes_on_with_the_quote_before_it() -> None:
    _, second, third = told(ANSWER, ANSWER, DENIED)
    assert [(each.source, each.cue, each.continues) for each in (second, third)] == [(ITO, None, True)] * 2


def test_whoever_is_only_told_something_does_not_speak_next() -> None:
    sentence = TOLD.replace("Bell = PROPN 7 iobj Name=B-ORG", "me I PRON 7 iobj Person=1")
    _, after = told(ANSWER, sentence=sentence)
    assert (after.source, after.continues) == (ITO, True)


def test_a_question_in_narration_begins_a_dialogue() -> None:
    read = article("\n\n".join(sentence.strip() for sentence in (ASKED_WHY, ANSWER, ANSWER)))
    cue = CandidateCue(1, frozenset({1}), "ask", "question", "verb")
    _, answer, reply = floating.complete(read, [Candidate(cue, frozenset({3, 4, 5}), source=0, addressee=2)])
    assert (answer.source, reply.source) == (2, 0)


@pytest.mark.parametrize("line_ends", ["\r\n", "\n\t", "\t\n", "\u2029\xa0", "\u2028\u2028", "\x85\t"])
def test_a_paragraph_of_speech_is_one_whatever_characters_part_it_from_others(line_ends: str) -> None:
    assert [each.continues for each in told(ANSWER, ANSWER, DENIED, line_ends=line_ends)] == [False, True, True]


def test_a_sentence_behind_a_paragraph_takes_it_up_if_a_word_in_it_stands_for_the_quotation() -> None:
    (quote,) = found(ANSWER.replace("# newpar\n", ""), SAID_SO)
    assert quote.cue is not None
    assert quote.cue.lemma == "say"
    (quote,) = found(ANSWER.replace("# newpar\n", ""), DENIED)
    assert quote.cue is None


def test_a_question_that_nobody_is_known_to_be_asked_is_answered_by_nobody_known() -> None:
    read = article(QUESTION.strip() + "\n\n" + ANSWER.strip())
    asking = replace(asked(), passages=read.passages[:1], addressee=None)
    _, answer = floating.complete(read, [asking])
    assert (answer.source, answer.continues) == (None, False)


def test_all_passages_in_a_row_behind_an_interrupting_cue_are_part_of_the_same_quote() -> None:
    again = ANSWER.replace("# newpar\n", "").strip()
    read = article("\n\n".join([QUESTION.strip(), *[again] * 1_000]))
    (quote,) = floating.complete(read, [replace(asked(), passages=read.passages[:1])])
    assert quote.passages == read.passages


def test_each_paragraph_of_a_long_speech_goes_with_the_last_before_it_that_has_a_speaker() -> None:
    opened = ANSWER.replace(' | " " PUNCT 3 punct', "").strip().replace(" SpaceAfter=No", "")
    read = article("\n\n".join([opened] * 1_000 + [ANSWER.strip()]))
    assert {passage.speech for passage in read.passages} == {0}
    ranked = [
        Candidate(None, frozenset(t.index for t in read.tokens_in(passage.span)), (passage,), source=number)
        for number, passage in enumerate(read.passages[::4])
    ]
    quotes = floating.complete(read, ranked)
    assert [quote.source for quote in quotes] == [each.source for each in ranked]
    assert [passage for quote in quotes for passage in quote.passages] == list(read.passages)
