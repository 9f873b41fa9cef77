"""What went wrong, case by case, with the parse: misses, false alarms, wrong extents and wrong sources.

The file is for reading beside an editor: cases are grouped by what went wrong and, within that, by the
cue, the most frequent first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.matching import Comparison, Pair, source_spans
from evaluation.metrics import content_exact, content_half, relation_half
from quotes.nlp.document import Document, Sentence, Span

KINDS = {
    "missed": "MISSED: no prediction answers it",
    "false": "FALSE ALARMS: it answers no gold attribution",
    "overlap": "POOR OVERLAP: the contents overlap by less than half (a miss and a false alarm)",
    "source": "WRONG SOURCE: the content overlaps by half, the source does not",
    "extent": "WRONG EXTENT: relation right at 0.5, content not equal",
    "cue": "WRONG CUE: relation right at 0.5, another cue",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that went wrong: its cue, and the lines that show it."""

    kind: str
    cue: str
    spans: tuple[Span, ...]
    lines: tuple[str, ...]
    comparison: Comparison


def error_report(compared: Iterable[Comparison], parses: Mapping[str, Document]) -> Iterator[str]:
    """The lines of the error file. `parses` are the parsed documents by their id."""
    groups: dict[str, dict[str, list[Case]]] = {kind: defaultdict(list) for kind in KINDS}
    for each in compared:
        for case in _cases(each):
            groups[case.kind][case.cue].append(case)
    for kind, title in KINDS.items():
        yield f"{title}: {sum(map(len, groups[kind].values()))}"
    for kind, title in KINDS.items():
        yield f"\n{'#' * 100}\n# {title}"
        for cue, cases in sorted(groups[kind].items(), key=lambda item: (-len(item[1]), item[0])):
            yield f"\n## {kind}: {cue} ({len(cases)})"
            for case in cases:
                yield from _show(case, parses[case.comparison.document.id])


def _cases(each: Comparison) -> Iterator[Case]:
    answered = {pair.gold for pair in each.pairs}
    used = {pair.predicted for pair in each.pairs} | each.excused
    for number in range(len(each.gold)):
        if number not in answered:
            yield _case("missed", each, number, None)
    for number in range(len(each.predicted)):
        if number not in used:
            yield _case("false", each, None, number)
    for pair in each.pairs:
        kind = _kind(pair)
        if kind:
            yield _case(kind, each, pair.gold, pair.predicted)


def _kind(pair: Pair) -> str | None:
    if not content_half(pair):
        return "overlap"
    if not relation_half(pair):
        return "source"
    if not content_exact(pair):
        return "extent"
    return None if pair.cue_right else "cue"


def _case(kind: str, each: Comparison, gold: int | None, predicted: int | None) -> Case:
    text = each.document.text
    lines: list[str] = []
    cue, spans = "", list[Span]()
    if predicted is not None:
        quote = each.predicted[predicted]
        cue = quote.cue.lemma if quote.cue else ""
        spans += [*quote.content, *(quote.cue.spans if quote.cue else ()), *source_spans(quote)]
        about = f"{quote.type} {quote.category} {quote.confidence:.2f}" + (
            f" in {quote.nested_in}" if quote.nested_in else ""
        )
        lines.append(_parts("ours", text, source_spans(quote), quote.cue.spans if quote.cue else (), quote.content))
        lines.append(f"      ({quote.id}: {about})")
    if gold is not None:
        wanted = each.gold[gold]
        cue = _slice(text, wanted.cue).casefold()
        spans += [*wanted.content, *wanted.cue, *wanted.source]
        lines.insert(0, _parts("gold", text, wanted.source, wanted.cue, wanted.content))
    return Case(kind, cue or "(no cue)", tuple(spans), tuple(lines), each)


def _parts(label: str, text: str, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> str:
    return f"{label}: [{_slice(text, source)}] <{_slice(text, cue)}> {{{_slice(text, content)}}}"


def _slice(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(" ".join(text[span.start : span.end].split()) for span in spans)


def _show(case: Case, document: Document) -> Iterator[str]:
    yield f"\n--- {case.comparison.document.id} @{min(span.start for span in case.spans)}"
    yield from case.lines
    for sentence in document.sentences:
        first, last = document.tokens[sentence.first], document.tokens[sentence.last - 1]
        if any(Span(first.start, last.end).overlaps(span) for span in case.spans):
            yield from _tree(document, sentence)


def _tree(document: Document, sentence: Sentence) -> Iterator[str]:
    words = document.words(sentence)
    yield f"  # {' '.join(document.text[words[0].start : words[-1].end].split())}"
    for token in words:
        head = 0 if token.head is None else token.head - sentence.first + 1
        tags = " ".join(tag for tag in (token.entity, token.prediction.label) if tag != "O")
        number = token.index - sentence.first + 1
        yield f"  {number:>3} {token.text:<18} {token.lemma:<16} {token.upos:<6}{head:>4} {token.deprel:<13}{tags}"
