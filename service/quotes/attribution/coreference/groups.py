"""Groups: several who are mentioned together, and the phrases that point back at them.

In "Ito and Sato said they would go", the two are one source. Later "the two" or "both" are that group again, "the
former" is Ito and "the latter" Sato.
"""

from __future__ import annotations

from dataclasses import replace

from quotes.attribution.coreference.mentions import coordinated, covering
from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.grammar import sources
from quotes.attribution.model import EntityKind

_BOTH = frozenset({"two", "both", "pair", "duo", "couple"})


def join(referents: Referents) -> None:
    """Make a group of each coordination that takes part in an attribution; join what points back at the last pair."""
    last: list[int] = []  # the members of the last coordination, first to last
    for head, mention in referents.mentions.items():
        token = referents.document.tokens[head]
        members = _members(referents, head)
        lemma = token.lemma.lower()
        if len(members) > 1 and token.upos in ("PROPN", "NOUN", "PRON"):
            last = members
            if head in referents.participants:
                _group(referents, members)
        elif len(last) == 2 and lemma in ("former", "latter") and mention.type == "nominal":
            if one := referents.get(last[lemma == "latter"]):
                referents.join(mention, one)
        elif len(last) == 2 and lemma in _BOTH:
            referents.join(mention, referents.group(last[0]) or _group(referents, last))


def _members(referents: Referents, head: int) -> list[int]:
    """The heads of a mention and of those that are coordinated with it."""
    beside = coordinated(referents.document, head)
    return [head, *(t.index for t in beside if t.index in referents.mentions)]


def _group(referents: Referents, members: list[int]) -> Referent:
    """The referent of a whole coordination, which is mentioned by it."""
    head = members[0]
    mention = referents.mentions[head]
    phrases = [sources.mention(referents.article, member, ()) for member in members]
    whole = range(min(phrases[0]), max(phrases[-1]) + 1)
    said = referents.participants.get(head, ())
    span = covering(referents.document, {*whole, *said}) or mention.span
    kinds = {referents.mentions[member].kind for member in members}
    kind: EntityKind = "organization" if kinds == {"organization"} else "group"
    group = Referent((), span, kind, plural=True)
    referents.add_group(replace(mention, type="nominal", span=span, plural=True), group)
    return group
