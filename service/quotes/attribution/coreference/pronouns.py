"""Pronouns: the antecedent of he, she, it and they.

In "Neri met Lindqvist. He said she would stay", "he" is Neri and "she" Lindqvist. Of all referents that agree in number
and gender and that the syntax does not rule out, the most salient is the antecedent. Salience follows Lappin and Leass
(1994, An algorithm for pronominal anaphora resolution) in outline: mentions weigh by grammatical role, and half as much
with each sentence that passes. That who takes part in an attribution weighs more is this module's own, and so are the
numbers save that half.
"""

from __future__ import annotations

import math
from bisect import bisect_left

from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.grammar import sources
from quotes.attribution.syntax import trees
from quotes.nlp.document import Token

_RELATION_WEIGHTS = {
    "nsubj": 3.0,
    "nsubj:pass": 2.5,
    "obl:agent": 2.0,
    "obj": 1.5,
    "iobj": 1.5,
    "obl": 1.0,
    "nmod:poss": 0.8,
}
"""What a mention in a grammatical relation adds to the salience of its referent."""
_OTHER_WEIGHT = 0.5
"""The same in any other relation."""
_PARTICIPANT_WEIGHT = 2.0
"""What the mention of an attribution's source, relay or addressee adds besides."""
_QUOTED = 0.3
"""What is left of the weight of a mention inside quotation marks."""
_DECAY = 0.5
"""What is left of a mention's weight with each sentence that passes."""
_REACH = 12
"""Sentences that a pronoun looks back."""
_NAMELESS_THING = 0.1
"""What is left of the salience of a thing without a name where a speaker is sought: it hardly speaks."""
_LINKED = 0.4
"""What the reader's link is worth beside the logarithm of salience and agreement."""
_UNLINKED = -3.0
"""The link of mentions between which the reader sees none, and the least of all."""
_LEAST_AHEAD = 0.5
"""The least agreement of a pronoun with an antecedent that follows it."""


def join(referents: Referents) -> None:
    """Join each pronoun to its antecedent, in text order; one without is a new referent if it is a participant."""
    heads = list(referents.mentions)
    for head, mention in referents.mentions.items():
        if mention.type != "pronoun" or head in referents:
            continue
        token = referents.document.tokens[head]
        third = token.features.get("Person") == "3"
        if third and (antecedent := _antecedent(referents, heads, mention)):
            referents.join(mention, antecedent)
            if token.relation == "nsubj" and referents.article.passage_of[head] is None:
                # a possessive may be a slip of the translator's
                antecedent.gender = antecedent.gender or mention.gender
        elif head in referents.participants:
            referents.add(mention)


def _antecedent(referents: Referents, heads: list[int], mention: Mention) -> Referent | None:
    """The most salient referent that a pronoun agrees with, else one that follows it."""
    disjoint = _disjoint(referents, mention)
    sought = mention.head in referents.participants
    links: dict[Referent, float] = {}
    for head, link in referents.links.before(mention.head).items():
        if linked := referents.get(head):
            links[linked] = max(link, links.get(linked, _UNLINKED))
    scores: dict[Referent, float] = {}
    for referent, salience in _salience(referents, heads, mention).items():
        fit = salience * _agreement(mention, referent)
        if referent in disjoint or not fit:
            continue
        thing = _NAMELESS_THING if sought and _is_nameless_thing(referent) else 1
        scores[referent] = math.log(fit * thing) + _LINKED * links.get(referent, _UNLINKED)
    best = max(scores, key=lambda referent: scores[referent], default=None)
    return best or _following(referents, mention)


def _following(referents: Referents, mention: Mention) -> Referent | None:
    """The subject that a pronoun before it looks ahead to: when he left, Neri said ..."""
    sentence = referents.article.sentence(mention.head)
    for head in range(mention.head + 1, sentence.last):
        subject = referents.get(head) if referents.document.tokens[head].relation == "nsubj" else None
        if subject and _agreement(mention, subject) >= _LEAST_AHEAD:
            return subject
    return None


def _disjoint(referents: Referents, mention: Mention) -> set[Referent]:
    """Referents that the syntax rules out, in outline the filter of Lappin and Leass.

    An object is not its verb's subject, unless reflexive: Neri told him. A subject is none of those named behind it in
    its clause: he said that Neri had left.
    """
    article = referents.article
    token = referents.document.tokens[mention.head]
    if token.head is None:
        return set()
    if token.relation in ("obj", "iobj", "obl") and token.features.get("Reflex") != "Yes":
        subject = sources.own_subject(article, token.head)
        return {referents[subject.index]} if subject and subject.index in referents else set()
    if token.relation != "nsubj":
        return set()
    clause = trees.subtree(referents.document, token.head)
    behind = (i for i in clause if i > mention.head and i in referents and article.passage_of[i] is None)
    return {referents[i] for i in behind if referents.mentions[i].type != "pronoun"}


def _salience(referents: Referents, heads: list[int], mention: Mention) -> dict[Referent, float]:
    """How present each referent is to the reader at a pronoun: its mentions of the last sentences, weighed.

    Args:
        referents: those of the article.
        heads: the heads of all mentions, in text order.
        mention: the pronoun.
    """
    here = referents.article.sentence(mention.head).index
    first = referents.document.sentences[max(0, here - _REACH)].first
    total: dict[Referent, float] = {}
    for head in heads[bisect_left(heads, first) : bisect_left(heads, mention.head)]:
        if head not in referents:
            continue
        token = referents.document.tokens[head]
        weight = _weight(referents, token) * _DECAY ** (here - token.sentence)
        for referent in (referents[head], referents.group(head)):
            if referent:
                total[referent] = total.get(referent, 0.0) + weight
    return total


def _weight(referents: Referents, token: Token) -> float:
    """How much the mention that a token heads adds to the salience of its referent, there and then."""
    weight = _RELATION_WEIGHTS.get(token.deprel, _RELATION_WEIGHTS.get(token.relation, _OTHER_WEIGHT))
    if token.index in referents.participants:
        weight += _PARTICIPANT_WEIGHT
    return weight * _QUOTED if referents.article.passage_of[token.index] is not None else weight


def _is_nameless_thing(referent: Referent) -> bool:
    """True for what only nouns mention that are of no kind of speaker."""
    return referent.kind == "unknown" and not referent.name and bool(referent.head_nouns)


def _agreement(mention: Mention, referent: Referent) -> float:
    """How well a referent fits a pronoun in number, gender and kind: 0, not at all, to 1."""
    if referent.first_person:
        return 0.0
    if mention.gender:
        return _agreement_in_gender(mention.gender, referent)
    if mention.plural:
        if referent.plural:
            return 1.0
        return 0.6 if referent.kind in ("organization", "group") else 0.05
    if referent.kind in ("organization", "place", "document"):
        return 1.0
    return 0.0 if referent.kind in ("person", "group") or referent.plural else 0.2


def _agreement_in_gender(gender: str, referent: Referent) -> float:
    """The agreement of "he" or "she": full where the text tells the referent's gender, else by the first name."""
    if referent.plural or referent.kind in ("organization", "place", "document", "group"):
        return 0.0
    if referent.gender:
        return 1.0 if referent.gender == gender else 0.0
    if referent.likely_gender:
        return 0.95 if referent.likely_gender == gender else 0.15
    if referent.kind == "person":
        return 0.8
    return 0.1 if referent.kind == "unknown" and referent.name else 0.0
