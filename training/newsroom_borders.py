"""Unifies the borders of the newsroom corpus, where those who wrote it drew them differently.

In `<m e="1" q="1">Ann Lee, who runs the bank,</m> <c q="1">said</c>`, the mention ends before the last comma; in
`<m e="1" q="1">Ann Lee</m>, who runs the bank, <c q="1">said</c>`, it ends after "bank". Each rule makes one thing the
same everywhere (docs/newsroom.md says why it is so and not otherwise); the text itself stays as it is. What is unified
already is left alone, so that running this again changes nothing.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from evaluation.newsroom import markup
from evaluation.newsroom.markup import Element, Markup
from evaluation.newsroom.reading import NAME_KINDS
from quotes.nlp.document import Span
from training import newsroom_header
from training.newsroom_header import TITLES, without

_ABBREVIATION = re.compile(r"(?:\b\w\.)+$|\b(?:Jr|Sr|Inc|Co|Ltd|No|St|Fla|Calif|Va|Mass|Gen|etc)\.$")
_AGE = re.compile(r", \d\d(?=[,.;](?:\D|$)|[”’\"])")
_RELATIVE = re.compile(r", (?:(?:all|some|most|many|one|both|several) of )?(?:who|which|whom|whose)\b")
_BEFORE_CUE = re.compile(
    r"(?:\s+(?:has|have|had|is|are|was|were|will|would|may|might|could|can|cannot|did|does|do|not|also|then|once|only|"
    r"later|still|since|again|yesterday|today|meanwhile|nevertheless|duly|\w+ly))*\s*"
)
_ADVERBIAL = re.compile(r",|\s(?:in|on|at|by|for|during|after|before|over|under|with|as)\b[^,]*,|\s\w+ly\s*,")
_SENTENCE_END = re.compile(r"[.!?;:](?=[”\"’]?(?:\s|$))|[”\"’]?\n|$")
_PEOPLES = frozenset({"American", "Americans", "Canadian", "Mexican", "Russians", "Tarsovian"})
_PREPOSITION = re.compile(r"(?:of|for|against|about)\s")
_TAKES_PREPOSITION = re.compile(
    r"^(?:warn|caution|complain|plead|ask|hop(?=e|ing)|boast|appeal|apologi|call|speak|spoke|think|thought|report)\w*$",
    re.IGNORECASE,
)


def unified(written: Markup) -> Markup:
    """A document with the borders of the contract."""
    for rule in RULES:
        written = rule(written)
    return written


def trailing_punctuation(written: Markup) -> Markup:
    """A mention ends before a comma, a colon or a semicolon: `<m>Ann Lee,</m> said` -> `<m>Ann Lee</m>, said`."""
    for element in written.tagged("m"):
        covered = written.covered(element)
        written = _ended(written, element, element.span.start + len(covered.rstrip(" ,;:")))
    return written


def genitives(written: Markup) -> Markup:
    """A mention ends before the genitive: `<m>the rebels'</m> spokesman` -> `<m>the rebels</m>' spokesman`."""
    for element in written.tagged("m"):
        covered = written.covered(element)
        named = any(each.tag in NAME_KINDS and each.span.end == element.span.end for each in written.elements)
        match = re.search(r"[’']s$|(?<=s)[’']$", covered)
        if match and not named and not re.search(r"(?:^|\W)[‘']\w", covered):
            written = _ended(written, element, element.span.start + match.start())
    return written


def ages(written: Markup) -> Markup:
    """An age belongs to the mention of whose it is: `<m>Ann Lee</m>, 61, said` -> `<m>Ann Lee, 61</m>, said`."""
    for element in written.tagged("m"):
        match = _AGE.match(written.text, element.span.end)
        if match:
            written = _ended(written, element, match.end())
    return written


def relative_clauses(written: Markup) -> Markup:
    """A source holds the relative clause between it and its cue, or behind it at the end of the sentence.

    A clause that holds the cue stays outside: `<m>Ann Lee</m>, who <c>said</c>`.
    """
    for element in written.tagged("m"):
        if element.get("q") and _RELATIVE.match(written.text, element.span.end):
            end = _relative_end(written, element)
            if end is not None:
                written = _ended(written, element, end)
    return written


def _relative_end(written: Markup, source: Element) -> int | None:
    """Where the relative clause behind a source ends, if it does not hold the cue, nor any other report."""
    cues = [each for each in written.tagged("c") if set(each.get("q")) & set(source.get("q"))]
    after = [each.span.start for each in cues if each.span.start >= source.span.end]
    start = source.span.end
    pronoun = _RELATIVE.match(written.text, start)
    assert pronoun is not None
    if not cues or _ADVERBIAL.match(written.text, pronoun.end()):
        return None
    if after:
        end = written.text.rfind(",", pronoun.end(), min(after))
        if end < 0 or not _BEFORE_CUE.fullmatch(written.text, end + 1, min(after)):
            return None
    else:
        match = _SENTENCE_END.search(written.text, start)
        end = match.start() if match else start
    if "\n" in written.text[start:end]:
        return None
    reported = any(each.tag in "tc" and start <= each.span.start < end for each in written.elements)
    return None if reported else end


def final_stops(written: Markup) -> Markup:
    """A content ends before a stop that no mark closes: `<t>Yes, Your Honour.</t>` -> `<t>Yes, Your Honour</t>.`.

    What a mark opened and none has closed goes on in the next paragraph, and keeps it.
    """
    for element in written.tagged("t"):
        covered = written.covered(element)
        bare = covered.rstrip(" .?!;,:")
        if not _open(covered) and bare and covered[-1] in ".?!;,:" and not _ABBREVIATION.search(covered):
            written = _ended(written, element, element.span.start + len(bare))
    return written


def _open(covered: str) -> bool:
    """True if a mark in a stretch of text is opened and not closed."""
    single = covered[0] in "‘'" and covered[-1] not in "’'"
    pairs = any(covered.count(mark) > covered.count(closing) for mark, closing in ("“”", "«»", "„“"))
    return single or pairs or covered.count('"') % 2 == 1


def prepositions(written: Markup) -> Markup:
    """The preposition of a verb is of its cue: `<c>warned</c> <t>of war</t>` -> `<c>warned of</c> <t>war</t>`."""
    cues = {each.span.end: each for each in written.tagged("c") if _TAKES_PREPOSITION.search(written.covered(each))}
    for content in written.tagged("t"):
        cue = cues.get(content.span.start - 1)
        match = _PREPOSITION.match(written.text, content.span.start)
        if cue and match and cue.get("q") == content.get("q"):
            longer = replace(cue, span=Span(cue.span.start, match.end() - 1))
            shorter = replace(content, span=Span(match.end(), content.span.end))
            moved = {id(cue): longer, id(content): shorter}
            written = replace(written, elements=tuple(moved.get(id(each), each) for each in written.elements))
    return written


def bare_names(written: Markup) -> Markup:
    """A name has no title and no article: `<p>Mrs Lee</p>` -> `Mrs <p>Lee</p>`, `<o>the UN</o>` -> `the <o>UN</o>`."""
    elements = []
    for element in written.elements:
        covered = written.covered(element)
        bare = without(TITLES, covered) if element.tag == "p" else covered
        bare = bare.removeprefix("the ") if element.tag in NAME_KINDS else bare
        elements.append(replace(element, span=Span(element.span.end - len(bare), element.span.end)))
    return replace(written, elements=tuple(elements))


def peoples(written: Markup) -> Markup:
    """The name of a people or an adjective made of a place's name is no name of a place: American, Russians."""
    return replace(
        written,
        elements=tuple(each for each in written.elements if each.tag != "l" or written.covered(each) not in _PEOPLES),
    )


