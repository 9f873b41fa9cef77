"""Classes of verbs and function words that the rules ask for."""

from __future__ import annotations

from dataclasses import dataclass

Words = frozenset[str]
"""Lemmas, lower-case."""


@dataclass(frozen=True)
class WordClasses:
    """The classes of data/classes.tsv, which has an example of each.

    Attributes:
        citing_verbs: their object is the one who speaks.
        issuing_verbs: what those who pass a statement on do with it.
        accusing_verbs: what an "of" phrase behind their object says of it, wherever it hangs, is their content.
        asking_verbs: with a clause or a quotation they ask a question, and their object is who was asked.
        hearing_verbs: bodies and audiences that are their subjects only listen to who speaks.
        learning_verbs: what nobody, or a body, is said to have learned is a claim; what a person has is a thought.
        refusing_verbs: their infinitive did not take place.
        silences: verbs and nouns of saying without a content.
        negations: adverbs, determiners, pronouns and subordinators that negate a clause.
        possibilities: auxiliaries of what may or should be.
        futures: auxiliaries of the future; `wo` is what is left of "won't".
        habits: auxiliaries that, before a verb and another one, tell of what used to happen.
        volitions: auxiliaries that, negated or restricted, tell of an answer that was given.
        restrictions: adverbs that restrict an answer.
        prospects: words, as they stand, whose infinitive is still to come.
        shortfalls: what they stand right before, with its marker, did not take place.
        alternatives: conjunctions across which a negation reaches.
        conditions: subordinators of a condition.
        expletives: subjects that may stand for nobody.
        pro_forms: they stand for the content of a quotation in the sentence that takes it up.
        fillers: objects that say nothing of what was said.
        approximators: adverbs and prepositions that are a part of a number.
        predicate_markers: they mark a clause as said of an object.
        predicate_prepositions: their phrase may be said of an object.
        reporting_noun_prepositions: their phrase may be the content of a reporting noun.
        viewpoint_prepositions: they stand before a noun of viewpoint.
        medium_prepositions: they stand before what people say things in.
        place_prepositions: they stand before where, and when, people say things.
        channel_prepositions: they stand before through whom or what words came.
        issuer_prepositions: they stand behind a statement, before who issued it.
    """

    citing_verbs: Words
    issuing_verbs: Words
    accusing_verbs: Words
    asking_verbs: Words
    hearing_verbs: Words
    learning_verbs: Words
    refusing_verbs: Words
    silences: Words
    negations: Words
    possibilities: Words
    futures: Words
    habits: Words
    volitions: Words
    restrictions: Words
    prospects: Words
    shortfalls: Words
    alternatives: Words
    conditions: Words
    expletives: Words
    pro_forms: Words
    fillers: Words
    approximators: Words
    predicate_markers: Words
    predicate_prepositions: Words
    reporting_noun_prepositions: Words
    viewpoint_prepositions: Words
    medium_prepositions: Words
    place_prepositions: Words
    channel_prepositions: Words
    issuer_prepositions: Words
