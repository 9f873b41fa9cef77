"""The word lists of the core, read once from data/."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from quotes.nlp.document import Token


def rows(name: str) -> list[list[str]]:
    """The tab-separated rows of a data file, without comments and blank lines."""
    lines = files("quotes.attribution.lexicon").joinpath("data", name).read_text("utf-8").splitlines()
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
def entries(name: str) -> dict[str, Entry]:
    """The entries of a data file of lemmas and categories, by lemma."""
    return {lemma: Entry(lemma, category) for lemma, category in rows(name)}


def speaks(token: Token) -> bool:
    """True for a verb that takes a reported clause, thoughts aside."""
    return any("C" in entry.frames and entry.category != "thought" for entry in verb(token))


def is_document(token: Token) -> bool:
    """True for a noun of something written: the audit, a letter."""
    return token.lemma.lower() in words("documents.txt")


def may_speak(token: Token) -> bool:
    """True for a common noun of people, bodies or documents."""
    lemma = token.lemma.lower()
    return lemma in persons() or lemma in words("organizations.txt") or is_document(token)


@cache
def persons() -> dict[str, str | None]:
    """Nouns for people by lemma, with the gender (`m`, `f`) that they tell."""
    return _gendered("persons.tsv")


@cache
def titles() -> dict[str, str | None]:
    """Titles before names, lower-case and without full stops, with the gender (`m`, `f`) that they tell."""
    return _gendered("titles.tsv")


def _gendered(name: str) -> dict[str, str | None]:
    return {word: None if gender == "-" else gender for word, gender in rows(name)}


@cache
def first_names() -> dict[str, str]:
    """First names with the gender (`m`, `f`) of most who bear them."""
    return dict(rows("first_names.tsv"))
