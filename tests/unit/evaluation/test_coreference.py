"""Speakers against annotated coreference, on a hand-made article."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import coreference
from evaluation.coreference import Mentions
from evaluation.gold import GoldDocument, GoldEntity, gum
from evaluation.metrics import Score
from quotes.attribution.model import Analysis, Attribution, Cue, Entity, Mention, Reference
from quotes.nlp.document import Span

ARTICLE = """\
# newdoc id = GUM_news_dam
# newpar
1\tPaolo\tPaolo\tPROPN\t_\t_\t3\tnsubj\t_\tEntity=(1-person-new
2\tNeri\tNeri\tPROPN\t_\t_\t1\tflat\t_\tEntity=1)
3\tcame\tcome\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
4\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

1\tHe\the\tPRON\t_\t_\t2\tnsubj\t_\tEntity=(1-person-giv)
2\tsaid\tsay\tVERB\t_\t_\t0\troot\t_\t_
3-4\tit's\t_\t_\t_\t_\t_\t_\t_\t_
3\tit\tit\tPRON\t_\t_\t5\tnsubj\t_\tEntity=(2-object-new)
4\t's\tbe\tAUX\t_\t_\t5\tcop\t_\t_
5\tover\tover\tADV\t_\t_\t2\tccomp\t_\t_

# newpar
1\tMaria\tMaria\tPROPN\t_\t_\t2\tnsubj\t_\tEntity=(3-person-new)
2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\tSpaceAfter=No
3\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_
"""


@pytest.fixture
def article(tmp_path: Path) -> gum.Article:
    path = tmp_path / "gum.conllu"
    path.write_text(ARTICLE, "utf-8")
    (read,) = gum.read(path)
    return read


HE = Mention(Span(17, 19), "pronoun")
NERI = Mention(Span(0, 10), "name")
MARIA = Mention(Span(35, 40), "name")


def said_by(name: str, *mentions: Mention) -> Analysis:
    """One quote, by "He", whose entity has a name and some mentions."""
    cue = Cue((Span(20, 24),), "say", "statement")
    quote = Attribution("q1", "indirect", (Span(25, 34),), cue, Reference((HE.span,), "e1"))
    return Analysis((quote,), (Entity("e1", name, "person", None, mentions),), ())


def test_the_text_is_spelled_out_with_its_paragraphs(article: gum.Article) -> None:
    assert article.text == "Paolo Neri came. He said it's over\n\nMaria left."
    assert article.named == {"1", "3"}


@pytest.mark.parametrize(
    ("name", "mentions", "right"),
    [("Paolo Neri", (NERI, HE), 1), ("Maria", (MARIA, HE), 0), ("He", (HE,), 0)],
    ids=["right name", "another name", "no name where there is one"],
)
def test_a_speaker_is_right_by_the_name_that_its_entity_has(
    article: gum.Article, name: str, mentions: tuple[Mention, ...], right: int
) -> None:
    assert coreference.speakers(article, said_by(name, *mentions)) == {"pronoun": Score(right, 0, 1)}


def test_the_mentions_of_an_entity_are_known_by_their_heads(article: gum.Article) -> None:
    assert article.mention(Span(0, 10)) == ("1", 0)
    assert article.chain("1") == {("1", 0), ("1", 4)}
    assert article.mention(Span(11, 15)) is None


def test_chains_count_the_mentions_in_common(article: gum.Article) -> None:
    """Of Neri's two mentions ours has one, and Maria besides."""
    assert coreference.chains(article, said_by("He", HE, MARIA)) == Score(1, 2, 2)
    assert coreference.chains(article, said_by("Paolo Neri", NERI, HE)) == Score(2, 2, 2)


def test_two_entities_of_ours_for_one_of_the_annotation_are_not_both_right(article: gum.Article) -> None:
    cue = Cue((Span(20, 24),), "say", "statement")
    quotes = (
        Attribution("q1", "indirect", (Span(25, 34),), cue, Reference((HE.span,), "e1")),
        Attribution("q2", "indirect", (Span(11, 15),), cue, Reference((NERI.span,), "e2")),
    )
    entities = Entity("e1", "He", "person", None, (HE,)), Entity("e2", "Paolo Neri", "person", None, (NERI,))
    assert coreference.chains(article, Analysis(quotes, entities)) == Score(1, 2, 2)


def test_a_speaker_whom_the_annotation_does_not_know_is_left_aside(article: gum.Article) -> None:
    came = Mention(Span(11, 15), "nominal")
    quote = Attribution("q1", "indirect", (Span(25, 34),), None, Reference((came.span,), "e1"))
    analysis = Analysis((quote,), (Entity("e1", "came", "person", None, (came,)),))
    assert coreference.speakers(article, analysis) == {}
    assert coreference.chains(article, analysis) == Score()


TEXT = "The minister of trade, Ken Ito, met the mayor of Bergen. He said it fell."
ITO = GoldEntity("1", "Ken Ito", True, (Span(0, 30), Span(57, 59)))
MAYOR = GoldEntity("2", "the mayor of Bergen", False, (Span(36, 55),))


@pytest.fixture
def mentions() -> Mentions:
    return Mentions(GoldDocument("d", "g", TEXT, (), entities=(ITO, MAYOR)))


@pytest.mark.parametrize(
    ("phrase", "entity"),
    [
        ("The minister of trade", "1"),
        ("Ken Ito", "1"),
        ("He", "1"),
        ("the mayor of Bergen", "2"),
        ("trade", None),
        ("it", None),
    ],
)
def test_a_phrase_is_the_mention_most_like_it_or_the_one_whose_name_it_is_in(
    mentions: Mentions, phrase: str, entity: str | None
) -> None:
    at = TEXT.index(phrase)
    found = mentions.mention(Span(at, at + len(phrase)))
    assert (found and found[0]) == entity


def test_a_title_and_the_name_beside_it_are_one_mention(mentions: Mentions) -> None:
    assert mentions.mention(Span(0, 21)) == mentions.mention(Span(23, 30)) == ("1", 0)


def test_all_mentions_of_an_entity_and_whether_it_is_named(mentions: Mentions) -> None:
    assert mentions.chain("1") == {("1", 0), ("1", 1)}
    assert mentions.named == {"1"}