def _ended(written: Markup, element: Element, end: int) -> Markup:
    """The document with an element that ends elsewhere; what it holds ends with it, and it stays in what holds it."""
    old = element.span
    span = Span(old.start, end)
    if end < old.end:
        moved = tuple(
            replace(each, span=Span(each.span.start, end))
            if old.contains(each.span) and each.span.start < end < each.span.end
            else each
            for each in written.elements
        )
        return replace(written, elements=moved)
    crossed = any(
        each.span.overlaps(span) and not each.span.contains(span) and not span.contains(each.span)
        for each in written.elements
    )
    if crossed:
        return written
    return replace(
        written, elements=tuple(replace(each, span=span) if each is element else each for each in written.elements)
    )


RULES: tuple[Callable[[Markup], Markup], ...] = (
    trailing_punctuation,
    genitives,
    ages,
    relative_clauses,
    final_stops,
    prepositions,
    bare_names,
    peoples,
    newsroom_header.entity_names,
    newsroom_header.entity_kinds,
    newsroom_header.roles,
    newsroom_header.categories,
)


def rewritten(content: str) -> str:
    """The content of a file with the borders of the contract."""
    return markup.joined(markup.write(unified(markup.parse(part))) for part in markup.parts(content))


def main() -> None:
    """Rewrite files in place."""
    parser = argparse.ArgumentParser(prog="python -m training.newsroom_borders", description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH", help="a file or a folder of .xml files")
    for path in parser.parse_args().paths:
        for file in sorted(path.glob("*.xml")) if path.is_dir() else [path]:
            file.write_text(rewritten(file.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
