"""What a reporting verb reports: its constructions, in the order in which they are tried.

A construction finds the content of a verb in the tree, or beside the verb where the tree has none. The frames of the
verb's entry (`lexicon/data/verbs.tsv`) say which of them it may stand in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from quotes.attribution.article import Article
from quotes.attribution.candidate import Content
from quotes.attribution.grammar import complements, parentheticals, quotations
from quotes.attribution.grammar.verb_entries import VerbEntry
from quotes.attribution.lexicon import Frame


@dataclass(frozen=True)
class Construction:
    """One way in which a verb reports.

    Attributes:
        name: what grammar calls it.
        frames: those of which a verb needs one to stand in it.
        find: gives the content that a verb has by it, or None.
    """

    name: str
    frames: tuple[Frame, ...]
    find: Callable[[Article, VerbEntry], Content | None]


CONSTRUCTIONS: tuple[Construction, ...] = (
    Construction("object with predicate", ("predicate",), complements.predicate_of_object),
    Construction("complement clause", ("clause",), complements.complement_clause),
    Construction("quoted complement clause", ("quotation",), complements.quoted_clause),
    Construction("predicate", ("predicate",), complements.predication),
    Construction("raised subject", ("raised",), complements.raised_subject),
    Construction("infinitive", ("infinitive",), complements.infinitive),
    Construction("host clause of narration", ("clause",), parentheticals.narrated_host),
    Construction("quotation", ("clause", "quotation"), quotations.beside),
    Construction("host clause", ("clause",), parentheticals.host_clause),
    Construction("object", ("object",), complements.object_phrase),
    Construction("object of a document", ("document",), complements.object_of_document),
)
"""The constructions of reporting verbs; the first that finds a content has it."""


def find(article: Article, verb: VerbEntry) -> Content | None:
    """The content of a verb by the first of the constructions that its frames allow."""
    allowed = (each for each in CONSTRUCTIONS if not verb.frames.isdisjoint(each.frames))
    return next((found for each in allowed if (found := each.find(article, verb))), None)
