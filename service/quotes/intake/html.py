"""The text of an HTML body, as a reader sees it, and the way back to the HTML.

Of a page with one `<main>` or `<article>` only that is read, else all of it but what is beside the article.

Paragraphs are parted by a blank line, `<br>` is a line break. Outside `<pre>`, a run of white space between two
words is one space, and white space at the edges of a line is none. `<q>` has the quotation marks that a browser
shows, each standing for its tag.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from quotes.intake import landmarks, notes, selectors
from quotes.intake.block_quotes import Open
from quotes.intake.elements import BARRIERS, BLOCKS, CLOSED_BY, DROPPED, ENDS_FOREIGN, FOREIGN, HEADINGS, VOID, drops
from quotes.intake.extract import Location, Pieces, units_of
from quotes.intake.markup import PART, TOKEN, after_raw_text, resolve
from quotes.nlp.document import Span

_MARKS = (("“", "”"), ("‘", "’"))
"""What a browser puts around `<q>`, and around one inside another."""


class Html:
    """An HTML body or a part of one. Time and memory are linear in its length."""

    def __init__(self, html: str, limit: float = math.inf, selector: str | None = None) -> None:
        """Read HTML.

        Args:
            html: the source.
            limit: the longest text in code points; any by default.
            selector: which elements are read, as `selectors.parse` has it, whatever they are; by default those that
                the page says are the article.

        Raises:
            TooLongError: the text is longer. The source is read no further than that shows, unless the whole of it
                must be known to find the article.
            ValueError: the selector is none.
        """
        self.identity = (html, selector)
        reader = _reader(html, limit, selector)
        pieces = reader.read()
        self.text = pieces.text
        self.block_quotes = tuple(filter(None, (each.done(self.text) for each in reader.quoted)))
        self._source = pieces.source
        self._units = units_of(html)

    def locate(self, span: Span, encoding: str) -> Location:
        """Where a stretch of the text stands in the HTML, without the tags around it."""
        source, units = self._source(span), self._units(encoding)
        return {"html_start": units[source.start], "html_end": units[source.end]}


def _reader(html: str, limit: float, selector: str | None) -> _Reader:
    """Who reads of a source what is to be read."""
    if selector is not None:
        return _Reader(html, limit, _by_selector(selectors.parse(selector)))
    if landmarks.MAY_HAVE.search(html):
        whole = _Reader(html, math.inf)
        whole.read()
        if only := landmarks.only(whole.landmarks):
            return _Reader(html, limit, lambda around, name, attributes, start: (around, start == only.start))
    return _Reader(html, limit)


_Choose = Callable[[tuple[int, ...], str, str, int], tuple[tuple[int, ...], bool]]
"""From the state around an element, its name, attributes and place to the state in it, and whether it is chosen."""


def _by_selector(selector: selectors.Selector) -> _Choose:
    def choose(around: tuple[int, ...], name: str, attributes: str, _: int) -> tuple[tuple[int, ...], bool]:
        return selector.enter(around or selector.outside, name, attributes)

    return choose


class _Writer:
    """Writes what is visible, and white space only once it is known to stand between two words."""

    def __init__(self, limit: float) -> None:
        self.pieces = Pieces(limit)
        self._end = 0
        self._break: tuple[int, int] | None = None
        self._waiting: list[tuple[str, int, int]] = []

    def word(self, text: str, start: int, end: int) -> None:
        """Write visible characters that stand for the source from `start` to `end`."""
        if self._break and self.pieces.length:
            self.pieces.add("\n\n", *self._break)
        for space in self._waiting:
            self.pieces.add(*space)
        self._break = None
        self._waiting.clear()
        self.pieces.add(text, start, end)
        self._end = end

    @property
    def tail(self) -> str:
        """The last characters, if nothing but what comes next follows them."""
        return "" if self._waiting or self._break else self.pieces.tail

    def mark(self, text: str) -> None:
        """Write a character that no source stands for, directly behind the last word."""
        self.pieces.add(text, self._end, self._end)

    def space(self, start: int, end: int) -> None:
        """A run of white space that is at most one space."""
        if not self._waiting and not self.at_edge():
            self._waiting.append((" ", start, end))

    def preserved(self, text: str, start: int, end: int) -> None:
        """White space that is kept as it is between two words and before the first of a block."""
        self._waiting.append((text, start, end))

    def line(self, start: int, end: int) -> None:
        """A line break; it counts between two lines only."""
        if self._waiting and self._waiting[-1][0] == " ":
            self._waiting.pop()
        if not self.at_edge():
            self._waiting.append(("\n", start, end))

    def paragraph(self, start: int, end: int) -> None:
        """The end of a paragraph, if it holds anything."""
        self._break = self._break or (start, end)
        self._waiting.clear()

    def at_edge(self) -> bool:
        """True where a line begins."""
        return self._break is not None or not self.pieces.length


@dataclass(frozen=True, slots=True)
class _Element:
    """An open element.

    Attributes:
        dropped: its content is not read.
        preserves: white space in it is kept.
        barrier: depth of the innermost open element that is one of `BARRIERS`, itself included.
        marks: how many `<q>` it lies in, itself included.
        start: where its start tag begins.
        before: how much had been read when it began.
        state: what is known of it for choosing elements.
        signs: it names whose words a block quote is.
    """

    name: str
    dropped: bool = False
    preserves: bool = False
    barrier: int = 0
    marks: int = 0
    start: int = 0
    before: int = 0
    state: tuple[int, ...] = ()
    signs: bool = False


class _Reader:
    """Reads tags and texts one after the other. It keeps the open elements, as the standard's parser would for text."""

    def __init__(self, html: str, limit: float, choose: _Choose | None = None) -> None:
        self.html = html
        self.writer = _Writer(limit)
        self.choose = choose
        self.open = [_Element("", dropped=choose is not None)]
        self.depths: dict[str, list[int]] = {}
        self.landmarks: list[landmarks.Landmark] = []
        self.quoted: list[Open] = []

    def read(self) -> Pieces:
        """Read everything."""
        position = 0
        while token := TOKEN.match(self.html, position):
            position = token.end()
            if token["text"]:
                if not self.open[-1].dropped:
                    self._text(token.start(), position)
            elif token["name"] and token["closed"]:
                name = token["name"].lower()
                if token["slash"]:
                    self._end_tag(name, token.start(), position)
                else:
                    position = self._start_tag(name, token)
        self._close(1, position, position)
        return self.writer.pieces

    def _around(self) -> str:
        """The innermost open element that is one of `BARRIERS`; none at the top."""
        return self.open[self.open[-1].barrier].name

    def _text(self, start: int, end: int) -> None:
        for part in PART.finditer(self.html, start, end):
            at, after = part.span()
            if part["space"]:
                self._space(part[0], at, after)
                continue
            if part["reference"]:
                character, length = resolve(part[0])
                if character.strip("\t\n\f\r "):
                    self.writer.word(character, at, at + length)
                elif character:
                    self._space(character, at, at + length)
                at += length
            if at < after:
                self.writer.word(self.html[at:after], at, after)

    def _space(self, text: str, start: int, end: int) -> None:
        if self.open[-1].preserves:
            self.writer.preserved(text, start, end)
        else:
            self.writer.space(start, end)

    def _start_tag(self, name: str, token: re.Match[str]) -> int:
        """Open an element, or note what has no content; the place from which to read on."""
        start, end = token.span()
        while name in ENDS_FOREIGN and self._around() in FOREIGN:
            self._close(self.open[-1].barrier, start, end)
        foreign = self._around() in FOREIGN
        self._close_implied(name, start, end)
        parent = self.open[-1]
        signs = self._signs(name)
        self._break(name, start, end, signs)
        if name in VOID or (token["attributes"].endswith("/") and (foreign or name in FOREIGN)):
            return end
        if not foreign and (after := after_raw_text(self.html, name, end)) > end:
            return after
        if name == "sup" and (beyond := notes.after(self.html, end, self.writer.tail)):
            return beyond
        self._push(name, parent, token, signs)
        if name == "q" and not self.open[-1].dropped:
            self.writer.word(_mark(self.open[-1], 0), start, end)
        if name == "pre" and self.html.startswith(("\n", "\r\n"), end):  # the standard ignores it
            return self.html.index("\n", end) + 1
        return end

    def _signs(self, name: str) -> bool:
        """True for an element that tells whose words the block quote around it is: no title of a work in a sentence."""
        if not self.depths.get("blockquote"):
            return False
        return name == "footer" or (name == "cite" and (self.open[-1].name == "blockquote" or self.writer.at_edge()))

    def _break(self, name: str, start: int, end: int, signs: bool) -> None:
        """Begin a paragraph or a line where a start tag does so and its text is kept."""
        if self.open[-1].dropped:
            return
        if name in BLOCKS or signs:
            self.writer.paragraph(start, end)
        elif name == "br":
            self.writer.line(start, end)

    def _push(self, name: str, parent: _Element, token: re.Match[str], signs: bool) -> None:
        depth, attributes, start = len(self.open), token["attributes"], token.start()
        beside = name in DROPPED and not (name == "footer" and self.depths.get("blockquote"))
        self.depths.setdefault(name, []).append(depth)
        state, chosen = self.choose(parent.state, name, attributes, start) if self.choose else ((), False)
        if chosen:
            self.writer.paragraph(start, token.end())
        self.open.append(
            _Element(
                name,
                dropped=not chosen and (parent.dropped or beside or drops(attributes)),
                preserves=parent.preserves or name in ("pre", "listing"),
                barrier=depth if name in BARRIERS else parent.barrier,
                marks=parent.marks + (name == "q"),
                start=start,
                before=self.writer.pieces.length,
                state=state,
                signs=signs,
            )
        )
        if name == "blockquote" and len(self.depths[name]) == 1:
            self.quoted.append(Open(self.writer.pieces.length))

    def _close_implied(self, name: str, start: int, end: int) -> None:
        """Close what a start tag closes without an end tag."""
        if name not in BLOCKS:
            return
        closed = CLOSED_BY.get(name, frozenset()) | {"p"}
        while self._around() in closed:
            self._close(self.open[-1].barrier, start, end)

    def _end_tag(self, name: str, start: int, end: int) -> None:
        if name in HEADINGS:  # the end tag of any heading ends the innermost
            name = max(HEADINGS, key=lambda heading: (self.depths.get(heading) or [0])[-1])
        depths = self.depths.get(name)
        if depths and (name in BARRIERS or depths[-1] > self.open[-1].barrier):
            self._close(depths[-1], start, end)
        elif not self.open[-1].dropped:
            if name == "p":  # an empty paragraph
                self.writer.paragraph(start, end)
            elif name == "br":
                self.writer.line(start, end)

    def _close(self, depth: int, start: int, end: int) -> None:
        """Close the open elements from a depth on, because of the tag from `start` to `end`."""
        while len(self.open) > depth:
            element = self.open.pop()
            self.depths[element.name].pop()
            if element.name in landmarks.NAMES and self.writer.pieces.length > element.before:
                self.landmarks.append(landmarks.Landmark(element.start, start, element.name))
            self._end_of_quoted(element)
            if element.name == "q" and not element.dropped:
                if len(self.open) == depth and self.html.startswith("</", start):
                    self.writer.word(_mark(element, 1), start, end)
                else:  # something else closes it
                    self.writer.mark(_mark(element, 1))
            elif (element.name in BLOCKS or element.signs) and not self.open[-1].dropped:
                self.writer.paragraph(start, end)

    def _end_of_quoted(self, element: _Element) -> None:
        """Note where a block quote ends, or what names whose words it is."""
        if not self.quoted:
            return
        last, here = self.quoted[-1], self.writer.pieces.length
        if element.name == "blockquote" and not self.depths["blockquote"]:
            last.end = here
        figures = self.depths.get("figure")
        caption = element.name == "figcaption" and figures and self.open[figures[-1]].before <= last.start
        if (element.signs or caption) and not element.dropped and last.credit is None:
            last.credit = (element.before, here)


def _mark(element: _Element, side: int) -> str:
    return _MARKS[min(element.marks, len(_MARKS)) - 1][side]
