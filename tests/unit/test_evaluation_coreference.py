"""Speakers against annotated coreference, on a hand-made article."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation import coreference
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
def article(tmp_path: Path) -> coreference.Coreference:
    path = tmp_path / "gum.conllu"
    path.write_text(ARTICLE, "utf-8")
    (read,) = coreference.read(path)
    return read


HE = Mention(Span(17, 19), "pronoun")
NERI = Mention(Span(0, 10), "name")
MARIA = Mention(Span(35, 40), "name")


def said_by(name: str, *mentions: Mention) -> Analysis:
    """One quote, by "He", whose entity has a name and some mentions."""
    cue = Cue((Span(20, 24),), "say", "statement")
    quote = Attribution("q1", "indirect", (Span(25, 34),), cue, Reference((HE.span,), "e1"))
    return Analysis((quote,), (Entity("e1", name, "person", None, mentions),), ())


def test_the_text_is_spelled_out_with_its_paragraphs(article: coreference.Coreference) -> None:
    assert article.text == "Paolo Neri came. He said it's over\n\nMaria left."
    assert article.named == {"1", "3"}


@pytest.mark.parametrize(
    ("name", "mentions", "right"),
    [("Paolo Neri", (NERI, HE), 1), ("Maria", (MARIA, HE), 0), ("He", (HE,), 0)],
    ids=["right name", "another name", "no name where there is one"],
)
def test_a_speaker_is_right_by_the_name_that_its_entity_has(
    article: coreference.Coreference, name: str, mentions: tuple[Mention, ...], right: int
) -> None:
    assert coreference.speakers(article, said_by(name, *mentions)) == {"pronoun": Score(right, 1, 1)}
