"""Words as data: what the core knows of verbs, nouns, names and times. The lists and their sources are in data/."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal, get_args

from quotes.attribution.lexicon.classes import WordClasses
from quotes.nlp.document import Token

Gender = str | None
"""`m`, `f` or None, where a word does not tell."""


Frame = Literal["clause", "quotation", "infinitive", "raised", "predicate", "object", "document", "recipient"]
"""What a reporting verb may govern, and who is told (see data/verbs.tsv)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A cue of the lexicon: its full lemma, the category of what it reports, and a verb's frames."""

    lemma: str
    category: str
    frames: frozenset[Frame] = frozenset()


@dataclass(frozen=True)
class Lexicon:
    """The words that the core knows, by lower-case lemma unless said otherwise.

    Attributes:
        verbs: reporting verbs by the verb's own lemma; entries with more words first: call on, call.
        nouns: reporting nouns: his warning that it failed.
        adjectives: predicates with a clause as content: adamant that it failed.
        adverbs: those that report without a source: reportedly.
        viewpoints: nouns of "in Ito's view", "in his words".
        persons: nouns for people, with the gender that they tell.
        spokespersons: nouns for those who speak on somebody's behalf; some have two words: press secretary.
        organizations: nouns for bodies that speak as one: ministry.
        organization_words: words that make a proper name that of an organisation: the Daily Post.
        class_nouns: nouns that say what kind of thing the name before them names: the AFP agency.
        documents: nouns for something written that says something: audit.
        media: nouns for what people say things in: statement, interview.
        places: common nouns of places where people speak: court.
        measures: nouns that "according to" compares with, rather than quotes: size.
        times: nouns and adverbs that date an utterance: monday, earlier.
        metonyms: capitals and seats, lower-case, that stand for those who govern from them: kremlin.
        titles: titles and offices before names, lower-case and without full stops, with the gender that they tell.
        first_names: first names as they are written, with the gender of most who bear them.
        classes: verbs and function words that rules ask for.
    """

    verbs: Mapping[str, tuple[Entry, ...]]
    nouns: Mapping[str, Entry]
    adjectives: Mapping[str, Entry]
    adverbs: Mapping[str, Entry]
    viewpoints: Mapping[str, Entry]
    persons: Mapping[str, Gender]
    spokespersons: frozenset[str]
    organizations: frozenset[str]
    organization_words: frozenset[str]
    class_nouns: frozenset[str]
    documents: frozenset[str]
    media: frozenset[str]
    places: frozenset[str]
    measures: frozenset[str]
    times: frozenset[str]
    metonyms: frozenset[str]
    titles: Mapping[str, Gender]
    first_names: Mapping[str, Gender]
    classes: WordClasses

    @classmethod
    def load(cls) -> Lexicon:
        """The lexicon of data/."""
        nouns = _Table("nouns.tsv")
        return cls(
            verbs=_verbs(),
            nouns=_entries(nouns.column("cue")),
            adjectives=_entries(_two_columns("adjectives.tsv")),
            adverbs=_entries(_two_columns("adverbs.tsv")),
            viewpoints=_entries(nouns.column("viewpoint")),
            persons=_gendered(nouns.column("person")),
            spokespersons=frozenset(nouns.column("spokesperson")),
            organizations=frozenset(nouns.column("organization")),
            organization_words=frozenset(nouns.column("name")),
            class_nouns=frozenset(nouns.column("class")),
            documents=frozenset(nouns.column("document")),
            media=frozenset(nouns.column("medium")),
            places=frozenset(nouns.column("place")),
            measures=frozenset(nouns.column("measure")),
            times=_words("times.txt"),
            metonyms=_words("metonyms.txt"),
            titles=_gendered(_two_columns("titles.tsv")),
            first_names=_gendered(_two_columns("first_names.tsv")),
            classes=WordClasses(**{name: frozenset(lemmas.split()) for name, lemmas, _ in _rows("classes.tsv")}),
        )

    def verb(self, token: Token) -> tuple[Entry, ...]:
        """The entries of a verb by its lemma or, where that is an inflected form, by what it is inflected from."""
        return next((found for form in _forms(token.lemma.lower()) if (found := self.verbs.get(form))), ())

    def is_verb_of_saying(self, token: Token) -> bool:
        """True for a verb that takes a reported clause, thoughts aside."""
        return any("clause" in entry.frames and entry.category != "thought" for entry in self.verb(token))

    def denies(self, token: Token) -> bool:
        """True for a verb of denial, whose object may be the words of others: denied reports that it had failed."""
        return any(entry.category == "denial" for entry in self.verb(token))

    def dates(self, token: Token) -> bool:
        """True for a noun or adverb that dates an utterance; in a name it does not: Theresa May, the Mail on Sunday."""
        return token.lemma.lower() in self.times and token.entity == "O"

    def may_speak(self, token: Token) -> bool:
        """True for a common noun of people, bodies or documents."""
        lemma = token.lemma.lower()
        return lemma in self.persons or lemma in self.organizations or lemma in self.documents


_ENDINGS = (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("es", ""), ("s", ""))
"""Endings of inflected forms, and what the bare form has in their place."""


def _forms(lemma: str) -> Iterator[str]:
    """A lemma, and what it may be inflected from where the lemmatiser left the ending on."""
    yield lemma
    for ending, bare in _ENDINGS:
        if lemma.endswith(ending):
            yield lemma.removesuffix(ending) + bare


def _rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a data file, without comments and blank lines."""
    lines = files("quotes.attribution.lexicon").joinpath("data", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


class _Table:
    """A data file whose first row names its columns."""

    def __init__(self, name: str) -> None:
        self._columns, *self._rows = _rows(name)

    def column(self, name: str) -> dict[str, str]:
        """The words that have something in a column, with what they have."""
        place = self._columns.index(name)
        return {row[0]: row[place] for row in self._rows if row[place] != "-"}


def _words(name: str) -> frozenset[str]:
    return frozenset(word for (word,) in _rows(name))


def _two_columns(name: str) -> dict[str, str]:
    return dict(_rows(name))


def _entries(categories: Mapping[str, str]) -> dict[str, Entry]:
    return {lemma: Entry(lemma, category) for lemma, category in categories.items()}


def _gendered(genders: Mapping[str, str]) -> dict[str, Gender]:
    return {word: gender if gender in ("m", "f") else None for word, gender in genders.items()}


_FRAMES: Mapping[str, Frame] = {name: name for name in get_args(Frame)}


def _verbs() -> dict[str, tuple[Entry, ...]]:
    out: dict[str, list[Entry]] = {}
    for lemma, category, frames in _rows("verbs.tsv"):
        out.setdefault(lemma.split()[0], []).append(
            Entry(lemma, category, frozenset(_FRAMES[name] for name in frames.split()))
        )
    return {lemma: tuple(sorted(entries, key=lambda e: -len(e.lemma.split()))) for lemma, entries in out.items()}
