"""Variations of an annotated text: other marks, other case, other names, and what newspapers and web pages add or drop.

Each takes a text and a generator of random numbers, and gives the text varied, or as it is where it cannot be.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from quotes.nlp.document import Span
from training.reader.annotated import Annotated
from training.reader.edits import Edit, edited

STYLES = (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“"), ("‘", "’"), ("'", "'"))
"""Opening and closing marks."""
_DOUBLE = re.compile('[“”"]')
_SINGLE = re.compile("[‘’]|(?<!\\w)'|'(?!\\w)")
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_END = re.compile(r"(?<=[a-z][.!?])(?=[ \n])")
_FOOTNOTES = ("[{}]", "({})", " [{}]", "^{}")
_SOFT_HYPHEN = "\u00ad"
_THAT = "that "
_DATELINE = re.compile(r"\A[A-Z][A-Z .]+(?:, [^-–—\n]{3,40})? [-–—] ")
_MONTHS = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()


def other_marks(annotated: Annotated, generator: random.Random) -> Annotated:
    """Double marks in another style; left alone where single ones stand too, which could not be told apart then."""
    text = annotated.text
    opening, closing = generator.choice(STYLES)
    if opening in "‘'" and _SINGLE.search(text):
        return annotated
    edits, inside, last = [], False, 0
    for match in _DOUBLE.finditer(text):
        inside = inside and "\n" not in text[last : match.start()]
        opens = match[0] == "“" or (match[0] == '"' and not inside)
        edits.append(Edit(*match.span(), opening if opens else closing))
        inside, last = opens, match.end()
    return edited(annotated, edits)


def other_case(annotated: Annotated, generator: random.Random) -> Annotated:
    """All letters small, or one paragraph in capitals as a headline; letters that would become two stay."""
    if generator.random() < 0.5:
        return replace(annotated, text="".join(_same_length(c, c.lower()) for c in annotated.text))
    start, end = generator.choice(list(_paragraphs(annotated.text)))
    upper = "".join(_same_length(c, c.upper()) for c in annotated.text[start:end])
    return replace(annotated, text=annotated.text[:start] + upper + annotated.text[end:])


def dropped_that(annotated: Annotated, generator: random.Random) -> Annotated:
    """Contents without the "that" at their beginning, about half of them."""
    found = {
        piece.start
        for report in annotated.reports
        for piece in report.content
        if annotated.text.startswith(_THAT, piece.start) and report.cue and piece.start > report.cue[-1].start
    }
    return edited(annotated, [Edit(at, at + len(_THAT), "") for at in sorted(found) if generator.random() < 0.5])


def dateline(annotated: Annotated, generator: random.Random) -> Annotated:
    """A place and a date before the text, or what there is of them taken off."""
    there = _DATELINE.match(annotated.text)
    if there:
        inside = [span for report in annotated.reports for span in (*report.content, *report.cue, *report.source)]
        head = Span(*there.span())
        return (
            annotated if any(head.overlaps(span) for span in inside) else edited(annotated, [Edit(*there.span(), "")])
        )
    places = [annotated.text[span.start : span.end] for kind, span in annotated.names if kind == "place"]
    if not places:
        return annotated
    place = generator.choice(places).upper()
    day = f", {generator.choice(_MONTHS)} {generator.randint(1, 28)}" if generator.random() < 0.5 else ""
    out = edited(annotated, [Edit(0, 0, f"{place}{day} {generator.choice('-–—')} ")])
    return replace(out, names=(("place", Span(0, len(place))), *out.names))


def footnotes(annotated: Annotated, generator: random.Random) -> Annotated:
    """Footnote marks after some sentences."""
    form = generator.choice(_FOOTNOTES)
    ends = [match.start() for match in _SENTENCE_END.finditer(annotated.text) if generator.random() < 0.3]
    return edited(annotated, [Edit(at, at, form.format(number)) for number, at in enumerate(ends, 1)])


def soft_hyphens(annotated: Annotated, generator: random.Random) -> Annotated:
    """Soft hyphens within some long words."""
    long = [match for match in _WORD.finditer(annotated.text) if len(match[0]) > 7 and generator.random() < 0.15]
    places = [match.start() + generator.randint(3, len(match[0]) - 3) for match in long]
    return edited(annotated, [Edit(at, at, _SOFT_HYPHEN) for at in places])


Pool = Mapping[str, Sequence[str]]
"""Words of names by what they are: `f` and `m` first names, `last` names."""


def name_pool(documents: Iterable[Annotated]) -> Pool:
    """The words of all names of persons in some texts."""
    found: dict[str, set[str]] = {"f": set(), "m": set(), "last": set()}
    for document in documents:
        for words, gender in _persons(document):
            if gender and len(words) > 1:
                found[gender].add(words[0])
            found["last"].add(words[-1])
    return {key: sorted(words) for key, words in found.items()}


def other_names(annotated: Annotated, generator: random.Random, pool: Pool) -> Annotated:
    """Persons of other names, alike throughout; words that a place, a body or a common noun shares stay."""
    text = annotated.text
    kept = {word for kind, span in annotated.names if kind != "person" for word in _WORD.findall(_slice(text, span))}
    small = {match for match in _WORD.findall(text) if match.islower()}
    instead: dict[str, str] = {}
    for words, gender in _persons(annotated):
        wanted = [(words[0], pool[gender])] if gender and len(words) > 1 else []
        for word, among in (*wanted, (words[-1], pool["last"])):
            if word not in instead and word not in kept and word.lower() not in small:
                instead[word] = generator.choice(among)
    found = (match for match in _WORD.finditer(text) if match[0] in instead)
    return edited(annotated, [Edit(*match.span(), instead[match[0]]) for match in found])


def varied(annotated: Annotated, generator: random.Random, pool: Pool) -> Annotated:
    """A text with some of all variations, each with a chance of its own."""
    chance = generator.random
    if chance() < 0.6:
        annotated = other_names(annotated, generator, pool)
    if chance() < 0.5:
        annotated = other_marks(annotated, generator)
    if chance() < 0.3:
        annotated = dropped_that(annotated, generator)
    if chance() < 0.3:
        annotated = dateline(annotated, generator)
    if chance() < 0.1:
        annotated = footnotes(annotated, generator)
    if chance() < 0.1:
        annotated = soft_hyphens(annotated, generator)
    return other_case(annotated, generator) if chance() < 0.1 else annotated


def _persons(document: Annotated) -> Iterator[tuple[list[str], str | None]]:
    """The words of each name of a person, with the gender of whoever has a mention around it."""
    for kind, span in document.names:
        words = _WORD.findall(_slice(document.text, span))
        if kind == "person" and words:
            around = [entity for entity, mention in document.mentions if mention.contains(span)]
            genders = [document.genders[entity] for entity in around if entity in document.genders]
            yield words, genders[-1] if genders else None


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(r"[^\n]+", text))


def _same_length(one: str, other: str) -> str:
    return other if len(other) == 1 else one


def _slice(text: str, span: Span) -> str:
    return text[span.start : span.end]
