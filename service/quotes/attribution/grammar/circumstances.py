"""The circumstances beside a cue: in a statement, on Sunday, during a visit to Libya."""

from __future__ import annotations

from collections.abc import Collection

from quotes.attribution.article import Article
from quotes.attribution.lexicon import Lexicon
from quotes.attribution.model import Context
from quotes.attribution.syntax import trees
from quotes.nlp.document import Span, Token


def role(article: Article, token: Token) -> str | None:
    """`medium`, `time` or `place` if the dependent of a cue is such a circumstance."""
    if token.relation not in ("obl", "nmod", "advmod"):
        return None
    document, lexicon = article.document, article.lexicon
    lemma = token.lemma.lower()
    inside = [document.tokens[i] for i in sorted(trees.subtree(document, token.index))]
    if lexicon.dates(token) or (token.deprel in ("obl:tmod", "obl:unmarked") and _dated(inside, lexicon)):
        return "time"
    cases = {t.lemma.lower() for t in trees.children(document, token.index, "case")}
    if lemma in lexicon.media and cases & lexicon.classes.medium_prepositions:
        return "medium"
    if token.relation == "advmod" or not cases & lexicon.classes.place_prepositions:
        return None
    if _dated(inside[:3], lexicon):
        return "time"
    placed = token.entity.endswith("LOC") or "during" in cases or lemma in lexicon.places
    return "place" if placed else None


def _dated(tokens: Collection[Token], lexicon: Lexicon) -> bool:
    return any(lexicon.dates(t) or (t.upos == "NUM" and len(t.text) == 4 and t.text.isdigit()) for t in tokens)


def find(article: Article, cue: int, content: Collection[int]) -> Context:
    """The medium, time and place that hang on a cue outside its content.

    A time that hangs on the medium or place (in a statement on Sunday) is parted from it.
    """
    document = article.document
    found: dict[str, Span] = {}

    def keep(what: str, tokens: set[int]) -> None:
        spans = trees.spans(document, tokens - set(content))
        if spans and what not in found:
            found[what] = Span(spans[0].start, spans[-1].end)

    for token in trees.children(document, cue):
        what = None if token.index in content else role(article, token)
        if what is None:
            continue
        inner = [t for t in trees.children(document, token.index) if what != "time" and role(article, t) == "time"]
        keep(what, trees.subtree(document, token.index, {t.index for t in inner}))
        for t in inner:
            keep("time", trees.subtree(document, t.index))
    return Context(**found)
