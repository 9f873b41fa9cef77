"""Whether the text says that the saying took place, on hand-made trees."""

from __future__ import annotations

import pytest

from quotes.attribution.assembly.factuality import modality, polarity
from tests.support.trees import article

CASES = {
    "said": ("Ito = PROPN 2 nsubj | said say VERB 0 root", "positive", "asserted"),
    "did not say": (
        "Ito = PROPN 4 nsubj | did do AUX 4 aux | not = PART 4 advmod | say = VERB 0 root",
        "negative",
        "asserted",
    ),
    "refused to say": (
        "Ito = PROPN 2 nsubj | refused refuse VERB 0 root | to = PART 4 mark | say = VERB 2 xcomp",
        "negative",
        "asserted",
    ),
    "nobody said": ("Nobody nobody PRON 2 nsubj | said say VERB 0 root", "negative", "asserted"),
    "neither side said": (
        "Neither neither DET 2 det | side = NOUN 3 nsubj | said say VERB 0 root",
        "negative",
        "asserted",
    ),
    "will say": ("Ito = PROPN 3 nsubj | will = AUX 3 aux | say = VERB 0 root", "positive", "future"),
    "may say": ("Ito = PROPN 3 nsubj | may = AUX 3 aux | say = VERB 0 root", "positive", "hypothetical"),
    "if he says": (
        "If if SCONJ 3 mark | he = PRON 3 nsubj | says say VERB 4 advcl | wait = VERB 0 root",
        "positive",
        "hypothetical",
    ),
    "if he comes and says": (
        "If if SCONJ 3 mark | he = PRON 3 nsubj | comes come VERB 6 advcl VerbForm=Fin | and = CCONJ 5 cc"
        " | says say VERB 3 conj VerbForm=Fin | wait = VERB 0 root",
        "positive",
        "hypothetical",
    ),
    "is expected to say": (
        "Ito = PROPN 3 nsubj:pass | is be AUX 3 aux:pass | expected expect VERB 0 root | to = PART 5 mark"
        " | say = VERB 3 xcomp",
        "positive",
        "future",
    ),
    "is not likely to say": (
        "Ito = PROPN 4 nsubj | is be AUX 4 cop | not = PART 4 advmod | likely = ADJ 0 root | to = PART 6 mark"
        " | say = VERB 4 xcomp",
        "negative",
        "future",
    ),
    "went on to say": (
        "Ito = PROPN 2 nsubj | went go VERB 0 root | on = ADP 2 compound:prt | to = PART 5 mark | say = VERB 2 xcomp",
        "positive",
        "asserted",
    ),
    "is to say": (
        "Ito = PROPN 4 nsubj | is be AUX 4 cop | to = PART 4 mark | say = VERB 0 root",
        "positive",
        "future",
    ),
    "will come and say": (
        "Ito = PROPN 3 nsubj | will = AUX 3 aux | come = VERB 0 root VerbForm=Inf | and = CCONJ 5 cc"
        " | say = VERB 3 conj VerbForm=Inf",
        "positive",
        "future",
    ),
    "would come and say": (
        "Ito = PROPN 3 nsubj | would = AUX 3 aux | come = VERB 0 root VerbForm=Inf | and = CCONJ 5 cc"
        " | say = VERB 3 conj VerbForm=Inf",
        "positive",
        "asserted",
    ),
    "could not come and said": (
        "Ito = PROPN 4 nsubj | could = AUX 4 aux | not = PART 4 advmod | come = VERB 0 root VerbForm=Inf"
        " | and = CCONJ 6 cc | said say VERB 4 conj VerbForm=Fin",
        "positive",
        "asserted",
    ),
    "would not come or say": (
        "Ito = PROPN 4 nsubj | would = AUX 4 aux | not = PART 4 advmod | come = VERB 0 root VerbForm=Inf"
        " | or = CCONJ 6 cc | say = VERB 4 conj VerbForm=Inf",
        "negative",
        "asserted",
    ),
    "refused to come or say": (
        "Ito = PROPN 2 nsubj | refused refuse VERB 0 root | to = PART 4 mark | come = VERB 2 xcomp VerbForm=Inf"
        " | or = CCONJ 6 cc | say = VERB 4 conj VerbForm=Inf",
        "negative",
        "asserted",
    ),
    "has not come and said": (
        "Ito = PROPN 4 nsubj | has have AUX 4 aux | not = PART 4 advmod | come = VERB 0 root VerbForm=Part"
        " | and = CCONJ 6 cc | said say VERB 4 conj VerbForm=Part",
        "positive",
        "asserted",
    ),
    "has yet to say": (
        "Ito = PROPN 2 nsubj | has have VERB 0 root | yet = ADV 2 advmod | to = PART 5 mark | say = VERB 2 xcomp",
        "negative",
        "asserted",
    ),
    "stopped short of saying": (
        "Ito = PROPN 2 nsubj | stopped stop VERB 0 root | short = ADV 2 advmod | of = SCONJ 5 mark"
        " | saying say VERB 3 advcl",
        "negative",
        "asserted",
    ),
    "left without saying": (
        "Ito = PROPN 2 nsubj | left leave VERB 0 root | without = SCONJ 4 mark | saying say VERB 2 advcl",
        "negative",
        "asserted",
    ),
    "will not say": (
        "Ito = PROPN 4 nsubj | will = AUX 4 aux | not = PART 4 advmod | say = VERB 0 root",
        "negative",
        "asserted",
    ),
    "would only say": (
        "Ito = PROPN 4 nsubj | would = AUX 4 aux | only = ADV 4 advmod | say = VERB 0 root",
        "positive",
        "asserted",
    ),
    "would say": ("Ito = PROPN 3 nsubj | would = AUX 3 aux | say = VERB 0 root", "positive", "hypothetical"),
    "can say": ("Ito = PROPN 3 nsubj | can = AUX 3 aux | say = VERB 0 root", "positive", "asserted"),
}


@pytest.mark.parametrize(("text", "polar", "modal"), CASES.values(), ids=CASES)
def test_negations_modals_and_conditions_decide_the_polarity_and_modality_of_a_cue(
    text: str, polar: str, modal: str
) -> None:
    read = article(text)
    cue = next(t.index for t in read.document.tokens if t.lemma == "say")
    assert (polarity(read, cue), modality(read, cue)) == (polar, modal)


def test_a_negation_within_the_quotation_marks_does_not_negate_the_cue_outside() -> None:
    read = article("""
" " PUNCT 2 punct SpaceAfter=No | Never never ADV 5 advmod SpaceAfter=No | , , PUNCT 2 punct SpaceAfter=No
" " PUNCT 2 punct | said say VERB 0 root | Ito = PROPN 5 nsubj
""")
    assert polarity(read, 4) == "positive"
