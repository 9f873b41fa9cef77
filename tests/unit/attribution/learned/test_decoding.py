"""Attributions decoded from hand-made predictions of the report model."""

from __future__ import annotations

from dataclasses import replace

from evaluation import conllu
from quotes.attribution import pipeline
from quotes.attribution.learned import decoding, proposals
from quotes.nlp.document import Document, Prediction

ROWS = """\
1\tIto\tIto\tPROPN\t_\t_\t2\tnsubj\t_\t_
2\tscoffed\tscoff\tVERB\t_\t_\t0\troot\t_\t_
3\tat\tat\tADP\t_\t_\t4\tcase\t_\t_
4\trates\trate\tNOUN\t_\t_\t2\tobl\t_\t_
5\twhile\twhile\tSCONJ\t_\t_\t7\tmark\t_\t_
6\tLee\tLee\tPROPN\t_\t_\t7\tnsubj\t_\t_
7\tcheered\tcheer\tVERB\t_\t_\t2\tadvcl\t_\t_
8\tthem\tthey\tPRON\t_\t_\t7\tobj\t_\tSpaceAfter=No
9\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


def predicted(**by_word: Prediction) -> Document:
    """The sentence with the predictions for some of its words."""
    document = conllu.document(ROWS)
    tokens = (replace(token, prediction=by_word.get(token.text, Prediction(content=0.01))) for token in document.tokens)
    return replace(document, tokens=tuple(tokens))


def source(label: str = "B-SOURCE") -> Prediction:
    return Prediction(label, source=0.9)


def cue(whose: int | None, sure: float = 0.9, label: str = "B-CUE") -> Prediction:
    return Prediction(label, cue=sure, source_of={} if whose is None else {whose: 0.8})


def content(of: int, sure: float = 0.9, label: str = "B-CONTENT") -> Prediction:
    return Prediction(label, content=sure, cue_of={of: 0.9})


def test_a_content_goes_to_the_cue_and_the_cue_to_the_source_that_the_arcs_lead_to() -> None:
    document = predicted(Ito=source(), scoffed=cue(0), rates=content(1), Lee=source(), cheered=cue(5), them=content(6))
    found = [(each.cue, each.content, each.source) for each in decoding.decode(document)]
    assert found == [((1,), {3}, (0,)), ((6,), {7}, (5,))]


def test_a_content_may_belong_to_the_farther_cue() -> None:
    document = predicted(scoffed=cue(0), rates=content(6), cheered=cue(5))
    assert [(each.cue, each.content) for each in decoding.decode(document)] == [((6,), {3})]


def test_a_cue_whose_arcs_lead_nowhere_has_no_source() -> None:
    document = predicted(Ito=source(), scoffed=cue(None), rates=content(1))
    assert [each.source for each in decoding.decode(document)] == [()]


def test_a_cue_below_the_likeliest_label_is_decoded_too() -> None:
    document = predicted(Ito=source(), scoffed=cue(0, sure=0.3, label="O"), rates=content(1, sure=0.4, label="O"))
    assert [(each.cue, each.content) for each in decoding.decode(document)] == [((1,), {3})]


def test_an_unlisted_verb_makes_a_candidate_with_the_source_that_its_arcs_lead_to() -> None:
    document = predicted(Ito=source(), scoffed=cue(0), rates=content(1))
    (candidate,) = proposals.propose(pipeline.bundled().article(document), [])
    assert (candidate.cue and candidate.cue.lemma, candidate.source, candidate.content) == ("scoff", 0, {3})


def test_nothing_is_decoded_without_predictions() -> None:
    assert decoding.decode(conllu.document(ROWS)) == []
