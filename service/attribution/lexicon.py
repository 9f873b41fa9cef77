"""The word lists of the core, read once from data/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from service.nlp.document import Token


def rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a data file, without comments and blank lines."""
    lines = files("service.attribution").joinpath("data", name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


@cache
def words(name: str) -> frozenset[str]:
    """A data file of one entry a line, as a set."""
    return frozenset(row[0] for row in rows(name))


@dataclass(frozen=True, slots=True)
class Entry:
    """What the lexicon knows of a cue: its full lemma, category and frames (see data/verbs.tsv)."""

    lemma: str
    category: str
    frames: str = ""


@cache
def verbs() -> dict[str, tuple[Entry, ...]]:
    """Reporting verbs by the verb's own lemma; entries with more words first."""
    out: dict[str, list[Entry]] = {}
    for lemma, category, frames in rows("verbs.tsv"):
        out.setdefault(lemma.split()[0], []).append(Entry(lemma, category, frames))
    return {lemma: tuple(sorted(entries, key=lambda e: -len(e.lemma.split()))) for lemma, entries in out.items()}


def verb(token: Token) -> tuple[Entry, ...]:
    """The entries of a verb's token, by its lemma or, where that is an inflected form, by what it is inflected from."""
    lemma = token.lemma.lower()
    for form in (lemma, *(lemma.removesuffix(ending) + stem for ending, stem in _ENDINGS if lemma.endswith(ending))):
        if found := verbs().get(form):
            return found
    return ()


_ENDINGS = (("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ies", "y"), ("es", ""), ("s", ""))


@cache
def nouns() -> dict[str, Entry]:
    """Reporting nouns by lemma."""
    return {lemma: Entry(lemma, category) for lemma, category in rows("nouns.tsv")}


@cache
def adjectives() -> dict[str, Entry]:
    """Predicative adjectives that take a reported clause, by lemma."""
    return {lemma: Entry(lemma, category, "C") for lemma, category in rows("adjectives.tsv")}


@cache
def persons() -> dict[str, str | None]:
    """Nouns for people by lemma, with the gender (`m`, `f`) that they tell."""
    return {lemma: None if gender == "-" else gender for lemma, gender in rows("persons.tsv")}


@cache
def first_names() -> dict[str, str]:
    """First names with the gender (`m`, `f`) of most who bear them."""
    return {name: gender for name, gender in rows("first_names.tsv")}
