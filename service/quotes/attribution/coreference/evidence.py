"""Evidence: what speaks for a nominal or a pronoun to refer to one of an article's referents, as numbers.

The judge (antecedents.py) reads them.
"""

from __future__ import annotations

import heapq
import math
from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import get_args

from quotes.attribution.coreference import proper_names
from quotes.attribution.coreference.mentions import Mention
from quotes.attribution.coreference.referents import Referent, Referents
from quotes.attribution.coreference.salience import DECAY
from quotes.attribution.grammar import sources
from quotes.attribution.model import EntityKind
from quotes.attribution.syntax import trees
from quotes.nlp.document import Token

UNKNOWN = math.nan
"""A feature that cannot be known."""

LEAST_LINK = -4.0
"""The least link of the reader that makes somebody a candidate."""

MOST = 12
"""Referents that are candidates of a pronoun by their salience or of a nominal by its noun; twice as many by links."""

_REACH = 12
"""Sentences that a mention looks back."""
_MENTIONS = 60
"""Mentions that it looks back, at most."""

_KINDS = get_args(EntityKind)
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_INDEFINITE = frozenset({"a", "an", "another", "some", "one"})


@dataclass(slots=True)
class _Candidate:
    """How present a referent is at a mention.

    Attributes:
        last: the head of its last mention before.
        salience: its mentions of the last sentences, weighed.
        links: how well the reader links the mention with each of its mentions before.
        ahead: the same of the best of its mentions behind.
        in_sentence: how many of its mentions stand before in the same sentence.
    """

    last: int | None = None
    salience: float = 0.0
    links: tuple[float, ...] = ()
    ahead: float = UNKNOWN
    in_sentence: int = 0

    @property
    def link(self) -> float:
        return max(self.links, default=UNKNOWN)


