"""What the reader tells apart, in the order in which its network counts them."""

from __future__ import annotations

ANCHORS = ("none", "cue", "quotation")
"""What a word is to a report: nothing, the first word of its cue, or the first of its content where it has no cue."""

NONE, CUE, QUOTATION = range(len(ANCHORS))

ROLES = ("none", "content", "source", "cue", "addressee", "addressee in content", "spokesperson", "reported_by")
"""What a word is to a report whose anchor is known. The source of a quotation without a cue is the mention of its
speaker that stands nearest. The last two are relays, by what they are to the speaker."""

NO_ROLE, CONTENT, SOURCE, IN_CUE, ADDRESSEE, ADDRESSEE_IN_CONTENT, SPOKESPERSON, REPORTED_BY = range(len(ROLES))

RELAYS = {SPOKESPERSON: "spokesperson", REPORTED_BY: "reported_by"}

MODALITIES = ("asserted", "hypothetical", "future")

NAMES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place")

KINDS = ("person", "organization", "place", "group", "document", "unknown")
"""What an entity is."""

CONVENTIONS = ("contract", "polnear")
"""Whose borders are read: the project's own, or those of PolNeAR, which annotates one layer and no relays."""
