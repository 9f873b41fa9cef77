"""The antecedents of pronouns, on hand-made trees."""

from __future__ import annotations

from tests.support.referents import who

MET = "Paul = PROPN 2 nsubj Name=B-PER | met meet VERB 0 root | Maria = PROPN 2 obj Name=B-PER"
HE = "He he PRON 2 nsubj Person=3,Gender=Masc,PronType=Prs | left leave VERB 0 root"
SHE = "She she PRON 2 nsubj Person=3,Gender=Fem,PronType=Prs | left leave VERB 0 root"


def text(*sentences: str) -> str:
    return "\n\n".join(sentences)


def test_the_antecedent_of_a_pronoun_has_a_first_name_of_its_gender() -> None:
    assert who(text(MET, HE)) == [["Paul", "He"], ["Maria"]]
    assert who(text(MET, SHE)) == [["Paul"], ["Maria", "She"]]


def test_the_subject_is_the_antecedent_where_both_names_fit() -> None:
    both = "Paul = PROPN 2 nsubj Name=B-PER | met meet VERB 0 root | Peter = PROPN 2 obj Name=B-PER"
    assert who(text(both, HE)) == [["Paul", "He"], ["Peter"]]


def test_a_participant_is_the_antecedent_rather_than_the_subject() -> None:
    told = (
        "Paul = PROPN 3 obj Name=B-PER | was be AUX 3 aux | told tell VERB 0 root | by = ADP 5 case"
        " | Peter = PROPN 3 obl Name=B-PER"
    )
    assert who(text(told, HE)) == [["Paul", "He"], ["Peter"]]
    assert who(text(told, HE), "Peter") == [["Paul"], ["Peter", "He"]]


def test_the_antecedent_of_an_object_is_not_the_subject_of_its_verb() -> None:
    told = (
        "Paul = PROPN 2 nsubj Name=B-PER | told tell VERB 0 root | him he PRON 2 obj Person=3,Gender=Masc,PronType=Prs"
    )
    peter = "Peter = PROPN 2 nsubj Name=B-PER | left leave VERB 0 root"
    assert who(text(peter, told)) == [["Peter", "him"], ["Paul"]]


def test_the_antecedent_of_a_subject_is_not_named_in_its_own_clause() -> None:
    said = """
He he PRON 2 nsubj Person=3,Gender=Masc,PronType=Prs | said say VERB 0 root | Paul = PROPN 4 nsubj Name=B-PER
left leave VERB 2 ccomp
"""
    paul = "Paul = PROPN 2 nsubj Name=B-PER | met meet VERB 0 root | Peter = PROPN 2 obj Name=B-PER"
    assert who(text(paul, said.strip())) == [["Paul", "Paul"], ["Peter", "He"]]


def test_the_antecedent_may_be_the_subject_behind_the_pronoun() -> None:
    ahead = """
As as SCONJ 3 mark | he = PRON 3 nsubj Person=3,Gender=Masc,PronType=Prs | left leave VERB 5 advcl
Paul = PROPN 5 nsubj Name=B-PER | spoke speak VERB 0 root
"""
    assert who(ahead) == [["Paul", "he"]]


def test_the_antecedent_of_they_is_plural() -> None:
    officials = "Paul = PROPN 2 nsubj Name=B-PER | met meet VERB 0 root | officials official NOUN 2 obj Number=Plur"
    they = "They they PRON 2 nsubj Person=3,Number=Plur,PronType=Prs | left leave VERB 0 root"
    assert who(text(officials, they)) == [["Paul"], ["officials", "They"]]


def test_a_speaker_without_antecedent_is_an_entity_of_its_own() -> None:
    assert who(HE, "He") == [["He"]]
    assert who(HE) == []
