"""Figures for corpora that name who speaks: speakers, relays, nesting, addressees, and what the cues say.

They look at the pairs whose contents overlap by at least half; nesting, which is between two attributions, at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.gold import GoldAttribution, GoldVia
from evaluation.matching import Comparison
from evaluation.metrics import Score, content_half
from quotes.attribution.model import Attribution, Reference, Via

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir lord lady dame president prime minister premier chancellor senator sen "
    "representative rep congressman congresswoman governor gov mayor ambassador secretary king queen prince princess "
    "pope cardinal bishop reverend rev judge justice general gen marshal colonel col captain capt major maj lieutenant "
    "lt sergeant sgt admiral commander".split()
)
_METONYM = "organization"
"""What an answer calls a place that speaks."""

Verdict = Callable[[Comparison, GoldAttribution, Attribution], bool | None]
"""Tells whether a prediction is right in one thing; None where the annotation does not say what is right."""


def same_name(one: str | None, other: str | None) -> bool:
    """True if two names are equal but for case, a leading "the" and titles, or if there is neither."""
    return _bare(one) == _bare(other)


def name_of(comparison: Comparison, reference: Reference | None) -> str | None:
    """The name of the entity referred to; None where there is none."""
    entity = comparison.entities.get(reference.entity or "") if reference else None
    return entity.name if entity else None


def speaker_right(each: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    """The speaker has the same name; where nobody can be named, the relation's source tells enough."""
    return same_name(gold.speaker, name_of(each, predicted.speaker)) if gold.speaker else None


def kind_right(each: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    """The speaker is of the same kind, a place that speaks being an organisation."""
    entity = each.entities.get(predicted.speaker.entity or "") if predicted.speaker else None
    if gold.kind in (None, "unknown") or entity is None:
        return None
    return entity.kind == (_METONYM if gold.kind == "place" else gold.kind)


def _type_right(_: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    return predicted.type == gold.type if gold.type else None


def _category_right(_: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    return predicted.category == gold.category if gold.category else None


def _polarity_right(_: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    return _polarity(predicted) == gold.polarity if gold.polarity else None


def _modality_right(_: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    return _modality(predicted) == gold.modality if gold.modality else None


VERDICTS: Mapping[str, Verdict] = {
    "speaker": speaker_right,
    "kind": kind_right,
    "type": _type_right,
    "category": _category_right,
    "polarity": _polarity_right,
    "modality": _modality_right,
}


@dataclass(frozen=True, slots=True)
class EntityScores:
    """What a corpus with entities adds to the figures.

    Attributes:
        accuracy: by the name of each of `VERDICTS`: right ones among the pairs of which the annotation tells
            it; the accuracy is the recall.
        via: relays whose relation (where the annotation has it) and name are right.
        nesting: links to the right outer attribution.
        addressees: those whose name is right, or whose words.
        negated_or_modal: cues that are negative, hypothetical or future, with polarity and modality right.
    """

    accuracy: Mapping[str, Score]
    via: Score
    nesting: Score
    addressees: Score
    negated_or_modal: Score


def entity_scores(comparisons: Iterable[Comparison]) -> EntityScores:
    """Score what is behind the matched pairs."""
    accuracy = dict.fromkeys(VERDICTS, Score())
    via = nesting = addressees = negated_or_modal = Score()
    for each in comparisons:
        for gold, predicted in matched(each):
            for name, verdict in VERDICTS.items():
                right = verdict(each, gold, predicted)
                accuracy[name] += Score() if right is None else Score(int(right), 0, 1)
            via += _via(each, gold, predicted)
            addressees += _addressee(each, gold, predicted)
            negated_or_modal += _negated_or_modal(gold, predicted)
        nesting += _nesting(each)
    return EntityScores(accuracy, via, nesting, addressees, negated_or_modal)


def matched(each: Comparison) -> Iterator[tuple[GoldAttribution, Attribution]]:
    """The pairs whose contents overlap by at least half."""
    return ((each.gold[pair.gold], each.predicted[pair.predicted]) for pair in each.pairs if content_half(pair))


def relays_right(each: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    """All relays are found, and no others."""
    if gold.via is None:
        return None
    return _right_relays(each, gold.via, predicted.via) == len(gold.via) == len(predicted.via)


def answered_gold(each: Comparison) -> dict[str, str]:
    """The id of the gold attribution that each prediction answers, by the prediction's id."""
    return {predicted.id: gold.id for gold, predicted in matched(each)}


def nested_right(answers: Mapping[str, str], gold: GoldAttribution, predicted: Attribution) -> bool:
    """The prediction is nested in what answers the gold's outer attribution, or neither is nested."""
    if gold.nested_in is None or predicted.nested_in is None:
        return gold.nested_in == predicted.nested_in
    return answers.get(predicted.nested_in) == gold.nested_in


def _addressee(each: Comparison, gold: GoldAttribution, predicted: Attribution) -> Score:
    right = addressee_right(each, gold, predicted)
    if right is None:
        return Score()
    wanted, found = bool(gold.addressee), predicted.addressee is not None
    return Score(int(right and wanted), int(found), int(wanted))


def addressee_right(each: Comparison, gold: GoldAttribution, predicted: Attribution) -> bool | None:
    """The addressee has the gold's name, or is named by the same words, or there is none on either side."""
    if gold.addressee is None:
        return None
    if predicted.addressee is None:
        return not gold.addressee
    words = " ".join(each.document.text[span.start : span.end] for span in predicted.addressee.spans)
    return any(same_name(gold.addressee, name) for name in (name_of(each, predicted.addressee), words))


def _negated_or_modal(gold: GoldAttribution, predicted: Attribution) -> Score:
    if gold.polarity is None and gold.modality is None:
        return Score()
    wanted = gold.polarity or "positive", gold.modality or "asserted"
    found = _polarity(predicted), _modality(predicted)
    said = ("positive", "asserted")
    return Score(int(wanted == found != said), int(found != said), int(wanted != said))


def _polarity(quote: Attribution) -> str:
    return quote.cue.polarity if quote.cue else "positive"


def _modality(quote: Attribution) -> str:
    return quote.cue.modality if quote.cue else "asserted"


def _via(each: Comparison, gold: GoldAttribution, predicted: Attribution) -> Score:
    if gold.via is None:
        return Score()
    return Score(_right_relays(each, gold.via, predicted.via), len(predicted.via), len(gold.via))


def _right_relays(each: Comparison, gold: Sequence[GoldVia], predicted: Sequence[Via]) -> int:
    left = list(predicted)
    for wanted in gold:
        found = next((via for via in left if _same_relay(each, wanted, via)), None)
        if found:
            left.remove(found)
    return len(predicted) - len(left)


def _same_relay(each: Comparison, gold: GoldVia, predicted: Via) -> bool:
    return gold.relation in (None, predicted.relation) and (
        gold.name is None or same_name(gold.name, name_of(each, predicted.reference))
    )


def _nesting(each: Comparison) -> Score:
    answers = answered_gold(each)
    nested = [(gold, predicted) for gold, predicted in matched(each) if gold.nested_in is not None]
    return Score(
        sum(nested_right(answers, gold, predicted) for gold, predicted in nested),
        sum(quote.nested_in is not None for quote in each.predicted),
        sum(gold.nested_in is not None for gold in each.gold),
    )


def _bare(name: str | None) -> str:
    words = (name or "").casefold().removeprefix("the ").split()
    while len(words) > 1 and words[0].rstrip(".") in TITLES:
        del words[0]
    return " ".join(words)
