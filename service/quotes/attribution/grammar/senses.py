"""Which of its entries in the lexicon a verb has in its sentence: call, call for, call on, put it."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.attribution.article import Article
from quotes.attribution.lexicon import Entry
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


@dataclass(frozen=True)
class Sense:
    """A verb in one of its entries.

    Attributes:
        words: the verb with its particle, fixed object or preposition.
        governed: the phrase that the preposition governs.
        listed: False for a verb of no list, or whose entry found no content.
    """

    entry: Entry
    words: frozenset[int]
    governed: Token | None = None
    listed: bool = True


def find(article: Article, verb: Token) -> Sense | None:
    """The sense of a verb: the one whose preposition comes first, else that with a particle, else the bare verb."""
    document, entries = article.document, article.lexicon.verb(verb)
    prepositional = [s for entry in entries if (s := _prepositional(document, verb, entry))]
    if prepositional:
        return min(prepositional, key=lambda sense: (-len(sense.entry.lemma.split()), max(sense.words)))
    return next((s for entry in entries if (s := _fixed(document, verb, entry))), None)


def _prepositional(document: Document, verb: Token, entry: Entry) -> Sense | None:
    """The entry's sense if the verb governs a phrase with its preposition and, but for fixed words, no object."""
    *fixed, preposition = entry.lemma.split()[1:] or [""]
    words = [_fixed_word(document, verb, form) for form in fixed]
    if None in words or (not fixed and trees.child(document, verb.index, "obj")):
        return None
    for dependent in trees.children(document, verb.index, "obl", "advcl", "xcomp"):
        for case in trees.children(document, dependent.index, "case", "mark"):
            infinitive = preposition == "to" and case.deprel != "case"
            if case.lemma.lower() == preposition and case.index > verb.index and not infinitive:
                found = frozenset({verb.index, case.index, *(i for i in words if i is not None)})
                return Sense(entry, found, dependent)
    return None


def _fixed(document: Document, verb: Token, entry: Entry) -> Sense | None:
    """The entry's sense if all its words stand behind the verb; a bare verb takes its particle along."""
    forms = entry.lemma.split()[1:]
    words = [_fixed_word(document, verb, form) for form in forms]
    if None in words:
        return None
    if not forms and (particle := trees.child(document, verb.index, "compound:prt")):
        words = [particle.index]
    return Sense(entry, frozenset({verb.index, *(i for i in words if i is not None)}))


def _fixed_word(document: Document, verb: Token, form: str) -> int | None:
    near = (t for t in document.tokens[verb.index + 1 : verb.index + 4] if t.head == verb.index)
    fixed = (t.index for t in near if t.relation in ("compound", "advmod", "obj", "case") and t.text.lower() == form)
    return next(fixed, None)