class Evidence:
    """What is known of whom one mention refers to.

    Attributes:
        mention: the nominal or pronoun.
        candidates: the referents that it may refer to.
    """

    def __init__(self, referents: Referents, heads: Sequence[int], mention: Mention) -> None:
        """Gather it.

        Args:
            referents: those of the article so far.
            heads: the heads of all mentions, in text order.
            mention: the nominal or pronoun.
        """
        self._referents = referents
        self._article = referents.article
        self._document = referents.document
        self.mention = mention
        self._token = self._document.tokens[mention.head]
        self._sentence = self._article.sentence(mention.head)
        self._words = frozenset(proper_names.comparable(self._document.slice(mention.span)))
        self._speakers: dict[Referent, None] = {}
        self._known = self._gather(heads)
        self.candidates: tuple[Referent, ...] = tuple(self._known)
        by_salience = sorted(self._known, key=lambda referent: -self._known[referent].salience)
        self._rank = {referent: rank for rank, referent in enumerate(by_salience)}
        self._best_salience = self._known[by_salience[0]].salience if by_salience else 0.0
        self._best_links = _two_best(each.link for each in self._known.values())
        self._best_ahead = _two_best(each.ahead for each in self._known.values())

    def _gather(self, heads: Sequence[int]) -> dict[Referent, _Candidate]:
        """The candidates, and how present each is."""
        links = self._linked(self._referents.links.before(self.mention.head))
        ahead = self._linked(self._referents.links.after(self.mention.head)) if self._is_nominal else {}
        best = {r: max((*links.get(r, ()), *ahead.get(r, ()))) for r in (*links, *ahead)}
        near = {r for r in heapq.nlargest(2 * MOST, best, key=lambda r: best[r]) if best[r] > LEAST_LINK}
        if self._is_nominal:
            near |= set(islice(self._referents.by_noun(self._noun), MOST))
            near = {referent for referent in near if self._is_possible(referent)}
            if not near:
                return {}
        present = self._present(heads)
        if not self._is_nominal:
            near |= set(heapq.nlargest(MOST, present, key=lambda r: present[r].salience))
            near |= set(self._subjects_behind(heads))
            near = {referent for referent in near if self._is_possible(referent)}
        for referent in near:
            each = present.setdefault(referent, _Candidate(referent.last_before(self.mention.head)))
            each.links = links.get(referent, ())
            each.ahead = max(ahead.get(referent, ()), default=UNKNOWN)
        return {referent: present[referent] for referent in sorted(near, key=lambda r: r.number)}

    def _present(self, heads: Sequence[int]) -> dict[Referent, _Candidate]:
        """How present those are that the last sentences mention."""
        found: dict[Referent, _Candidate] = {}
        tokens, here = self._document.tokens, self._sentence.index
        end = bisect_left(heads, self.mention.head)
        first = bisect_left(heads, self._document.sentences[max(0, here - _REACH)].first)
        for head in heads[max(first, end - _MENTIONS) : end]:
            weight = self._referents.weight(head) * DECAY ** (here - tokens[head].sentence)
            for referent in (self._referents.get(head), self._referents.group(head)):
                if referent is None:
                    continue
                each = found.setdefault(referent, _Candidate())
                each.last = head
                each.salience += weight
                each.in_sentence += tokens[head].sentence == here
                if head in self._referents.participants:
                    self._speakers.pop(referent, None)
                    self._speakers[referent] = None
        return found

    @property
    def participates(self) -> bool:
        """Whether the mention takes part in an attribution."""
        return self.mention.head in self._referents.participants

    @property
    def _is_nominal(self) -> bool:
        return self.mention.type == "nominal"

    @cached_property
    def _noun(self) -> str:
        return self._token.lemma.lower()

    def _linked(self, links: Mapping[int, float]) -> dict[Referent, tuple[float, ...]]:
        """The links of mentions by what these refer to."""
        found: dict[Referent, tuple[float, ...]] = {}
        for head, link in links.items():
            if referent := self._referents.get(head):
                found[referent] = (*found.get(referent, ()), link)
        return found

    def _subjects_behind(self, heads: Sequence[int]) -> Iterable[Referent]:
        """The subjects that a pronoun before them looks ahead to: when he left, Neri said ..."""
        end = bisect_left(heads, self.mention.head)
        for head in heads[end + 1 : end + _MENTIONS]:
            if head >= self._sentence.last:
                return
            referent = self._referents.get(head)
            if referent and self._document.tokens[head].relation == "nsubj":
                yield referent

    def _is_possible(self, referent: Referent) -> bool:
        """False where syntax or words rule a referent out.

        It is the "I" of the text, of the other gender, or its name is but a part of the phrase (Labour, for "the Labour
        leader").
        """
        genders = {self.mention.gender, referent.gender} - {None}
        part = bool(referent.name) and set(referent.name) < self._words
        if referent.first_person or len(genders) > 1 or part or referent in self._disjoint:
            return False
        return not self._is_nominal or not (self._is_of_other_kind(referent) or self._is_told_apart(referent))

    def _is_of_other_kind(self, referent: Referent) -> bool:
        """True if one is a person and the other is none."""
        kinds = {self.mention.kind, referent.kind}
        return "person" in kinds and not kinds <= {"person", "unknown"}

    def _is_told_apart(self, referent: Referent) -> bool:
        """True if other words go with the same noun: the Libyan parliament, the Turkish parliament."""
        if not referent.is_called(self._noun) or all(map(referent.is_called, self._told)):
            return False
        return any(word != self._noun and word not in self._told for word in (*referent.name, *referent.description))

    @cached_property
    def _told(self) -> frozenset[str]:
        """The words that tell a nominal from others of its noun."""
        beside = trees.children(self._document, self.mention.head, "amod", "compound")
        return frozenset(t.lemma.lower() for t in beside)

    @cached_property
    def _disjoint(self) -> Collection[Referent]:
        """Referents that the syntax rules out, in outline the filter of Lappin and Leass (1994, An algorithm for
        pronominal anaphora resolution) for pronouns."""
        if self._token.head is None:
            return ()
        heads = self._governing() if self._is_nominal else self._of_own_clause(self._token.head)
        return {self._referents[head] for head in heads if head in self._referents}

    def _governing(self) -> Iterable[int]:
        """The subjects of the verbs that govern a nominal, on its side of quotation marks, none of which it is.

        Neri said that the minister had left (principle C of Chomsky 1981, Lectures on government and binding).
        """
        passage_of = self._article.passage_of
        for verb in trees.ancestors(self._document, self.mention.head):
            subject = trees.child(self._document, verb, "nsubj")
            if subject and subject.index < self.mention.head and passage_of[verb] == passage_of[self.mention.head]:
                yield subject.index

    def _of_own_clause(self, verb: int) -> Iterable[int]:
        """The heads of those mentions of a pronoun's clause that it is not.

        An object is not its verb's subject, unless reflexive: Neri told him. A subject is none of those named behind
        it: he said that Neri had left.
        """
        token = self._token
        if token.relation in ("obj", "iobj", "obl") and token.features.get("Reflex") != "Yes":
            subject = sources.own_subject(self._article, verb)
            return [subject.index] if subject else []
        if token.relation != "nsubj":
            return []
        mentions, passage_of = self._referents.mentions, self._article.passage_of
        behind = (i for i in trees.subtree(self._document, verb) if i > token.index and passage_of[i] is None)
        return [i for i in behind if i in mentions and mentions[i].type != "pronoun"]

    def features(self, referent: Referent) -> dict[str, float]:
        """The features of a candidate by name. A truth is 1 or 0; what cannot be known is `UNKNOWN`."""
        found = {**self._own, **self._of_referent(referent), **self._of_words(referent), **self._of_place(referent)}
        return {name: float(value) for name, value in found.items()}

    @cached_property
    def _own(self) -> Mapping[str, float]:
        """Of the mention alone."""
        mention, token, lexicon = self.mention, self._token, self._article.lexicon
        determiners = trees.children(self._document, mention.head, "det", "nmod:poss")
        lemmas = {t.lemma.lower() for t in determiners}
        return {
            "gendered": mention.gender is not None,
            "plural": mention.plural,
            "participant": self.participates,
            "subject": token.relation == "nsubj",
            "possessive": token.deprel == "nmod:poss",
            "quoted": self._article.passage_of[mention.head] is not None,
            "definite": bool(lemmas & _DEFINITE),
            "indefinite": bool(lemmas & _INDEFINITE),
            "owned": any(t.relation == "nmod" for t in determiners),
            "bare": not determiners,
            "described": len(mention.description),
            "begins_sentence": mention.head - self._sentence.first < 3,
            "person_noun": self._noun in lexicon.persons,
            "class_noun": self._noun in lexicon.class_nouns,
            "candidates": math.log1p(len(self.candidates)),
            "best_link": self._best_links[0],
            **{f"kind={kind}": mention.kind == kind for kind in _KINDS},
        }

    def _of_referent(self, referent: Referent) -> Mapping[str, float]:
        """Of the referent alone, as far as it is known by now."""
        first = self._document.tokens[referent.heads[0]]
        return {
            "named": bool(referent.name),
            "name_words": len(referent.name),
            "several": referent.plural,
            "mentions": math.log1p(len(referent.mentions)),
            "names": math.log1p(referent.types["name"]),
            "pronouns_only": referent.types["pronoun"] == len(referent.mentions),
            "participations": math.log1p(referent.participations),
            "role": referent.role is not None,
            "nouns": len(referent.head_nouns),
            "nameless_thing": referent.kind == "unknown" and not referent.name and bool(referent.head_nouns),
            "known_for": math.log1p(max(0, self._sentence.index - first.sentence)),
            **{f"referent={kind}": referent.kind == kind for kind in _KINDS},
        }

    def _of_words(self, referent: Referent) -> Mapping[str, float]:
        """How the words of both agree."""
        mention = self.mention
        gender = referent.gender or referent.likely_gender
        included = sum(map(referent.is_called, mention.description))
        return {
            "gender": 0 if not (mention.gender and gender) else 1 if mention.gender == gender else -1,
            "number": 1 if mention.plural == referent.plural else -1,
            "kinds": 1 if mention.kind == referent.kind else 0 if "unknown" in (mention.kind, referent.kind) else -1,
            "noun_known": self._noun in referent.head_nouns,
            "noun_described": referent.is_called(self._noun),
            "included": included / len(mention.description) if mention.description else UNKNOWN,
            "told_apart": len(self._told) - sum(map(referent.is_called, self._told)),
            "shares_name": not self._words.isdisjoint(referent.name),
        }

    def _of_place(self, referent: Referent) -> Mapping[str, float]:
        """How present the referent is, and how the reader links it."""
        each = self._known[referent]
        last = None if each.last is None else self._document.tokens[each.last]
        before = None if each.last is None else self._referents.mentions.get(each.last)
        speakers = list(self._speakers)
        far = {} if last is None else self._distance(last)
        return {
            "salience": math.log(each.salience + 0.001),
            "salience_rank": self._rank[referent],
            "salience_share": each.salience / self._best_salience if self._best_salience else 0.0,
            "speaker_rank": len(speakers) - speakers.index(referent) if referent in self._speakers else UNKNOWN,
            "link": each.link,
            "link_mean": sum(each.links) / len(each.links) if each.links else UNKNOWN,
            "links": len(each.links),
            "link_lead": _lead(each.link, self._best_links),
            "link_ahead": each.ahead,
            "ahead_lead": _lead(each.ahead, self._best_ahead),
            "in_sentence": each.in_sentence,
            "tokens": far.get("tokens", UNKNOWN),
            "paragraphs": far.get("paragraphs", UNKNOWN),
            "last_subject": last is not None and last.relation == "nsubj",
            "last_participant": each.last in self._referents.participants,
            "last_quoted": last is not None and self._article.passage_of[last.index] is not None,
            "last_name": before is not None and before.type == "name",
            "same_pronoun": last is not None and not self._is_nominal and last.lemma.lower() == self._noun,
        }

    def _distance(self, last: Token) -> Mapping[str, float]:
        return {
            "tokens": math.log1p(max(0, self.mention.head - last.index)),
            "paragraphs": min(5, self._sentence.paragraph - self._article.paragraph(last.index)),
        }


def _two_best(values: Iterable[float]) -> tuple[float, float]:
    """The two greatest of some numbers, `UNKNOWN` where there are fewer; what is unknown aside."""
    best = heapq.nlargest(2, (value for value in values if not math.isnan(value)))
    first, second, *_ = (*best, UNKNOWN, UNKNOWN)
    return first, second


def _lead(value: float, best: tuple[float, float]) -> float:
    """By how much a number is greater than the greatest other one."""
    return value - (best[1] if value == best[0] else best[0])
