"""Entries of reporting verbs: which one a verb of a text stands for: call, call for, call on, put it."""

from __future__ import annotations

from dataclasses import dataclass

from quotes.attribution.article import Article
from quotes.attribution.lexicon import Entry, Frame
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document, Token


@dataclass(frozen=True)
class VerbEntry:
    """A verb in its sentence, with the entry of the lexicon that it stands for.

    Attributes:
        token: the verb.
        entry: its entry.
        words: the verb with its particle, fixed object or preposition.
        governed: the phrase that the preposition governs.
        listed: False for a verb of no list, or whose entry found no content.
    """

    token: Token
    entry: Entry
    words: frozenset[int]
    governed: Token | None = None
    listed: bool = True

    @property
    def index(self) -> int:
        """The index of the verb."""
        return self.token.index

    @property
    def tells(self) -> bool:
        """True if its object is who was told: told reporters, wrote to shareholders."""
        return "recipient" in self.entry.frames

    @property
    def frames(self) -> frozenset[Frame]:
        """The frames that are open to it: a governed phrase is object or judged, where it is not who was told."""
        return self.entry.frames & {"object", "predicate"} if self.governed and not self.tells else self.entry.frames

    def has_other_object(self, document: Document) -> bool:
        """True if it has an object that is no part of its entry, as "it" is of "put it"."""
        found = trees.child(document, self.index, "obj")
        return found is not None and found.index not in self.words


def find(article: Article, verb: Token) -> VerbEntry | None:
    """The entry that a verb stands for.

    The one whose preposition comes first, else that with a particle or fixed object, else the bare verb.
    """
    document, entries = article.document, article.lexicon.verb(verb)
    prepositional = [found for entry in entries if (found := _prepositional(document, verb, entry))]
    if prepositional:
        return min(prepositional, key=lambda found: (-len(found.entry.lemma.split()), max(found.words)))
    return next((found for entry in entries if (found := _fixed(document, verb, entry))), None)


def _prepositional(document: Document, verb: Token, entry: Entry) -> VerbEntry | None:
    """The entry if the verb governs a phrase with its preposition and, but for fixed words, no object."""
    *forms, preposition = entry.lemma.split()[1:] or [""]
    fixed = _fixed_words(document, verb, forms)
    if fixed is None or (not forms and trees.child(document, verb.index, "obj")):
        return None
    for phrase in trees.children(document, verb.index, "obl", "advcl", "xcomp"):
        if case := _preposition(document, verb, phrase, preposition):
            return VerbEntry(verb, entry, fixed | {verb.index, case.index}, phrase)
    return None


def _preposition(document: Document, verb: Token, phrase: Token, form: str) -> Token | None:
    """The preposition of a phrase behind a verb, if it has that form; the "to" of an infinitive is none."""
    behind = (t for t in trees.children(document, phrase.index, "case", "mark") if t.index > verb.index)
    return next((t for t in behind if t.lemma.lower() == form and (form != "to" or t.deprel == "case")), None)


def _fixed(document: Document, verb: Token, entry: Entry) -> VerbEntry | None:
    """The entry if all its words stand behind the verb; a bare verb takes its particle along."""
    forms = entry.lemma.split()[1:]
    fixed = _fixed_words(document, verb, forms)
    if fixed is None:
        return None
    if not forms and (particle := trees.child(document, verb.index, "compound:prt")):
        fixed = frozenset({particle.index})
    return VerbEntry(verb, entry, fixed | {verb.index})


def _fixed_words(document: Document, verb: Token, forms: list[str]) -> frozenset[int] | None:
    """The words of these forms right behind a verb that depend on it; None unless all are there."""
    near = [t for t in document.tokens[verb.index + 1 : verb.index + 4] if t.head == verb.index]
    beside = [t for t in near if t.relation in ("compound", "advmod", "obj", "case")]
    found = [next((t.index for t in beside if t.text.lower() == form), None) for form in forms]
    return None if None in found else frozenset(i for i in found if i is not None)
