"""From anchors and roles of words to reports: their pieces, at marks and without stray stops, and their nesting."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quotes.nlp.document import Span
from quotes.nlp.reader.labels import (
    ADDRESSEE,
    ADDRESSEE_IN_CONTENT,
    CONTENT,
    CUE,
    IN_CUE,
    QUOTATION,
    RELAYS,
    SOURCE,
)
from quotes.nlp.reader.words import Word

Stretch = tuple[int, int]
"""First and last word (inclusive)."""

_MUCH = 0.5
"""Of two contents that overlap by such a part of the shorter one but are not nested, one is wrong."""
_MARKS = frozenset(('"', "''", "``"))
_OUTSIDE_LEFT = frozenset(", . ; : - – — )".split())
_OUTSIDE_RIGHT = frozenset(", ; : - – — (".split())
_SMALL_GAP = 2
_STOP = "."
_BEFORE_MARK = frozenset((".", ",", "!", "?"))


@dataclass(frozen=True, slots=True)
class Anchored:
    """A report by its anchor, with the role of each word that has one.

    Attributes:
        anchor: the first word of its cue, or of its content if it has no cue.
        kind: CUE or QUOTATION.
        roles: word -> role, of `labels.ROLES`.
        thought: whether it is of a belief, wish, plan or feeling.
        negative: whether the text says that it was not said.
        modality: number of one of `labels.MODALITIES`.
        confidence: how probable it is, 0 to 1.
    """

    anchor: int
    kind: int
    roles: Mapping[int, int]
    thought: bool = False
    negative: bool = False
    modality: int = 0
    confidence: float = 1.0

    @property
    def content(self) -> frozenset[int]:
        """Its words that are content."""
        return frozenset(n for n, role in self.roles.items() if role in (CONTENT, ADDRESSEE_IN_CONTENT))


@dataclass(frozen=True, slots=True)
class Report:
    """A report in stretches of words.

    Attributes:
        content, cue: in the order of the text; a quotation without a cue has an empty one.
        source: the mention beside the cue or, without a cue, the mention of its speaker that stands nearest.
        relays: how each stands to the speaker, and its mention.
        outer: number of the report in whose content it stands, among those that it is returned with.
    """

    anchored: Anchored
    content: tuple[Stretch, ...]
    cue: tuple[Stretch, ...]
    source: Stretch | None
    relays: tuple[tuple[str, Stretch], ...]
    addressee: Stretch | None
    outer: int | None = None


def reports(found: Iterable[Anchored], words: Sequence[Word]) -> tuple[Report, ...]:
    """The reports of a text in the order of their contents; of those with one content the most probable.

    Args:
        found: anchors with the roles of words.
        words: those of the text.
    """
    kept: list[Anchored] = []
    for each in sorted(found, key=lambda report: -report.confidence):
        rest = _beside(each, kept)
        if rest.content:
            kept.append(rest)
    kept.sort(key=lambda report: (min(report.content), -len(report.content)))
    read = [report for each in kept if (report := _report(each, words)).content]
    among = [report.anchored for report in read]
    return tuple(replace(each, outer=_outer(n, among)) for n, each in enumerate(read))


def span(stretch: Stretch, words: Sequence[Word]) -> Span:
    """Where a stretch of words stands in the text."""
    return Span(words[stretch[0]].span.start, words[stretch[1]].span.end)


def runs(numbers: Collection[int], words: Sequence[Word]) -> Iterator[Stretch]:
    """Words side by side in one paragraph as stretches."""
    first = last = None
    for number in sorted(numbers):
        if first is None or last is None:
            first = number
        elif number != last + 1 or words[number].paragraph != words[last].paragraph:
            yield first, last
            first = number
        last = number
    if first is not None and last is not None:
        yield first, last


def _report(each: Anchored, words: Sequence[Word]) -> Report:
    def of(*roles: int) -> list[Stretch]:
        return list(runs([n for n, role in each.roles.items() if role in roles], words))

    content = (_snapped(run, words) for run in _connected(each, words))
    cue = {n for n, role in each.roles.items() if role == IN_CUE} | {each.anchor} if each.kind == CUE else set()
    return Report(
        each,
        tuple(run for run in content if run),
        tuple(runs(cue, words)),
        _longest(of(SOURCE), each.anchor),
        tuple((relation, run) for role, relation in RELAYS.items() for run in of(role)),
        _longest(of(ADDRESSEE, ADDRESSEE_IN_CONTENT), each.anchor),
    )


def _connected(each: Anchored, words: Sequence[Word]) -> list[Stretch]:
    """The pieces of a content that are one: cue or source stand between them, or they go on in the next paragraph.

    Of pieces that nothing connects, those nearest to the anchor stay; a gap of a word or two is no gap.
    """
    groups: list[list[Stretch]] = []
    for run in runs(each.content, words):
        last = groups[-1][-1] if groups else None
        if last is None:
            groups.append([run])
            continue
        gap = range(last[1] + 1, run[0])
        same = words[last[1]].paragraph == words[run[0]].paragraph
        if any(number in each.roles for number in gap) or (not same and len(gap) <= _SMALL_GAP):
            groups[-1].append(run)
        elif same and len(gap) <= _SMALL_GAP:
            groups[-1][-1] = (last[0], run[1])
        else:
            groups.append([run])
    return min(groups, key=lambda group: (_apart(each.anchor, group), -_size(group)), default=[])


def _apart(number: int, group: Sequence[Stretch]) -> int:
    """Words between a word and the nearest of some stretches."""
    return min(max(first - number, number - last, 0) for first, last in group)


def _size(group: Sequence[Stretch]) -> int:
    return sum(last - first + 1 for first, last in group)


def _longest(found: Sequence[Stretch], anchor: int) -> Stretch | None:
    """The longest of some stretches, of several the nearest to the anchor."""
    return max(found, key=lambda run: (run[1] - run[0], -abs(run[0] - anchor)), default=None)


def _snapped(run: Stretch, words: Sequence[Word]) -> Stretch | None:
    """A piece of content with the marks that belong to it, without a comma around it or a stop that no mark closes."""
    first, last = run
    while first <= last and words[first].text in _OUTSIDE_LEFT:
        first += 1
    while first <= last and words[last].text in _OUTSIDE_RIGHT:
        last -= 1
    if not any(words[n].text[:1].isalnum() for n in range(first, last + 1)):
        return None
    first, last = _with_marks(first, last, words)
    if words[last].text == _STOP and last > first and not words[last].quoted:
        last -= 1
    return first, last


def _with_marks(first: int, last: int, words: Sequence[Word]) -> Stretch:
    """The stretch with the mark that opens it or closes it, where that stands just outside."""
    here = words[first].paragraph
    odd = sum(words[n].text in _MARKS for n in range(first, last + 1)) % 2 == 1

    def mark(number: int) -> bool:
        return 0 <= number < len(words) and words[number].paragraph == here and words[number].text in _MARKS

    closing = (
        last + 1 if mark(last + 1) else last + 2 if mark(last + 2) and words[last + 1].text in _BEFORE_MARK else None
    )
    opening = first - 1 if mark(first - 1) and not mark(first) else None
    if odd and closing is not None:
        return first, closing
    if odd and opening is not None:
        return opening, last
    if not odd and closing is not None and opening is not None:
        return opening, closing
    return first, last


def _beside(each: Anchored, kept: Sequence[Anchored]) -> Anchored:
    """A report without what it shares with more probable ones; without content if that is much of it.

    Contents are apart, or one is within the other with its anchor. (So it is throughout the newsroom corpus.)
    """
    for other in kept:
        shared = each.content & other.content
        if not shared or (each.anchor in other.content) != (other.anchor in each.content):
            continue
        much = len(shared) > _MUCH * min(len(each.content), len(other.content))
        lost = each.content if much else shared
        each = replace(each, roles={n: role for n, role in each.roles.items() if n not in lost})
    return each


def _outer(number: int, among: Sequence[Anchored]) -> int | None:
    """The report with the least content of those in whose content a report stands."""
    around = [n for n, other in enumerate(among) if n != number and _stands_in(among[number], other)]
    return min(around, key=lambda n: len(among[n].content), default=None)


def _stands_in(inner: Anchored, outer: Anchored) -> bool:
    shared = len(inner.content & outer.content)
    return (
        len(inner.content) < len(outer.content)
        and 2 * shared > len(inner.content)
        and (inner.kind == QUOTATION or inner.anchor in outer.content)
    )
