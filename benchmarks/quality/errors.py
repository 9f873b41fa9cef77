"""What went wrong, case by case, with the parse: misses, false alarms, wrong extents, sources, names, relays ...

The file is for reading beside an editor: how many cases there are of each kind in each corpus, then the cases, grouped
by what went wrong and, within that, by the cue, the most frequent first. One pair may stand under several kinds: its
relation wrong, its speaker's name, its category.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from evaluation.entities import VERDICTS, addressee_right, answered_gold, matched, name_of, nested_right, relays_right
from evaluation.gold import Corpus, GoldAttribution
from evaluation.matching import Comparison, Pair, source_spans
from evaluation.metrics import content_exact, content_half, relation_half
from evaluation.not_quotes import returned
from quotes.attribution.model import Attribution
from quotes.nlp.document import Document, Sentence, Span

KINDS = {
    "missed": "MISSED: no prediction answers it",
    "false": "FALSE ALARM: it answers no gold attribution",
    "not-quote": "NOT-QUOTE: a marked string that is no speech came back",
    "overlap": "POOR OVERLAP: the contents overlap by less than half (a miss and a false alarm)",
    "source": "WRONG SOURCE: the content overlaps by half, the source does not",
    "extent": "WRONG EXTENT: relation right at 0.5, content not equal",
    "cue": "WRONG CUE: relation right at 0.5, another cue",
    "speaker": "WRONG SPEAKER: the content overlaps by half, the name is another",
    "via": "WRONG RELAY: missing, too many, or of another name or relation",
    "nesting": "WRONG NESTING: in another attribution, or in one where the other is in none",
    "addressee": "WRONG ADDRESSEE: missing, too many, or another",
    "kind": "WRONG KIND of the speaker",
    "type": "WRONG TYPE",
    "category": "WRONG CATEGORY",
    "polarity": "WRONG POLARITY",
    "modality": "WRONG MODALITY",
}


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that went wrong: its cue, and the lines that show it."""

    kind: str
    cue: str
    spans: tuple[Span, ...]
    lines: tuple[str, ...]
    comparison: Comparison


Compared = Sequence[tuple[Corpus, Sequence[Comparison]]]
"""The comparisons of each corpus."""


def error_report(compared: Compared, parse: Callable[[str], Document]) -> Iterator[str]:
    """The lines of the error file; `parse` gives the parse of a text."""
    groups: dict[str, dict[str, list[Case]]] = {kind: defaultdict(list) for kind in KINDS}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for corpus, comparisons in compared:
        for case in (case for each in comparisons for case in _cases(each, corpus)):
            groups[case.kind][case.cue].append(case)
            counts[case.kind][corpus.name] += 1
    yield " ".join((f"{'':<12}", *(f"{corpus.name:>13}" for corpus, _ in compared)))
    for kind, title in KINDS.items():
        yield " ".join((f"{kind:<12}", *(f"{counts[kind][corpus.name]:>13}" for corpus, _ in compared), f"  {title}"))
    for kind, title in KINDS.items():
        yield f"\n{'#' * 100}\n# {title}"
        for cue, cases in sorted(groups[kind].items(), key=lambda item: (-len(item[1]), item[0])):
            yield f"\n## {kind}: {cue} ({len(cases)})"
            for case in cases:
                yield from _show(case, parse(case.comparison.document.text))


def _cases(each: Comparison, corpus: Corpus) -> Iterator[Case]:
    answered = {pair.gold for pair in each.pairs}
    used = {pair.predicted for pair in each.pairs} | each.excused
    no_speech = {by for by in returned(each).values() if by is not None} if corpus.entities else set[int]()
    for number, gold in enumerate(each.gold):
        if number not in answered:
            yield _case("missed", each, gold, None)
    for number, predicted in enumerate(each.predicted):
        if number in no_speech:
            yield _case("not-quote", each, None, predicted)
        elif number not in used:
            yield _case("false", each, None, predicted)
    for pair in each.pairs:
        if kind := _kind(pair):
            yield _case(kind, each, each.gold[pair.gold], each.predicted[pair.predicted])
    if corpus.entities:
        yield from _entity_cases(each)


def _kind(pair: Pair) -> str | None:
    if not content_half(pair):
        return "overlap"
    if not relation_half(pair):
        return "source"
    if not content_exact(pair):
        return "extent"
    return None if pair.cue_right else "cue"


def _entity_cases(each: Comparison) -> Iterator[Case]:
    answers = answered_gold(each)
    for gold, predicted in matched(each):
        for name, verdict in {**VERDICTS, "via": relays_right, "addressee": addressee_right}.items():
            if verdict(each, gold, predicted) is False:
                yield _case(name, each, gold, predicted)
        if not nested_right(answers, gold, predicted):
            yield _case("nesting", each, gold, predicted)


def _case(kind: str, each: Comparison, gold: GoldAttribution | None, predicted: Attribution | None) -> Case:
    cue, spans, lines = "", list[Span](), list[str]()
    if gold is not None:
        cue = _slice(each.document.text, gold.cue).casefold()
        spans += [*gold.content, *gold.cue, *gold.source]
        lines += _gold_lines(each, gold)
    if predicted is not None:
        predicted_cue = predicted.cue.spans if predicted.cue else ()
        cue = cue or (predicted.cue.lemma if predicted.cue else "")
        spans += [*predicted.content, *predicted_cue, *source_spans(predicted)]
        lines += _predicted_lines(each, predicted)
    return Case(kind, cue or "(no cue)", tuple(spans), tuple(lines), each)


def _gold_lines(each: Comparison, gold: GoldAttribution) -> Iterator[str]:
    via = (f"{relay.relation} {relay.name or '?'}" for relay in gold.via or ())
    kind = f" ({gold.kind})" if gold.kind else ""
    outer = next((other for other in each.gold if other.id == gold.nested_in), None)
    yield _parts("gold", each.document.text, gold.source, gold.cue, gold.content)
    yield _about(
        (gold.type, gold.category, gold.polarity, gold.modality),
        speaker=gold.speaker and f"{gold.speaker}{kind}",
        via=", ".join(via),
        addressee=gold.addressee,
        within=_slice(each.document.text, outer.content) if outer else None,
    )


def _predicted_lines(each: Comparison, quote: Attribution) -> Iterator[str]:
    entity = each.entities.get(quote.speaker.entity or "") if quote.speaker else None
    via = (f"{relay.relation} {name_of(each, relay.reference)}" for relay in quote.via)
    outer = next((other for other in each.predicted if other.id == quote.nested_in), None)
    cue = quote.cue
    yield _parts("ours", each.document.text, source_spans(quote), cue.spans if cue else (), quote.content)
    yield _about(
        (quote.type, quote.category, *((cue.polarity, cue.modality) if cue else ()), f"{quote.confidence:.2f}"),
        speaker=f"{entity.name} ({entity.kind})" if entity else None,
        via=", ".join(via),
        addressee=name_of(each, quote.addressee),
        within=_slice(each.document.text, outer.content) if outer else None,
    )


_UNREMARKABLE = ("positive", "asserted")


def _about(properties: Sequence[str | None], **more: str | None) -> str:
    words = " ".join(each for each in properties if each and each not in _UNREMARKABLE)
    return f"      ({'; '.join(filter(None, (words, *(f'{key}: {value}' for key, value in more.items() if value))))})"


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
        tags = " ".join(tag for tag in (token.entity,) if tag != "O")
        number = token.index - sentence.first + 1
        yield f"  {number:>3} {token.text:<18} {token.lemma:<16} {token.upos:<6}{head:>4} {token.deprel:<13}{tags}"
