"""What a mention is and what it tells of its bearer, on hand-made trees."""

from __future__ import annotations

from quotes.attribution.coreference.mentions import Describer, Mention
from quotes.attribution.grammar import sources
from tests.support.trees import article

TITLED = """
Foreign foreign PROPN 2 compound | Minister minister PROPN 3 compound | Paolo = PROPN 5 nsubj Name=B-PER
Neri = PROPN 3 flat Name=I-PER | left leave VERB 0 root
"""
APPOSITION = """
Mrs Mrs. PROPN 2 compound | Okafor = PROPN 7 nsubj Name=B-PER | , = PUNCT 5 punct | the the DET 5 det
head head NOUN 2 appos | , = PUNCT 5 punct | left leave VERB 0 root
"""
PREDICATE = """
Neri = PROPN 4 nsubj Name=B-PER | is be AUX 4 cop | a = DET 4 det | minister = NOUN 0 root
"""
OFFICIALS = """
Officials official NOUN 5 nsubj Number=Plur | who = PRON 3 nsubj PronType=Rel | said say VERB 1 acl:relcl
so = ADV 3 advmod | left leave VERB 0 root
"""
PRONOUNS = """
She she PRON 2 nsubj Person=3,Gender=Fem,PronType=Prs | told tell VERB 0 root
them they PRON 2 obj Person=3,Number=Plur,PronType=Prs | on = ADP 5 case | Monday = PROPN 2 obl
"""


def of(text: str, head: int) -> tuple[Mention, str]:
    """The mention that a token heads, and its words."""
    read = article(text)
    mention = Describer(read).describe(head, sources.mention(read, head, ()))
    return mention, read.document.slice(mention.span)


def role(text: str, head: int) -> str | None:
    read = article(text)
    found = Describer(read).describe(head, sources.mention(read, head, ())).role
    return read.document.slice(found) if found else None


def test_the_title_before_a_name_is_its_role() -> None:
    mention, words = of(TITLED, 2)
    assert (mention.type, mention.kind, mention.name, words) == (
        "name",
        "person",
        ("paolo", "neri"),
        "Foreign Minister Paolo Neri",
    )
    assert role(TITLED, 2) == "Foreign Minister"


def test_a_form_of_address_tells_the_gender_but_is_no_role() -> None:
    mention, words = of(APPOSITION, 1)
    assert (mention.gender, mention.name, words) == ("f", ("okafor",), "Mrs Okafor")
    assert role(APPOSITION, 1) == "the head"


def test_a_predicate_describes_a_name() -> None:
    assert of(PREDICATE, 0)[0].head_nouns == {"minister"}


def test_the_relative_clause_with_the_cue_is_no_part_of_the_mention_of_the_source() -> None:
    read = article(OFFICIALS)
    mention = Describer(read).describe(0, sources.mention(read, 0, (2, 3)))
    assert read.document.slice(mention.span) == "Officials"
    assert (mention.type, mention.kind, mention.plural) == ("nominal", "group", True)


def test_pronouns_are_mentions_and_names_of_days_are_not() -> None:
    found = Describer(article(PRONOUNS)).find()
    assert [(m.type, m.kind, m.gender, m.plural) for m in found.values()] == [
        ("pronoun", "person", "f", False),
        ("pronoun", "unknown", None, True),
    ]


def test_a_name_that_is_labelled_otherwise_once_is_of_the_kind_that_it_is_elsewhere() -> None:
    said = "Iran = PROPN 2 nsubj Name=B-{} | said say VERB 0 root | so = ADV 2 advmod"
    text = "\n\n".join(said.format(label) for label in ("LOC", "LOC", "PER"))
    assert [mention.kind for mention in Describer(article(text)).find().values()] == ["place"] * 3
