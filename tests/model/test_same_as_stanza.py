"""What is run in the place of Stanza's processors says what they say, of every construction."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import stanza

from evaluation.plain import load
from quotes.nlp import models, stanza_parser
from quotes.nlp.stanza_parser import PROCESSORS, StanzaParser
from quotes.nlp.tokens import tokenize

pytestmark = pytest.mark.model

CONSTRUCTIONS = sorted(Path(__file__).parents[1].joinpath("data", "constructions").glob("*.conllu"))
LONG = "Ito, who said (" + "that rates, he added, would fall and " * 70 + "no more), couldn't say why?!? " + "x9-" * 13


@pytest.fixture(scope="module")
def plain() -> stanza.Pipeline:
    """Stanza's own processors over the same models."""
    return load(models.BUNDLED)


@pytest.fixture(scope="module")
def ours() -> StanzaParser:
    """The parser in float32, as Stanza's processors are."""
    parser = models.load("bundled", precision="float32")
    assert isinstance(parser, StanzaParser)
    return parser


def of(path: Path) -> str:
    """The texts of a file of constructions, a paragraph each."""
    lines = path.read_text("utf-8").splitlines()
    return "\n\n".join(line.removeprefix("# text = ") for line in lines if line.startswith("# text = "))


def test_every_processor_of_the_bundled_models_is_replaced(ours: StanzaParser) -> None:
    own = {name for name, processor in ours._pipeline.processors.items() if "quotes" in type(processor).__module__}
    assert own == {"pos", "lemma", "depparse"}


@pytest.mark.parametrize(
    "text", [*map(of, CONSTRUCTIONS), LONG], ids=[*(path.stem for path in CONSTRUCTIONS), "too long for the encoder"]
)
def test_our_processors_say_what_stanza_s_say(ours: StanzaParser, plain: stanza.Pipeline, text: str) -> None:
    tokens = tokenize(plain.processors["tokenize"], text)
    assert tokens == tokenize(ours._pipeline.processors["tokenize"], text)
    expected = plain(text)
    assert [[row["text"] for row in rows] for rows in tokens] == [
        [token.text for token in sentence.tokens] for sentence in expected.sentences
    ]
    found = stanza.Document(tokens, text=text)
    for name in PROCESSORS[1:]:
        found = ours._pipeline.processors[name].process(found)
    assert ours._words is not None
    ours._words.forget()
    assert _said(found) == _said(expected)


def _said(document: Any) -> list[Any]:
    words = [word for sentence in document.sentences for word in sentence.words]
    return [(word.text, word.lemma, word.upos, word.feats, word.head, word.deprel) for word in words]


def test_a_model_of_another_shape_is_left_to_stanza() -> None:
    pipeline = load(models.BUNDLED)
    pipeline.processors["depparse"].config["resolve_head_constraints"] = True
    own = pipeline.processors["depparse"]
    stanza_parser.replace_processors(pipeline, words=None)  # type: ignore[arg-type]
    assert pipeline.processors["depparse"] is own
    assert pipeline.processors["pos"] is not own
