"""What the header lines of the newsroom corpus say of entities and quotes, the same way everywhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from evaluation.newsroom.markup import Markup
from evaluation.newsroom.reading import NAME_KINDS

CATEGORIES = Path(__file__).parent / "newsroom" / "categories.tsv"
TITLES = re.compile(r"(?:Mr|Mrs|Ms|Miss|Sir|Dame|Judge|Justice|Captain|Dr|Professor)\.? (?=[A-Z])")

_ARTICLE = re.compile(r"(?:the|The|THE) (?=\S)")
_DETERMINER = re.compile(r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ur|[Mm]y) (?=\S)")
_CATEGORY = re.compile(r"(?P<before>quote: (?P<quote>\S+) .*\bcategory=)(?P<category>\w+)(?P<after>.*)")


def without(opening: re.Pattern[str], words: str) -> str:
    """The words without what they open with."""
    match = opening.match(words)
    return words[match.end() :] if match else words


def entity_names(written: Markup) -> Markup:
    """An entity that has a name is called by it alone: `the Kremlin` -> `Kremlin`, but `the inspectors`."""
    names = {written.covered(each) for each in written.elements if each.tag in NAME_KINDS}

    def bare(fields: list[str]) -> list[str]:
        shorter = without(TITLES if fields[2] == "person" else _ARTICLE, fields[1])
        return [fields[0], shorter if shorter in names and fields[1] not in names else fields[1], *fields[2:]]

    return replace(written, header=_entities(written.header, bare))


def entity_kinds(written: Markup) -> Markup:
    """A body is of the kind that its name is tagged with: a party an organisation, a country that speaks a place."""
    kinds = {written.covered(each): NAME_KINDS[each.tag] for each in written.elements if each.tag in "ol"}

    def kind(fields: list[str]) -> list[str]:
        bodily = fields[2] in ("group", "organization")
        return [*fields[:2], kinds.get(fields[1], fields[2]) if bodily else fields[2], *fields[3:]]

    return replace(written, header=_entities(written.header, kind))


def roles(written: Markup) -> Markup:
    """A role has no article and no possessive pronoun: `the head of the bank` -> `head of the bank`."""

    def bare(fields: list[str]) -> list[str]:
        return [*fields[:4], without(_DETERMINER, fields[4])]

    return replace(written, header=_entities(written.header, bare))


def categories(written: Markup) -> Markup:
    """The category is that of the cue: said, told and colons state, whatever it is that they report.

    Told and wrote with an infinitive are demands, and what is marked as a thought stays one.
    """

    def of_cue(line: str) -> str:
        match = _CATEGORY.fullmatch(line)
        if not match or match["category"] == "thought":
            return line
        cue = _words(written, "c", match["quote"])
        category = _categories().get(cue, match["category"]) if cue else "statement"
        if match["category"] == "demand" and _words(written, "t", match["quote"]).startswith("to "):
            category = "demand"
        return match["before"] + category + match["after"]

    return replace(
        written, header=tuple(of_cue(line) if line.startswith("quote:") else line for line in written.header)
    )


@cache
def _categories() -> Mapping[str, str]:
    rows = (line.split("\t") for line in CATEGORIES.read_text("utf-8").splitlines() if not line.startswith("#"))
    return {cue: category for category, cues in rows for cue in cues.split(", ")}


def _words(written: Markup, tag: str, quote: str) -> str:
    """What the pieces of a quote's cue or content say, in lower case."""
    pieces = (written.covered(each) for each in written.tagged(tag) if quote in each.get("q"))
    return " ".join(" ".join(pieces).lower().split())


def _entities(header: tuple[str, ...], change: Callable[[list[str]], list[str]]) -> tuple[str, ...]:
    """The header with its lines of entities changed, given as their five fields."""
    out = []
    for line in header:
        fields = [each.strip() for each in line.removeprefix("entity:").split("|")]
        out.append(f"entity: {' | '.join(change(fields))}" if line.startswith("entity:") and len(fields) == 5 else line)
    return tuple(out)
