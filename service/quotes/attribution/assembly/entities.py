"""Entities: the referents that a quote names, as the answer's entities, numbered in the order of their first use."""

from __future__ import annotations

from collections.abc import Collection

from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.model import Entity, EntityKind, Mention
from quotes.nlp.document import Document


class Entities:
    """The entities of an answer."""

    def __init__(self, document: Document, referents: Referents, nobody: Collection[int] = ()) -> None:
        """Make the entities of an answer from the referents of its text; the tokens of `nobody` have none."""
        self._document = document
        self._referents = referents
        self._nobody = nobody
        self._ids: dict[Referent, str] = {}

    def id(self, head: int) -> str | None:
        """The id of the entity that the mention of a head token refers to; None where nobody can tell which."""
        referent = self.referent(head)
        if referent is None:
            return None
        return self._ids.setdefault(referent, f"e{len(self._ids) + 1}")

    def referent(self, head: int) -> Referent | None:
        """What the mention of a head token refers to, as a whole: Ito and Sato, for Ito."""
        return None if head in self._nobody else self._referents.whole(head)

    def all(self) -> tuple[Entity, ...]:
        """The entities whose ids were asked for, in the order of their ids."""
        return tuple(_entity(self._document, referent, id_) for referent, id_ in self._ids.items())


def _entity(document: Document, referent: Referent, id_: str) -> Entity:
    in_text_order = sorted(referent.mentions, key=lambda mention: mention.head)
    mentions = {m.span: Mention(m.span, m.type) for m in in_text_order}
    role = _plain(document.slice(referent.role)) if referent.role else None
    name = _plain(document.slice(referent.name_span))
    return Entity(id_, name, _speaking_kind(referent), role, tuple(mentions.values()))


def _plain(text: str) -> str:
    """Words of the text with single spaces."""
    return " ".join(text.split())


def _speaking_kind(referent: Referent) -> EntityKind:
    """The kind of an entity that speaks: a place that does is a metonym (Ankara), a thing that does is somebody."""
    if referent.kind == "place":
        return "organization"
    if referent.kind == "unknown":
        return "group" if referent.plural else "person"
    return referent.kind
