"""Nominals: to whom a description refers.

After "Maja Lindqvist, a retired major general," the phrase "the general" is Lindqvist; after "a farmer" so is "the
farmer". A definite phrase refers to the last referent that one of its nouns names and all of its words describe: the
head match and word inclusion of Raghunathan et al. 2010, A multi-pass sieve for coreference resolution. A description
that fits nobody is a new referent.
"""

from __future__ import annotations

from quotes.attribution.coreference import proper_names
from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.syntax import trees
from quotes.nlp.document import Document

LEAST = 0.3
"""The least link of the reader by which a nominal refers to somebody."""

_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def join(referents: Referents) -> None:
    """Join each nominal that refers to nobody yet, in text order."""
    by_noun: dict[str, list[Referent]] = {}
    for referent in referents.all:
        for noun in referent.head_nouns:
            by_noun.setdefault(noun, []).append(referent)
    for mention in referents.mentions.values():
        if mention.type != "nominal" or mention.head in referents:
            continue
        noun = referents.document.tokens[mention.head].lemma.lower()
        known = _described_referent(referents, mention, by_noun.get(noun, [])) or _linked(referents, mention)
        if known:
            referents.join(mention, known)
            known.kind = mention.kind if known.kind == "unknown" else known.kind
        else:
            by_noun.setdefault(noun, []).append(referents.add(mention))


def _described_referent(referents: Referents, mention: Mention, near: list[Referent]) -> Referent | None:
    """Whom a definite nominal describes, of some whom its noun names; of several, whom the text mentions last."""
    if not _is_definite(referents.document, mention):
        return None
    fits = [r for r in near if _fits(mention, r)]
    before = {r: last for r in fits if (last := r.last_before(mention.head)) is not None}
    before = before or _outlets(referents, mention)
    return max(before, key=lambda referent: before[referent], default=None)


def _linked(referents: Referents, mention: Mention) -> Referent | None:
    """Whom the reader takes a nominal for: of those that it can be, the one that it goes best with.

    What stands for a noun (the two, the latter) is for the groups to tell.
    """
    if referents.document.tokens[mention.head].upos not in ("NOUN", "PROPN"):
        return None
    scores: dict[Referent, float] = {}
    for head, link in referents.links.before(mention.head).items():
        referent = referents.get(head)
        if referent and link > LEAST and referent.plural == mention.plural and _may_be(referents, mention, referent):
            scores[referent] = max(link, scores.get(referent, link))
    return max(scores, key=lambda referent: scores[referent], default=None)


def _may_be(referents: Referents, mention: Mention, referent: Referent) -> bool:
    """False where words speak against it.

    One is a person and the other is none; they are of two genders; the name is but a part of the phrase (Labour, for
    "the Labour leader"); or the same noun is told apart by other words (the Libyan parliament, the Turkish parliament).
    """
    kinds = {mention.kind, referent.kind}
    genders = {mention.gender, referent.gender or referent.likely_gender} - {None}
    if ("person" in kinds and not kinds <= {"person", "unknown"}) or len(genders) > 1:
        return False
    words = proper_names.comparable(referents.document.slice(mention.span))
    if referent.name and set(referent.name) < set(words):
        return False
    known = referent.description | set(referent.name)
    told = {t.lemma.lower() for t in trees.children(referents.document, mention.head, "amod", "compound")}
    noun = referents.document.tokens[mention.head].lemma.lower()
    return noun not in known or not told - known or not known - told - {noun}


def _is_definite(document: Document, mention: Mention) -> bool:
    """True for a phrase with the definite article, a demonstrative or a possessor: the farmer, that farm, its owner."""
    determiners = trees.children(document, mention.head, "det", "nmod:poss")
    return any(t.lemma.lower() in _DEFINITE or t.relation == "nmod" for t in determiners)


def _fits(mention: Mention, referent: Referent) -> bool:
    """True if all words of a nominal describe or name a referent of the same number."""
    described = mention.description <= referent.description | set(referent.name)
    return bool(mention.description) and described and referent.plural == mention.plural


def _outlets(referents: Referents, mention: Mention) -> dict[Referent, int]:
    """Whom a bare "the magazine", "the agency" may be: bodies named and quoted before, each with its last mention."""
    noun = referents.document.tokens[mention.head].lemma.lower()
    if mention.description != {noun} or noun not in referents.article.lexicon.class_nouns:
        return {}
    named = [r for r in referents.all if r.name and r.kind in ("organization", "unknown")]
    quoted = [r for r in named if any(m.head < mention.head and m.head in referents.participants for m in r.mentions)]
    return {r: last for r in quoted if (last := r.last_before(mention.head)) is not None}
