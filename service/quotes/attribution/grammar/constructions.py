"""The constructions that report: which of them a word may stand in, and all candidates of an article.

Each construction is a function that gives the candidate that a token makes as the head of a cue, if it makes one;
which candidates are kept is decided by the ranking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from quotes.attribution.article import Article
from quotes.attribution.candidate import Candidate
from quotes.attribution.grammar import adjuncts, nouns, punctuation, verbs
from quotes.nlp.document import Token

Construction = Callable[[Article, Token], Candidate | None]

BY_PART_OF_SPEECH: Mapping[str, Construction] = {
    "VERB": verbs.reporting_verb,  # Ito said that rates would fall
    "NOUN": nouns.reporting_noun,  # his warning that rates would fall
    "ADJ": nouns.reporting_adjective,  # Ito was adamant that rates would fall
    "ADV": adjuncts.reporting_adverb,  # rates will reportedly fall
}
"""The construction whose cue is a word of a part of speech (upos)."""

ADJUNCTS: tuple[Construction, ...] = (
    adjuncts.according_to,  # according to Ito, rates will fall
    adjuncts.viewpoint,  # in Ito's view, rates will fall
)
"""Phrases beside a clause, where a word stands in no construction of its part of speech."""


def find(article: Article) -> Iterator[Candidate]:
    """All candidates of an article by grammar: those of words in text order, then those of colons and dashes."""
    punctuated = list(punctuation.find(article))
    signatures = {i for each in punctuated if each.is_signed for i in each.source_mention}
    for token in article.document.tokens:
        if token.index in signatures:  # no cue, whatever the parser makes of a name: Amina Said
            continue
        found = _in_quoted_speech(article, token) if _is_quoted(article, token.index) else _in_narration(article, token)
        if found:
            yield found
    yield from punctuated


def _is_quoted(article: Article, token: int) -> bool:
    """True for a token within quoted words; a cue alone in quotation marks (Ito "slammed" the plan) is none."""
    number = article.passage_of[token]
    return number is not None and article.passage_sizes[number] > 1


def _in_narration(article: Article, token: Token) -> Candidate | None:
    """What a word outside quoted speech reports: by the construction of its part of speech, else as an adjunct."""
    of_its_kind = BY_PART_OF_SPEECH.get(token.upos)
    constructions = (of_its_kind, *ADJUNCTS) if of_its_kind else ADJUNCTS
    return next((found for construction in constructions if (found := construction(article, token))), None)


def _in_quoted_speech(article: Article, token: Token) -> Candidate | None:
    """What quoted speech reports in its turn: "My neighbour told me the well was dry," said Horn."""
    found = verbs.reporting_verb(article, token) if token.upos == "VERB" else None
    if found is None or found.cue is None or found.source is None or found.shape not in ("clause", "parenthetical"):
        return None
    inside = {article.passage_of[i] for i in found.content} == {article.passage_of[token.index]}
    listed = found.cue.listed and found.cue.category != "thought"
    return found if listed and inside else None
