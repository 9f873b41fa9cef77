"""Documents from trees written down in short, for tests of one construction."""

from __future__ import annotations

from evaluation import conllu
from quotes.attribution import article as articles
from quotes.attribution.article import Article
from quotes.attribution.lexicon import Lexicon
from quotes.nlp.document import Document

LEXICON = Lexicon.load()
_MISC = ("Name=", "SpaceAfter=")


def document(text: str) -> Document:
    """A document from words `form lemma upos head deprel [features]`, parted by bars and line ends.

    A lemma `=` is the form. Features have commas between them, and those of CoNLL-U's MISC column stand among them:
    `Name=B-PER` and `SpaceAfter=No`. Blank lines part sentences; a line `# newpar` begins a paragraph.
    """
    return conllu.document("\n\n".join(_sentence(block) for block in text.strip().split("\n\n")))


def article(text: str) -> Article:
    """The same with its quotation marks, as the core reads it."""
    return articles.read(document(text), LEXICON)


def _sentence(block: str) -> str:
    lines = block.strip().split("\n")
    comments = [line for line in lines if line.startswith("# ")]
    words = [word for line in lines if line not in comments for word in line.split(" | ")]
    return "\n".join([*comments, *(_row(number, *word.split()) for number, word in enumerate(words, 1))])


def _row(number: int, form: str, lemma: str, upos: str, head: str, deprel: str, more: str = "") -> str:
    pairs = more.split(",") if more else []
    misc = "|".join(pair for pair in pairs if pair.startswith(_MISC)) or "_"
    features = "|".join(pair for pair in pairs if not pair.startswith(_MISC)) or "_"
    columns = (str(number), form, form if lemma == "=" else lemma, upos, "_", features, head, deprel, "_", misc)
    return "\t".join(columns)
