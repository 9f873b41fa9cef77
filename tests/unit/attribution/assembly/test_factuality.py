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
