"""Salience: how present a mention makes its referent to the reader.

It follows Lappin and Leass (1994, An algorithm for pronominal anaphora resolution) in outline: mentions weigh by
grammatical role, and half as much with each sentence that passes. That who takes part in an attribution weighs more is
this module's own, and so are the numbers save that half.
"""

from __future__ import annotations

from quotes.nlp.document import Token

DECAY = 0.5
"""What is left of a mention's weight with each sentence that passes."""

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


def weight(token: Token, participates: bool, quoted: bool) -> float:
    """How much the mention that a token heads adds to the salience of its referent, there and then."""
    found = _RELATION_WEIGHTS.get(token.deprel, _RELATION_WEIGHTS.get(token.relation, _OTHER_WEIGHT))
    if participates:
        found += _PARTICIPANT_WEIGHT
    return found * _QUOTED if quoted else found
