"""Who passed it on: relays that the reporting clause names, on hand-made trees."""

from __future__ import annotations

import pytest

from evaluation import conllu
from quotes.attribution import pipeline

READ_BY_ANOTHER = """
Silva Silva PROPN 2 nsubj | said say VERB 0 root Tense=Past,VerbForm=Fin | in in ADP 5 case | a a DET 5 det
statement statement NOUN 2 obl | that that PRON 8 obj PronType=Rel | Pike Pike PROPN 8 nsubj
read read VERB 5 acl:relcl
that that SCONJ 11 mark | rates rate NOUN 11 nsubj | fell fall VERB 2 ccomp Tense=Past,VerbForm=Fin
"""
QUOTED_BY = """
Witnesses witness NOUN 5 nsubj Number=Plur | quoted quote VERB 1 acl VerbForm=Part | by by ADP 4 case
Reuters Reuters PROPN 2 obl:agent | said say VERB 0 root Tense=Past,VerbForm=Fin | that that SCONJ 9 mark
the the DET 8 det | bridge bridge NOUN 9 nsubj | fell fall VERB 5 ccomp Tense=Past,VerbForm=Fin
"""
THROUGH = """
Silva Silva PROPN 2 nsubj | said say VERB 0 root Tense=Past,VerbForm=Fin | through through ADP 5 case | an a DET 5 det
aide aide NOUN 2 obl | that that SCONJ 8 mark | rates rate NOUN 8 nsubj
fell fall VERB 5 acl Tense=Past,VerbForm=Fin
"""
PRESS_SECRETARY = """
Hale Hale PROPN 6 nsubj | , , PUNCT 5 punct | his his PRON 5 nmod:poss | press press NOUN 5 compound
secretary secretary NOUN 1 appos | said say VERB 0 root Tense=Past,VerbForm=Fin | Silva Silva PROPN 8 nsubj
believes believe VERB 6 ccomp Tense=Pres,VerbForm=Fin | rates rate NOUN 10 nsubj
fell fall VERB 8 ccomp Tense=Past,VerbForm=Fin
"""
AGENCY_WITH_NAME = """
The the DET 2 det | agency agency NOUN 4 nsubj | DPA DPA PROPN 4 nsubj | said say VERB 0 root Tense=Past,VerbForm=Fin
Silva Silva PROPN 6 nsubj | warned warn VERB 4 ccomp Tense=Past,VerbForm=Fin | that that SCONJ 9 mark
rates rate NOUN 9 nsubj | fell fall VERB 6 ccomp Tense=Past,VerbForm=Fin
"""


def rows(text: str) -> str:
    """CoNLL-U from words `form lemma upos head deprel [features]`, parted by bars and line ends."""
    words = [word.split() for line in text.strip().split("\n") for word in line.split(" | ")]
    return "\n".join(
        "\t".join((str(n), form, lemma, upos, "_", (more or ["_"])[0].replace(",", "|"), head, deprel, "_", "_"))
        for n, (form, lemma, upos, head, deprel, *more) in enumerate(words, 1)
    )


@pytest.mark.parametrize(
    ("text", "speaker", "relation", "name"),
    [
        (READ_BY_ANOTHER, "Silva", "reported_by", "Pike"),
        (QUOTED_BY, "Witnesses quoted by Reuters", "reported_by", "Reuters"),
        (THROUGH, "Silva", "spokesperson", "an aide"),
        (PRESS_SECRETARY, "Silva", "spokesperson", "Hale"),
        (AGENCY_WITH_NAME, "Silva", "reported_by", "DPA"),
    ],
    ids=["read by another", "quoted by", "through", "press secretary", "an agency and its name"],
)
def test_whoever_passes_a_statement_on_is_its_relay(text: str, speaker: str, relation: str, name: str) -> None:
    analysis = pipeline.bundled().attribute(conllu.document(rows(text)))
    names = {entity.id: entity.name for entity in analysis.entities}
    inner = analysis.quotes[-1]
    assert inner.speaker is not None
    assert names[inner.speaker.entity or ""] == speaker
    assert [(via.relation, names[via.reference.entity or ""]) for via in inner.via] == [(relation, name)]
